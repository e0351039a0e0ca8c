import { writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { buildSchema } from './build-schema.js';

// npm run schema: writes what the API offers, for people and programs to read before they call it.
writeFileSync('schema.graphql', `${printSchema(await buildSchema())}\n`);

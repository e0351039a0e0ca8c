import { writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { buildSchema } from './build-schema.js';
import { printConfigTable } from './platform/config/config.js';
import { printProblems } from './platform/graphql/problems-page.js';

// npm run schema: writes what the API offers and what may be set, for people and programs to read.
const schema = await buildSchema();
writeFileSync('schema.graphql', `${printSchema(schema)}\n`);
writeFileSync('docs/problems.md', printProblems(schema));
writeFileSync('docs/configuration.md', printConfigTable());

import 'reflect-metadata';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, type GraphQLSchema } from 'graphql';
import { AppModule } from './app.module.js';
import { loadConfig } from './platform/config/config.js';
import { SCHEMA_OPTIONS, finishSchema } from './platform/graphql/finish-schema.js';

type Module = Type | DynamicModule;

/** The schema that the service serves, from the same modules, without a database: it can be read, not executed. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const classes = new Set(classesOf(AppModule.with(loadConfig({}), '')));
  const schema = await builder.get(GraphQLSchemaFactory).create([...classes], SCHEMA_OPTIONS);
  await builder.close();
  return lexicographicSortSchema(finishSchema(schema));
}

/** The classes that a module and those under it provide, resolvers among them. */
function classesOf(module: Module): Type[] {
  const providers = partsOf<Provider>(module, 'providers').filter(
    (provider) => typeof provider === 'function',
  );
  return [...(providers as Type[]), ...partsOf<Module>(module, 'imports').flatMap(classesOf)];
}

/** What a module says in its decorator, and beside it when it was made with settings. */
function partsOf<Part>(module: Module, key: 'providers' | 'imports'): Part[] {
  const isDynamic = 'module' in module;
  const declared = Reflect.getMetadata(key, isDynamic ? module.module : module) as Part[] | undefined;
  const added = isDynamic ? (module[key] as Part[] | undefined) : undefined;
  return [...(declared ?? []), ...(added ?? [])];
}

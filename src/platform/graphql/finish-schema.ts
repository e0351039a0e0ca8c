import { getNamedType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { guardSchema } from './guard-schema.js';
import { Node } from './node.js';
import { Problem } from './problems.js';
import { scalarsMap } from './scalars.js';

/** How the classes become a schema: the same for the service and for the file that describes it. */
export const SCHEMA_OPTIONS = {
  scalarsMap,
  // Clients spread on these interfaces, also where no field answers them yet.
  orphanedTypes: [Node as never, Problem as never],
  // Nest would introspect the whole schema at each start (a third of the time that the schema takes) to see that it is
  // valid: Apollo refuses to start on an invalid one anyway, and a spec introspects it whole.
  skipCheck: true,
};

/** What is done to the schema once the classes have made it. Throws where something says not who may see or call it. */
export const finishSchema = (schema: GraphQLSchema): GraphQLSchema => guardSchema(describeRoots(schema));

/** Says what Nest has no place for: what the roots are, and what a mutation's one input is, as its type says. */
function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()] as [
    GraphQLObjectType,
    GraphQLObjectType,
  ];
  query.description = 'What can be read, by whoever may see it.';
  mutation.description =
    'What can be done: acts, each whole or not at all, that answer what changed or why nothing did.';
  const subscription = schema.getSubscriptionType();
  if (subscription)
    subscription.description =
      'What can be followed over graphql-transport-ws: each event says that something changed, and a query says what.';
  for (const { args } of Object.values(mutation.getFields()))
    for (const argument of args) argument.description ??= getNamedType(argument.type).description;
  return schema;
}

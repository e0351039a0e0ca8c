import {
  GraphQLError,
  OperationTypeNode,
  getOperationAST,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { refuseVariables, withoutValues } from './jit.js';
import {
  LIMITS,
  refuseCostlyOperation,
  refuseLargeDocument,
  refuseOverlong,
  refuseParsing,
} from './limits.js';

/** What a client sends to begin an operation, as graphql-ws has checked it. */
interface Payload {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A subscription that may begin. */
export interface Subscribed {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/**
 * Reads what is sent over a socket under the limits of a request over HTTP, in the same order: size, validity, cost,
 * variables. Answers why it is refused, in which case nothing of it runs: queries and acts are, for they come by HTTP.
 */
export function readSubscription(
  schema: GraphQLSchema,
  { query, operationName = null, variables }: Payload,
): Subscribed | readonly [GraphQLError, ...GraphQLError[]] {
  const overlong = refuseOverlong(query);
  if (overlong) return [overlong];
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const tooLarge = refuseLargeDocument(document);
  if (tooLarge) return [tooLarge];
  const [invalid, ...more] = validate(schema, document, undefined, { hideSuggestions: true }).map((error) =>
    coded(error, 'GRAPHQL_VALIDATION_FAILED'),
  );
  if (invalid) return [invalid, ...more];
  const operation = getOperationAST(document, operationName);
  if (!operation) return [coded(new GraphQLError('No such operation.'), 'OPERATION_RESOLUTION_FAILURE')];
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION)
    return [coded(new GraphQLError('Not a subscription.'), 'ONLY_SUBSCRIPTIONS')];
  const variableValues = variables ?? {};
  const tooCostly = refuseCostlyOperation(schema, document, operation, variableValues);
  if (tooCostly) return [tooCostly];
  const [unfit, ...others] = refuseVariables(schema, operation, variableValues);
  return unfit ? [unfit, ...others] : { schema, document, operationName, variableValues };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    return refuseParsing(query) ?? coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED');
  }
}

const coded = ({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(withoutValues(message), {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code },
  });

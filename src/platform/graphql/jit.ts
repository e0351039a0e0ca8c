import { createRequire } from 'node:module';
import {
  HeaderMap,
  type ApolloServerOptions,
  type ApolloServerPlugin,
  type GraphQLResponse,
} from '@apollo/server';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  coerceInputValue,
  doTypesOverlap,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isInputType,
  isNonNullType,
  isObjectType,
  parse,
  typeFromAST,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LastUsed } from './last-used.js';

type FormatError = NonNullable<ApolloServerOptions<object>['formatError']>;
type Variables = { readonly [name: string]: unknown };

export interface JitOptions {
  /** Off: every operation is executed by graphql-js. Variables are checked here either way. */
  readonly enabled: boolean;
  /** The server's own: Apollo does not format what a plugin answers. */
  readonly formatError: FormatError;
}

/** Compiled operations kept, and operations remembered as seen once: the last used of each. */
const COMPILED_KEPT = 500;
const SEEN_KEPT = 2_000;

/** Fields that one compiled operation may have, each counted once for every type that can hold it (0.2 ms each). */
const FIELDS_COMPILED = 300;

/**
 * Executes an operation that came before by compiled code (graphql-jit), and leaves the others to graphql-js: those
 * seen for the first time, subscriptions, and what graphql-jit refuses or gets wrong. The answers are the same.
 * What resolvers return must be plain data: no promise or function as a property, no promise within a list.
 */
export function jitPlugin({ enabled, formatError }: JitOptions): ApolloServerPlugin {
  const compiled = new LastUsed<CompiledQuery['query'] | null>(COMPILED_KEPT);
  const seen = new LastUsed<true>(SEEN_KEPT);

  const compiledFor = (key: string, schema: GraphQLSchema, source: string, operationName: string | null) => {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    // Compiling costs more than executing once, so whoever sends ever new documents is not served by it.
    if (!seen.get(key)) {
      seen.set(key, true);
      return null;
    }
    const query = compile(schema, source, operationName);
    compiled.set(key, query);
    return query;
  };

  return {
    async requestDidStart() {
      return {
        async responseForOperation({
          schema,
          source,
          operation,
          operationName,
          queryHash,
          request,
          contextValue,
        }) {
          // Against its type, Apollo comes here also when the document has no operation of the name asked for.
          if (!(operation as OperationDefinitionNode | undefined)) return null;
          const variables = request.variables ?? {};
          const refused = refuseVariables(schema, operation, variables);
          if (refused.length > 0) return respond({ errors: refused }, formatError, 400);
          if (!enabled || operation.operation === OperationTypeNode.SUBSCRIPTION) return null;
          const query = compiledFor(`${queryHash} ${operationName}`, schema, source, operationName);
          const result = await query?.(undefined, contextValue, variables);
          // Without data nothing was executed: graphql-jit's own reading of the variables refused, and graphql-js may not.
          return result && 'data' in result ? respond(result, formatError) : null;
        },
      };
    },
  };
}

function respond(result: ExecutionResult, formatError: FormatError, status?: number): GraphQLResponse {
  const errors = result.errors?.map((error) => {
    // An error without a cause is the engine's own sentence, and may quote what a resolver returned.
    const message = error.originalError ? error.message : withoutValues(error.message);
    const extensions = { code: 'INTERNAL_SERVER_ERROR', ...error.extensions, http: undefined };
    return formatError({ ...error.toJSON(), message, extensions }, error);
  });
  return {
    http: { ...(status && { status }), headers: new HeaderMap() },
    body: {
      kind: 'single',
      singleResult: { ...(errors && { errors }), ...('data' in result && { data: result.data ?? null }) },
    },
  };
}

/** Why the variables do not fit the operation, as graphql-js judges it; unlike its errors, these repeat no value. */
export function refuseVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): GraphQLError[] {
  const refused: GraphQLError[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const refuse = (where: string, reason: string): void => {
      refused.push(
        new GraphQLError(`Variable "$${name}"${where} is refused: ${reason}`, {
          nodes: definition,
          extensions: { code: 'BAD_USER_INPUT' },
        }),
      );
      if (refused.length >= VARIABLE_ERRORS) throw ENOUGH;
    };
    try {
      refuseVariable(schema, definition, variables, refuse);
    } catch (error) {
      if (error === ENOUGH) break;
      throw error;
    }
  }
  return refused;
}

/** Errors told of the variables of one request; reading stops there, for a list may hold ten thousands. */
const VARIABLE_ERRORS = 20;
const ENOUGH = Symbol('ENOUGH');

function refuseVariable(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  variables: Variables,
  refuse: (where: string, reason: string) => void,
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) return; // validation has refused it
  if (Object.hasOwn(variables, name)) {
    const report: Parameters<typeof coerceInputValue>[2] = (path, _value, error) =>
      refuse(path.length > 0 ? ` at "${printPath(name, path)}"` : '', withoutValues(error.message));
    coerceInputValue(variables[name], type, report, true);
  } else if (isNonNullType(type) && !definition.defaultValue) refuse('', `a ${String(type)} is required.`);
}

const printPath = (name: string, path: readonly (string | number)[]): string =>
  name + path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');

/** How the sentences of graphql-js and graphql-jit quote a value, and what they say without it. */
const QUOTATIONS: readonly (readonly [RegExp, string])[] = [
  [/^(Syntax Error: .*?\b(?:Int|Float|String|BlockString)) ".*$/s, '$1.'],
  [/^Value ".*" does not exist in ("\w+" enum)\..*$/s, 'The value does not exist in $1.'],
  [/ (?:got|has) invalid value .*$/s, ' has an invalid value.'],
  [/\bvalue: .*$/s, 'value.'],
  [/ but (?:got|received): .*$/s, '.'],
  [/^(?!Syntax Error)(.*?)(?:, found| with value) .*$/s, '$1.'],
];

/** A message of graphql-js or graphql-jit without the values that it quotes, which may be a ballot or a text. */
export const withoutValues = (message: string): string =>
  QUOTATIONS.reduce((text, [quotation, instead]) => text.replace(quotation, instead), message);

/** The compiled code of an operation, or null where graphql-jit would refuse it, take too long or answer wrong. */
function compile(
  schema: GraphQLSchema,
  source: string,
  operationName: string | null,
): CompiledQuery['query'] | null {
  // A tree of its own: graphql-jit writes into the nodes that it compiles, and Apollo keeps and shares the other.
  const document = parse(source);
  if (hasTraps(document) || !isSmall(schema, document, operationName)) return null;
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  return isCompiledQuery(compiled) ? compiled.query : null;
}

/** Whether a document holds what graphql-jit 0.8.9 is known to answer wrongly. */
function hasTraps(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    // Measured: @skip or @include on a fragment, or on one of two fields alike, leaves out what should stay.
    Directive: () => {
      found = true;
    },
    // As a property of the object literals that it writes, this sets their prototype.
    Name: (node) => {
      found ||= node.value === '__proto__';
    },
  });
  return found;
}

/**
 * Whether an operation compiles to at most `FIELDS_COMPILED` fields: code is written again for every concrete type
 * that an interface or union may be, so that interfaces within interfaces multiply it.
 */
function isSmall(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): boolean {
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  let left = FIELDS_COMPILED;
  const fits = (set: SelectionSetNode, type: GraphQLNamedType): boolean =>
    concreteTypes(schema, type).every((concrete) =>
      set.selections.every((selection) => {
        if (--left < 0) return false;
        if (selection.kind === Kind.FIELD) {
          const field = concrete.getFields()[selection.name.value];
          return !field || !selection.selectionSet || fits(selection.selectionSet, getNamedType(field.type));
        }
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
        const applies = !isCompositeType(condition) || doTypesOverlap(schema, condition, concrete);
        return !fragment || !applies || fits(fragment.selectionSet, concrete);
      }),
    );
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  return Boolean(root && fits(operation.selectionSet, root));
}

function concreteTypes(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

type Complete = (value: unknown) => void;
type Fail = (error: unknown) => void;

/**
 * graphql-jit completes what a promise gave with nothing around it: a type that cannot be resolved, or a getter that
 * throws, would be an unhandled rejection, which ends the process and leaves the request without an answer. As in
 * graphql-js, the field becomes null and the error is told. (graphql-jit 0.8.9; a test fails if it changes.)
 */
function catchWhileCompleting(runtime: JitRuntime): void {
  const { handleResolverResult, handleListItemResult } = runtime;
  const caught =
    (complete: Complete, fail: Fail, afterwards: () => void): Complete =>
    (value) => {
      try {
        complete(value);
      } catch (error) {
        fail(error);
        afterwards();
      }
    };
  runtime.handleResolverResult = (context, value, complete, fail) =>
    handleResolverResult.call(
      runtime,
      context,
      value,
      caught(complete, fail, () => complete(null)),
      fail,
    );
  // Failing adds the item's null by itself.
  runtime.handleListItemResult = (context, item, complete, fail) =>
    handleListItemResult.call(
      runtime,
      context,
      item,
      caught(complete, fail, () => undefined),
      fail,
    );
}

type JitRuntime = (typeof import('graphql-jit/dist/runtime.js'))['jitRuntime'];

// Required, because graphql-jit requires it too, also when it is itself imported; an import can give another copy.
catchWhileCompleting(
  (createRequire(import.meta.url)('graphql-jit/dist/runtime.js') as { jitRuntime: JitRuntime }).jitRuntime,
);

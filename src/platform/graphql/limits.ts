import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  Lexer,
  Source,
  TokenKind,
  getNamedType,
  isInterfaceType,
  isObjectType,
  parse,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { PAGE_MAX } from './connections.js';

/** Largest request body, in bytes: `new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES })`. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** How large a document may be; fields, aliases, directives and repetitions are counted with fragments spread out. */
export const LIMITS = {
  /** What is long belongs in a variable: reading a quarter of a megabyte as a document costs others their pace. */
  characters: 64_000,
  tokens: 4_000,
  /** Definitions of fragments: validation compares them two by two. */
  fragments: 50,
  rootFields: 20,
  /** Fields within fields; what is under `__schema` and `__type` is bounded by `nesting` alone. */
  depth: 12,
  /** Selection sets within selection sets, those of fragments included; the standard introspection needs 18. */
  nesting: 30,
  /** The standard introspection needs 230; a proposal with all that its polls say but the tables of an election, 1,096. */
  fields: 1_500,
  /**
   * One response name, or one fragment, written twice side by side: validation compares these two by two as well. Reading
   * whole effects at three places needs 30, for a dozen types share names like `memberId`.
   */
  repeats: 60,
  /**
   * `__typename` as it stands, which clients write into every selection: no field of ours, and no repetition. Side by side
   * validation compares these too, at little cost each: 5 ms for all of them.
   */
  typenames: 300,
  aliases: 30,
  directives: 50,
  /** Acts that anyone may ask, such as a code to be tried: each may cost much work, and one is all that anybody needs. */
  openActs: 1,
  /** Rows that connections may return: each `first` (or length of `ids`) times what is asked of each row. */
  cost: 10_000,
} as const;
export type Limits = { readonly [L in keyof typeof LIMITS]: number };

const REFUSALS: { readonly [L in keyof Limits]: { readonly code: string; readonly says: string } } = {
  characters: { code: 'QUERY_TOO_MANY_TOKENS', says: 'characters' },
  tokens: { code: 'QUERY_TOO_MANY_TOKENS', says: 'words and signs' },
  fragments: { code: 'QUERY_TOO_MANY_FRAGMENTS', says: 'fragments' },
  rootFields: { code: 'QUERY_TOO_MANY_ROOT_FIELDS', says: 'fields at its root' },
  depth: { code: 'QUERY_TOO_DEEP', says: 'levels of fields' },
  nesting: { code: 'QUERY_TOO_DEEP', says: 'levels of braces' },
  fields: { code: 'QUERY_TOO_MANY_FIELDS', says: 'fields' },
  repeats: { code: 'QUERY_TOO_REPETITIVE', says: 'repeated fields' },
  typenames: { code: 'QUERY_TOO_REPETITIVE', says: 'times __typename' },
  aliases: { code: 'QUERY_TOO_MANY_ALIASES', says: 'aliases' },
  directives: { code: 'QUERY_TOO_MANY_DIRECTIVES', says: 'directives' },
  openActs: { code: 'QUERY_TOO_MANY_ROOT_FIELDS', says: 'act open to anyone' },
  cost: { code: 'QUERY_TOO_COSTLY', says: 'rows asked for' },
};

/** The part of Nest's GraphQL options that bounds documents, beside `limitsPlugin`. */
export const WITHIN_LIMITS = {
  parseOptions: { maxTokens: LIMITS.tokens },
  /** Strips "Did you mean" from validation errors; whoever needs the schema reads it, introspection is open. */
  hideSchemaDetailsFromClientErrors: true,
  /** What is stripped is not looked for either, word against word of the schema; and a few errors tell enough. */
  validationOptions: { hideSuggestions: true, maxErrors: 5 },
  introspection: true,
} as const;

/**
 * Refuses a document over a limit (`extensions: { code, limit }`, HTTP 400 or 200 as other request errors) before
 * validation walks it, whose own work grows with the square of what is repeated.
 */
export function limitsPlugin(limits: Limits = LIMITS): ApolloServerPlugin {
  // Apollo has no hook that refuses between parsing and validation. So a refused document is replaced by a stand-in
  // that costs nothing to validate, and the stand-in is refused: Apollo's document store then remembers the refusal.
  const refused = new WeakMap<DocumentNode, GraphQLError>();
  return {
    async requestDidStart(request: GraphQLRequestContext<object>) {
      let tooLong = false;
      const overlong = (request.request.query?.length ?? 0) > limits.characters;
      // Before it is hashed, read and kept; the stand-in is refused below, each time anew.
      if (overlong) Object.assign(request.request, { query: '{ __typename }' });
      return {
        async parsingDidStart({ source }) {
          return async (parseError) => {
            if (parseError) tooLong = hasMoreTokens(source, limits.tokens);
            const refusal = request.document && refuseLargeDocument(request.document, limits);
            if (!refusal) return;
            const document = parse('{ __typename }');
            refused.set(document, refusal);
            Object.assign(request, { document });
          };
        },
        async didResolveOperation({ schema, document, operation, request: { variables } }) {
          const refusal =
            (overlong ? refusalOf('characters', limits) : refused.get(document)) ??
            (operation && refuseCostlyOperation(schema, document, operation, variables ?? {}, limits));
          if (refusal) throw refusal;
        },
        async willSendResponse({ response: { body } }) {
          if (!tooLong || body.kind !== 'single') return;
          // Apollo names every failure of its parser GRAPHQL_PARSE_FAILED.
          const { message, extensions } = refusalOf('tokens', limits);
          body.singleResult.errors = [
            { message, extensions: { code: extensions['code'], limit: limits.tokens } },
          ];
        },
      };
    },
  };
}

/** The first limit that a document is over, as an error for its sender, or null; takes time linear in its length. */
export function refuseLargeDocument(document: DocumentNode, limits: Limits = LIMITS): GraphQLError | null {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  if (fragments > limits.fragments) return refusalOf('fragments', limits);
  const size = measure(document);
  const over = SIZES.find((limit) => size[limit] > limits[limit]);
  return over ? refusalOf(over, limits) : null;
}

/** That a document is longer than what is read at all; null otherwise. */
export const refuseOverlong = (source: string, limits: Limits = LIMITS): GraphQLError | null =>
  source.length > limits.characters ? refusalOf('characters', limits) : null;

/** That a document has more words and signs than are read, if that is why it could not be parsed; null otherwise. */
export const refuseParsing = (source: string, limits: Limits = LIMITS): GraphQLError | null =>
  hasMoreTokens(source, limits.tokens) ? refusalOf('tokens', limits) : null;

/** That a valid operation may return more rows than the limit, given its variables as they were sent; null otherwise. */
export const refuseCostlyOperation = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  limits: Limits = LIMITS,
): GraphQLError | null => {
  if (openActsOf(schema, document, operation) > limits.openActs) return refusalOf('openActs', limits);
  return costOf(schema, document, operation, variables) > limits.cost ? refusalOf('cost', limits) : null;
};

function refusalOf(limit: keyof Limits, limits: Limits): GraphQLError {
  const { code, says } = REFUSALS[limit];
  return new GraphQLError(`This document has more than ${limits[limit]} ${says}.`, {
    extensions: { code, limit: limits[limit], http: { status: 400 } },
  });
}

function hasMoreTokens(source: string, limit: number): boolean {
  const lexer = new Lexer(new Source(source));
  try {
    for (let count = 0; count <= limit; count++) if (lexer.advance().kind === TokenKind.EOF) return false;
    return true;
  } catch {
    return false; // no GraphQL at all before the limit: the parser has already said where
  }
}

const SIZES = [
  'rootFields',
  'depth',
  'nesting',
  'fields',
  'repeats',
  'typenames',
  'aliases',
  'directives',
] as const;
type Size = { readonly [S in (typeof SIZES)[number]]: number };

const NOTHING: Size = {
  rootFields: 0,
  depth: 0,
  nesting: 0,
  fields: 0,
  repeats: 0,
  typenames: 0,
  aliases: 0,
  directives: 0,
};

/** Two selections side by side: levels do not add up, everything else does. */
const beside = (a: Size, b: Size): Size =>
  pairUp(a, b, (x, y, size) => (size === 'depth' || size === 'nesting' ? Math.max(x, y) : x + y));

/** What is within the limits exactly when both are. */
const larger = (a: Size, b: Size): Size => pairUp(a, b, (x, y) => Math.max(x, y));

function pairUp(a: Size, b: Size, pair: (x: number, y: number, size: keyof Size) => number): Size {
  const sizes = { ...NOTHING };
  for (const size of SIZES) sizes[size] = pair(a[size], b[size], size);
  return sizes;
}

/**
 * Measures a document with its fragments spread out, walking each fragment once: what doubles with every fragment is
 * added up, not visited. Operations count together; each fragment, used or not, is held to the same limits.
 */
function measure(document: DocumentNode): Size {
  const fragments = fragmentsOf(document);
  const known = new Map<string, Size>();

  const ofFragment = (name: string): Size => {
    const size = known.get(name);
    const fragment = fragments.get(name);
    if (size || !fragment) return size ?? NOTHING;
    known.set(name, NOTHING); // a fragment within itself only has to end here: validation refuses it by name
    const inside = beside(ofSet(fragment.selectionSet, new Set()), directivesOf(fragment));
    const fresh = { ...inside, depth: introspects(fragment.typeCondition) ? 0 : inside.depth };
    known.set(name, fresh);
    return fresh;
  };

  const ofSet = (set: SelectionSetNode, names: Set<string>): Size => {
    const inside = set.selections.map((selection) => ofSelection(selection, names)).reduce(beside, NOTHING);
    return { ...inside, nesting: inside.nesting + 1 };
  };

  const ofSelection = (selection: SelectionNode, names: Set<string>): Size => {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return beside(ofSet(selection.selectionSet, names), directivesOf(selection));
    if (isTypename(selection)) return { ...directivesOf(selection), rootFields: 1, depth: 1, typenames: 1 };
    const spread = selection.kind === Kind.FRAGMENT_SPREAD;
    const name = spread ? `...${selection.name.value}` : (selection.alias ?? selection.name).value;
    const repeats = names.has(name) ? 1 : 0;
    names.add(name);
    const own = { ...directivesOf(selection), repeats };
    return beside(own, spread ? ofFragment(selection.name.value) : ofField(selection));
  };

  const ofField = (field: FieldNode): Size => {
    const inside = field.selectionSet ? ofSet(field.selectionSet, new Set()) : NOTHING;
    return {
      ...inside,
      rootFields: 1,
      depth: introspects(field) ? 1 : inside.depth + 1,
      fields: inside.fields + 1,
      aliases: inside.aliases + (field.alias ? 1 : 0),
    };
  };

  const operations = document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) =>
      beside(
        ofSet(operation.selectionSet, new Set()),
        directivesOf(operation, ...(operation.variableDefinitions ?? [])),
      ),
    )
    .reduce(beside, NOTHING);
  return [...fragments.keys()].map(ofFragment).reduce(larger, operations);
}

const isTypename = (selection: SelectionNode): boolean =>
  selection.kind === Kind.FIELD && selection.name.value === '__typename' && !selection.alias;

/** The field `__schema` or `__type`, or a fragment on one of the types under them. */
const introspects = (node: FieldNode | NamedTypeNode): boolean => node.name.value.startsWith('__');

const directivesOf = (...nodes: { readonly directives?: readonly unknown[] | undefined }[]): Size => ({
  ...NOTHING,
  directives: nodes.reduce((sum, node) => sum + (node.directives?.length ?? 0), 0),
});

const fragmentsOf = (document: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/** How many acts of a valid mutation anyone may ask, in or out of fragments. */
function openActsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): number {
  if (operation.operation !== OperationTypeNode.MUTATION) return 0;
  const acts = schema.getMutationType()?.getFields() ?? {};
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const count = known.get(name) ?? inSet(fragments.get(name)?.selectionSet);
    known.set(name, count);
    return count;
  };
  const inSet = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((sum, selection) => Math.min(CEILING, sum + ofSelection(selection)), 0);
  const ofSelection = (selection: SelectionNode): number => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return inSet(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    return acts[selection.name.value]?.extensions['mayCall'] === 'ANYONE' ? 1 : 0;
  };
  return inSet(operation.selectionSet);
}

/** Counting stops here, so that sums and products stay exact. */
const CEILING = 1_000_000_000;

/** Rows that a valid operation may return through fields with `first` or `ids`, given its variables as they were sent. */
function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();

  const ofFragment = (name: string): number => {
    const fragment = fragments.get(name);
    const cost =
      known.get(name) ?? (fragment ? ofSet(fragment.selectionSet, typeNamed(fragment.typeCondition)) : 0);
    known.set(name, cost);
    return cost;
  };

  const ofSet = (set: SelectionSetNode, type: MaybeType): number =>
    set.selections.reduce((sum, selection) => Math.min(CEILING, sum + ofSelection(selection, type)), 0);

  const ofSelection = (selection: SelectionNode, type: MaybeType): number => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return ofSet(selection.selectionSet, typeNamed(selection.typeCondition) ?? type);
    const field =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
    if (!field || !selection.selectionSet) return 0;
    const inside = ofSet(selection.selectionSet, getNamedType(field.type));
    const rows = rowsOf(field, selection, operation, variables);
    return rows === null ? inside : Math.min(CEILING, rows * (1 + inside));
  };

  const typeNamed = (node: NamedTypeNode | undefined): MaybeType => node && schema.getType(node.name.value);

  return ofSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

type MaybeType = GraphQLNamedType | undefined;
type Variables = { readonly [name: string]: unknown };

/** How many rows a field may return by its argument `first` or `ids`; null when it has neither. */
function rowsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number | null {
  const bound = field.args.find(({ name }) => name === 'first' || name === 'ids');
  if (!bound) return null;
  const given = node.arguments?.find(({ name }) => name.value === bound.name)?.value;
  const asked = given ? valueFromASTUntyped(given, withDefaults(operation, variables)) : bound.defaultValue;
  if (Array.isArray(asked)) return asked.length;
  // What is no number is refused later by its type, or left to the connection, which gives a page at most.
  return typeof asked === 'number' && asked >= 0 ? asked : PAGE_MAX;
}

function withDefaults(operation: OperationDefinitionNode, variables: Variables): Variables {
  const defaults = (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
    variable.name.value,
    defaultValue && valueFromASTUntyped(defaultValue),
  ]);
  return { ...Object.fromEntries(defaults), ...variables };
}

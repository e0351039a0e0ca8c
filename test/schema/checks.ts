import {
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  findBreakingChanges,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';
import type { RefusalCode } from '../../src/core/kernel/refusals.js';
import type { MayCall } from '../../src/platform/access/access.js';
import { problemTypeName, type Act } from '../../src/platform/graphql/problems.js';
import { REFUSAL_CODES } from '../../src/platform/i18n/refusals.js';

// Each check answers what breaks its rule, by its coordinate in the schema: `Poll.title`, `Query.polls(first:)`.

type AnyField = GraphQLField<unknown, unknown>;

/** What has a type: a field, an argument, a field of an input. */
interface Slot {
  readonly coordinate: string;
  readonly name: string;
  readonly type: GraphQLType;
  readonly description: string | null | undefined;
}

const typesOf = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );

function fieldsOf(schema: GraphQLSchema): { readonly parent: string; readonly field: AnyField }[] {
  return typesOf(schema).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({ parent: type.name, field: field as AnyField }))
      : [],
  );
}

function slotsOf(schema: GraphQLSchema): Slot[] {
  const slot = (
    coordinate: string,
    { name, type, description }: AnyField | GraphQLArgument | GraphQLInputField,
  ): Slot => ({
    coordinate,
    name,
    type,
    description,
  });
  const output = fieldsOf(schema).flatMap(({ parent, field }) => [
    slot(`${parent}.${field.name}`, field),
    ...field.args.map((argument) => slot(`${parent}.${field.name}(${argument.name}:)`, argument)),
  ]);
  const input = typesOf(schema).flatMap((type) =>
    isInputObjectType(type)
      ? Object.values(type.getFields()).map((field) => slot(`${type.name}.${field.name}`, field))
      : [],
  );
  return [...output, ...input];
}

const valuesOf = (schema: GraphQLSchema) =>
  typesOf(schema).flatMap((type) =>
    isEnumType(type)
      ? type
          .getValues()
          .map(({ name, description }) => ({ coordinate: `${type.name}.${name}`, name, description }))
      : [],
  );

/** Whatever has no description of two words at least. */
export function undescribed(schema: GraphQLSchema): string[] {
  const types = typesOf(schema).map(({ name, description }) => ({ coordinate: name, description }));
  return [...types, ...slotsOf(schema), ...valuesOf(schema)]
    .filter(({ description }) => !/\S\s+\S/.test(description ?? ''))
    .map(({ coordinate }) => coordinate);
}

/** Names in another case than their kind's, and types named after what they are instead of what they mean. */
export function misnamed(schema: GraphQLSchema): string[] {
  const types = typesOf(schema).filter(
    ({ name }) =>
      !/^([A-Z][a-z0-9]*)+$/.test(name) || /[a-z0-9](Type|Object|Enum|Union|Interface|Row)$/.test(name),
  );
  const slots = slotsOf(schema).filter(({ name }) => !/^[a-z][a-zA-Z0-9]*$/.test(name));
  const values = valuesOf(schema).filter(({ name }) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name));
  return [...types.map(({ name }) => name), ...[...slots, ...values].map(({ coordinate }) => coordinate)];
}

/**
 * Mutations that do not take one `input: <Mutation>Input!`, with `speaksFor` beside it where a relay may be answered
 * `RelayedSuccess` and nowhere else, or do not answer `<Mutation>Result!`.
 */
export function misshapenMutations(schema: GraphQLSchema): string[] {
  return mutationsOf(schema)
    .filter(({ name, args, type }) => {
      const noun = capitalised(name);
      const [input, ...rest] = args;
      const union = getNamedType(type);
      if (!isUnionType(union)) return true;
      const isRelayed = union.getTypes().some((member) => member.name === RELAYED);
      const others = rest.map((arg) => `${arg.name}: ${String(arg.type)}`).join();
      const takesInput =
        input?.name === 'input' &&
        String(input.type) === `${noun}Input!` &&
        others === (isRelayed ? 'speaksFor: SpeaksForInput' : '');
      return !takesInput || String(type) !== `${noun}Result!`;
    })
    .map(({ name }) => `Mutation.${name}`);
}

const mutationsOf = (schema: GraphQLSchema): AnyField[] =>
  Object.values(schema.getMutationType()?.getFields() ?? {}) as AnyField[];

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** What a guard before the act may answer, by who may call it. */
const REFUSED_BEFORE: Readonly<Record<MayCall, readonly RefusalCode[]>> = {
  ANYONE: [],
  IN_ACT: [],
  SESSION: ['NOT_SIGNED_IN'],
  MEMBER: ['NOT_SIGNED_IN', 'NOT_A_MEMBER'],
};

/** Mutations whose union is not their success and exactly the refusals that their act declares. */
export function undeclaredRefusals(schema: GraphQLSchema): string[] {
  return mutationsOf(schema).flatMap(({ name, type, extensions }) => {
    const at = `Mutation.${name}`;
    const act = extensions['act'] as Act | undefined;
    const union = getNamedType(type);
    if (!act || !isUnionType(union)) return [`${at} declares no act`];
    const members = union.getTypes().map((member) => member.name);
    const relayed = act.about ? [RELAYED] : [];
    const expected = [`${capitalised(name)}Success`, ...relayed, ...act.refuses.map(problemTypeName)];
    const before = REFUSED_BEFORE[extensions['mayCall'] as MayCall];
    return [
      ...(act.name === name ? [] : [`${at} declares the act ${act.name}`]),
      ...act.refuses
        .filter((code) => !REFUSAL_CODES.includes(code))
        .map((code) => `${at} refuses ${code}, which is no refusal`),
      ...before
        .filter((code) => !act.refuses.includes(code))
        .map((code) => `${at} may be refused by ${code} before it begins`),
      ...members
        .filter((member) => !expected.includes(member))
        .map((member) => `${at} answers ${member} and declares it not`),
      ...expected
        .filter((member) => !members.includes(member))
        .map((member) => `${at} declares ${member} and answers it not`),
    ];
  });
}

/** What a relay is answered. */
const RELAYED = 'RelayedSuccess';

const successesOf = (union: string): string[] => [union.replace(/Result$/, 'Success'), RELAYED];

/** Problems that are no refusal, and members of result unions that are neither the success nor a Problem. */
export function strayProblems(schema: GraphQLSchema): string[] {
  const problem = schema.getType('Problem');
  const problems = isInterfaceType(problem) ? schema.getPossibleTypes(problem).map(({ name }) => name) : [];
  const known = REFUSAL_CODES.map(problemTypeName);
  const members = typesOf(schema).flatMap((type) =>
    isUnionType(type) && type.name.endsWith('Result')
      ? type
          .getTypes()
          .filter(({ name }) => !problems.includes(name) && !successesOf(type.name).includes(name))
      : [],
  );
  return [
    ...problems.filter((name) => !known.includes(name)),
    ...members.map(({ name }) => name),
    ...typesOf(schema).flatMap(({ name }) =>
      known.includes(name) && !problems.includes(name) ? [name] : [],
    ),
  ];
}

/** Lists that may hold null. */
export const nullableItems = (schema: GraphQLSchema): string[] =>
  slotsOf(schema)
    .filter(({ type }) => holdsNull(type))
    .map(({ coordinate }) => coordinate);

function holdsNull(type: GraphQLType): boolean {
  if (isNonNullType(type)) return holdsNull(type.ofType);
  return isListType(type) && (!isNonNullType(type.ofType) || holdsNull(type.ofType));
}

/** Plain lists of what has an id: such lists grow, and are connections. */
export const plainListsOfNodes = (schema: GraphQLSchema): string[] =>
  fieldsOf(schema)
    .filter(({ parent, field: { type } }) => {
      const item = getNamedType(type);
      const isList = isListType(isNonNullType(type) ? type.ofType : type);
      const isNode =
        item.name === 'Node' ||
        (isObjectType(item) && item.getInterfaces().some(({ name }) => name === 'Node'));
      return isList && isNode && !parent.endsWith('Connection');
    })
    .map(({ parent, field }) => `${parent}.${field.name}`);

/** Connections that are not as Relay's are, and fields that answer one without taking `first` and `after`. */
export function misshapenConnections(schema: GraphQLSchema): string[] {
  const fields = fieldsOf(schema).filter(({ field }) => {
    if (!getNamedType(field.type).name.endsWith('Connection')) return false;
    const taken = (name: string) => field.args.find((argument) => argument.name === name);
    const [first, after] = [taken('first'), taken('after')];
    const isBounded = getNamedType(first?.type) === GraphQLInt && typeof first?.defaultValue === 'number';
    return !isBounded || after?.type !== GraphQLString || !isNonNullType(field.type);
  });
  const types = typesOf(schema).filter((type) => {
    if (!isObjectType(type) || !type.name.endsWith('Connection')) return false;
    const noun = type.name.replace(/Connection$/, '');
    const edge = schema.getType(`${noun}Edge`);
    const edges = isObjectType(edge) ? edge.getFields() : {};
    const { edges: list, pageInfo } = type.getFields();
    const shape = [list?.type, pageInfo?.type, edges['node']?.type, edges['cursor']?.type].join(' ');
    return shape !== `[${noun}Edge!]! PageInfo! ${noun}! String!`;
  });
  return [...fields.map(({ parent, field }) => `${parent}.${field.name}`), ...types.map(({ name }) => name)];
}

/** What is named as an id and typed as something else. */
export const untypedIds = (schema: GraphQLSchema): string[] =>
  slotsOf(schema)
    .filter(({ name, type }) => /^ids?$|[a-z]Ids?$/.test(name) && getNamedType(type) !== GraphQLID)
    .map(({ coordinate }) => coordinate);

/** Fields that answer by their name what nobody may read. */
export const secretsShown = (schema: GraphQLSchema): string[] =>
  fieldsOf(schema)
    .filter(({ field }) => /password|token|secret|salt|cookie|session/i.test(field.name))
    .map(({ parent, field }) => `${parent}.${field.name}`);

/** Addresses that more people than their owner may read. */
export const addressesShown = (schema: GraphQLSchema): string[] =>
  fieldsOf(schema)
    .filter(
      ({ field }) => /mail|phone|address/i.test(field.name) && field.extensions['fieldSeenBy'] !== 'SELF',
    )
    .map(({ parent, field }) => `${parent}.${field.name}`);

/** Times and ranks on a ballot: either would tell who voted in which order. */
export const orderOfBallots = (schema: GraphQLSchema): string[] =>
  fieldsOf(schema)
    .filter(
      ({ parent }) =>
        /Ballot|Receipt/.test(parent) && !schema.getType(parent)?.description?.startsWith('The refusal'),
    )
    .filter(
      ({ field }) =>
        /^(DateTime|Date)$/.test(getNamedType(field.type).name) ||
        /index|number|rank|place/i.test(field.name),
    )
    .map(({ parent, field }) => `${parent}.${field.name}`);

/** What a caller of the schema before would lose with this one, in GraphQL's own words. */
export const breakingChanges = (before: GraphQLSchema, now: GraphQLSchema): string[] =>
  findBreakingChanges(before, now).map(({ description }) => description);

import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** A list that the API answers, from the root or on a row of such a list, and how a page of it is asked for whole. */
export interface List {
  /** `polls`, `polls.ballots`, `viewer.notices`; `nodes.Poll` for objects read by their ids. */
  readonly name: string;
  /** The type of the objects named by `$ids`; null for what is read otherwise. */
  readonly byIds: string | null;
  document(first: number, given: string): string;
}

/** Rows of a list within a list: 100 of each 100 would be over the limit of costs. */
const WITHIN = 90;

/** Every field at the root that answers lists, and every list one level below it. Throws on one that it cannot ask for. */
export function listsOf(schema: GraphQLSchema): List[] {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  return roots.flatMap((root) => {
    const type = getNamedType(root.type);
    if (isConnection(type)) return pagesOf(schema, root, rowOf(type));
    if (isInterfaceType(type))
      return isList(root) ? schema.getPossibleTypes(type).flatMap((row) => byIds(schema, root, row)) : [];
    // One object that is read by its id: no list leads to it.
    if (!isObjectType(type) || (!isList(root) && root.args.some(isRequiredArgument))) return [];
    if (isList(root) || connectionsOf(type).length > 0)
      throw new Error(`${root.name} is a list of a kind that nobody counts yet`);
    return listsWithin(type).map((inner) => ({
      name: `${root.name}.${inner.name}`,
      byIds: null,
      document: () => `{ ${root.name} { ${written(schema, inner, 2)} } }`,
    }));
  });
}

function pagesOf(schema: GraphQLSchema, root: Field, row: GraphQLObjectType): List[] {
  const page = (of: (type: GraphQLObjectType) => string) => (first: number, given: string) =>
    `{ ${root.name}(first: ${first} ${given}) { edges { cursor node { ${of(row)} } } } }`;
  return [
    { name: root.name, byIds: null, document: page((type) => whole(schema, type, 2)) },
    ...connectionsOf(row).map((inner) => ({
      name: `${root.name}.${inner.name}`,
      byIds: null,
      document: page(() => pageWithin(schema, inner)),
    })),
  ];
}

function byIds(schema: GraphQLSchema, root: Field, row: GraphQLObjectType): List[] {
  const read = (of: string) => () =>
    `query ($ids: [ID!]!) { ${root.name}(ids: $ids) { __typename ... on ${row.name} { ${of} } } }`;
  const name = `${root.name}.${row.name}`;
  return [
    { name, byIds: row.name, document: read(whole(schema, row, 2)) },
    ...connectionsOf(row).map((inner) => ({
      name: `${name}.${inner.name}`,
      byIds: row.name,
      document: read(pageWithin(schema, inner)),
    })),
  ];
}

const pageWithin = (schema: GraphQLSchema, { name, type }: Field): string =>
  `${name}(first: ${WITHIN}) { edges { node { ${whole(schema, rowOf(getNamedType(type)), 1)} } } }`;

/** All that an object shows, so many steps deep, but for connections within it, which are asked for on their own. */
function whole(schema: GraphQLSchema, type: GraphQLObjectType, steps: number): string {
  const parts = Object.values(type.getFields()).map((field) => written(schema, field, steps));
  return ['__typename', ...parts].filter((part) => part !== '').join(' ');
}

function written(schema: GraphQLSchema, field: Field, steps: number): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return field.args.some(isRequiredArgument) ? '' : field.name;
  if (field.args.some(isRequiredArgument)) throw new Error(`nobody counts what ${field.name} costs a list`);
  if (steps === 0 || isConnection(type)) return '';
  if (isUnionType(type)) return `${field.name} { ${ofUnion(schema, type.getTypes(), steps - 1)} }`;
  if (isAbstractType(type)) return `${field.name} { ${ofInterface(type)} }`;
  return `${field.name} { ${whole(schema, type as GraphQLObjectType, steps - 1)} }`;
}

/** The objects within each member of a union: its plain values cost nothing, and their names clash. */
function ofUnion(schema: GraphQLSchema, members: readonly GraphQLObjectType[], steps: number): string {
  const known = new Set<string>();
  const parts = members.map((member) => {
    const objects = Object.values(member.getFields()).filter(
      ({ name, type }) => !isLeafType(getNamedType(type)) && !known.has(name),
    );
    for (const { name } of objects) known.add(name);
    const shown = objects.map((field) => written(schema, field, steps)).filter((part) => part !== '');
    return shown.length === 0 ? '' : `... on ${member.name} { ${shown.join(' ')} }`;
  });
  return ['__typename', ...parts].join(' ');
}

const ofInterface = (type: GraphQLNamedType): string =>
  ['__typename', ...(isInterfaceType(type) ? Object.values(type.getFields()) : [])]
    .map((field) =>
      typeof field === 'string' ? field : isLeafType(getNamedType(field.type)) ? field.name : '',
    )
    .join(' ');

const isConnection = (type: GraphQLNamedType): type is GraphQLObjectType => type.name.endsWith('Connection');
const isList = ({ type }: Field): boolean => isListType(getNullableType(type));
/** The lists of objects that an object has, but for its connections. */
const listsWithin = (type: GraphQLObjectType): Field[] =>
  Object.values(type.getFields()).filter((field) => isList(field) && !isLeafType(getNamedType(field.type)));
const connectionsOf = (type: GraphQLObjectType): Field[] =>
  Object.values(type.getFields()).filter((field) => isConnection(getNamedType(field.type)));

/** The rows of a connection. */
function rowOf(connection: GraphQLNamedType): GraphQLObjectType {
  const edge = fieldOf(connection, 'edges');
  return fieldOf(edge, 'node') as GraphQLObjectType;
}

const fieldOf = (type: GraphQLNamedType, name: string): GraphQLNamedType =>
  getNamedType(((type as GraphQLObjectType).getFields()[name] as Field).type);

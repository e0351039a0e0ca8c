import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  parse,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Reading } from './reading.js';

const found = new Map<string, ReadonlySet<string>>();

/**
 * The coordinates of all object types and of their fields that an answer to a reading may hold: `Poll`, `Poll.title`. Who
 * may see anything else makes no difference to it.
 */
export function touchedBy(schema: GraphQLSchema, { document }: Reading): ReadonlySet<string> {
  const touched = found.get(document) ?? touchedIn(schema, document);
  found.set(document, touched);
  return touched;
}

/** The coordinates of all fields that may answer an object of these types, and of the fields of these types. */
export const leadingTo = (schema: GraphQLSchema, names: readonly string[]): string[] =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((owner) =>
      Object.values(owner.getFields())
        .filter(
          ({ type }) =>
            names.includes(owner.name) ||
            typesIn(schema, getNamedType(type)).some(({ name }) => names.includes(name)),
        )
        .map(({ name }) => `${owner.name}.${name}`),
    );

/** The object types that a value of a type may have. */
function typesIn(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

function touchedIn(schema: GraphQLSchema, source: string): ReadonlySet<string> {
  const { definitions } = parse(source, { noLocation: true });
  const operation = definitions.find(({ kind }) => kind === 'OperationDefinition') as OperationDefinitionNode;
  const fragments = definitions.filter(
    (one): one is FragmentDefinitionNode => one.kind === 'FragmentDefinition',
  );
  const touched = new Set<string>();
  const look = (type: GraphQLCompositeType, { selections }: SelectionSetNode): void => {
    for (const one of selections) {
      if (one.kind === 'FragmentSpread') continue; // looked through by itself
      if (one.kind === 'InlineFragment') {
        const name = one.typeCondition?.name.value;
        look(name === undefined ? type : (schema.getType(name) as GraphQLCompositeType), one.selectionSet);
        continue;
      }
      const { value: name } = one.name;
      if (name === '__typename') continue;
      for (const owner of typesIn(schema, type)) touched.add(`${owner.name}.${name}`);
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
      const target = getNamedType(field?.type) as GraphQLNamedType;
      for (const { name: answered } of typesIn(schema, target)) touched.add(answered);
      if (one.selectionSet && isCompositeType(target)) look(target, one.selectionSet);
    }
  };
  look(schema.getRootType(operation.operation) as GraphQLObjectType, operation.selectionSet);
  for (const { typeCondition, selectionSet } of fragments)
    look(schema.getType(typeCondition.name.value) as GraphQLCompositeType, selectionSet);
  return touched;
}

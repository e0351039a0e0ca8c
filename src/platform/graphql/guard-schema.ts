import {
  GraphQLError,
  getNamedType,
  isAbstractType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Actor } from '../../core/kernel/actors.js';
import type { RequestContext } from '../access/context.js';
import { problemOf } from './problems.js';
import { mayCall, maySee, maySeeField } from '../access/rules.js';
import type { FieldSeenBy, MayCall, SeenBy } from '../access/access.js';

type Resolve = NonNullable<GraphQLField<unknown, RequestContext>['resolve']>;
type Guarded = { readonly __typename?: string };

/**
 * Puts the guards into the built schema itself, so that no execution of it, compiled or not, can step around them.
 * Throws at start when a root field, an object type or its place among them says nothing: silence breaks the build.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const policies = new Map<string, SeenBy>();
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((root) => root != null);
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type))
      policies.set(type.name, declared<SeenBy>(type.extensions['seenBy'], type.name));
  for (const root of roots)
    for (const field of Object.values(root.getFields()))
      guardRootField(field, root === schema.getMutationType());
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith('__')) guardFields(schema, type, policies);
  return schema;
}

function declared<T>(value: unknown, name: string): T {
  if (value === undefined) throw new Error(`${name} does not say who may see or call it`);
  return value as T;
}

function guardRootField(field: GraphQLField<unknown, RequestContext>, isMutation: boolean): void {
  const level = declared<MayCall>(field.extensions['mayCall'], field.name);
  const resolve = field.resolve as Resolve;
  if (level === 'IN_ACT') return;
  field.resolve = async (source, args, context, info) => {
    const refusal = mayCall(level, await context.actor());
    if (refusal && isMutation) return problemOf(refusal, context.locale);
    if (refusal) throw hidden(refusal.code);
    return resolve(source, args, context, info) as unknown;
  };
}

/** Each field that leads to objects checks every object on its way out; a personal field checks its owner. */
function guardFields(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  policies: ReadonlyMap<string, SeenBy>,
): void {
  for (const field of Object.values(type.getFields()) as GraphQLField<unknown, RequestContext>[]) {
    const personal = field.extensions['fieldSeenBy'] as FieldSeenBy | undefined;
    if (personal) guardPersonalField(field, personal);
    const target = getNamedType(field.type);
    const abstract = isAbstractType(target);
    const names = abstract ? schema.getPossibleTypes(target).map((t) => t.name) : [target.name];
    if (!names.some((name) => isGuarded(policies.get(name)))) continue;
    const policyOf = (value: Guarded): SeenBy | undefined =>
      policies.get(abstract ? (value.__typename as string) : target.name);
    guardObjects(field, policyOf);
  }
}

const isGuarded = (policy: SeenBy | undefined): boolean =>
  policy === 'SAME_COLLECTIVE' || policy === 'BY_VISIBILITY';

function guardPersonalField(field: GraphQLField<unknown, RequestContext>, seenBy: FieldSeenBy): void {
  const resolve = resolverOf(field);
  field.resolve = async (source, args, context, info) => {
    if (!maySeeField(seenBy, source, await context.actor())) return null;
    return resolve(source, args, context, info) as unknown;
  };
}

function guardObjects(
  field: GraphQLField<unknown, RequestContext>,
  policyOf: (value: Guarded) => SeenBy | undefined,
): void {
  const resolve = resolverOf(field);
  const check = (value: unknown, actor: Actor): unknown => {
    if (value == null) return null;
    if (Array.isArray(value)) return value.map((one) => check(one, actor));
    const policy = policyOf(value as Guarded);
    if (policy === undefined) throw new Error(`${field.name} answered an object without its type`);
    return maySee(policy, value, actor) ? value : null;
  };
  field.resolve = (source, args, context, info) => {
    const value = resolve(source, args, context, info) as unknown;
    if (context.viewer.kind === 'MEMBER' && !(value instanceof Promise)) return check(value, context.viewer);
    return Promise.all([value, context.actor()]).then(([seen, actor]) => check(seen, actor));
  };
}

function resolverOf(field: GraphQLField<unknown, RequestContext>): Resolve {
  const name = field.name;
  return field.resolve ?? ((source) => (source as Record<string, unknown>)[name]);
}

const hidden = (code: string): GraphQLError => new GraphQLError(code, { extensions: { code } });

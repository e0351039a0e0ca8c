import {
  GraphQLError,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { Actor } from '../../core/kernel/actors.js';
import type { FieldSeenBy, MayCall, SeenBy } from '../access/access.js';
import type { RequestContext } from '../access/context.js';
import { mayCall, maySee, maySeeField } from '../access/rules.js';
import { emptyPage } from './connections.js';
import { problemOf } from './problems.js';

type Field = GraphQLField<unknown, RequestContext>;
type Resolve = NonNullable<Field['resolve']>;
type Guarded = { readonly __typename?: string };

/**
 * Puts the guards into the built schema itself, so that no execution of it, compiled or not, can step around them.
 * Throws at start when a root field or an object type says nothing, for silence breaks the build, and when a field may
 * have to hide what it has no place to leave out.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const policies = new Map<string, SeenBy>();
  const [query, mutation, subscription] = [
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ];
  const roots = [query, mutation, subscription].filter((root) => root != null);
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type))
      policies.set(type.name, declared<SeenBy>(type.extensions['seenBy'], type.name));
  for (const root of roots)
    for (const field of Object.values(root.getFields()))
      if (root === subscription) guardSubscription(field);
      else guardRootField(field, root === mutation);
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith('__')) guardFields(schema, type, policies);
  return schema;
}

function declared<T>(value: unknown, name: string): T {
  if (value === undefined) throw new Error(`${name} does not say who may see or call it`);
  return value as T;
}

function guardRootField(field: Field, isMutation: boolean): void {
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

/** Asks who it is when a subscription begins, and again at each event: whoever lost the right in between gets no more. */
function guardSubscription(field: Field): void {
  const level = declared<MayCall>(field.extensions['mayCall'], field.name);
  const subscribe = field.subscribe as Resolve;
  const resolve = resolverOf(field);
  const mayFollow = async (context: RequestContext): Promise<void> => {
    const refusal = mayCall(level, await context.actor());
    if (refusal) throw hidden(refusal.code);
  };
  field.subscribe = async (source, args, context, info) => {
    await mayFollow(context);
    return subscribe(source, args, context, info) as unknown;
  };
  field.resolve = async (event, args, context, info) => {
    context.renew();
    await mayFollow(context);
    return resolve(event, args, context, info) as unknown;
  };
}

/** Each field that leads to objects checks every object on its way out; a field with fewer readers checks who reads. */
function guardFields(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  policies: ReadonlyMap<string, SeenBy>,
): void {
  for (const field of Object.values(type.getFields()) as Field[]) {
    const seenBy = field.extensions['fieldSeenBy'] as FieldSeenBy | undefined;
    if (seenBy) guardField(type, field, seenBy);
    const target = getNamedType(field.type);
    const abstract = isAbstractType(target);
    const names = abstract ? schema.getPossibleTypes(target).map((t) => t.name) : [target.name];
    if (!names.some((name) => isGuarded(policies.get(name)))) continue;
    const leadsInside = names.some((name) => policies.get(name) === 'SAME_COLLECTIVE');
    if (leadsInside && policies.get(type.name) === 'BY_VISIBILITY') hasPlaceForNothing(type, field);
    const policyOf = (value: Guarded): SeenBy | undefined =>
      policies.get(abstract ? (value.__typename as string) : target.name);
    guardObjects(field, policyOf);
  }
}

const isGuarded = (policy: SeenBy | undefined): boolean =>
  policy === 'SAME_COLLECTIVE' || policy === 'BY_VISIBILITY';

/** Throws where hiding what a field answers would fail the object around it, which others may well see. */
function hasPlaceForNothing(type: GraphQLObjectType, { name, type: answers }: Field): void {
  if (isNonNullType(answers) && !isListType(answers.ofType) && !isConnection(answers))
    throw new Error(`${type.name}.${name} may be hidden and has no place for null`);
}

/** What a field answers that hides all it has: null, or an empty list or page where it has no place for null. */
function nothingIn({ type: answers }: Field): unknown {
  if (!isNonNullType(answers)) return null;
  return isConnection(answers) ? emptyPage() : [];
}

const isConnection = (type: GraphQLOutputType): boolean => getNamedType(type).name.endsWith('Connection');

function guardField(type: GraphQLObjectType, field: Field, seenBy: FieldSeenBy): void {
  hasPlaceForNothing(type, field);
  const resolve = resolverOf(field);
  field.resolve = async (source, args, context, info) => {
    if (!maySeeField(seenBy, source, await context.actor())) return nothingIn(field);
    return resolve(source, args, context, info) as unknown;
  };
}

function guardObjects(field: Field, policyOf: (value: Guarded) => SeenBy | undefined): void {
  const resolve = resolverOf(field);
  const leavesOut = hasNoNullItems(field);
  const isSeen = (value: unknown, actor: Actor): boolean => {
    if (value == null) return true;
    const policy = policyOf(value as Guarded);
    if (policy === undefined) throw new Error(`${field.name} answered an object without its type`);
    return maySee(policy, value, actor);
  };
  const check = (value: unknown, actor: Actor): unknown => {
    if (!Array.isArray(value)) return isSeen(value, actor) ? value : null;
    return leavesOut
      ? value.filter((one) => isSeen(one, actor))
      : value.map((one: unknown) => (isSeen(one, actor) ? one : null));
  };
  field.resolve = (source, args, context, info) => {
    const value = resolve(source, args, context, info) as unknown;
    if (context.viewer.kind === 'MEMBER' && !(value instanceof Promise)) return check(value, context.viewer);
    return Promise.all([value, context.actor()]).then(([seen, actor]) => check(seen, actor));
  };
}

/** A list that cannot hold null leaves out what is hidden; one that can keeps its places. */
function hasNoNullItems(field: Field): boolean {
  const type = getNullableType(field.type);
  return isListType(type) && isNonNullType(type.ofType);
}

function resolverOf(field: Field): Resolve {
  const name = field.name;
  return field.resolve ?? ((source) => (source as Record<string, unknown>)[name]);
}

const hidden = (code: string): GraphQLError => new GraphQLError(code, { extensions: { code } });

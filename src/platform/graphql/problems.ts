import { createUnionType, Field, ID, InterfaceType, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../../core/kernel/actors.js';
import type { Zone } from '../../core/kernel/instants.js';
import type { Refusal, RefusalCode } from '../../core/kernel/refusals.js';
import { Seen } from '../access/access.js';
import { REFUSAL_CODES, patternOf, sentenceOf } from '../i18n/refusals.js';

@Seen('ANYONE')
@ObjectType({ description: 'One fact of a problem, for a program to read.' })
export class ProblemFact {
  @Field({ description: 'What the fact is about.' })
  name!: string;

  @Field({ description: 'Its value, as text.' })
  value!: string;
}

@InterfaceType({
  description: 'An expected refusal: nothing was written, and the sentence says why.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Problem {
  @Field({ description: 'The name of the refusal, for ever the same.' })
  code!: string;

  @Field({ description: "What is refused and why, in the caller's language." })
  message!: string;

  @Field(() => [String], { description: 'Where in the input; empty when it concerns the whole act.' })
  path!: string[];

  @Field(() => [ProblemFact], { description: 'The facts behind the sentence.' })
  facts!: ProblemFact[];
}

export interface ProblemObject extends Problem {
  readonly __typename: string;
}

@Seen('PARENT')
@ObjectType({
  description: 'A relay did it for whoever said it to them: it is theirs, it is marked, and they are told.',
})
export class RelayedSuccess {
  @Field(() => ID, { description: 'What says that it was done for them, for `contestRelayedAct`.' })
  relayedActId!: string;

  @Field(() => ID, { description: 'What it was done to, to be read by `node`.' })
  aboutId!: string;
}

/** `POLL_NOT_OPEN` is the GraphQL type `PollNotOpen`. */
export const problemTypeName = (code: RefusalCode): string =>
  code
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');

const PROBLEM_TYPES = new Map<RefusalCode, new () => Problem>(
  REFUSAL_CODES.map((code) => [code, problemType(code)]),
);

function problemType(code: RefusalCode): new () => Problem {
  const type = class extends Problem {} as new () => Problem;
  const name = problemTypeName(code);
  Object.defineProperty(type, 'name', { value: name });
  ObjectType(name, {
    implements: () => [Problem],
    description: `Refused, with the facts in braces: ${patternOf(code, 'en')}`,
  })(type);
  Seen('ANYONE')(type);
  return type;
}

/** A refusal as the object that the result unions and the `Problem` interface speak of. */
export function problemOf(refusal: Refusal, locale: Locale, zone?: Zone): ProblemObject {
  return {
    __typename: problemTypeName(refusal.code),
    code: refusal.code,
    message: sentenceOf(refusal, locale, zone),
    path: refusal.where.map(String),
    facts: Object.entries(refusal.facts).map(([name, value]) => ({ name, value: String(value) })),
  };
}

/** An act that the API offers: its name, and every refusal it can answer. The union of its results is made from this. */
export interface Act {
  readonly name: string;
  readonly refuses: readonly RefusalCode[];
  /** The global id of what it was done to, where a relay may do it for somebody; a relay may do no other. */
  readonly about?: (done: never) => string;
}

/** What any act of a member may refuse before it begins. */
const ALWAYS: readonly RefusalCode[] = ['NOT_SIGNED_IN', 'NOT_A_MEMBER', 'CONSTRAINT'];

/** Declares an act of a member; `refuses` lists what it can refuse beside not being signed in or a member. */
export const act = (name: string, refuses: readonly RefusalCode[]): Act => ({
  name,
  refuses: [...ALWAYS, ...refuses],
});

/** What a relay may be refused before the act that they do for somebody begins. */
export const RELAYING: readonly RefusalCode[] = [
  'NOT_FOUND',
  'INVALID_INPUT',
  'MANDATE_REQUIRED',
  'NATURAL_PERSON_NEEDED',
  'RELAY_NEEDS_OWN_LINK',
  'RELAY_NOT_ASKED_FOR',
  'RELAY_FOR_BALLOTS_ALONE',
  'RELAY_ASKED_FOR_BY_ITSELF',
  'RELAY_REQUEST_TOO_NEW',
  'SAID_THEMSELVES',
];

/**
 * Declares an act of a member that a relay may do for whoever asked for one: one that adds a voice. None is that takes away
 * what they did themselves, needs a mandate, cannot be taken back, or is erased with them. `about`: the global id of what it was done to.
 */
export const relayableAct = <T>(
  name: string,
  refuses: readonly RefusalCode[],
  about: (done: T) => string,
): Act => ({ ...act(name, [...new Set([...refuses, ...RELAYING])]), about });

/** What was done to an object that the act answers. */
export const itsId = ({ id }: { readonly id: string }): string => id;

/** Declares an act that needs no session. */
export const openAct = (name: string, refuses: readonly RefusalCode[]): Act => ({ name, refuses });

/** The union `<Mutation>Result` of an act: its success, and one problem type a declared refusal. */
export function resultOf(declared: Act, success: new () => object): object {
  const name = declared.name.charAt(0).toUpperCase() + declared.name.slice(1);
  const problems = declared.refuses.map((code) => PROBLEM_TYPES.get(code) as new () => Problem);
  return createUnionType({
    name: `${name}Result`,
    description: `What \`${declared.name}\` answers: what changed, or why nothing did.`,
    types: () => [success, ...(declared.about ? [RelayedSuccess] : []), ...problems] as const,
    resolveType: (value: { __typename: string }) => value.__typename,
  });
}

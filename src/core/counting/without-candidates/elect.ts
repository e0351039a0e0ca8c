/**
 * without-candidates/consent@1: the election without candidates of sociocracy (Gerard Endenburg, "Sociocracy: The
 * Organization of Decision-Making"; the pattern "Role Selection" of Sociocracy 3.0; « élection sans candidat »).
 *
 * Everybody nominates, says why, and may change their nomination once all reasons are heard. Whoever has most nominations
 * after the change round is put to consent first; of several with as many, who had most in the first round. Where these are
 * as many too, they are a set: a further round among them or a lot chooses, never a list. Nobody is elected over an
 * objection that stands or against their will: the next by nominations is put to consent then. Whoever nobody nominates any
 * more after the change round is not put. In the end nobody consented to is no decision.
 */
import type { Json } from '../../kernel/canonical-json.js';
import type { Locale } from '../../kernel/actors.js';
import { refuse } from '../../kernel/refusals.js';
import { readOptions, type OptionRules, type OptionsOf } from '../elections/options.js';
import type { Circle, Consent } from './circle.js';
import { countRounds, mostOf, type Rounds } from './rounds.js';
import type { NominationStep } from './steps.js';
import { numbersOf, Turns, type EqualsMet } from './turns.js';

/** It counts nominations and what became of consent, no ballots, and so is none of the methods of a poll. */
export const WITHOUT_CANDIDATES = {
  id: 'without-candidates/consent@1',
  /** `tries`: how many are put to consent at most, those who decline among them; null: everybody nominated. */
  options: { tries: { is: 'WHOLE', least: 1, most: 10_000, otherwise: null } },
  about: {
    fr: 'Élection sans candidat : désignations, tour de report, consentement à qui en a le plus ; option : tries.',
    en: 'Election without candidates: nominations, change round, consent to who has most; option: tries.',
  },
} as const satisfies {
  readonly id: string;
  readonly options: OptionRules;
  readonly about: { readonly [L in Locale]: string };
};

/** ELECTED; NO_DECISION: nobody is left to be put to consent; OPEN: somebody is, or several equals wait to be parted. */
export type NominationStatus = 'ELECTED' | 'NO_DECISION' | 'OPEN';

/** An election without candidates with all that is needed to check it by hand; nobody who nominated is named. */
export interface NominationElection {
  readonly method: string;
  readonly options: OptionsOf<(typeof WITHOUT_CANDIDATES)['options']>;
  readonly inputs: {
    readonly persons: readonly string[];
    readonly nominators: string;
    readonly blank: string;
  };
  /** The value that was drawn for equals; null where none was, or none was needed. */
  readonly drawn: string | null;
  readonly status: NominationStatus;
  readonly elected: string | null;
  /** Who is to be put to consent next, sorted; several are equals whom nothing has parted. */
  readonly put: readonly string[];
  /** Those nominated after the change round, as far as nominations order them. */
  readonly ranking: readonly (readonly string[])[];
  readonly ties: readonly EqualsMet[];
  readonly steps: readonly NominationStep[];
}

export interface NominationRequest {
  readonly circle: Circle;
  readonly options: Json;
  /** The value that was drawn, where equals go by lot; null leaves them open. */
  readonly drawn: string | null;
}

/**
 * The same bytes come out for any order of persons, nominations and changes. Throws METHOD_OPTION_INVALID, ELECTION_INVALID
 * for names, NOMINATIONS_WRONG, and NOT_NEXT_FOR_CONSENT or EQUALS_NOT_PARTED for somebody put to consent out of turn.
 */
export function electWithoutCandidates({ circle, options, drawn }: NominationRequest): NominationElection {
  const values = readOptions(WITHOUT_CANDIDATES.options, options);
  const rounds = countRounds(circle);
  const steps: NominationStep[] = stepsOf(rounds);
  const write = (step: NominationStep): void => void steps.push(step);
  const turns = new Turns(rounds, circle.further, drawn, write);
  const nominated = rounds.persons.filter((person) => (rounds.last.get(person) ?? 0n) > 0n);
  const end = goRound(circle.consent, nominated, values.tries, turns, write);
  turns.end();
  const { nominators, blank } = (steps[0] as NominationStep<'NOMINATED'>).data;
  return {
    method: WITHOUT_CANDIDATES.id,
    options: values,
    inputs: { persons: rounds.persons, nominators, blank },
    drawn: turns.drew ? drawn : null,
    ...end,
    ranking: rankingOf(nominated, rounds),
    ties: turns.ties,
    steps,
  };
}

type End = Pick<NominationElection, 'status' | 'elected' | 'put'>;
type Write = (step: NominationStep) => void;

const NO_DECISION: End = { status: 'NO_DECISION', elected: null, put: [] };

function goRound(
  consent: readonly Consent[],
  nominated: readonly string[],
  tries: number | null,
  turns: Turns,
  write: Write,
): End {
  let left = nominated;
  let elected: string | null = null;
  const isOver = (): boolean =>
    elected !== null || left.length === 0 || nominated.length - left.length === tries;
  for (const entry of consent) {
    const { person } = entry;
    if (isOver()) throw refuse('NOMINATIONS_WRONG', { reason: 'NOBODY_TO_BE_PUT', name: person });
    mustBeNext(person, turns.next(left));
    const step = consequenceOf(entry);
    write(step);
    if (step.code === 'CONSENTED') elected = person;
    left = left.filter((one) => one !== person);
  }
  if (elected !== null) return { status: 'ELECTED', elected, put: [] };
  if (!isOver()) return { status: 'OPEN', elected, put: awaited(turns.next(left), write) };
  if (nominated.length === 0) write({ code: 'NOBODY_NOMINATED', data: {} });
  else if (left.length === 0) write({ code: 'NOBODY_LEFT', data: { put: String(nominated.length) } });
  else write({ code: 'TRIES_OVER', data: { tries: String(tries) } });
  return NO_DECISION;
}

function mustBeNext(person: string, next: readonly string[]): void {
  if (!next.includes(person)) throw refuse('NOT_NEXT_FOR_CONSENT', { person, next: next.join(' ; ') });
  if (next.length > 1) throw refuse('EQUALS_NOT_PARTED', { person, equals: next.join(' ; ') });
}

/** Their own will first: whoever declines is not elected, whatever the others consent to. */
function consequenceOf({ person, objections, integrated = 0, declined }: Consent): NominationStep {
  if ([objections, integrated].some((number) => !Number.isSafeInteger(number) || number < 0))
    throw refuse('NOMINATIONS_WRONG', { reason: 'OBJECTIONS_NOT_WHOLE', name: person });
  const data = { person, objections: String(objections), integrated: String(integrated) };
  if (declined) return { code: 'DECLINED', data };
  return { code: objections > 0 ? 'OBJECTED' : 'CONSENTED', data };
}

function awaited(next: readonly string[], write: Write): readonly string[] {
  const [person] = next;
  if (next.length > 1) write({ code: 'EQUALS_OPEN', data: { among: next } });
  else write({ code: 'AWAITS_CONSENT', data: { person: person as string } });
  return next;
}

function stepsOf({ persons, first, moves, last }: Rounds): NominationStep[] {
  const blank = first.get(null) ?? 0n;
  const papers = [...first.values()].reduce((sum, number) => sum + number, 0n);
  return [
    {
      code: 'NOMINATED',
      data: {
        nominations: numbersOf(persons, first),
        blank: String(blank),
        nominators: String(papers - blank),
      },
    },
    {
      code: 'CHANGED',
      data: {
        moves: moves.map(({ from, to, number }) => ({ from, to, number: String(number) })),
        nominations: numbersOf(persons, last),
        blank: String(last.get(null) ?? 0n),
      },
    },
  ];
}

function rankingOf(nominated: readonly string[], { first, last }: Rounds): readonly (readonly string[])[] {
  const levels: (readonly string[])[] = [];
  for (let left = nominated; left.length > 0;) {
    const level = mostOf(mostOf(left, last), first);
    levels.push(level);
    left = left.filter((person) => !level.includes(person));
  }
  return levels;
}

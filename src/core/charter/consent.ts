/**
 * Consent as a process: the question is presented, made clear, reacted to and amended before anybody is asked for
 * objections; an objection is answered by a new version, and the question is asked again, as often as the rule lets it.
 * Nothing here adopts: a round is a poll of method `consent@1`, and its ballots alone decide.
 */
import { readShare, reaches } from '../counting/share.js';
import { targetsOf, type Effect } from '../kernel/effects.js';
import type { Uuid } from '../kernel/ids.js';
import type { CalendarDuration, Instant } from '../kernel/instants.js';
import type { ConsentRule } from './clause.js';

/** What is asked of people meanwhile, in its order; INTEGRATION and OBJECTION come back with each round. */
export const CONSENT_PHASES = [
  'PRESENTATION',
  'CLARIFICATION',
  'REACTION',
  'INTEGRATION',
  'OBJECTION',
] as const;
export type ConsentPhase = (typeof CONSENT_PHASES)[number];

/** How an objection stopped standing, after its round: never by anybody's mere wish but its author's. */
export const OBJECTION_ENDS = ['WITHDRAWN', 'INTEGRATED', 'SET_ASIDE'] as const;
export type ObjectionEnd = (typeof OBJECTION_ENDS)[number];

const LENGTHS = {
  PRESENTATION: 'presentation',
  CLARIFICATION: 'clarification',
  REACTION: 'reaction',
  INTEGRATION: 'integration',
} as const satisfies Readonly<Record<Exclude<ConsentPhase, 'OBJECTION'>, keyof ConsentRule>>;

/** The least time of a phase online; that of a round is the clause's time to vote. */
export const lengthOf = (rule: ConsentRule, phase: Exclude<ConsentPhase, 'OBJECTION'>): CalendarDuration =>
  rule[LENGTHS[phase]];

/** What follows a phase; after a round, INTEGRATION, where somebody objects. */
export const phaseAfter = (phase: ConsentPhase): ConsentPhase =>
  CONSENT_PHASES[CONSENT_PHASES.indexOf(phase) + 1] ?? 'INTEGRATION';

/** An objection of a round, as it stands now. */
export interface StandingOf {
  readonly id: Uuid;
  /** Null: it stands. */
  readonly ended: ObjectionEnd | null;
}

/** What is to be done with a round that was asked and has objections. */
export type AfterRound = 'CONSENT' | 'ASK_AGAIN' | 'FALL_BACK';

/**
 * What follows the time to integrate. CONSENT where none stands on the words that were asked: they were withdrawn or set
 * aside. ASK_AGAIN where every one was met, some by a new version, and a round is left: its words were never consented to.
 * Else FALL_BACK: an objection that stands is never passed over. `round`: how many were asked on words that stood to their end.
 */
export function afterRound(
  rule: Pick<ConsentRule, 'rounds'>,
  round: number,
  objections: readonly StandingOf[],
): AfterRound {
  if (objections.some(({ ended }) => ended === null)) return 'FALL_BACK';
  if (objections.every(({ ended }) => ended !== 'INTEGRATED')) return 'CONSENT';
  return round < rule.rounds ? 'ASK_AGAIN' : 'FALL_BACK';
}

/**
 * Whether enough of those who were asked find an objection without argument. `others`: everybody on the roll but its
 * author, who does not judge it; with nobody else there is nobody to set it aside.
 */
export function isSetAside(
  { setAside }: Pick<ConsentRule, 'setAside'>,
  found: number,
  others: number,
): boolean {
  if (setAside === null || others <= 0) return false;
  return reaches(BigInt(found), readShare(setAside), BigInt(others));
}

/** A version of what is asked, as far as its deliberation goes. */
export interface Deliberated {
  readonly effects: readonly Effect[];
  readonly submittedAt: Instant;
}

/** What each version makes anew, and gives another id. */
const MADE: readonly Effect['kind'][] = [
  'PUBLISH_APPEAL',
  'COSIGN_TEXT',
  'CREATE_GROUP',
  'ADOPT_TEXT',
  'TAKE_OVER_TEXT',
];

/** What is decided, whatever its words: kinds of effect, and what they touch. */
const decidedBy = ({ effects }: Deliberated): readonly string[] =>
  effects.flatMap((effect) =>
    MADE.includes(effect.kind)
      ? [effect.kind]
      : targetsOf([effect]).map((target) => `${effect.kind} ${target}`),
  );

/**
 * Since when what a round asks was deliberated. A process deliberates as it amends: since it began, or since the words that it
 * began with. Where a version decides on something that the one before it did not, since that version. `versions`: the one
 * that is asked first, then each before it.
 */
export function deliberatedSince(versions: readonly Deliberated[], began: Instant): Instant {
  const [asked] = versions;
  if (!asked) return began;
  const decided = decidedBy(asked);
  const without = versions.findIndex((version) => {
    const known = new Set(decidedBy(version));
    return decided.some((one) => !known.has(one));
  });
  const first = versions[without - 1];
  return first && first.submittedAt > began ? first.submittedAt : began;
}

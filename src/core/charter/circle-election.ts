/**
 * An election without candidates as it is lived: who is nominated and why, a round to change one's nomination once all
 * reasons are read, and consent to who has most, one after the other. Who is next follows from what was written down, by
 * `counting/without-candidates` alone; whether somebody has consent, from the process that seeks it.
 */
import type { Circle, Consent, Nomination } from '../counting/without-candidates/circle.js';
import { electWithoutCandidates, type NominationElection } from '../counting/without-candidates/elect.js';
import type { MandateScope } from '../kernel/actors.js';
import type { GrantMandate } from '../kernel/effects.js';
import type { Uuid } from '../kernel/ids.js';
import type { Instant } from '../kernel/instants.js';

/** What is asked meanwhile; FURTHER where nominations leave equals, and CONSENT as often as somebody is put. */
export const ELECTION_PHASES = ['NOMINATION', 'CHANGE', 'FURTHER', 'CONSENT'] as const;
export type ElectionPhase = (typeof ELECTION_PHASES)[number];

/** The rounds of nominations, counted from 1: the first, the change, and those among equals. */
export const FIRST_ROUND = 1;
export const CHANGE_ROUND = 2;

/** Further rounds in one election, at most: equals whom these do not part are parted by a vote, or by talking. */
export const FURTHER_ROUNDS_AT_MOST = 3;

/** What became of somebody who had most nominations. */
export const NOMINEE_ENDS = [
  'CONSENTED',
  'NOT_APPLIED',
  'OBJECTED',
  'DECLINED',
  'GONE',
  'UNANSWERED',
  'SUPERSEDED',
  'WITHDRAWN',
] as const;
export type NomineeEnd = (typeof NOMINEE_ENDS)[number];

export type ElectionState =
  'RUNNING' | 'ELECTED' | 'NOT_APPLIED' | 'NO_DECISION' | 'SUPERSEDED' | 'WITHDRAWN';

/** The mandate that whoever is elected gets: all of it but its holder, settled before anybody is named. */
export interface Role {
  readonly task: string;
  readonly title: string;
  readonly instructions: string;
  readonly scope: MandateScope;
  readonly endsAt: Instant;
  readonly reportDueAt: Instant | null;
}

/** What consent to somebody does. */
export const grantTo = (role: Role, mandateId: Uuid, holder: Uuid): GrantMandate => ({
  kind: 'GRANT_MANDATE',
  mandateId,
  ...role,
  boundBy: [],
  holders: [holder],
});

export interface NominationMade {
  readonly round: number;
  readonly memberId: Uuid;
  /** Null: blank. */
  readonly personId: Uuid | null;
}

export interface NomineePut {
  readonly personId: Uuid;
  /** Null: they are being put. */
  readonly how: NomineeEnd | null;
  /** Objections that stood when it ended, those of the last round that nobody was asked about again among them. */
  readonly objections: number;
  /** Objections that a version met, and that a further round was asked about. */
  readonly integrated: number;
}

/**
 * An election as the core counts it. `rounds`: rounds of nominations that are over. Nominations are those that count: one a
 * member and round. Whoever is just being put, or whose turn ended without an answer, is not in its consent yet.
 */
export function circleOf(
  nominations: readonly NominationMade[],
  nominees: readonly NomineePut[],
  rounds: number,
): Circle {
  const inRound = (round: number): Nomination[] =>
    nominations
      .filter((nomination) => nomination.round === round)
      .map(({ memberId, personId }) => ({ by: memberId, for: personId }));
  const further = Math.max(0, rounds - CHANGE_ROUND);
  return {
    persons: [...new Set(nominations.flatMap(({ personId }) => personId ?? []))].sort(),
    nominations: inRound(FIRST_ROUND),
    changes: rounds < CHANGE_ROUND ? [] : inRound(CHANGE_ROUND),
    further: Array.from({ length: further }, (_, at) => inRound(CHANGE_ROUND + 1 + at)),
    consent: nominees.flatMap(({ personId: person, how, objections, integrated }): Consent[] => {
      if (how === 'CONSENTED') return [{ person, objections: 0, integrated, declined: false }];
      if (how === 'OBJECTED') return [{ person, objections, integrated, declined: false }];
      const isOut = how === 'DECLINED' || how === 'GONE';
      return isOut ? [{ person, objections, integrated, declined: true }] : [];
    }),
  };
}

/** Whose turn it is, or why nobody's. */
export type Turn =
  | { readonly next: 'PUT'; readonly person: Uuid }
  | { readonly next: 'FURTHER'; readonly among: readonly Uuid[] }
  | { readonly next: 'OVER'; readonly elected: Uuid | null };

/** What follows, once the round to change is over. Throws what `electWithoutCandidates` does for a circle that cannot be. */
export function turnOf(circle: Circle): { readonly turn: Turn; readonly election: NominationElection } {
  const election = electWithoutCandidates({ circle, options: {}, drawn: null });
  const { put, status, elected } = election;
  const [person] = put;
  if (status !== 'OPEN' || person === undefined) return { turn: { next: 'OVER', elected }, election };
  if (put.length === 1) return { turn: { next: 'PUT', person }, election };
  const isTried = circle.further.length >= FURTHER_ROUNDS_AT_MOST;
  return { turn: isTried ? { next: 'OVER', elected: null } : { next: 'FURTHER', among: put }, election };
}

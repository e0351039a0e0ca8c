import { refuse } from '../../kernel/refusals.js';
import { slateOf } from '../elections/profile.js';
import type { Change, Circle, Nomination } from './circle.js';

/** How many nominate each; null: the blank ones. */
export type Voices = ReadonlyMap<string | null, bigint>;

/** Nominations that went from one to another; null: blank. */
export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly number: bigint;
}

export interface Rounds {
  /** Sorted. */
  readonly persons: readonly string[];
  readonly first: Voices;
  /** Sorted; a change to the same name is none. */
  readonly moves: readonly Move[];
  /** After the change round. */
  readonly last: Voices;
}

/** Throws ELECTION_INVALID for names empty or alike, and NOMINATIONS_WRONG for papers and changes that cannot be. */
export function countRounds({ persons: given, nominations, changes }: Circle): Rounds {
  const persons = slateOf(given, []).slate.options;
  for (const { for: name } of [...nominations, ...changes])
    if (name !== null && !persons.includes(name))
      throw refuse('NOMINATIONS_WRONG', { reason: 'UNKNOWN_PERSON', name });
  const first = voicesOf(nominations);
  const moves = movesOf(nominations, changes);
  const last = new Map(first);
  for (const { from, to, number } of moves) {
    last.set(from, (last.get(from) ?? 0n) - number);
    last.set(to, (last.get(to) ?? 0n) + number);
  }
  return { persons, first, moves, last };
}

/** Throws NOMINATIONS_WRONG for a second paper by the same. */
export function voicesOf(nominations: readonly Nomination[]): Voices {
  const voices = new Map<string | null, bigint>();
  const signed = new Set<string>();
  for (const { by = null, for: name } of nominations) {
    if (by !== null && signed.has(by))
      throw refuse('NOMINATIONS_WRONG', { reason: 'NOMINATES_TWICE', name: by });
    if (by !== null) signed.add(by);
    voices.set(name, (voices.get(name) ?? 0n) + 1n);
  }
  return voices;
}

/** Those with the most, among some, in the order in which these stand. */
export function mostOf(among: readonly string[], voices: Voices): readonly string[] {
  const of = (person: string): bigint => voices.get(person) ?? 0n;
  const most = among.reduce((so, person) => (of(person) > so ? of(person) : so), 0n);
  return among.filter((person) => of(person) === most);
}

function movesOf(nominations: readonly Nomination[], changes: readonly Change[]): readonly Move[] {
  const papers = new Papers(nominations);
  const moves = new Map<string, Move>();
  for (const change of changes) {
    const from = papers.take(change);
    const to = change.for;
    if (from === to) continue;
    const key = JSON.stringify([from, to]);
    moves.set(key, { from, to, number: (moves.get(key)?.number ?? 0n) + 1n });
  }
  return [...moves].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move);
}

/** The papers of the first round, of which each is changed once at most. */
class Papers {
  private readonly signed: Map<string, string | null>;
  private readonly changed = new Set<string>();
  private readonly unsigned: Map<string | null, bigint>;

  constructor(nominations: readonly Nomination[]) {
    this.signed = new Map(
      nominations.flatMap(({ by, for: name }) => (by == null ? [] : [[by, name] as const])),
    );
    this.unsigned = new Map(voicesOf(nominations.filter(({ by }) => by == null)));
  }

  /** What the paper said that is changed. */
  take({ by = null, from }: Change): string | null {
    if (by === null) return this.takeUnsigned(from);
    if (this.changed.has(by)) throw refuse('NOMINATIONS_WRONG', { reason: 'CHANGES_TWICE', name: by });
    this.changed.add(by);
    const said = this.signed.get(by);
    if (said === undefined || (from !== undefined && from !== said))
      throw refuse('NOMINATIONS_WRONG', { reason: 'CHANGE_WITHOUT_NOMINATION', name: by });
    return said;
  }

  private takeUnsigned(from: string | null | undefined): string | null {
    const left = from === undefined ? 0n : (this.unsigned.get(from) ?? 0n);
    if (from === undefined || left === 0n)
      throw refuse('NOMINATIONS_WRONG', { reason: 'CHANGE_WITHOUT_NOMINATION', name: from ?? '' });
    this.unsigned.set(from, left - 1n);
    return from;
  }
}

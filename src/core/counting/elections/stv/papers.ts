import { refuse } from '../../../kernel/refusals.js';
import { packedOf } from '../fast/packed.js';
import { rowsToTransfer } from '../fast/row-pile.js';
import type { Ballots, Marks, Place, Rank } from '../profile.js';

/** Papers that say the same: their preferences, the first one first, as far as their rule reads them. */
export interface Paper {
  readonly preferences: readonly Place[];
  readonly weight: bigint;
}

/** Papers with a first preference, and those that give none and are void. */
export interface Papers {
  readonly papers: readonly Paper[];
  readonly valid: bigint;
  readonly noFirst: bigint;
  readonly severalFirst: bigint;
}

/** Papers that lie together at one value. */
export interface Pile {
  readonly number: bigint;
  /**
   * Parts them by their next preference for an option that continues, of so many options: by rising place, those without
   * one last. The pile is used up.
   */
  part(isContinuing: (place: Place) => boolean, options: number): readonly (readonly [Place | null, Pile])[];
  /** Lays another pile of the same count on this one, and uses it up. */
  lay(other: this): void;
}

/** Papers to be counted by transfers, all on one pile. */
export interface PapersToTransfer extends Omit<Papers, 'papers'> {
  readonly pile: Pile;
}

/** How marks are read that give no preference for one option alone. */
export interface Reading {
  /** A rank left empty: the paper is read up to there, or the gap is closed up. */
  readonly emptyRank: 'END' | 'CLOSED_UP';
  /** Several options at one rank: the paper is read up to there, or the count is refused. */
  readonly equalRanks: 'END' | 'REFUSED';
}

/** Reads papers for a count by transfers: rows where the ballots are packed, preferences otherwise. */
export function readPapersToTransfer(profile: Ballots<'RANKED'>, reading: Reading): PapersToTransfer {
  const packed = packedOf(profile);
  if (packed) return rowsToTransfer(packed, reading);
  const { papers, ...numbers } = readPapers(profile, reading);
  return { pile: new PaperPile(papers), ...numbers };
}

class PaperPile implements Pile {
  private readonly papers: Paper[];

  constructor(papers: readonly Paper[]) {
    this.papers = [...papers];
  }

  get number(): bigint {
    return this.papers.reduce((sum, { weight }) => sum + weight, 0n);
  }

  part(isContinuing: (place: Place) => boolean): readonly (readonly [Place | null, Pile])[] {
    const groups = new Map<Place | null, Paper[]>();
    for (const paper of this.papers) {
      const next = paper.preferences.find(isContinuing) ?? null;
      const group = groups.get(next);
      if (group) group.push(paper);
      else groups.set(next, [paper]);
    }
    const last = Number.POSITIVE_INFINITY;
    return [...groups]
      .sort(([a], [b]) => (a ?? last) - (b ?? last))
      .map(([place, papers]) => [place, new PaperPile(papers)]);
  }

  lay(other: this): void {
    for (const paper of other.papers) this.papers.push(paper);
  }
}

/** Reads each paper once. ELECTION_INVALID is thrown for options put at the same rank, where the count refuses them. */
export function readPapers({ piles }: Ballots<'RANKED'>, reading: Reading): Papers {
  const papers: Paper[] = [];
  let [valid, noFirst, severalFirst] = [0n, 0n, 0n];
  for (const { marks, weight } of piles) {
    const preferences = preferencesOf(marks, reading);
    if (preferences.length === 0) {
      if (reading.emptyRank === 'END' && (marks[0] as Rank).length === 0) noFirst += weight;
      else severalFirst += weight;
      continue;
    }
    valid += weight;
    papers.push({ preferences, weight });
  }
  return { papers, valid, noFirst, severalFirst };
}

/** An option marked twice stands where it was marked first. */
function preferencesOf(ranks: Marks['RANKED'], { emptyRank, equalRanks }: Reading): readonly Place[] {
  const preferences = new Set<Place>();
  for (const rank of ranks) {
    const several = rank === 'OVERVOTE' || (rank.length > 1 && new Set(rank).size > 1);
    if (several && equalRanks === 'REFUSED') throw refuse('ELECTION_INVALID', { reason: 'EQUAL_RANKS' });
    if (several) break;
    const [place] = rank as readonly Place[];
    if (place === undefined && emptyRank === 'END') break;
    if (place !== undefined) preferences.add(place);
  }
  return [...preferences];
}

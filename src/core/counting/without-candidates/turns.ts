import { refuse } from '../../kernel/refusals.js';
import { orderByLot } from '../elections/lot.js';
import type { Nomination } from './circle.js';
import { mostOf, voicesOf, type Rounds, type Voices } from './rounds.js';
import type { NominationStep, Numbers } from './steps.js';

/** Persons whom nominations do not part, and the one whom a further round or the lot chose; null: nothing did. */
export interface EqualsMet {
  readonly of: 'CONSENT';
  readonly among: readonly string[];
  readonly chosen: readonly string[] | null;
}

interface FurtherRound {
  readonly among: readonly string[];
  readonly voices: Voices;
}

/** Says whose turn it is, and writes down why. */
export class Turns {
  readonly ties: EqualsMet[] = [];
  /** Whether the lot was asked. */
  drew = false;
  /** Further rounds that were needed. One that parted some goes on to part them, as long as all who are equal were in it. */
  private readonly held: FurtherRound[] = [];

  constructor(
    private readonly rounds: Rounds,
    private readonly further: readonly (readonly Nomination[])[],
    private readonly drawn: string | null,
    private readonly write: (step: NominationStep) => void,
  ) {}

  /** Who is next to be put to consent: several where nothing parts them. */
  next(left: readonly string[]): readonly string[] {
    const { first, last } = this.rounds;
    const nominated = mostOf(left, last);
    const nominations = String(last.get(nominated[0] as string));
    this.write({ code: 'MOST_NOMINATED', data: { nominations, most: nominated } });
    if (nominated.length === 1) return nominated;
    const equal = mostOf(nominated, first);
    const data = { nominations: numbersOf(nominated, first), most: equal };
    this.write({ code: 'FIRST_ROUND_LOOKED_AT', data });
    if (equal.length === 1) return equal;
    const chosen = this.byLot(this.byFurtherRounds(equal));
    this.ties.push({ of: 'CONSENT', among: equal, chosen: chosen.length === 1 ? chosen : null });
    return chosen;
  }

  /** Throws NOMINATIONS_WRONG where a further round was held that nobody needed. */
  end(): void {
    if (this.held.length < this.further.length)
      throw refuse('NOMINATIONS_WRONG', { reason: 'ROUND_NOT_NEEDED', name: String(this.held.length + 1) });
  }

  private byFurtherRounds(equal: readonly string[]): readonly string[] {
    let tied = equal;
    for (const [at, { among, voices }] of this.held.entries()) {
      if (tied.length === 1 || !tied.every((person) => among.includes(person))) continue;
      const [round, nominations] = [String(at + 1), numbersOf(tied, voices)];
      tied = mostOf(tied, voices);
      this.write({ code: 'FURTHER_ROUND_LOOKED_AT', data: { round, nominations, most: tied } });
    }
    while (tied.length > 1 && this.held.length < this.further.length) tied = this.hold(tied);
    return tied;
  }

  private hold(among: readonly string[]): readonly string[] {
    const papers = this.further[this.held.length] as readonly Nomination[];
    const stray = papers.find(({ for: name }) => name !== null && !among.includes(name));
    if (stray) throw refuse('NOMINATIONS_WRONG', { reason: 'NOT_AMONG_EQUALS', name: stray.for as string });
    const voices = voicesOf(papers);
    const most = mostOf(among, voices);
    this.held.push({ among, voices });
    const [round, blank] = [String(this.held.length), String(voices.get(null) ?? 0n)];
    this.write({
      code: 'FURTHER_ROUND',
      data: { round, nominations: numbersOf(among, voices), blank, most },
    });
    return most;
  }

  private byLot(tied: readonly string[]): readonly string[] {
    if (tied.length === 1 || this.drawn === null) return tied;
    const order = orderByLot(this.drawn, tied);
    const chosen = order[0] as string;
    this.drew = true;
    this.write({ code: 'EQUALS_SETTLED_BY_LOT', data: { order, chosen } });
    return [chosen];
  }
}

export const numbersOf = (persons: readonly string[], voices: Voices): Numbers =>
  Object.fromEntries(persons.map((person) => [person, String(voices.get(person) ?? 0n)]));

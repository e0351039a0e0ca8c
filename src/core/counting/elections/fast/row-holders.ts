import { fraction, type Fraction } from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import type { Place } from '../profile.js';
import type { InactiveBallots } from '../rounds/facts.js';
import type { Holders, Moved } from '../rounds/holders.js';
import type { Reading } from '../rounds/read-ballot.js';
import type { Tallies } from '../rounds/tallies.js';
import type { Packed } from './packed.js';

/** No row. */
const END = -1;

/**
 * Whether ballots of which each rank holds one option at most go by these options to the next that continues, and nowhere
 * else: no limit on ranks left empty, nor on ranks that are read.
 */
export const readsOn = ({ maxSkippedRanksAllowed, maxRankingsAllowed }: Reading): boolean =>
  maxSkippedRanksAllowed === null && maxRankingsAllowed === null;

/**
 * The piles of a count by rounds where each ballot lies whole with one option: the rows of a pile are a list, each row
 * naming the next, so that only those who go are looked at again, and each from the rank where it lies.
 */
export class RowHolders implements Holders {
  readonly surpluses = null;
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private readonly rank: Uint8Array;
  private readonly voices: Float64Array;
  private exhausted = 0;
  private laidOut = false;

  constructor(
    private readonly packed: Packed,
    private readonly options: number,
  ) {
    this.first = new Int32Array(options).fill(END);
    this.next = new Int32Array(packed.weights.length);
    this.rank = new Uint8Array(packed.weights.length);
    this.voices = new Float64Array(options);
  }

  move(isContinuing: (place: Place) => boolean): readonly Moved[] {
    // As long as there are bytes: where no option is, none continues.
    const continues = new Uint8Array(256);
    for (let place = 0; place < this.options; place += 1) continues[place] = isContinuing(place) ? 1 : 0;
    if (!this.laidOut) {
      this.layOut(continues);
      return [];
    }
    const moved: Moved[] = [];
    for (let place = 0; place < this.options; place += 1)
      if (continues[place] === 0 && this.first[place] !== END) moved.push(this.moveAll(place, continues));
    return moved;
  }

  tally(places: readonly Place[]): Tallies {
    return new Map(places.map((place) => [place, whole(this.voices[place] as number)]));
  }

  inactive(): InactiveBallots {
    return inactiveOf(this.exhausted);
  }

  private layOut(continues: Uint8Array): void {
    for (let row = 0; row < this.next.length; row += 1) this.lay(row, continues);
    this.laidOut = true;
  }

  private moveAll(from: Place, continues: Uint8Array): Moved {
    const before = Float64Array.from(this.voices);
    const exhausted = this.exhausted;
    let row = this.first[from] as number;
    this.first[from] = END;
    while (row !== END) {
      const next = this.next[row] as number;
      this.lay(row, continues);
      row = next;
    }
    this.voices[from] = 0;
    const to = new Map<Place, Fraction>();
    for (let place = 0; place < this.options; place += 1) {
      const votes = (this.voices[place] as number) - (before[place] as number);
      if (votes > 0) to.set(place, whole(votes));
    }
    return { from, to, inactive: inactiveOf(this.exhausted - exhausted) };
  }

  /** Lays a ballot on the pile of the next option on it that continues, or sets it aside. */
  private lay(row: number, continues: Uint8Array): void {
    const { rows, stride, weights } = this.packed;
    const start = row * stride;
    let rank = this.rank[row] as number;
    while (rank < stride && continues[rows[start + rank] as number] === 0) rank += 1;
    const weight = weights[row] as number;
    if (rank === stride) {
      this.exhausted += weight;
      return;
    }
    const place = rows[start + rank] as number;
    this.rank[row] = rank;
    this.next[row] = this.first[place] as number;
    this.first[place] = row;
    this.voices[place] = (this.voices[place] as number) + weight;
  }
}

const whole = (votes: number): Fraction => fraction(BigInt(votes));

const inactiveOf = (exhausted: number): InactiveBallots =>
  exhausted === 0 ? {} : { exhaustedChoices: amount(BigInt(exhausted)) };

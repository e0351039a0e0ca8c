import type { Place } from '../profile.js';
import type { Pile, PapersToTransfer, Reading } from '../stv/papers.js';
import { NONE, type Packed } from './packed.js';

/** No row. */
const END = -1;

/** What is done at a byte: passed over, it is the next preference, or the paper says no more. */
const [ON, HERE, OVER] = [0, 1, 2];

/** Papers that are rows: each names the next one of its pile, and the rank up to which it was read. */
interface Rows {
  readonly packed: Packed;
  readonly next: Int32Array;
  readonly rank: Uint8Array;
  readonly endsAtGap: boolean;
}

/** Reads packed ballots as papers for counts by transfers. No row holds several options at one rank. */
export function rowsToTransfer(packed: Packed, { emptyRank }: Reading): PapersToTransfer {
  const { rows, stride, weights, voters } = packed;
  const next = new Int32Array(weights.length);
  const endsAtGap = emptyRank === 'END';
  let first = END;
  let noFirst = 0;
  for (let row = weights.length - 1; row >= 0; row -= 1) {
    if (endsAtGap && rows[row * stride] === NONE) {
      noFirst += weights[row] as number;
      continue;
    }
    next[row] = first;
    first = row;
  }
  const rank = new Uint8Array(weights.length);
  return {
    // The last of these is not asked for: nothing is laid on the pile of all.
    pile: new RowPile({ packed, next, rank, endsAtGap }, first, END, voters - noFirst),
    valid: BigInt(voters - noFirst),
    noFirst: BigInt(noFirst),
    severalFirst: 0n,
  };
}

/** Papers that lie together at one value, as a list of rows. */
class RowPile implements Pile {
  constructor(
    private readonly all: Rows,
    private readonly first: number,
    private last: number,
    private papers: number,
  ) {}

  get number(): bigint {
    return BigInt(this.papers);
  }

  lay(other: this): void {
    this.all.next[this.last] = other.first;
    this.last = other.last;
    this.papers += other.papers;
  }

  part(isContinuing: (place: Place) => boolean, options: number): readonly (readonly [Place | null, Pile])[] {
    const { packed, next, rank: ranks, endsAtGap } = this.all;
    const { rows, stride, weights } = packed;
    const means = new Uint8Array(256);
    for (let place = 0; place < options; place += 1) means[place] = isContinuing(place) ? HERE : ON;
    means[NONE] = endsAtGap ? OVER : ON;
    // The last of each is for papers without a next preference.
    const firsts = new Int32Array(options + 1).fill(END);
    const lasts = new Int32Array(options + 1).fill(END);
    const papers = new Float64Array(options + 1);
    for (let row = this.first; row !== END;) {
      const start = row * stride;
      let rank = ranks[row] as number;
      while (rank < stride && means[rows[start + rank] as number] === ON) rank += 1;
      const isOver = rank === stride || means[rows[start + rank] as number] === OVER;
      const to = isOver ? options : (rows[start + rank] as number);
      const after = next[row] as number;
      ranks[row] = rank;
      next[row] = firsts[to] as number;
      if (firsts[to] === END) lasts[to] = row;
      firsts[to] = row;
      papers[to] = (papers[to] as number) + (weights[row] as number);
      row = after;
    }
    const parts: (readonly [Place | null, Pile])[] = [];
    for (const [to, first] of firsts.entries())
      if (first !== END)
        parts.push([
          to === options ? null : to,
          new RowPile(this.all, first, lasts[to] as number, papers[to] as number),
        ]);
    return parts;
  }
}

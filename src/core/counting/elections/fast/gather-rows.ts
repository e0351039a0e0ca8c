/**
 * Puts equal rows together, as `gather` does with marks: a table of open addressing (Knuth, The Art of Computer Programming,
 * volume 3, section 6.4, algorithm L) over arrays of numbers. Rows that fall on one place of the table are compared byte for
 * byte, four at once: a hash alone makes no two ballots equal.
 */
import { gather, invalid, slateOf, type Ballots, type Pile, type Place } from '../profile.js';
import { MOST, NONE, PackedBallots, strideOf } from './packed.js';

/** Ballots as they are given: a row each of `width` bytes, the place in `names` of the option at each rank, 255 for none. */
export interface GivenRows {
  readonly names: readonly string[];
  /** Places in `names`. */
  readonly withdrawn?: readonly Place[];
  readonly width: number;
  readonly rows: Uint8Array;
  /** Whole numbers from zero, how many ballots each row stands for; null: one each. */
  readonly weights?: Float64Array | null;
}

const [WITHDRAWN, SKIPPED, UNKNOWN] = [-1, -2, -3];

/**
 * The ballots of rows: slate sorted, withdrawn options passed over, equal ballots together, just as `gather` makes them, and
 * packed where each has a row. Throws ELECTION_INVALID as `gather` does.
 */
export function gatherRows(given: GivenRows): Ballots<'RANKED'> {
  const { names, withdrawn = [] } = given;
  const { slate, placeOf } = slateOf(names, withdrawn);
  if (names.length > MOST) return gather({ kind: 'RANKED', names, withdrawn, piles: pilesOf(given) });
  const meaning = new Int16Array(256).fill(UNKNOWN);
  for (const [at, place] of placeOf.entries()) meaning[at] = place ?? WITHDRAWN;
  meaning[NONE] = SKIPPED;
  const together = new Together(given, meaning, slate.options.length);
  if (!together.readAll()) return gather({ kind: 'RANKED', names, withdrawn, piles: pilesOf(given) });
  const { blank, voters } = together;
  return new PackedBallots(slate, BigInt(blank), { ...together.kept(), voters });
}

/** Rows that differ, with the weight of each, and a table that finds them. */
class Together {
  blank = 0;
  voters = 0;
  private readonly stride: number;
  private readonly number: number;
  private readonly rows: Uint8Array;
  private readonly words: Int32Array;
  private readonly weights: Float64Array;
  private differing = 0;
  /** A row's number and one, zero where there is none; as long as a power of two. */
  private table = new Int32Array(1_024);
  /** The last row that marks each option, and one. */
  private readonly markedIn: Int32Array;

  constructor(
    private readonly given: GivenRows,
    private readonly meaning: Int16Array,
    options: number,
  ) {
    this.stride = strideOf(given.width);
    this.number = Math.floor(given.rows.length / Math.max(1, given.width));
    this.rows = new Uint8Array(this.number * this.stride);
    this.words = new Int32Array(this.rows.buffer);
    this.weights = new Float64Array(this.number);
    this.markedIn = new Int32Array(options);
  }

  /** False where some ballot has no row, or there are too many for a Number. */
  readAll(): boolean {
    const weights = this.given.weights ?? null;
    for (let row = 0; row < this.number; row += 1) {
      const weight = weights === null ? 1 : (weights[row] as number);
      if (weight < 0) throw invalid('NEGATIVE_WEIGHT');
      if (!Number.isSafeInteger(weight)) return false;
      const marked = this.copy(row);
      if (marked < 0) return false;
      if (marked === 0) this.blank += weight;
      else if (weight > 0) {
        this.voters += weight;
        this.add(weight);
      }
    }
    return Number.isSafeInteger(this.voters + this.blank);
  }

  kept(): { readonly rows: Uint8Array; readonly stride: number; readonly weights: Float64Array } {
    const { rows, stride, weights, differing } = this;
    return { rows: rows.slice(0, differing * stride), stride, weights: weights.slice(0, differing) };
  }

  /** Writes a row after those that differ, by places in the slate; the number of its ranks, or -1 for one marked twice. */
  private copy(row: number): number {
    const { width, rows: from } = this.given;
    const { meaning, markedIn, rows: to } = this;
    const start = this.differing * this.stride;
    let at = start;
    let end = start;
    for (let byte = row * width; byte < (row + 1) * width; byte += 1) {
      const place = meaning[from[byte] as number] as number;
      if (place >= 0) {
        if (markedIn[place] === row + 1) return -1;
        markedIn[place] = row + 1;
        to[at] = place;
        at += 1;
        end = at;
      } else if (place === SKIPPED) {
        to[at] = NONE;
        at += 1;
      } else if (place === UNKNOWN) throw invalid('UNKNOWN_OPTION');
    }
    for (at = end; at < start + this.stride; at += 1) to[at] = NONE;
    return end - start;
  }

  /** Puts the row that was copied with the one that says the same, or keeps it as one that differs. */
  private add(weight: number): void {
    const { table, weights, differing: row } = this;
    let slot = this.slotOf(row);
    while (table[slot] !== 0 && !this.isSame((table[slot] as number) - 1, row))
      slot = (slot + 1) & (table.length - 1);
    if (table[slot] !== 0) {
      const same = (table[slot] as number) - 1;
      weights[same] = (weights[same] as number) + weight;
      return;
    }
    table[slot] = row + 1;
    weights[row] = weight;
    this.differing = row + 1;
    if (this.differing * 2 > table.length) this.widen();
  }

  private widen(): void {
    const table = new Int32Array(this.table.length * 4);
    this.table = table;
    for (let row = 0; row < this.differing; row += 1) {
      let slot = this.slotOf(row);
      while (table[slot] !== 0) slot = (slot + 1) & (table.length - 1);
      table[slot] = row + 1;
    }
  }

  private slotOf(row: number): number {
    const words = this.stride / 4;
    let hash = 0;
    for (let at = row * words; at < (row + 1) * words; at += 1) {
      hash = Math.imul(hash ^ (this.words[at] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return (Math.imul(hash, 0x85ebca6b) >>> 7) & (this.table.length - 1);
  }

  private isSame(one: number, other: number): boolean {
    const words = this.stride / 4;
    for (let at = 0; at < words; at += 1)
      if (this.words[one * words + at] !== this.words[other * words + at]) return false;
    return true;
  }
}

/** The same ballots as marks. */
function pilesOf({ rows, width, weights = null }: GivenRows): readonly Pile<'RANKED'>[] {
  const number = Math.floor(rows.length / Math.max(1, width));
  return Array.from({ length: number }, (_, row) => {
    const places = [...rows.subarray(row * width, (row + 1) * width)];
    return {
      marks: places.map((place) => (place === NONE ? [] : [place])),
      weight: weights === null ? 1n : BigInt(weights[row] as number),
    };
  });
}

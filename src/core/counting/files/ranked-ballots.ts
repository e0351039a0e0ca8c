import { unpackWhereFew } from '../elections/fast/choose.js';
import { gatherRows } from '../elections/fast/gather-rows.js';
import { MOST, NONE } from '../elections/fast/packed.js';
import { gather, type Ballots, type Pile, type Rank } from '../elections/profile.js';
import { WrittenBallots } from './piles.js';

/** The names of a file and the places of those withdrawn, once all of it is read. */
interface Names {
  readonly names: readonly string[];
  readonly withdrawn?: readonly number[];
}

/**
 * The rankings of a file. One that names an option a rank and nothing else is kept as a row of bytes as soon as it is read;
 * any other is kept as it is written, and understood when the whole file is known.
 */
export class RankedBallots {
  /** Where a reader writes a ranking, place by place, before it is added. */
  readonly row: Uint8Array;
  private readonly written: WrittenBallots;
  private width = 4;
  private number = 0;
  private rows = new Uint8Array(4_096);
  private weights = new Float64Array(1_024);

  constructor(options: number, heard: (characters: number) => void) {
    // More options than bytes tell apart: no row has room for a place.
    this.row = new Uint8Array(options > MOST ? 0 : options);
    this.written = new WrittenBallots(heard);
  }

  /** Adds as many places as were written in `row`; false where their weight is more than a row can have. */
  addRow(ranks: number, at: number, weight: bigint): boolean {
    if (weight > Number.MAX_SAFE_INTEGER) return false;
    this.makeRoom(ranks);
    const start = this.number * this.width;
    for (let rank = 0; rank < this.width; rank += 1)
      this.rows[start + rank] = rank < ranks ? (this.row[rank] as number) : NONE;
    this.weights[this.number] = Number(weight);
    this.number += 1;
    this.written.hear(at);
    return true;
  }

  add(written: string, at: number, weight: bigint): void {
    this.written.add(written, at, weight);
  }

  /** All of them; `understand` is asked once for each that is no row. */
  gather(names: Names, understand: (written: string, at: number) => readonly Rank[]): Ballots<'RANKED'> {
    const others = this.written.read<'RANKED'>((written, at) => ({ marks: understand(written, at) }));
    if (others.length > 0) return gather({ kind: 'RANKED', ...names, piles: [...this.piles(), ...others] });
    const rows = this.rows.subarray(0, this.number * this.width);
    const weights = this.weights.subarray(0, this.number);
    return unpackWhereFew(gatherRows({ ...names, width: this.width, rows, weights }));
  }

  private *piles(): Generator<Pile<'RANKED'>> {
    const alone = Array.from(this.row, (_, place) => [place]);
    for (let row = 0; row < this.number; row += 1) {
      const places = this.rows.subarray(row * this.width, (row + 1) * this.width);
      const end = places.indexOf(NONE);
      const marks = Array.from(end < 0 ? places : places.subarray(0, end), (place) => alone[place] as Rank);
      yield { marks, weight: BigInt(this.weights[row] as number) };
    }
  }

  /** Doubles what is too small: the rows, their weights, or the ranks of a row. */
  private makeRoom(ranks: number): void {
    if (ranks > this.width) {
      const width = Math.min(MOST, Math.max(ranks, this.width * 2));
      const wider = new Uint8Array((this.rows.length / this.width) * width).fill(NONE);
      for (let row = 0; row < this.number; row += 1)
        wider.set(this.rows.subarray(row * this.width, (row + 1) * this.width), row * width);
      [this.rows, this.width] = [wider, width];
    }
    if (this.number < this.weights.length) return;
    const rows = new Uint8Array(this.rows.length * 2);
    rows.set(this.rows);
    const weights = new Float64Array(this.weights.length * 2);
    weights.set(this.weights);
    [this.rows, this.weights] = [rows, weights];
  }
}

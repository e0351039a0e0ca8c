/**
 * Ballots as rows of bytes, for counts of a million of them.
 *
 * A row is a ballot: its byte r is the place of the option at rank r, from 0, and 255 where the voter put none there; after
 * the last mark all bytes are 255. Rows are as long as the most ranks that a ballot has, rounded up to whole words of four
 * bytes. Beside each row stands how many ballots say the same. So a ballot of twelve ranks takes 20 bytes, where piles of
 * marks take several hundred.
 *
 * What has no such row is counted from piles: several options at one rank, marks that cannot be told apart, an option marked
 * twice, more than 255 options or ranks, and more ballots than a Number holds exactly. Numbers here are whole and below
 * 2^53, so that no sum of them is rounded.
 */
import { gather, votersOf, type Ballots, type Marks, type Pile, type Slate } from '../profile.js';

/** No option at a rank. */
export const NONE = 255;
/** Places go from 0 to 254, and so do ranks. */
export const MOST = 255;

/** Ballots that mark something, packed. */
export interface Packed {
  /** `stride` bytes a row. */
  readonly rows: Uint8Array;
  /** A multiple of four. */
  readonly stride: number;
  /** How many ballots each row stands for; as long as there are rows. */
  readonly weights: Float64Array;
  /** The sum of the weights, below 2^53. */
  readonly voters: number;
}

/** Ballots that are packed; read as piles by whatever does not read rows, which is made of them when first asked for. */
export class PackedBallots implements Ballots<'RANKED'> {
  readonly kind = 'RANKED';

  constructor(
    readonly slate: Slate,
    readonly blank: bigint,
    readonly packed: Packed,
    private plain: readonly Pile<'RANKED'>[] | null = null,
  ) {}

  get piles(): readonly Pile<'RANKED'>[] {
    this.plain ??= gather({
      kind: 'RANKED',
      names: this.slate.options,
      piles: [...pilesIn(this.packed)],
    }).piles;
    return this.plain;
  }
}

/** The rows of some ballots; null where they are not packed. */
export const packedOf = (ballots: Ballots<'RANKED'>): Packed | null =>
  ballots instanceof PackedBallots ? ballots.packed : null;

/** The ballots that mark something, in voices. */
export function votersAmong(ballots: Pick<Ballots<'RANKED' | 'SCORED' | 'APPROVED'>, 'piles'>): bigint {
  return ballots instanceof PackedBallots ? BigInt(ballots.packed.voters) : votersOf(ballots.piles);
}

/** Packs ballots; null where some of them have no row. */
export function pack(ballots: Ballots<'RANKED'>): PackedBallots | null {
  const { slate, blank, piles } = ballots;
  const voters = votersOf(piles);
  const ranks = piles.reduce((most, { marks }) => Math.max(most, marks.length), 0);
  if (slate.options.length > MOST || ranks > MOST || voters > Number.MAX_SAFE_INTEGER) return null;
  const stride = strideOf(ranks);
  const rows = new Uint8Array(piles.length * stride).fill(NONE);
  const weights = new Float64Array(piles.length);
  for (const [row, { marks, weight }] of piles.entries()) {
    if (!writeRow(rows, row * stride, marks)) return null;
    weights[row] = Number(weight);
  }
  return new PackedBallots(slate, blank, { rows, stride, weights, voters: Number(voters) }, piles);
}

/** Whole words, one at least. */
export const strideOf = (ranks: number): number => Math.max(4, Math.ceil(ranks / 4) * 4);

/** False where the marks have no row. */
function writeRow(rows: Uint8Array, start: number, marks: Marks['RANKED']): boolean {
  for (const [rank, mark] of marks.entries()) {
    if (mark === 'OVERVOTE' || mark.length > 1) return false;
    const [place] = mark;
    if (place === undefined) continue;
    if (rows.subarray(start, start + rank).includes(place)) return false;
    rows[start + rank] = place;
  }
  return true;
}

function* pilesIn({ rows, stride, weights }: Packed): Generator<Pile<'RANKED'>> {
  for (const [row, weight] of weights.entries()) {
    const places = [...rows.subarray(row * stride, (row + 1) * stride)];
    yield { marks: places.map((place) => (place === NONE ? [] : [place])), weight: BigInt(weight) };
  }
}

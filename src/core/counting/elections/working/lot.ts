import { firstOf, allOf, type Counted } from './by-option.js';

/** An option in the pool, with its number where the draw numbers them. */
export interface PoolOption {
  readonly option: string;
  readonly number: string | null;
}

/** One selection: the remainder of the digest by how many are left says which of them it is. */
export interface Selection {
  readonly index: number;
  readonly digest: string;
  readonly left: number;
  readonly remainder: number;
  readonly option: string;
}

/** Who was drawn among whom, and by what order. */
export interface LotWorking {
  readonly family: 'LOT';
  readonly pool: readonly PoolOption[];
  /** What everybody can draw again from: the value that was drawn, or the key. */
  readonly value: string | null;
  /** All options in the order of the lot; empty where they are selected one by one. */
  readonly order: readonly string[];
  readonly selections: readonly Selection[];
  readonly drawnOptions: readonly string[];
}

export function readLot(counted: Counted): LotWorking {
  const numbered = firstOf(counted, 'RFC3797_POOL');
  if (numbered) return readNumbered(counted, numbered);
  const options = firstOf(counted, 'SORTITION')?.options ?? [];
  const settled = firstOf(counted, 'SEATS_SETTLED_BY_LOT');
  // Of one alone no lot is drawn.
  const alone = options.length === 1 ? options : [];
  return {
    family: 'LOT',
    pool: options.map((option) => ({ option, number: null })),
    value: counted.election.drawn,
    order: settled?.order ?? alone,
    selections: [],
    drawnOptions: settled?.chosen ?? alone,
  };
}

function readNumbered(
  counted: Counted,
  { key, numbers }: { readonly key: string; readonly numbers: { readonly [option: string]: string } },
): LotWorking {
  const selections = allOf(counted, 'RFC3797_SELECTED').map((one) => ({
    ...one,
    index: Number(one.index),
    left: Number(one.left),
    remainder: Number(one.remainder),
  }));
  return {
    family: 'LOT',
    pool: Object.entries(numbers)
      .map(([option, number]) => ({ option, number }))
      .sort((a, b) => (BigInt(a.number) < BigInt(b.number) ? -1 : 1)),
    value: key,
    order: [],
    selections,
    drawnOptions: selections.map(({ option }) => option),
  };
}

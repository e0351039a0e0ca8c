import type { Packed } from './packed.js';
import { NONE } from './packed.js';

/** Options are looked at in blocks of so many, whose sets are bytes. Read block by block, rows took half as long again. */
const BITS = 8;
const SETS = 1 << BITS;

/**
 * How many ballots put each option above each other one, straight from rows. `above[a][b]`, as pairwise.ts has it.
 *
 * To compare each two options of a ballot takes half the square of their number. Here, for each option of a ballot, the set
 * of those above it is counted, block by block: `counts[option][block][set]` ballots hold just that set of the block above
 * the option. Whoever is above it on how many ballots is added up from the sets once, at the end.
 */
export function compareRows(packed: Packed, options: number): readonly (readonly bigint[])[] {
  const blocks = Math.ceil(options / BITS);
  const counts = setsAbove(packed, options, blocks);
  return Array.from({ length: options }, (_, higher) =>
    Array.from({ length: options }, (_, lower) => {
      const from = (lower * blocks + Math.floor(higher / BITS)) * SETS;
      const bit = 1 << (higher % BITS);
      let votes = 0;
      for (let set = 0; set < SETS; set += 1) if (set & bit) votes += counts[from + set] as number;
      return BigInt(higher === lower ? 0 : votes);
    }),
  );
}

function setsAbove({ rows, stride, weights }: Packed, options: number, blocks: number): Float64Array {
  const counts = new Float64Array(options * blocks * SETS);
  const above = new Uint8Array(blocks);
  for (let row = 0; row < weights.length; row += 1) {
    const weight = weights[row] as number;
    above.fill(0);
    let ranked = 0;
    for (let at = row * stride; at < (row + 1) * stride; at += 1) {
      const place = rows[at] as number;
      if (place === NONE) continue;
      for (let block = 0; block < blocks; block += 1) {
        const cell = ((place * blocks + block) << BITS) | (above[block] as number);
        counts[cell] = (counts[cell] as number) + weight;
      }
      above[place >> 3] = (above[place >> 3] as number) | (1 << (place & 7));
      ranked += 1;
    }
    // What is not ranked stands below all that is.
    for (let place = 0; ranked < options && place < options; place += 1) {
      if ((above[place >> 3] as number) & (1 << (place & 7))) continue;
      for (let block = 0; block < blocks; block += 1) {
        const cell = ((place * blocks + block) << BITS) | (above[block] as number);
        counts[cell] = (counts[cell] as number) + weight;
      }
    }
  }
  return counts;
}

export const OPTIONS = 12;

/** Ballots as rows of OPTIONS bytes each. */
export interface Rows {
  readonly rows: Uint8Array;
  readonly names: readonly string[];
}

/**
 * Full rankings of which so many differ at most, the same in every run (a generator of Marsaglia's, "Xorshift RNGs", 2003).
 * Earlier options stand a little higher, so that a count has to transfer votes for long, and somebody wins.
 */
export function someRows(ballots: number, differing = ballots): Rows {
  let state = 0x2545f491;
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const rows = new Uint8Array(ballots * OPTIONS);
  for (let row = 0; row < ballots; row += 1) {
    const start = row * OPTIONS;
    if (row >= differing) {
      const same = below(differing) * OPTIONS;
      rows.copyWithin(start, same, same + OPTIONS);
      continue;
    }
    for (let place = 0; place < OPTIONS; place += 1) rows[start + place] = place;
    for (let left = OPTIONS; left > 1; left -= 1) {
      const rank = OPTIONS - left;
      const other = rank + Math.min(below(left), below(left + 4));
      const [a, b] = [rows[start + rank] as number, rows[start + other] as number];
      [rows[start + rank], rows[start + other]] = [b, a];
    }
  }
  return {
    rows,
    names: Array.from({ length: OPTIONS }, (_, place) => `Option ${String.fromCharCode(65 + place)}`),
  };
}

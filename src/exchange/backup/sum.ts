import { createHash } from 'node:crypto';
import type { TableSum } from './manifest.js';

const NEW_LINE = 0x0a;

/** Lets rows in COPY's text format pass, and tells at their end how many there were and their SHA-256. */
export async function* summing(
  rows: AsyncIterable<Buffer>,
  told: (sum: TableSum) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const bytes of rows) {
    hash.update(bytes);
    for (let at = bytes.indexOf(NEW_LINE); at >= 0; at = bytes.indexOf(NEW_LINE, at + 1)) count += 1;
    yield bytes;
  }
  told({ rows: count, sha256: hash.digest('hex') });
}

/** The sum of rows that nobody else needs. */
export async function sumOf(rows: AsyncIterable<Buffer>): Promise<TableSum> {
  let sum: TableSum = { rows: 0, sha256: '' };
  const passing = summing(rows, (told) => (sum = told));
  while (!(await passing.next()).done);
  return sum;
}

/** A working with one thing changed in it, for each thing that can be. */
import { expect } from '@jest/globals';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';

/** Where it is in the steps, what was done there, and the election with it. */
export type Change = readonly [where: string, election: Election];

/** The changes of which a replay finds nothing. What it finds it calls by a name. */
export const missedIn = (election: Election, changes: Iterable<Change> = changesOf(election)) =>
  [...changes].filter(([, changed]) => isFaultless(changed)).map(([where]) => where);

function isFaultless(election: Election): boolean {
  const findings = replay(election);
  for (const { fault } of findings) expect(fault).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  return findings.length === 0;
}

/**
 * Each exact number made greater by one, less by one and none at all, each name another one, each list of names shorter by its
 * first, its last or in another order, each record by name without one of them, each yes a no. Rounded numbers are for
 * reading, and stay.
 */
export function* changesOf(election: Election): Generator<Change> {
  for (const [where, steps] of changesIn(election.steps, '', election.inputs.options))
    yield [where, { ...election, steps: steps as Election['steps'] }];
}

type Changed = readonly [where: string, value: unknown];

function* changesIn(value: unknown, where: string, names: readonly string[]): Generator<Changed> {
  if (typeof value === 'string') yield* changesOfText(value, where, names);
  if (typeof value === 'boolean') yield [`${where} is not`, !value];
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) yield* changesOfList(value, where, names);
  else if (Object.keys(value).every((key) => names.includes(key))) yield* changesOfRecord(value, where);
  for (const [key, inside] of Object.entries(value)) {
    if (key === 'rounded' || key === 'code') continue;
    for (const [at, other] of changesIn(inside, `${where}/${key}`, names))
      yield [at, Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other }];
  }
}

/** A record by name without one of them. */
function* changesOfRecord(record: object, where: string): Generator<Changed> {
  for (const name of Object.keys(record))
    yield [
      `${where} without ${name}`,
      Object.fromEntries(Object.entries(record).filter(([one]) => one !== name)),
    ];
}

function* changesOfText(text: string, where: string, names: readonly string[]): Generator<Changed> {
  const number = /^(-?[0-9]+)(.*)$/.exec(text);
  if (names.includes(text)) {
    for (const name of names) if (name !== text) yield [`${where} ${text} is ${name}`, name];
  } else if (number) {
    const [, whole, rest] = number as unknown as readonly [string, string, string];
    const others = rest.startsWith('.')
      ? [`${whole}${nextDecimal(rest)}`]
      : [`${String(BigInt(whole) + 1n)}${rest}`, `${String(BigInt(whole) - 1n)}${rest}`];
    for (const other of [...others, 'x']) yield [`${where} ${text} is ${other}`, other];
  }
}

/** The least decimal turned, up or, from a nine, down. */
const nextDecimal = (rest: string): string =>
  rest.slice(0, -1) + (rest.endsWith('9') ? '8' : String(Number(rest.at(-1)) + 1));

function* changesOfList(
  list: readonly unknown[],
  where: string,
  names: readonly string[],
): Generator<Changed> {
  const isOfNames = list.length > 0 && list.every((one) => names.includes(one as string));
  if (!isOfNames) return;
  yield [`${where} without the first`, list.slice(1)];
  if (list.length === 1) return;
  yield [`${where} without the last`, list.slice(0, -1)];
  yield [`${where} turned round`, list.toReversed()];
}

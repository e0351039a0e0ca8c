import { InvalidArgumentError } from 'commander';
import { parseCivilDate, parseInstant, type CivilDate, type Instant } from '../core/kernel/instants.js';
import { loadConfig, readEnvironment } from '../platform/config/config.js';
import { StartFault } from '../platform/config/start-fault.js';
import { openReader } from '../platform/database/open-reader.js';
import type { Reader } from '../platform/database/transactions.js';

/** What the host asked for and cannot have: one sentence, on the error output, and the exit code. */
export class CommandFault extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** Reads the service's database for as long as some work lasts. */
export async function withReader(work: (reader: Reader) => Promise<void>): Promise<void> {
  const { reader, close } = await openReader(loadConfig(readEnvironment()));
  await work(reader).finally(close);
}

/** Reads the service's database as it stands at one moment. */
export async function withSnapshot(work: (reader: Reader) => Promise<void>): Promise<void> {
  const { snapshot, close } = await openReader(loadConfig(readEnvironment()));
  await snapshot(work).finally(close);
}

export function readDay(text: string): CivilDate {
  const day = parseCivilDate(text);
  if (day === null) throw new InvalidArgumentError('A day is written like 2026-11-23.');
  return day;
}

export function readInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new InvalidArgumentError('An instant is written like 2026-11-23T08:12:41Z.');
  return instant;
}

/** Says why a command failed: what was foreseen in its own words, anything else by its code alone. */
export function fail(error: unknown): void {
  const foreseen = error instanceof CommandFault || error instanceof StartFault;
  process.stderr.write(`${foreseen ? error.message : `The command failed: ${codeOf(error)}.`}\n`);
  process.exitCode = error instanceof CommandFault ? error.exitCode : 1;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

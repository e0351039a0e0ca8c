import { countElection, type Election } from '../../core/counting/elections/count-election.js';
import { sentenceOfElectionStep } from '../../core/counting/elections/sentences.js';
import type { ElectionMethod } from '../../core/counting/elections/method.js';
import type { BallotFile } from '../../core/counting/files/ballot-file.js';
import type { CellsHold } from '../../core/counting/files/csv.js';
import { readBallotFile } from '../../core/counting/files/read.js';
import type { Locale } from '../../core/kernel/actors.js';
import type { Json } from '../../core/kernel/canonical-json.js';
import type { Progress } from './progress.js';
import { readText } from '../read-text.js';

/** How files are to be counted. */
export interface CountRequest {
  readonly method: ElectionMethod;
  /** Null: as many as the file says, and one where it says nothing or the method fills one. */
  readonly seats: number | null;
  readonly options: Json;
  readonly seed: string | null;
  readonly cellsHold: CellsHold | null;
}

/** What the command prints of a file. */
export interface CountedFile {
  readonly title: string | null;
  /** The working in words, a sentence a step. */
  readonly sentences: (locale: Locale) => readonly string[];
  /** The one line of JSON: docs/counting-files.md. */
  readonly line: (withTrace: boolean) => string;
}

/** Reads a file and counts it; a Refusal says what is wrong with it. */
export async function countFile(
  path: string,
  request: CountRequest,
  progress: Progress,
): Promise<CountedFile> {
  const text = await readText(path, (read, of) => progress.say('READING', read, of));
  const file = readBallotFile({
    text,
    name: path,
    cellsHold: request.cellsHold,
    heard: (characters) => progress.say('UNDERSTANDING', characters, text.length),
  });
  progress.say('COUNTING', 0, text.length);
  const { method, options, seed } = request;
  const seats = request.seats ?? (method.seats === 'ONE' ? 1 : (file.seats ?? 1));
  const election = countElection({ method, profile: file.profile, seats, options, drawn: seed });
  return {
    title: file.title,
    sentences: (locale) => election.steps.map((step) => sentenceOfElectionStep(step, locale)),
    line: (withTrace) => lineOf(path, file, election, seed, withTrace),
  };
}

function lineOf(
  path: string,
  file: BallotFile,
  election: Election,
  seed: string | null,
  withTrace: boolean,
): string {
  const { method, options, seats, inputs, status, winners, winnersBeforeLot, ranking, ties, steps } =
    election;
  return JSON.stringify({
    file: path,
    format: file.format,
    title: file.title,
    ignored: file.ignored,
    method,
    seats,
    status,
    winners,
    ...(seed === null ? {} : { seed, winnersBeforeLot }),
    ranking,
    ties,
    ...(withTrace ? { trace: { method, options, seats, inputs, steps } } : {}),
  });
}

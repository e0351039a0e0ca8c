import {
  electWithoutCandidates,
  type NominationElection,
} from '../../core/counting/without-candidates/elect.js';
import { sentenceOfNominationStep } from '../../core/counting/without-candidates/sentences.js';
import { readNominationFile, type NominationFile } from '../../core/counting/files/nominations.js';
import type { Json } from '../../core/kernel/canonical-json.js';
import { readText } from '../read-text.js';
import type { CountedFile } from './count-file.js';
import type { Progress } from './progress.js';

/**
 * An election without candidates beside the methods that count ballots, not among them: its file tells what happened, in
 * which order, and it may not be over.
 */
export async function countNominations(
  path: string,
  { options, seed }: { readonly options: Json; readonly seed: string | null },
  progress: Progress,
): Promise<CountedFile> {
  const text = await readText(path, (read, of) => progress.say('READING', read, of));
  const file = readNominationFile(text);
  const election = electWithoutCandidates({ circle: file.circle, options, drawn: seed });
  return {
    title: file.title,
    sentences: (locale) => election.steps.map((step) => sentenceOfNominationStep(step, locale)),
    line: (withTrace) => lineOf(path, file, election, seed, withTrace),
  };
}

function lineOf(
  path: string,
  { format, title }: NominationFile,
  { method, options, inputs, status, elected, put, ranking, ties, steps }: NominationElection,
  seed: string | null,
  withTrace: boolean,
): string {
  return JSON.stringify({
    file: path,
    format,
    title,
    ignored: [],
    method,
    seats: 1,
    status,
    winners: elected === null ? [] : [[elected]],
    put,
    ...(seed === null ? {} : { seed }),
    ranking,
    ties,
    ...(withTrace ? { trace: { method, options, seats: 1, inputs, steps } } : {}),
  });
}

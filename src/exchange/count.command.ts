import { Option, type Command } from 'commander';
import type { ElectionMethod } from '../core/counting/elections/method.js';
import { takeQuotas } from '../core/counting/elections/quotas/read-quotas.js';
import { readOptions } from '../core/counting/elections/options.js';
import { ELECTION_METHODS, electionMethodNamed } from '../core/counting/elections/registry.js';
import { WITHOUT_CANDIDATES } from '../core/counting/without-candidates/elect.js';
import type { CellsHold } from '../core/counting/files/csv.js';
import type { Locale } from '../core/kernel/actors.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { sentenceOf } from '../platform/i18n/refusals.js';
import { countFile, type CountedFile } from './count/count-file.js';
import { countNominations } from './count/count-nominations.js';
import { Progress } from './count/progress.js';

interface CountFlags {
  readonly list?: boolean;
  readonly method?: string;
  readonly seats?: string;
  readonly options: string;
  readonly seed?: string;
  readonly csv?: CellsHold;
  readonly explain?: Locale;
  readonly trace: boolean;
  readonly locale?: Locale;
}

/** Some file could not be read or counted; what was asked for cannot be, and nothing was counted. */
const EXIT_FILE = 1;
const EXIT_REQUEST = 2;

const LOCALES = ['fr', 'en'] as const;

/** Between the name of a file and what is said of it. */
const COLON = { fr: ' : ', en: ': ' } as const;

/** What was asked for cannot be, before any file is looked at: said in these words. */
class RequestFault extends Error {
  constructor(readonly said: { readonly [L in Locale]: string }) {
    super(said.en);
  }
}

/** `ormee count --method ID FILE…`: docs/counting-files.md. It asks no database. */
export function addCountCommand(program: Command): void {
  program
    .command('count')
    .description(
      'counts files of ballots by a method, one JSON object a file and line: docs/counting-files.md',
    )
    .argument('[file...]', 'BLT, CSV, PrefLib (.soc, .soi, .toc, .toi) or JSON')
    .option('--list', 'every method, with a line each')
    .option('--method <id>', 'the method, as --list says it')
    .option('--seats <number>', 'how many are elected (default: what the file says, or one)')
    .option('--options <json>', 'options of the method that are not left as they are', '{}')
    .option('--seed <value>', 'the value that was drawn, where ties go by lot (default: ties stay open)')
    .addOption(
      new Option('--csv <cells>', 'what the cells of a CSV hold whose columns are options').choices([
        'ranks',
        'scores',
      ]),
    )
    .addOption(new Option('--explain <locale>', 'the working in words, on the error output').choices(LOCALES))
    .option('--no-trace', 'the result alone, without its working')
    .addOption(
      new Option('--locale <locale>', 'the language of --list and of refusals (default: fr)').choices(
        LOCALES,
      ),
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 when every file was counted, 1 when one was not, 2 when what was asked for cannot be.',
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_REQUEST))
    .action(count);
}

async function count(paths: readonly string[], flags: CountFlags): Promise<void> {
  const locale = flags.locale ?? flags.explain ?? 'fr';
  // `ormee count … | head` stops listening when it has seen enough, and nothing is wrong.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
    process.exit(code === 'EPIPE' ? 0 : EXIT_FILE),
  );
  if (flags.list) {
    process.stdout.write(listIn(locale));
    return;
  }
  try {
    const countOne = readRequest(paths, flags);
    for (const path of paths) await sayOne(path, countOne, flags, locale);
  } catch (error) {
    say(error, locale);
    process.exitCode = EXIT_REQUEST;
  }
}

function listIn(locale: Locale): string {
  const methods = [...ELECTION_METHODS, WITHOUT_CANDIDATES];
  const width = Math.max(...methods.map(({ id }) => id.length));
  return methods.map(({ id, about }) => `${id.padEnd(width)}  ${about[locale]}\n`).join('');
}

/** How each file is counted, of which the rest of the command knows nothing. */
type CountOne = (path: string, progress: Progress) => Promise<CountedFile>;

function readRequest(paths: readonly string[], flags: CountFlags): CountOne {
  if (flags.method === undefined)
    throw new RequestFault({
      fr: 'Dites la méthode : --method ID. « ormee count --list » les dit toutes.',
      en: 'Say the method: --method ID. “ormee count --list” says them all.',
    });
  if (paths.length === 0)
    throw new RequestFault({ fr: 'Dites quels fichiers dépouiller.', en: 'Say which files to count.' });
  const options = readJson(flags.options);
  const seed = flags.seed ?? null;
  if (flags.method === WITHOUT_CANDIDATES.id) {
    readOptions(WITHOUT_CANDIDATES.options, options);
    readSeats({ seats: 'ONE' }, flags.seats);
    return (path, progress) => countNominations(path, { options, seed }, progress);
  }
  const method = electionMethodNamed(flags.method);
  readOptions(method.options, takeQuotas(options).own);
  const seats = readSeats(method, flags.seats);
  const cellsHold = flags.csv ?? null;
  return (path, progress) => countFile(path, { method, options, seats, seed, cellsHold }, progress);
}

function readSeats(method: Pick<ElectionMethod, 'seats'>, written: string | undefined): number | null {
  if (written === undefined) return null;
  const seats = /^\d{1,9}$/.test(written) ? Number(written) : 0;
  if (seats < 1 || (method.seats === 'ONE' && seats > 1)) throw refuse('SEATS_INVALID', { seats: written });
  return seats;
}

function readJson(written: string): Json {
  try {
    return JSON.parse(written) as Json;
  } catch {
    throw new RequestFault({ fr: '--options n’est pas du JSON.', en: '--options is no JSON.' });
  }
}

/** A file that cannot be counted keeps no other from it. */
async function sayOne(path: string, countOne: CountOne, flags: CountFlags, locale: Locale): Promise<void> {
  const progress = new Progress(process.stderr, locale, path);
  try {
    const counted = await countOne(path, progress).finally(() => progress.end());
    if (flags.explain) process.stderr.write(inWords(path, counted, flags.explain));
    process.stdout.write(`${counted.line(flags.trace)}\n`);
  } catch (error) {
    say(error, locale, path);
    process.exitCode = EXIT_FILE;
  }
}

function inWords(path: string, { title, sentences }: CountedFile, locale: Locale): string {
  const heading = title === null ? path : `${path}${COLON[locale]}${title}`;
  return [heading, ...sentences(locale), ''].join('\n');
}

/** Says why something is not counted; a fault that nobody foresaw is not hidden behind a sentence. */
function say(error: unknown, locale: Locale, path?: string): void {
  const sentence = sentenceOfFault(error, locale);
  if (sentence === null) throw error;
  process.stderr.write(path === undefined ? `${sentence}\n` : `${path}${COLON[locale]}${sentence}\n`);
}

function sentenceOfFault(error: unknown, locale: Locale): string | null {
  if (error instanceof Refusal) return sentenceOf(error, locale);
  if (error instanceof RequestFault) return error.said[locale];
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') return null;
  return locale === 'fr'
    ? `Ce fichier ne peut pas être lu (${code}).`
    : `This file cannot be read (${code}).`;
}

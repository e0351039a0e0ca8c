import { Option, type Command } from 'commander';
import type { Locale } from '../../core/kernel/actors.js';
import type { Draft } from '../../core/text/amend/blocks.js';
import { deriveHunks } from '../../core/text/amend/derive.js';
import type { Amendment } from '../../core/text/amend/hunk.js';
import { Refusal } from '../../core/kernel/refusals.js';
import { sentenceOf } from '../../platform/i18n/refusals.js';
import { CommandFault } from '../command.js';
import { namesOf, readDraft, tellMerge, type ToldMerge } from './merge-files.js';
import { mergeInWords } from './words.js';

interface Flags {
  readonly json?: boolean;
  readonly locale: Locale;
}

/** As `diff` and `git merge-file` do: something differs, or a conflict stands. */
const EXIT_DIFFERS = 1;
/** A file cannot be read. */
const EXIT_FILE = 2;

/** `ormee texts merge` and `ormee texts diff`: files of any Markdown, without a database. */
export function addAmendCommands(texts: Command): void {
  const json = () => new Option('--json', 'one JSON object instead of words');
  const locale = () => new Option('--locale <locale>', 'the language').choices(['fr', 'en']).default('fr');
  texts
    .command('merge')
    .description('merges amendments: each file is the base as its author wants it')
    .argument('<base>', 'Markdown')
    .argument('<amended...>', 'edited copies of it')
    .addOption(json())
    .addOption(locale())
    .addHelpText(
      'after',
      '\nExit codes: 0 merged, 1 a conflict stands and there is no merged text, 2 a file cannot be read.',
    )
    .action(async (base: string, amended: readonly string[], flags: Flags) => {
      const told = await tellFiles(base, amended, flags.locale);
      print(told, flags);
      if (told.merged === null) process.exitCode = EXIT_DIFFERS;
    });
  texts
    .command('diff')
    .description('says what an edited copy changes, as plain instructions')
    .argument('<before>', 'Markdown')
    .argument('<after>', 'Markdown')
    .addOption(json())
    .addOption(locale())
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing differs but typography, 1 something does, 2 a file cannot be read.',
    )
    .action(async (before: string, after: string, flags: Flags) => {
      const told = await tellFiles(before, [after], flags.locale);
      // Of one copy, whose it is needs no saying.
      const operations = told.operations.map((operation) => ({ ...operation, amendments: undefined }));
      const inWords = mergeInWords({ ...told, merged: null }, flags.locale).replace(/^\[.*?\] /gm, '');
      process.stdout.write(flags.json ? `${JSON.stringify({ operations })}\n` : inWords);
      if (operations.length > 0) process.exitCode = EXIT_DIFFERS;
    });
}

function print(told: ToldMerge, { json, locale }: Flags): void {
  process.stdout.write(json ? `${JSON.stringify(told)}\n` : mergeInWords(told, locale));
}

async function tellFiles(base: string, edited: readonly string[], locale: Locale): Promise<ToldMerge> {
  const paths = [...new Set(edited)];
  const names = namesOf(paths);
  const draft = await readNamed(base, locale);
  const amendments: Amendment[] = [];
  for (const [index, path] of paths.entries())
    amendments.push({ id: names[index] as string, hunks: deriveHunks(draft, await readNamed(path, locale)) });
  return tellMerge(draft, amendments);
}

/** What cannot be read is said with the name of its file. */
async function readNamed(path: string, locale: Locale): Promise<Draft> {
  try {
    return await readDraft(path);
  } catch (error) {
    const colon = locale === 'fr' ? ' : ' : ': ';
    throw new CommandFault(`${path}${colon}${sentenceOfFault(error, locale)}`, EXIT_FILE);
  }
}

function sentenceOfFault(error: unknown, locale: Locale): string {
  if (error instanceof Refusal) return sentenceOf(error, locale);
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') throw error;
  return locale === 'fr'
    ? `ce fichier ne peut pas être lu (${code}).`
    : `this file cannot be read (${code}).`;
}

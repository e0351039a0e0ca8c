import { Option, type Command } from 'commander';
import type { Locale } from '../../core/kernel/actors.js';
import { deriveHunks } from '../../core/text/amend/derive.js';
import type { Amendment } from '../../core/text/amend/hunk.js';
import { namesOf, tellMerge, type ToldMerge } from './merge-files.js';
import { readNamed } from './read-named.js';
import { changesInWords, mergeInWords } from './words.js';

interface Flags {
  readonly json?: boolean;
  readonly locale: Locale;
}

/** As `diff` and `git merge-file` do: something differs, or a conflict stands. */
const EXIT_DIFFERS = 1;

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
      process.stdout.write(
        flags.json ? `${JSON.stringify({ operations })}\n` : changesInWords(told, flags.locale),
      );
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

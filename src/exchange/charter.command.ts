import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { readCharterFile } from '../collectives/read-charter-file.js';
import type { CharterFile } from '../core/charter/charter-file.js';
import { dangersOf, explainDanger } from '../core/charter/dangers.js';
import { describeClause } from '../core/charter/describe-clause.js';
import { foundingProvisionId } from '../core/charter/founding.js';
import type { Locale } from '../core/kernel/actors.js';
import { Refusal } from '../core/kernel/refusals.js';
import { sentenceOf } from '../platform/i18n/refusals.js';
import { CommandFault } from './command.js';

/** No collective is asked: what a provision is called here, nobody else reads. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

const WORDS = {
  fr: {
    none: 'Aucun avertissement.',
    warnings: 'Avertissements : rien n’est interdit, mais sachez-le avant d’adopter.',
    from: (text: string, number: string) => `${number}, « ${text} »`,
  },
  en: {
    none: 'No warning.',
    warnings: 'Warnings: nothing is forbidden, but know it before you adopt.',
    from: (text: string, number: string) => `${number}, "${text}"`,
  },
} as const;

/** `ormee charter check FILE`: what the rules of a file mean in words, and where they are dangerous. It asks no database. */
export function addCharterCommand(program: Command): void {
  program
    .command('charter')
    .description('The decision rules as a file: docs/charter-file.md.')
    .command('check')
    .description('says in words what each rule of a charter file means, and warns where rules are dangerous')
    .argument('<file>', 'the file, in YAML or JSON')
    .addOption(new Option('--locale <locale>', 'the language').choices(['fr', 'en']).default('fr'))
    .action(check);
}

async function check(path: string, { locale }: { readonly locale: Locale }): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandFault(`This file cannot be read: ${path}`);
  });
  const file = read(text, locale);
  const words = WORDS[locale];
  const lines = file.clauses.flatMap((clause, place) => {
    const [name, ...rules] = describeClause(clause, locale);
    const { text: title, number } = file.citations[place] as CharterFile['citations'][number];
    return [`${name} (${words.from(title, number)})`, ...rules.map((rule) => `  ${rule}`), ''];
  });
  const warnings = dangersOf(file).map((warning) => `! ${explainDanger(warning, locale)}`);
  const end = warnings.length === 0 ? [words.none] : [words.warnings, ...warnings];
  process.stdout.write(`${[...lines, ...end].join('\n')}\n`);
}

function read(text: string, locale: Locale): CharterFile {
  try {
    return readCharterFile(text, (cited) => foundingProvisionId(NOBODY, cited.text, cited.number));
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFault(sentenceOf(error, locale));
    throw error;
  }
}

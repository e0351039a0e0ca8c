import { Option, type Command } from 'commander';
import type { Locale } from '../core/kernel/actors.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { exportText } from '../texts/export-text.js';
import { textsOfAllCollectives, type TextRecord } from '../texts/text.queries.js';
import { CommandFault, readDay, readInstant, withReader } from './command.js';

interface ExportFlags {
  readonly at?: CivilDate;
  readonly knownAt?: Instant;
  readonly locale: Locale;
}

/** `ormee texts list|export`: the texts that collectives gave themselves. */
export function addTextsCommand(texts: Command): void {
  texts
    .command('list')
    .description('prints one line a text: its id, its collective, its title')
    .action(() => withReader(listTexts));
  texts
    .command('export')
    .description('prints a text as Markdown, as it stood on a day')
    .argument('<text>', 'its id, or its exact title where one text alone has it')
    .option('--at <date>', 'the day, such as 2026-11-23 (default: today in the collective)', readDay)
    .option('--known-at <instant>', 'leaves out what was decided later (default: nothing)', readInstant)
    .addOption(
      new Option('--locale <locale>', 'the language of dates and notes').choices(['fr', 'en']).default('fr'),
    )
    .action((wanted: string, flags: ExportFlags) =>
      withReader((reader) => printExport(reader, wanted, flags)),
    );
}

async function listTexts(reader: Reader): Promise<void> {
  for (const text of await textsOfAllCollectives(reader))
    process.stdout.write(`${idOf(text)}\t${text.collective}\t${text.title}\n`);
}

async function printExport(
  reader: Reader,
  wanted: string,
  { at, knownAt, locale }: ExportFlags,
): Promise<void> {
  const { collectiveId, id } = await findText(reader, wanted);
  const point = { at: at ?? null, knownAt: knownAt ?? null };
  process.stdout.write(await exportText(reader, collectiveId, id, { ...point, locale }));
}

async function findText(reader: Reader, wanted: string): Promise<TextRecord> {
  const all = await textsOfAllCollectives(reader);
  const found = all.filter((text) => idOf(text) === wanted || text.title === wanted);
  const [text] = found;
  if (!text) throw new CommandFault(`No text has this id or title: ${wanted}. See "texts list".`);
  if (found.length > 1)
    throw new CommandFault(`${found.length} texts have this title: give the id of one. See "texts list".`);
  return text;
}

const idOf = ({ collectiveId, id }: TextRecord): string => toGlobalId('LegalText', collectiveId, id);

import { Command, InvalidArgumentError, Option } from 'commander';
import type { Locale } from './core/kernel/actors.js';
import { parseCivilDate, parseInstant, type CivilDate, type Instant } from './core/kernel/instants.js';
import { loadConfig, readEnvironment } from './platform/config/config.js';
import { StartFault } from './platform/config/start-fault.js';
import { openReader } from './platform/database/open-reader.js';
import type { Reader } from './platform/database/transactions.js';
import { toGlobalId } from './platform/graphql/global-ids.js';
import { exportText } from './texts/export-text.js';
import { textsOfAllCollectives, type TextRecord } from './texts/text.queries.js';

/** What the host asked for and cannot have: one sentence, on the error output. */
class CommandFault extends Error {}

interface ExportFlags {
  readonly at?: CivilDate;
  readonly knownAt?: Instant;
  readonly locale: Locale;
}

const program = new Command('ormee').description('Commands for whoever hosts the service. They ask nothing.');
const texts = program.command('texts').description('The texts that collectives gave themselves.');

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
  .action((wanted: string, flags: ExportFlags) => withReader((reader) => printExport(reader, wanted, flags)));

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

function readDay(text: string): CivilDate {
  const day = parseCivilDate(text);
  if (day === null) throw new InvalidArgumentError('A day is written like 2026-11-23.');
  return day;
}

function readInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new InvalidArgumentError('An instant is written like 2026-11-23T08:12:41Z.');
  return instant;
}

async function withReader(work: (reader: Reader) => Promise<void>): Promise<void> {
  const { reader, close } = await openReader(loadConfig(readEnvironment()));
  await work(reader).finally(close);
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

function fail(error: unknown): void {
  const foreseen = error instanceof CommandFault || error instanceof StartFault;
  process.stderr.write(`${foreseen ? error.message : `The command failed: ${codeOf(error)}.`}\n`);
  process.exitCode = 1;
}

await program.parseAsync().catch(fail);

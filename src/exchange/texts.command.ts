import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Locale } from '../core/kernel/actors.js';
import { parseCivilDate, parseInstant, type CivilDate, type Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { exportPaper, exportText, TEXT_FORMATS, type TextFormat } from '../texts/export-text.js';
import { PAPER_FORMATS, type PaperFormat } from '../texts/papers/write-paper.js';
import { endOfDay, textsOfAllCollectives, type TextRecord } from '../texts/text.queries.js';
import { CommandFault, readDay, readInstant, withReader, withSnapshot } from './command.js';

const FORMATS = [...TEXT_FORMATS, ...PAPER_FORMATS];

/** Formats that can say what changed. */
const MARKED: readonly string[] = ['html', ...PAPER_FORMATS];

interface ExportFlags {
  readonly at?: CivilDate;
  readonly known?: CivilDate | Instant;
  readonly knownAt?: Instant;
  readonly format: TextFormat | PaperFormat;
  readonly marks?: CivilDate;
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
    .description('prints a text, as it stood on a day')
    .argument('<text>', 'its id, or its exact title where one text alone has it')
    .option('--at <date>', 'the day, such as 2026-11-23 (default: today in the collective)', readDay)
    .option(
      '--known <date>',
      'leaves out what was decided after this day or instant (default: nothing)',
      readKnown,
    )
    .option('--known-at <instant>', 'the same, to the millisecond', readInstant)
    .addOption(new Option('--format <format>', 'how it is written').choices(FORMATS).default('markdown'))
    .option('--marks <date>', 'in HTML, PDF, ODT and DOCX, marks what changed after this day', readDay)
    .addOption(
      new Option('--locale <locale>', 'the language of dates and notes').choices(['fr', 'en']).default('fr'),
    )
    .action((wanted: string, flags: ExportFlags) =>
      withSnapshot((reader) => printExport(reader, wanted, flags)),
    );
}

async function listTexts(reader: Reader): Promise<void> {
  for (const text of await textsOfAllCollectives(reader))
    process.stdout.write(`${idOf(text)}\t${text.collective}\t${text.title}\n`);
}

async function printExport(reader: Reader, wanted: string, flags: ExportFlags): Promise<void> {
  const { at, known, knownAt, format, marks, locale } = flags;
  if (marks !== undefined && !MARKED.includes(format))
    throw new CommandFault(`Marks are written in ${MARKED.join(', ')}: add --format ${MARKED[0]}.`);
  if (isPaper(format) && process.stdout.isTTY)
    throw new CommandFault(`This format is not for a screen: add > FILE.${format} to the command.`);
  if (marks !== undefined && at !== undefined && at < marks)
    throw new CommandFault('The day read comes before the day from which changes are marked.');
  if (known !== undefined && knownAt !== undefined)
    throw new CommandFault('--known and --known-at say the same: give one.');
  const { collectiveId, id } = await findText(reader, wanted);
  const point = { at: at ?? null, knownAt: knownAt ?? (await instantOf(reader, collectiveId, known)) };
  const options = { ...point, marksSince: marks ?? null, locale };
  process.stdout.write(
    isPaper(format)
      ? await exportPaper(reader, collectiveId, id, { ...options, format })
      : await exportText(reader, collectiveId, id, { ...options, format }),
  );
}

const isPaper = (format: TextFormat | PaperFormat): format is PaperFormat =>
  (PAPER_FORMATS as readonly string[]).includes(format);

/** A day is known whole: until its last millisecond in the collective. */
async function instantOf(
  reader: Reader,
  collectiveId: TextRecord['collectiveId'],
  known: CivilDate | Instant | undefined,
): Promise<Instant | null> {
  if (known === undefined) return null;
  const day = parseCivilDate(known);
  return day === null ? known : endOfDay(reader, collectiveId, day);
}

function readKnown(text: string): CivilDate | Instant {
  const known = parseCivilDate(text) ?? parseInstant(text);
  if (known === null)
    throw new InvalidArgumentError('It is written like 2026-11-23, or like 2026-11-23T08:12:41Z.');
  return known;
}

/** A text by its id, or by its title where no other has it. */
export async function findText(reader: Reader, wanted: string): Promise<TextRecord> {
  const all = await textsOfAllCollectives(reader);
  const found = all.filter((text) => idOf(text) === wanted || text.title === wanted);
  const [text] = found;
  if (!text) throw new CommandFault(`No text has this id or title: ${wanted}. See "texts list".`);
  if (found.length > 1)
    throw new CommandFault(`${found.length} texts have this title: give the id of one. See "texts list".`);
  return text;
}

const idOf = ({ collectiveId, id }: TextRecord): string => toGlobalId('LegalText', collectiveId, id);

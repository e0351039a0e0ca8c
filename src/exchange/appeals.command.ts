import { readFile, writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { LIST_FORMATS, type ListFormat } from '../appeals/lists/read-list.js';
import { askService, readToken } from './ask-service.js';
import { CommandFault } from './command.js';

interface Flags {
  readonly appeal: string;
  readonly format?: Lowercase<ListFormat>;
  readonly named?: boolean;
  readonly to: string;
}

/** A part of a list that goes in one request and one transaction, and the number of its first line. */
interface Part {
  readonly file: string;
  readonly firstLine: number;
  readonly lines: number;
}

/** Lines a part has at most, and bytes: well within what a request and a file may have. */
const LINES_A_PART = 500;
const BYTES_A_PART = 120_000;

interface Unread {
  readonly line: number;
  readonly raw: string;
  readonly words: string;
}

/**
 * `ormee appeals import FILE --appeal ID`: brings a list of signatories over, part by part, with the session of whoever may.
 * Cut off, it is started again: what is there is passed over. Lines that cannot be read are kept in FILE.aside.
 */
export function addAppealsCommand(program: Command): void {
  program
    .command('appeals')
    .description('Who signed an appeal, with the session of somebody who may.')
    .command('import')
    .description('sends a list, and again what is new of a longer one; ORMEE_TOKEN is the session')
    .argument('<file>', 'a list in Markdown, the issues of a forge as JSON, or a table: docs/takeover.md')
    .requiredOption('--appeal <id>', 'the appeal')
    .addOption(
      new Option('--format <format>', 'how it is written; left out: by the end of its name').choices(
        LIST_FORMATS.map((format) => format.toLowerCase()),
      ),
    )
    .option('--named', 'you answer for it that these people consented to be named in public')
    .option('--to <url>', 'the service', 'http://127.0.0.1:3000')
    .action(importList);
}

async function importList(path: string, { appeal, format, named = false, to }: Flags): Promise<void> {
  const token = readToken('import');
  const bytes = await readFile(path).catch(() => fault(`This file cannot be read: ${path}`));
  const file = new TextDecoder('utf-8').decode(bytes);
  const written = (format?.toUpperCase() ?? formatOf(path)) as ListFormat;
  const parts = partsOf(file, written);
  const total = parts.reduce((sum, { lines }) => sum + lines, 0);
  const unread: Unread[] = [];
  let [added, there, done] = [0, 0, 0];
  for (const { file: part, firstLine, lines } of parts) {
    const input = { appealId: appeal, file: part, format: written, named, firstLine };
    const selection = 'imported alreadyThere unread { line raw words }';
    const answer = await askService({ to, token }, 'importSignatories', input, selection);
    if (answer.message !== undefined) return fault(`After ${done} of ${total} lines: ${answer.message}`);
    added += Number(answer['imported']);
    there += Number(answer['alreadyThere']);
    unread.push(...(answer['unread'] as readonly Unread[]));
    done += lines;
    tell(`${done} of ${total} lines: ${added} added, ${there} there already, ${unread.length} kept aside.`);
  }
  await keepAside(path, unread);
  process.stdout.write(`Imported: ${added}. There already: ${there}. Kept aside: ${unread.length}.\n`);
}

/** Nothing of a list is lost: what is no signature is beside it, for whoever mends it and sends it again. */
async function keepAside(path: string, unread: readonly Unread[]): Promise<void> {
  if (unread.length === 0) return;
  for (const { line, words } of unread) tell(`Line ${line}: ${words}.`);
  await writeFile(`${path}.aside`, unread.map(({ raw }) => `${raw}\n`).join(''));
  tell(`Those lines are in ${path}.aside.`);
}

function formatOf(path: string): ListFormat {
  if (/\.json$/i.test(path)) return 'ISSUES';
  return /\.(?:csv|tsv)$/i.test(path) ? 'CSV' : 'MARKDOWN';
}

/** A table goes whole: it is all of it or nothing. */
function partsOf(file: string, format: ListFormat): readonly Part[] {
  if (format === 'CSV') return [{ file, firstLine: 1, lines: file.trimEnd().split(/\r\n?|\n/).length - 1 }];
  const lines = format === 'MARKDOWN' ? file.split(/\r\n?|\n/) : issuesOf(file);
  const parts: Part[] = [];
  let begun: string[] = [];
  let size = 0;
  const close = (next: number): void => {
    const joined = format === 'MARKDOWN' ? begun.join('\n') : `[${begun.join(',')}]`;
    if (begun.length > 0)
      parts.push({ file: joined, firstLine: next - begun.length + 1, lines: begun.length });
    [begun, size] = [[], 0];
  };
  for (const [at, line] of lines.entries()) {
    const bytes = Buffer.byteLength(line) + 1;
    if (begun.length >= LINES_A_PART || size + bytes > BYTES_A_PART) close(at);
    begun.push(line);
    size += bytes;
  }
  close(lines.length);
  return parts;
}

/** Of each issue what can hold a signature: a forge says much more. */
function issuesOf(file: string): string[] {
  const KEPT = ['title', 'body', 'description', 'created_at', 'html_url', 'web_url'];
  try {
    const issues = JSON.parse(file) as unknown;
    if (Array.isArray(issues)) return issues.map((issue) => JSON.stringify(issue, KEPT) ?? 'null');
  } catch {
    // Said below, as for JSON of another shape.
  }
  return fault('This is no list of issues in JSON.');
}

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

const fault = (message: string): never => {
  throw new CommandFault(message);
};

import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { sentenceOf } from '../platform/i18n/refusals.js';
import { Refusal } from '../core/kernel/refusals.js';
import { placeOf, readTable, type ColumnSpec } from '../platform/csv/read-table.js';
import { DECISION_COLUMNS } from '../procedures/import-decisions.js';
import { MEMBER_COLUMNS } from '../procedures/import-members.js';
import { askService, readToken } from './ask-service.js';
import { SIGNATORY_COLUMNS } from '../appeals/lists/read-list.js';
import { CommandFault } from './command.js';

interface Flags {
  readonly to: string;
  readonly appeal?: string;
}

interface Import {
  readonly mutation: string;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
}

/**
 * `ormee members|signatories|past-decisions import FILE`: an act of the collective and not of the host. It is sent to a
 * service with the session of whoever may do it, and asks no database.
 */
export function addPeopleCommands(program: Command): void {
  const importing = (noun: string, what: string): Command =>
    program
      .command(noun)
      .description(`${what} from a file, with the session of somebody who may.`)
      .command('import')
      .description('sends a table, all of it or nothing; ORMEE_TOKEN is the session')
      .argument('<file>', 'the table, as spreadsheets write it: docs/takeover.md')
      .option('--to <url>', 'the service', 'http://127.0.0.1:3000');
  importing('members', 'Members that the collective had before').action((file: string, flags: Flags) =>
    send({ mutation: 'importMembers', columns: MEMBER_COLUMNS }, file, flags),
  );
  importing('past-decisions', 'Decisions that the collective took before').action(
    (file: string, flags: Flags) =>
      send({ mutation: 'importDecisions', columns: DECISION_COLUMNS }, file, flags),
  );
  importing('signatories', 'Who signed an appeal')
    .requiredOption('--appeal <id>', 'the appeal')
    .action((file: string, flags: Flags) =>
      send({ mutation: 'importSignatories', columns: SIGNATORY_COLUMNS }, file, flags),
    );
}

async function send({ mutation, columns }: Import, path: string, { to, appeal }: Flags): Promise<void> {
  const token = readToken('import');
  const file = decode(await readFile(path).catch(() => fault(`This file cannot be read: ${path}`)));
  tell(`Read: ${readHere(file, columns)} lines.`);
  tell('Sent: all of it is written, or nothing.');
  const input = { file, ...(appeal !== undefined && { appealId: appeal }) };
  const { imported, message } = await askService({ to, token }, mutation, input, 'imported');
  if (message !== undefined) return fault(message);
  process.stdout.write(`Imported: ${Number(imported)} lines.\n`);
}

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

const fault = (message: string): never => {
  throw new CommandFault(message);
};

/** Bytes that are no UTF-8 are found here, where they still are bytes. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const lossy = new TextDecoder('utf-8').decode(bytes).replace(/\r\n?/g, '\n');
    const { line, column } = placeOf(lossy.slice(0, lossy.indexOf('\ufffd')));
    return fault(`Line ${line}, column ${column}: the file is not in UTF-8.`);
  }
}

/** What is wrong with the table is said before anything is sent. */
function readHere(file: string, columns: Import['columns']): number {
  try {
    return readTable(file, columns).length;
  } catch (error) {
    if (error instanceof Refusal) return fault(sentenceOf(error, 'en'));
    throw error;
  }
}

import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Locale } from '../../core/kernel/actors.js';
import type { Reader } from '../../platform/database/transactions.js';
import { CommandFault, withSnapshot } from '../command.js';
import { findText } from '../texts.command.js';
import { readDeclaration } from './read-declaration.js';
import { DECLARATION_FORMATS, writeDeclaration, type DeclarationFormat } from './write-declaration.js';

interface DeclareFlags {
  readonly decision?: string;
  readonly format: DeclarationFormat;
  readonly locale: Locale;
}

/** `ormee texts declare`: what an association hands in where its statutes changed. */
export function addDeclareCommand(texts: Command): void {
  texts
    .command('declare')
    .description(
      'prints what to hand in where a decision changed a text: extract, changes, marked and clean text',
    )
    .argument('<text>', 'its id, or its exact title where one text alone has it')
    .option(
      '--decision <number>',
      'the decision, such as 2026-012 (default: the last one on the text)',
      readNumber,
    )
    .addOption(
      new Option('--format <format>', 'how it is written').choices(DECLARATION_FORMATS).default('html'),
    )
    .addOption(
      new Option('--locale <locale>', 'the language of what is around it')
        .choices(['fr', 'en'])
        .default('fr'),
    )
    .action((wanted: string, flags: DeclareFlags) =>
      withSnapshot((reader) => printDeclaration(reader, wanted, flags)),
    );
}

async function printDeclaration(
  reader: Reader,
  wanted: string,
  { decision, format, locale }: DeclareFlags,
): Promise<void> {
  const { collectiveId, id: textId } = await findText(reader, wanted);
  const declaration = await readDeclaration(reader, { collectiveId, textId }, decision ?? null, locale);
  if (!declaration)
    throw new CommandFault(`No decision ${decision ?? ''} changed this text.`.replace('  ', ' '));
  process.stdout.write(writeDeclaration(declaration, format));
}

function readNumber(text: string): string {
  if (!/^\d{4}-\d{3,9}$/.test(text)) throw new InvalidArgumentError('A decision is numbered like 2026-012.');
  return text;
}

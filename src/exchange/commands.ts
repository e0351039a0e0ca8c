import type { Command } from 'commander';
import { addImportTextCommand } from './amend/import-text.command.js';
import { addDeclareCommand } from './declare/declare.command.js';
import { addBackupCommands } from './backup.command.js';
import { addHostCommands } from './host.command.js';
import { addExportCommand } from './export.command.js';
import { addImportCommand } from './import.command.js';
import { addCharterCommand } from './charter.command.js';
import { addFoundingCommand } from './founding.command.js';
import { addAppealsCommand } from './appeals.command.js';
import { addPeopleCommands } from './people.command.js';
import { addTextsCommand } from './texts.command.js';
import { addVerifyCommand } from './verify.command.js';

/** Every command that asks the database, or loads what does; `texts` is where those on texts go. */
export function addOtherCommands(program: Command, texts: Command): void {
  addTextsCommand(texts);
  addImportTextCommand(texts);
  addDeclareCommand(texts);
  addExportCommand(program);
  addVerifyCommand(program);
  addImportCommand(program);
  addBackupCommands(program);
  addHostCommands(program);
  addFoundingCommand(program);
  addCharterCommand(program);
  addPeopleCommands(program);
  addAppealsCommand(program);
}

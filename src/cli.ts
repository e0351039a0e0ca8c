import { Command } from 'commander';
import { fail } from './exchange/command.js';
import { addBackupCommands } from './exchange/backup.command.js';
import { addHostCommands } from './exchange/host.command.js';
import { addExportCommand } from './exchange/export.command.js';
import { addImportCommand } from './exchange/import.command.js';
import { addCharterCommand } from './exchange/charter.command.js';
import { addFoundingCommand } from './exchange/founding.command.js';
import { addPeopleCommands } from './exchange/people.command.js';
import { addTextsCommand } from './exchange/texts.command.js';
import { addVerifyCommand } from './exchange/verify.command.js';

const program = new Command('ormee').description('Commands for whoever hosts the service. They ask nothing.');
addTextsCommand(program);
addExportCommand(program);
addVerifyCommand(program);
addImportCommand(program);
addBackupCommands(program);
addHostCommands(program);
addFoundingCommand(program);
addCharterCommand(program);
addPeopleCommands(program);

await program.parseAsync().catch(fail);

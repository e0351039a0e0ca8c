import { Command } from 'commander';
import { fail } from './exchange/command.js';
import { addTextsCommand } from './exchange/texts.command.js';

const program = new Command('ormee').description('Commands for whoever hosts the service. They ask nothing.');
addTextsCommand(program);

await program.parseAsync().catch(fail);

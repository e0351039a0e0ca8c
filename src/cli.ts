import { Command } from 'commander';
import { addAmendCommands } from './exchange/amend/amend.commands.js';
import { addCountCommand } from './exchange/count.command.js';

const program = new Command('ormee').description('Commands for whoever hosts the service. They ask nothing.');
const texts = new Command('texts').description(
  'The texts that collectives gave themselves, and files of any text.',
);
addCountCommand(program);
addAmendCommands(texts);
program.addCommand(texts);
// Whoever counts or merges ten files in a row does not wait ten times for what speaks to a database.
const [command, action = ''] = process.argv.slice(2);
const asksNobody = command === 'count' || (command === 'texts' && ['merge', 'diff'].includes(action));
if (!asksNobody) (await import('./exchange/commands.js')).addOtherCommands(program, texts);

await program
  .parseAsync()
  .catch(async (error: unknown) => (await import('./exchange/command.js')).fail(error));

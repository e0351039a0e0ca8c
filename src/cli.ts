import { Command } from 'commander';
import { addCountCommand } from './exchange/count.command.js';

const program = new Command('ormee').description('Commands for whoever hosts the service. They ask nothing.');
addCountCommand(program);
// Whoever counts ten files in a row does not wait ten times for what speaks to a database.
if (process.argv[2] !== 'count') (await import('./exchange/commands.js')).addOtherCommands(program);

await program
  .parseAsync()
  .catch(async (error: unknown) => (await import('./exchange/command.js')).fail(error));

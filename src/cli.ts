import { Command } from 'commander';
import { addCommands } from './exchange/commands.js';

const program = new Command('ormee').description('Commands for whoever hosts the service. They ask nothing.');
const texts = new Command('texts').description(
  'The texts that collectives gave themselves, and files of any text.',
);
program.addCommand(texts);
await addCommands(program, texts, process.argv.slice(2));

await program
  .parseAsync()
  .catch(async (error: unknown) => (await import('./exchange/command.js')).fail(error));

import type { Command } from 'commander';

/** What each command is made of, by its first words: what the others need is loaded for none of them. */
const COMMANDS: Readonly<Record<string, (program: Command, texts: Command) => Promise<unknown>>> = {
  'texts list': async (_, texts) => (await import('./texts.command.js')).addTextsCommand(texts),
  'texts merge': async (_, texts) => (await import('./amend/amend.commands.js')).addAmendCommands(texts),
  'texts import': async (_, texts) =>
    (await import('./amend/import-text.command.js')).addImportTextCommand(texts),
  'texts declare': async (_, texts) =>
    (await import('./declare/declare.command.js')).addDeclareCommand(texts),
  count: async (program) => (await import('./count.command.js')).addCountCommand(program),
  verify: async (program) => (await import('./verify.command.js')).addVerifyCommand(program),
  export: async (program) => (await import('./export.command.js')).addExportCommand(program),
  import: async (program) => (await import('./import.command.js')).addImportCommand(program),
  backup: async (program) => (await import('./backup.command.js')).addBackupCommands(program),
  doctor: async (program) => (await import('./host.command.js')).addHostCommands(program),
  'founding-link': async (program) => (await import('./founding.command.js')).addFoundingCommand(program),
  charter: async (program) => (await import('./charter.command.js')).addCharterCommand(program),
  members: async (program) => (await import('./people.command.js')).addPeopleCommands(program),
  appeals: async (program) => (await import('./appeals.command.js')).addAppealsCommand(program),
};

/** Commands that are told together with one of these. */
const TOGETHER: Readonly<Record<string, string>> = {
  'texts export': 'texts list',
  'texts diff': 'texts merge',
  restore: 'backup',
  upgrade: 'doctor',
  'past-decisions': 'members',
  signatories: 'members',
};

/** Adds the command that was asked for; all of them where none is known by these words, so that it may be said which there are. */
export async function addCommands(program: Command, texts: Command, asked: readonly string[]): Promise<void> {
  const [first = '', second = ''] = asked;
  const name = first === 'texts' ? `${first} ${second}` : first;
  const one = COMMANDS[TOGETHER[name] ?? name];
  for (const add of one ? [one] : Object.values(COMMANDS)) await add(program, texts);
}

import type { Locale } from '../../core/kernel/actors.js';
import { hashText } from '../../core/kernel/hash.js';
import { Refusal } from '../../core/kernel/refusals.js';
import type { TextHistory } from '../../core/text/history.js';
import { printDate } from '../../core/text/render/phrases.js';
import { printHistory, readHistory } from '../../core/text/render/read-history.js';
import { sentenceOf } from '../../platform/i18n/refusals.js';
import { askService, readToken, type Answered } from '../ask-service.js';
import { CommandFault } from '../command.js';
import { readText } from '../read-text.js';
import { ofFile } from './read-named.js';

/** What a text with its history is put to the vote with. */
export interface Putting {
  readonly to?: string;
  readonly matter: 'DEEP' | 'GOVERNANCE';
  readonly json?: boolean;
  readonly locale: Locale;
}

/** A history is read and replayed whole. */
const MOST_BYTES = 32 * 1024 * 1024;

export const isHistory = (path: string): boolean => path.toLowerCase().endsWith('.json');

/**
 * `ormee texts import FILE.json…`: texts as they were exported, with their histories. They are replayed here, and said; with
 * `--to`, put to the vote under the session of whoever puts them: as the texts of a founding, or each as a proposal. Nothing is
 * written into a collective without its decision.
 */
export async function importHistories(paths: readonly string[], flags: Putting): Promise<void> {
  const histories: TextHistory[] = [];
  for (const path of paths) histories.push(await readOne(path, flags.locale));
  if (flags.json) return write(histories.map((one) => `${printHistory(one)}\n`).join(''));
  write(histories.map((one) => `${described(one, flags.locale)}\n`).join(''));
  if (flags.to === undefined) return;
  const at = { to: flags.to, token: readToken('put them to the vote') };
  const texts = histories.map((one) => ({
    title: one.title,
    matter: flags.matter,
    history: printHistory(one),
  }));
  const drafted = await askService(
    at,
    'submitFoundingDraft',
    { draft: { texts }, idempotencyKey: keyOf(texts) },
    'proposal { id }',
  );
  if (drafted.code !== 'FOUNDING_OVER') return tellPut(drafted);
  for (const { title, matter, history } of texts) {
    const effects = [{ takeOverText: { matter, history } }];
    const input = { title, effects, visibility: 'PUBLIC', idempotencyKey: keyOf([title, matter, history]) };
    tellPut(await askService(at, 'submitProposal', input, 'proposal { id }'));
  }
}

/** The same file is put once, however often the command is run. */
const keyOf = (sent: unknown): string => `texts-import-${hashText(JSON.stringify(sent))}`;

function tellPut({ message, proposal }: Answered): void {
  if (message !== undefined) throw new CommandFault(message);
  write(`Put to the vote: ${(proposal as { readonly id: string }).id}\n`);
}

async function readOne(path: string, locale: Locale): Promise<TextHistory> {
  const say = (sentence: string): never => {
    throw new CommandFault(ofFile(path, sentence, locale), 2);
  };
  try {
    const history = readHistory(await readText(path, () => undefined, MOST_BYTES));
    return history instanceof Refusal ? say(sentenceOf(history, locale)) : history;
  } catch (error) {
    if (error instanceof Refusal) return say(sentenceOf(error, locale));
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string') throw error;
    return say(
      locale === 'fr' ? `ce fichier ne peut pas être lu (${code}).` : `this file cannot be read (${code}).`,
    );
  }
}

function described({ title, from, patches, decisions }: TextHistory, locale: Locale): string {
  const days = decisions.map(({ date }) => date).sort();
  const [first = '', last = ''] = [days[0], days.at(-1)].map((day) => day && printDate(day, locale));
  const inserted = patches.flatMap(({ operations }) =>
    operations.filter(({ kind }) => kind === 'INSERT'),
  ).length;
  return locale === 'fr'
    ? `${title} (${from.name}) : ${inserted} articles et titres, ${decisions.length} décisions du ${first} au ${last}, rejouées mot pour mot ; reprises, elles ne seront pas vérifiées.`
    : `${title} (${from.name}): ${inserted} provisions, ${decisions.length} decisions from ${first} to ${last}, replayed word for word; taken over, they will not be verified.`;
}

const write = (text: string): void => void process.stdout.write(text);

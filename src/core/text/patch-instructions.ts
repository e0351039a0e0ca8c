import type { Locale } from '../kernel/actors.js';
import { exhaustive } from '../kernel/exhaustive.js';
import type { Uuid } from '../kernel/ids.js';
import { readBlocks } from './amend/blocks.js';
import { deriveHunks } from './amend/derive.js';
import { instructionOf } from './amend/instructions.js';
import { operationsOf, type AmendOperation, type Place } from './amend/operations-of.js';
import type { ConsolidatedText } from './consolidation.js';
import { hashContent } from './content.js';
import type { PatchOperation, PlaceAsked, ProvisionContent } from './operations.js';

/**
 * Each operation of a patch as instructions for whoever holds the text of before on paper, in order: one or several for
 * each. Articles bear the numbers by which that text calls them.
 */
export function patchInstructions(
  before: ConsolidatedText,
  operations: readonly PatchOperation[],
  locale: Locale,
): readonly (readonly string[])[] {
  const contents = new Map(before.provisions.map(({ provisionId, content }) => [provisionId, content]));
  for (const operation of operations)
    if (operation.kind === 'INSERT') contents.set(operation.provisionId, operation.content);
  const say = sayIn(contents, PHRASES[locale], locale);
  return operations.map((operation) => say(operation).map(capitalised));
}

interface Phrases {
  readonly quote: (text: string) => string;
  readonly colon: string;
  readonly atStart: string;
  readonly atStartOf: (parent: string) => string;
  readonly after: (sibling: string) => string;
  readonly insert: (place: string, words: string) => string;
  readonly move: (name: string, place: string) => string;
  readonly repeal: (name: string) => string;
  readonly restore: (name: string, place: string) => string;
  readonly saying: (words: string) => string;
  readonly erratum: (instruction: string) => string;
  readonly rewrite: (name: string, words: string) => string;
  readonly keep: (name: string) => string;
}

const PHRASES: Readonly<Record<Locale, Phrases>> = {
  fr: {
    quote: (text) => `« ${text} »`,
    colon: ' : ',
    atStart: 'au début du texte',
    atStartOf: (parent) => `au début de ${parent}`,
    after: (sibling) => `après ${sibling} et ce qu’il contient`,
    insert: (place, words) => `${place}, insérer ${words}.`,
    move: (name, place) => `déplacer ${name}, avec ce qu’il contient, ${place}.`,
    repeal: (name) => `abroger ${name}.`,
    restore: (name, place) => `rétablir ${name} ${place}`,
    saying: (words) => `ainsi rédigé : ${words}`,
    erratum: (instruction) => `erratum : ${instruction}`,
    rewrite: (name, words) => `à ${name}, remplacer tout le texte par : ${words}`,
    keep: (name) => `${name} garde ses mots.`,
  },
  en: {
    quote: (text) => `“${text}”`,
    colon: ': ',
    atStart: 'at the beginning of the text',
    atStartOf: (parent) => `at the beginning of ${parent}`,
    after: (sibling) => `after ${sibling} and what it holds`,
    insert: (place, words) => `${place}, insert ${words}.`,
    move: (name, place) => `move ${name}, with what it holds, ${place}.`,
    repeal: (name) => `repeal ${name}.`,
    restore: (name, place) => `restore ${name} ${place}`,
    saying: (words) => `saying: ${words}`,
    erratum: (instruction) => `erratum: ${instruction}`,
    rewrite: (name, words) => `in ${name}, replace the whole text by: ${words}`,
    keep: (name) => `${name} keeps its words.`,
  },
};

function sayIn(contents: ReadonlyMap<Uuid, ProvisionContent>, phrases: Phrases, locale: Locale) {
  const { quote } = phrases;
  const nameOf = (id: Uuid): string => quote(contents.get(id)?.number ?? id);
  const at = ({ parentId, afterId }: PlaceAsked): string => {
    if (afterId !== null) return phrases.after(nameOf(afterId));
    return parentId === null ? phrases.atStart : phrases.atStartOf(nameOf(parentId));
  };
  const whole = ({ number, heading, body }: ProvisionContent): string => {
    const title = quote(heading === '' ? number : `${number}${phrases.colon}${heading}`);
    return body === '' ? title : `${title}, ${phrases.saying(quote(body))}`;
  };
  const rewriting = (id: Uuid, change: Partial<ProvisionContent>): string[] => {
    const was = contents.get(id) ?? { number: id, heading: '', body: '' };
    return rewritten(was, { ...was, ...change }, locale);
  };

  return (operation: PatchOperation): string[] => {
    const { provisionId: id } = operation;
    switch (operation.kind) {
      case 'INSERT':
        return [phrases.insert(at(operation), whole(operation.content))];
      case 'REPLACE':
        return rewriting(id, operation.content);
      case 'RENUMBER':
        return rewriting(id, { number: operation.number });
      case 'SET_HEADING':
        return rewriting(id, { heading: operation.heading });
      case 'MOVE':
        return [
          phrases.move(nameOf(id), at(operation)),
          ...(operation.content ? rewriting(id, operation.content) : []),
        ];
      case 'REPEAL':
        return [phrases.repeal(nameOf(id))];
      case 'RESTORE': {
        const back = phrases.restore(nameOf(id), at(operation));
        return [operation.content ? `${back}${phrases.colon}${whole(operation.content)}.` : `${back}.`];
      }
      case 'ERRATUM':
        return rewriting(id, operation.content).map(phrases.erratum);
      default:
        return exhaustive(operation);
    }
  };
}

/** What makes other words of a provision: its number, its heading, then its body block by block. */
function rewritten(before: ProvisionContent, after: ProvisionContent, locale: Locale): string[] {
  const { quote, keep, rewrite } = PHRASES[locale];
  const name = quote(before.number);
  if (hashContent(before) === hashContent(after)) return [keep(name)];
  const said = [...namings(before, after), ...wordings(before, after)].map((one) =>
    instructionOf(one, locale),
  );
  // Blank lines between blocks are no operation; what differs by them alone is written whole.
  return said.length > 0 ? said.map(uncapitalised) : [rewrite(name, quote(after.body))];
}

function namings(before: ProvisionContent, after: ProvisionContent): AmendOperation[] {
  const on = {
    amendments: [],
    block: 'name',
    place: { provision: before.number, paragraph: null },
    expectedHash: '',
  };
  return (
    [
      { ...on, kind: 'RENUMBER', before: before.number, after: after.number },
      { ...on, kind: 'SET_HEADING', before: before.heading, after: after.heading },
    ] as const
  ).filter((naming) => naming.before !== naming.after);
}

function wordings({ number, body }: ProvisionContent, after: ProvisionContent): AmendOperation[] {
  const base = readBlocks(body);
  const hunks = deriveHunks(base, readBlocks(after.body), 'EXACT');
  // A heading within a body is its own place; all else is said to be of the provision.
  const within = (place: Place): Place =>
    place.provision === null ? { ...place, provision: number } : place;
  return operationsOf(
    base,
    hunks.map((hunk) => ({ hunk, amendments: [] })),
  ).map(({ operation }): AmendOperation => {
    if (operation.kind === 'REPEAL') return operation;
    if (operation.kind !== 'PLACE') return { ...operation, place: within(operation.place) };
    const written = operation.written.map((item) =>
      item.kind === 'MOVED' ? { ...item, from: within(item.from) } : item,
    );
    return { ...operation, place: within(operation.place), written };
  });
}

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
const uncapitalised = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

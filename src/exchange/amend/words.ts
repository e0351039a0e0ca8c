import type { Locale } from '../../core/kernel/actors.js';
import type { ToldMerge, ToldWarning } from './merge-files.js';

const WORDS = {
  fr: {
    colon: ' : ',
    nothing: 'Rien ne change.',
    conflicts: 'Conflits, que rien ne tranche ici',
    groups: 'Ordre du vote, du plus éloigné au plus proche du texte',
    warnings: 'À relire ensemble',
    text: 'Texte fusionné',
    kinds: {
      OVERLAP: 'ils touchent les mêmes mots',
      DELETED: 'l’un touche ce que l’autre supprime',
      SAME_PLACE: 'ils écrivent au même endroit, et rien ne dit lequel vient d’abord',
      MOVED: 'l’un touche ce que l’autre déplace',
      HEADING: 'l’un touche aux titres, et ce que l’autre écrit passerait dans un autre article',
      NUMBER: 'ils donnent le même numéro',
      STRUCTURE: 'ensemble, ils se liraient comme autre chose que ce que chacun a écrit',
      CLOSE: 'trois mots au plus les séparent',
      SAME_SENTENCE: 'ils changent la même phrase',
      AFTER_DELETED: 'l’un écrit juste après ce que l’autre supprime',
      MOVED_WORDS: 'l’un change des mots que l’autre déplace ou fait passer sous un autre titre',
      WRITTEN_TWICE: 'ils écrivent presque la même chose à deux endroits',
      REPEALED_REFERENCE: 'ce qui est abrogé reste cité',
    },
  },
  en: {
    colon: ': ',
    nothing: 'Nothing changes.',
    conflicts: 'Conflicts, which nothing settles here',
    groups: 'Order of voting, the farthest from the text first',
    warnings: 'To be read together',
    text: 'Merged text',
    kinds: {
      OVERLAP: 'they touch the same words',
      DELETED: 'one touches what the other deletes',
      SAME_PLACE: 'they write at the same place, and nothing says which comes first',
      MOVED: 'one touches what the other moves',
      HEADING: 'one changes headings, and what the other writes would stand in another article',
      NUMBER: 'they give the same number',
      STRUCTURE: 'together they would be read as something that neither wrote',
      CLOSE: 'three words or fewer part them',
      SAME_SENTENCE: 'they change the same sentence',
      AFTER_DELETED: 'one writes right after what the other deletes',
      MOVED_WORDS: 'one changes words that the other moves, or leaves under another heading',
      WRITTEN_TWICE: 'they write much the same at two places',
      REPEALED_REFERENCE: 'what is repealed is still named',
    },
  },
} as const satisfies Record<Locale, object>;

/** What one copy changes, in words: whose it is needs no saying. */
export const changesInWords = (told: ToldMerge, locale: Locale): string =>
  inWords({ ...told, merged: null }, locale, () => '');

/** A merge in words: who asks for what, what cannot be together, then the text where there is one. */
export const mergeInWords = (told: ToldMerge, locale: Locale): string =>
  inWords(told, locale, (amendments) => `[${amendments.join(', ')}] `);

type Naming = (amendments: readonly string[]) => string;

function inWords(told: ToldMerge, locale: Locale, name: Naming): string {
  const { colon, nothing, conflicts, groups, warnings, text } = WORDS[locale];
  const title = (words: string): string => `${words}${colon}`.trimEnd();
  const lines = [
    ...(told.operations.length === 0 ? [nothing] : []),
    ...told.operations.map(({ amendments, instruction }) => name(amendments) + instruction[locale]),
    ...section(
      title(conflicts),
      told.conflicts.map((conflict) => pairInWords(conflict, locale, name)),
    ),
    ...section(
      title(groups),
      told.groups.map(({ order }) => `- ${order.map((ids) => ids.join(' = ')).join(' > ')}`),
    ),
    ...section(
      title(warnings),
      told.warnings.map((warning) => pairInWords(warning, locale, name)),
    ),
    ...(told.merged === null ? [] : ['', title(text), '', told.merged]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

function pairInWords(
  { kind, sides, number, in: where }: Pick<ToldWarning, 'kind' | 'sides' | 'number' | 'in'>,
  locale: Locale,
  name: Naming,
): string {
  const { colon, kinds } = WORDS[locale];
  const about = number === undefined ? '' : ` (${number}${where ? ` ← ${where}` : ''})`;
  const said = sides.map(({ amendments, instruction }) => `    ${name(amendments)}${instruction[locale]}`);
  return [`- ${kinds[kind as keyof typeof kinds]}${about}${colon}`.trimEnd(), ...said].join('\n');
}

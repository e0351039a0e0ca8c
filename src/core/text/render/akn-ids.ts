import type { Uuid } from '../../kernel/ids.js';
import type { ConsolidatedProvision } from '../consolidation.js';

/** What Akoma Ntoso calls a provision, and what its name begins with there. */
export interface AknName {
  readonly element: string;
  /** The value of `name`, which a container without a name of its own must have. */
  readonly name?: string;
  /** `art_7`, `title_I__chp_2__art_7`: unique in the document, and only as lasting as the numbers. */
  readonly eId: string;
  /** Lasts as long as the provision, whatever it is called. */
  readonly wId: string;
}

/** Elements by the word that a number begins with, and their abbreviations (Akoma Ntoso Naming Convention 1.0, 5.3). */
const ELEMENTS: readonly {
  readonly element: string;
  readonly short: string;
  readonly words: readonly string[];
}[] = [
  { element: 'tome', short: 'tome', words: ['tome'] },
  { element: 'book', short: 'book', words: ['livre', 'book'] },
  { element: 'part', short: 'part', words: ['partie', 'part'] },
  { element: 'title', short: 'title', words: ['titre', 'title'] },
  { element: 'subtitle', short: 'subtitle', words: ['sous-titre', 'subtitle'] },
  { element: 'chapter', short: 'chp', words: ['chapitre', 'chapter'] },
  { element: 'section', short: 'sec', words: ['section'] },
  { element: 'subsection', short: 'subsec', words: ['sous-section', 'subsection'] },
  { element: 'division', short: 'dvs', words: ['division'] },
  { element: 'article', short: 'art', words: ['article', 'art'] },
  { element: 'paragraph', short: 'para', words: ['paragraphe', 'paragraph'] },
  { element: 'clause', short: 'cl', words: ['clause'] },
];

const ANY = { element: 'hcontainer', short: 'hcontainer', words: [] };

/** Names of what is nested without end would add up to more than the text: beyond this length they begin anew. */
const LONGEST = 500;

export const wIdOf = (provisionId: Uuid): string => `provision_${provisionId}`;

/** Names every provision of a text: eIds by number, under those of what holds them. */
export function namesOf(provisions: readonly ConsolidatedProvision[]): ReadonlyMap<Uuid, AknName> {
  const names = new Map<Uuid, AknName>();
  const taken = new Set<string>();
  const unnumbered = new Map<string, number>();
  for (const { provisionId, parentId, content } of provisions) {
    const { element, short, number } = kindOf(content.number);
    const above = parentId === null ? undefined : names.get(parentId);
    const stem = above && above.eId.length < LONGEST ? `${above.eId}__${short}` : short;
    const place = (unnumbered.get(stem) ?? 0) + 1;
    if (number === '') unnumbered.set(stem, place);
    const eId = free(number === '' ? `${stem}_nn_${place}` : `${stem}_${number}`, taken);
    taken.add(eId);
    const name = element === ANY.element ? { name: 'provision' } : {};
    names.set(provisionId, { element, ...name, eId, wId: wIdOf(provisionId) });
  }
  return names;
}

function kindOf(number: string): {
  readonly element: string;
  readonly short: string;
  readonly number: string;
} {
  const [, first = '', rest = ''] = /^(\p{L}[\p{L}\p{M}-]*)\.?(.*)$/u.exec(number) ?? [];
  const word = plainLetters(first).toLowerCase();
  const known = rest === '' ? undefined : ELEMENTS.find(({ words }) => words.includes(word));
  const { element, short } = known ?? ANY;
  return { element, short, number: numberPart(known ? rest : number) };
}

/**
 * The number part of an eId: without punctuation around it and without spaces, other punctuation as hyphens, case
 * kept (Naming Convention 1.0, 5.4). Accents go too: not every reader of addresses takes them.
 */
const numberPart = (number: string): string =>
  plainLetters(number)
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/\s+/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-');

const plainLetters = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '');

/** Two numbers that read differently may leave the same part: `Article 1` and `Art. 1`. */
function free(eId: string, taken: ReadonlySet<string>): string {
  for (let place = 1; ; place += 1) {
    const tried = place === 1 ? eId : `${eId}_${place}`;
    if (!taken.has(tried)) return tried;
  }
}

import { unreadable, type Unreadable } from './readable.js';

/** Why a public name is refused as it was typed. */
export type UnfitName =
  Unreadable | 'EMPTY' | 'INVISIBLE_CHARACTER' | 'NO_LETTER' | 'MIXED_SCRIPTS' | 'TOO_MANY_MARKS';

/** Longest public name, in characters (Unicode code points, as PostgreSQL counts them). */
export const NAME_MAX = 80;

/**
 * What takes no ink: joiners, direction marks, soft hyphens, variation selectors, fillers, and what no font has.
 * Persian and several Indic spellings lose their joiners by it; a name can be read without them.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\u2800]/u;

/** Marks piled on a letter until they cover the lines around it. Vietnamese needs two. */
const PILE_OF_MARKS = /\p{M}{4}/u;

/** Scripts whose letters pass for one another's: a name is written in one of them. */
const ALIKE_SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
];

/** Charter, "pseudonyms": any name will do that can be read, and that nobody can mistake. Null where it fits. */
export function unfitName(name: string): UnfitName | null {
  if (name.trim() === '') return 'EMPTY';
  const because = unreadable(name, 'LINE', NAME_MAX);
  if (because) return because;
  if (INVISIBLE.test(name)) return 'INVISIBLE_CHARACTER';
  const composed = name.normalize('NFC');
  if (PILE_OF_MARKS.test(composed)) return 'TOO_MANY_MARKS';
  if (!/[\p{L}\p{N}]/u.test(composed)) return 'NO_LETTER';
  return ALIKE_SCRIPTS.filter((script) => script.test(composed)).length > 1 ? 'MIXED_SCRIPTS' : null;
}

/** A name as it is kept: composed, without spaces around it and with single ones within. */
export const tidyName = (name: string): string => name.normalize('NFC').trim().replace(/\s+/gu, ' ');

/** Lower-case letters, digits and signs, and the Latin letters that they pass for once marks and case are gone. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // Cyrillic
    ...{
      а: 'a',
      в: 'b',
      е: 'e',
      ё: 'e',
      є: 'e',
      з: '3',
      і: 'l',
      ї: 'l',
      ј: 'j',
      к: 'k',
      м: 'rn',
      н: 'h',
      о: 'o',
    },
    ...{
      п: 'n',
      р: 'p',
      с: 'c',
      т: 't',
      у: 'y',
      ү: 'y',
      х: 'x',
      ѕ: 's',
      ԁ: 'd',
      ԛ: 'q',
      ԝ: 'vv',
      һ: 'h',
      ь: 'b',
    },
    ...{ ӏ: 'l', г: 'r', ғ: 'f', ѵ: 'v', ө: 'o', ә: 'e' },
    // Greek
    ...{
      α: 'a',
      β: 'b',
      γ: 'y',
      ε: 'e',
      ζ: 'z',
      η: 'n',
      ι: 'l',
      κ: 'k',
      μ: 'u',
      ν: 'v',
      ο: 'o',
      ρ: 'p',
      σ: 'o',
    },
    ...{ ς: 'c', τ: 't', υ: 'u', χ: 'x', ω: 'vv', ϲ: 'c', ϳ: 'j' },
    // Armenian
    ...{ ո: 'n', օ: 'o', ս: 'u', հ: 'h', ց: 'g', զ: 'q', յ: 'j', լ: 'l' },
    // Latin that does not decompose, and what a hurried eye takes for one letter
    ...{
      ı: 'l',
      i: 'l',
      ł: 'l',
      ø: 'o',
      đ: 'd',
      ð: 'd',
      ħ: 'h',
      ŧ: 't',
      æ: 'ae',
      œ: 'oe',
      ɑ: 'a',
      ɡ: 'g',
      ɩ: 'l',
    },
    ...{ m: 'rn', w: 'vv', ǀ: 'l' },
    // Digits and signs
    ...{ '0': 'o', '1': 'l', '|': 'l', '!': 'l', ʼ: "'", '’': "'", '‘': "'", '`': "'", '´': "'", ʹ: "'" },
    ...{ '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '−': '-', '·': '.', '•': '.', '‧': '.' },
  }),
);

/**
 * The shape of a name: two names of one skeleton can be taken for each other, and a collective holds one of them.
 * After the skeleton of UTS #39 (Unicode Security Mechanisms, section 4), and coarser: compatibility forms, marks, case
 * and spacing are gone, and I, l, i, 1 and | are one. Short of it: its table of six thousand confusables is here the
 * letters of three scripts, common digits and signs; look-alikes within other scripts, and pairs that only some fonts
 * confuse (cl for d), are not seen. A change of this function needs a migration that computes the column again.
 */
export function nameSkeleton(name: string): string {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '');
  const folded = bare.toUpperCase().toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return [...folded.trim().replace(/\s+/gu, ' ')].map((sign) => LOOKS_LIKE.get(sign) ?? sign).join('');
}

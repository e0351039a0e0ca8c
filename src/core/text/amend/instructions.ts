import type { Locale } from '../../kernel/actors.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import type { AmendOperation, Occurrence, Place, Written } from './operations-of.js';
import { isWord, tokensOf } from './tokens.js';

/** One operation as an instruction that whoever holds the text on paper can follow with a pen. */
export const instructionOf = (operation: AmendOperation, locale: Locale): string =>
  capitalised(locale === 'fr' ? inFrench(operation) : inEnglish(operation));

function inFrench(operation: AmendOperation): string {
  switch (operation.kind) {
    case 'REPLACE_WORDS':
      return `${at.fr(operation.place)}, remplacer ${words.fr(operation.before)}${nth.fr(operation.occurrence)} par ${words.fr(operation.after)}.`;
    case 'DELETE_WORDS':
      return `${at.fr(operation.place)}, supprimer ${words.fr(operation.before)}${nth.fr(operation.occurrence)}.`;
    case 'INSERT_WORDS':
      if (operation.following === null)
        return `au début ${of.fr(operation.place)}, insérer ${words.fr(operation.after)}.`;
      if (operation.atEnd)
        return `à la fin ${of.fr(operation.place)}, après ${words.fr(operation.following)}, ajouter ${words.fr(operation.after)}.`;
      return `${at.fr(operation.place)}, après ${words.fr(operation.following)}${nth.fr(operation.occurrence)}, insérer ${words.fr(operation.after)}.`;
    case 'REPLACE_BLOCK':
      return `${at.fr(operation.place)}, remplacer tout le texte par : ${quote.fr(operation.after)}`;
    case 'RENUMBER':
      return `${at.fr(operation.place)}, remplacer le numéro ${quote.fr(operation.before)} par ${quote.fr(operation.after)}.`;
    case 'SET_HEADING':
      return operation.after === ''
        ? `${at.fr(operation.place)}, supprimer l’intitulé ${quote.fr(operation.before)}.`
        : `${at.fr(operation.place)}, ${operation.before === '' ? 'ajouter l’intitulé' : `remplacer l’intitulé ${quote.fr(operation.before)} par`} ${quote.fr(operation.after)}.`;
    case 'DELETE_BLOCK':
      return operation.place.paragraph === null
        ? `supprimer le titre ${quote.fr(operation.place.provision ?? '')}, et garder le texte qui le suit.`
        : `supprimer ${the.fr(operation.place)}.`;
    case 'REPEAL':
      return `abroger ${quote.fr(operation.provision)}, avec tout le texte qui suit ce titre jusqu’au titre suivant.`;
    case 'PLACE':
      return `${after.fr(operation.place)}, ${operation.written.map(written.fr).join(' puis ')}`;
    default:
      return exhaustive(operation);
  }
}

function inEnglish(operation: AmendOperation): string {
  switch (operation.kind) {
    case 'REPLACE_WORDS':
      return `${at.en(operation.place)}, replace ${words.en(operation.before)}${nth.en(operation.occurrence)} by ${words.en(operation.after)}.`;
    case 'DELETE_WORDS':
      return `${at.en(operation.place)}, delete ${words.en(operation.before)}${nth.en(operation.occurrence)}.`;
    case 'INSERT_WORDS':
      if (operation.following === null)
        return `at the beginning ${of.en(operation.place)}, insert ${words.en(operation.after)}.`;
      if (operation.atEnd)
        return `at the end ${of.en(operation.place)}, after ${words.en(operation.following)}, add ${words.en(operation.after)}.`;
      return `${at.en(operation.place)}, after ${words.en(operation.following)}${nth.en(operation.occurrence)}, insert ${words.en(operation.after)}.`;
    case 'REPLACE_BLOCK':
      return `${at.en(operation.place)}, replace the whole text by: ${quote.en(operation.after)}`;
    case 'RENUMBER':
      return `${at.en(operation.place)}, replace the number ${quote.en(operation.before)} by ${quote.en(operation.after)}.`;
    case 'SET_HEADING':
      return operation.after === ''
        ? `${at.en(operation.place)}, delete the heading ${quote.en(operation.before)}.`
        : `${at.en(operation.place)}, ${operation.before === '' ? 'add the heading' : `replace the heading ${quote.en(operation.before)} by`} ${quote.en(operation.after)}.`;
    case 'DELETE_BLOCK':
      return operation.place.paragraph === null
        ? `delete the title ${quote.en(operation.place.provision ?? '')}, and keep the text that follows it.`
        : `delete ${the.en(operation.place)}.`;
    case 'REPEAL':
      return `repeal ${quote.en(operation.provision)}, with all the text from that title to the next.`;
    case 'PLACE':
      return `${after.en(operation.place)}, ${operation.written.map(written.en).join(' then ')}`;
    default:
      return exhaustive(operation);
  }
}

const quote = { fr: (text: string) => `« ${text} »`, en: (text: string) => `“${text}”` };

const words = {
  fr: (text: string): string =>
    ({ NONE: 'le signe ', ONE: 'le mot ', MORE: 'les mots ' })[countOf(text)] + quote.fr(text),
  en: (text: string): string =>
    ({ NONE: 'the sign ', ONE: 'the word ', MORE: 'the words ' })[countOf(text)] + quote.en(text),
};

function countOf(text: string): 'NONE' | 'ONE' | 'MORE' {
  const tokens = tokensOf(text);
  if (tokens.length > 1) return 'MORE';
  return tokens.some(isWord) ? 'ONE' : 'NONE';
}

const nth = {
  fr: ({ nth: which, of: all }: Occurrence): string =>
    all < 2 ? '' : ` (${which === 1 ? '1re' : `${which}e`} fois sur ${all})`,
  en: ({ nth: which, of: all }: Occurrence): string => (all < 2 ? '' : ` (place ${which} of ${all})`),
};

/** `l’alinéa 2 de « Article 7 »`: titles are quoted, for a collective may call its provisions what it likes. */
const the = {
  fr: ({ provision, paragraph }: Place): string => {
    if (provision === null)
      return paragraph === null ? 'le début du texte' : `l’alinéa ${paragraph} du début`;
    return paragraph === null ? quote.fr(provision) : `l’alinéa ${paragraph} de ${quote.fr(provision)}`;
  },
  en: ({ provision, paragraph }: Place): string => {
    if (provision === null)
      return paragraph === null ? 'the beginning of the text' : `paragraph ${paragraph} of the beginning`;
    return paragraph === null ? quote.en(provision) : `paragraph ${paragraph} of ${quote.en(provision)}`;
  },
};

const at = {
  fr: (place: Place): string => {
    const said = the.fr(place);
    return said.startsWith('le ') ? `au ${said.slice(3)}` : `à ${said}`;
  },
  en: (place: Place): string => `in ${the.en(place)}`,
};

const of = {
  fr: (place: Place): string => {
    const said = the.fr(place);
    return said.startsWith('le ') ? `du ${said.slice(3)}` : `de ${said}`;
  },
  en: (place: Place): string => `of ${the.en(place)}`,
};

const after = {
  fr: (place: Place): string => {
    if (place.provision === null && place.paragraph === null) return 'au début du texte';
    return place.paragraph === null ? `juste après le titre ${the.fr(place)}` : `après ${the.fr(place)}`;
  },
  en: (place: Place): string => {
    if (place.provision === null && place.paragraph === null) return 'at the beginning of the text';
    return place.paragraph === null ? `right after the title ${the.en(place)}` : `after ${the.en(place)}`;
  },
};

const written = {
  fr: (item: Written): string =>
    item.kind === 'MOVED'
      ? `placer ${the.fr(item.from)}`
      : `insérer ${item.heading ? 'le titre' : 'un alinéa'} : ${quote.fr(item.text)}`,
  en: (item: Written): string =>
    item.kind === 'MOVED'
      ? `put ${the.en(item.from)}`
      : `insert ${item.heading ? 'the title' : 'a paragraph'}: ${quote.en(item.text)}`,
};

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

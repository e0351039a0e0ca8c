import type { Locale } from '../../kernel/actors.js';
import type { CivilDate, Instant } from '../../kernel/instants.js';

/** What a document says of itself, in each language. Dates are written here: ICU data differs between machines. */
export const PHRASES = {
  fr: {
    colon: ' : ',
    read: 'Version en vigueur le',
    known: 'telle que connue le',
    at: 'à',
    written: 'Rédaction issue de la décision',
    repealed: 'Abrogé par la décision',
    repealedFrom: 'à compter du',
    citedRepealed: '(abrogé)',
    decision: 'Décision',
    dated: 'du',
    contents: 'Sommaire',
    versions: 'Adresse et versions',
    changedSince: 'Les changements depuis le',
    areMarked: 'sont marqués : ajouts soulignés, suppressions barrées.',
    insertion: { start: 'début d’ajout', end: 'fin d’ajout' },
    deletion: { start: 'début de suppression', end: 'fin de suppression' },
    knownThrough: 'connue jusqu’à la décision',
    page: 'page',
    fingerprint: 'Empreinte du texte (SHA-256)',
    decisionInChange: 'décision',
    decisionsInChange: 'décisions',
    changesByDecision: 'Chaque changement porte le numéro de la décision qui l’a fait.',
    unwritable:
      'La police de ce document n’a pas certains caractères : chacun est remplacé par son numéro Unicode, entre ⟦ et ⟧.',
    first: '1er',
    months: [
      ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
      ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
    ],
  },
  en: {
    colon: ': ',
    read: 'Version in force on',
    known: 'as known on',
    at: 'at',
    written: 'Wording from decision',
    repealed: 'Repealed by decision',
    repealedFrom: 'from',
    citedRepealed: '(repealed)',
    decision: 'Decision',
    dated: 'of',
    contents: 'Contents',
    versions: 'Address and versions',
    changedSince: 'What changed since',
    areMarked: 'is marked: additions underlined, deletions struck through.',
    insertion: { start: 'start of addition', end: 'end of addition' },
    deletion: { start: 'start of deletion', end: 'end of deletion' },
    knownThrough: 'known up to decision',
    page: 'page',
    fingerprint: 'Hash of the text (SHA-256)',
    decisionInChange: 'decision',
    decisionsInChange: 'decisions',
    changesByDecision: 'Each change bears the number of the decision that made it.',
    unwritable:
      'The typeface of this document lacks some characters: each is replaced by its Unicode number, between ⟦ and ⟧.',
    first: '1',
    months: [
      ...['January', 'February', 'March', 'April', 'May', 'June'],
      ...['July', 'August', 'September', 'October', 'November', 'December'],
    ],
  },
} as const satisfies Record<Locale, object>;

/** `1er mai 2026`, `1 May 2026`. */
export function printDate(date: CivilDate, locale: Locale): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const { first, months } = PHRASES[locale];
  return `${Number(day) === 1 ? first : Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** An instant by the clock of UTC: `1er mai 2026 à 12:00 (UTC)`. */
export const printInstant = (instant: Instant, locale: Locale): string =>
  `${printDate(instant.slice(0, 10), locale)} ${PHRASES[locale].at} ${instant.slice(11, 16)} (UTC)`;

/** The language of what a document says of itself; `lang` is the attribute that says so where the text's is another. */
export interface Notes {
  readonly locale: Locale;
  readonly lang: string;
}

export const notesIn = (locale: Locale, language: Locale): Notes => ({
  locale,
  lang: locale === language ? '' : ` lang="${locale}"`,
});

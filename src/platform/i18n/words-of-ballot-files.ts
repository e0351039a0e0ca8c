import type { FileFault } from '../../core/counting/files/fault.js';
import type { Locale } from '../../core/kernel/actors.js';

/** These say of a ballot what they say elsewhere: words.ts has them. */
type SaidElsewhere =
  'OPTION_TWICE' | 'OPTION_TWICE_ON_A_BALLOT' | 'OPTION_WITHOUT_NAME' | 'QUOTE_NOT_CLOSED' | 'UNKNOWN_OPTION';

/** What is wrong with a file of ballots, and with what was asked of it. Total by type. */
export const WORDS_OF_BALLOT_FILES: {
  readonly [F in Exclude<FileFault, SaidElsewhere>]: { readonly [L in Locale]: string };
} = {
  FORMAT_UNKNOWN: {
    fr: 'ce n’est ni du BLT, ni du CSV, ni du PrefLib, ni notre JSON',
    en: 'it is neither BLT, nor CSV, nor PrefLib, nor our JSON',
  },
  NUL_CHARACTER: { fr: 'un caractère nul s’y trouve', en: 'a NUL character is there' },
  NO_OPTIONS: { fr: 'il n’y a aucune option', en: 'there is no option' },
  TOO_MANY_OPTIONS: {
    fr: 'il y a plus de dix mille options',
    en: 'there are more than ten thousand options',
  },
  WEIGHT_NOT_WHOLE: {
    fr: 'le nombre de bulletins n’est pas un nombre entier',
    en: 'the number of ballots is no whole number',
  },
  WEIGHT_NEGATIVE: {
    fr: 'un nombre de bulletins est inférieur à zéro',
    en: 'a number of ballots is below zero',
  },
  WEIGHT_TOO_LONG: {
    fr: 'le nombre de bulletins a plus de trente chiffres',
    en: 'the number of ballots has more than thirty digits',
  },
  BLT_FIRST_LINE: {
    fr: 'la première ligne donne le nombre d’options et le nombre de sièges',
    en: 'the first line gives the number of options and the number of seats',
  },
  SEATS_NOT_POSITIVE: { fr: 'il faut au moins un siège', en: 'there must be one seat at least' },
  WITHDRAWN_AFTER_BALLOTS: {
    fr: 'cette ligne se place avant le premier bulletin',
    en: 'this line stands before the first ballot',
  },
  BRACKET_NOT_CLOSED: {
    fr: 'le crochet se ferme à la fin de sa ligne',
    en: 'the bracket is closed at the end of its line',
  },
  BRACKET_UNKNOWN: {
    fr: 'cette indication entre crochets est inconnue',
    en: 'this entry in brackets is unknown',
  },
  NICKNAMES_MISSING: {
    fr: 'il faut un nom court pour chaque option',
    en: 'each option must have a nickname',
  },
  NICKNAMES_TOO_MANY: {
    fr: 'il y a plus de noms courts que d’options',
    en: 'there are more nicknames than options',
  },
  NICKNAME_TWICE: { fr: 'deux options ont le même nom court', en: 'two options have the same nickname' },
  NICKNAME_LIKE_A_NUMBER: {
    fr: 'un nom court ne commence ni par un chiffre ni par « - », et ne contient pas « = »',
    en: 'a nickname begins with no digit nor “-”, and holds no “=”',
  },
  ID_NOT_CLOSED: {
    fr: 'la parenthèse se ferme sur la ligne du bulletin',
    en: 'the parenthesis is closed on the line of the ballot',
  },
  BALLOT_WITHOUT_END: { fr: 'un bulletin finit par un 0', en: 'a ballot ends with a 0' },
  BALLOT_AFTER_ITS_END: {
    fr: 'rien ne suit le 0 qui finit un bulletin',
    en: 'nothing follows the 0 that ends a ballot',
  },
  BALLOTS_WITHOUT_END: {
    fr: 'le fichier s’arrête avant le 0 qui finit les bulletins',
    en: 'the file stops before the 0 that ends the ballots',
  },
  NAMES_MISSING: {
    fr: 'le fichier s’arrête avant le nom de la dernière option',
    en: 'the file stops before the name of the last option',
  },
  NAMES_TOO_MANY: {
    fr: 'il y a plus de noms que d’options',
    en: 'there are more names than options',
  },
  QUOTE_INSIDE: {
    fr: 'un guillemet se trouve dans un nom entre guillemets',
    en: 'a quotation mark stands inside a quoted name',
  },
};

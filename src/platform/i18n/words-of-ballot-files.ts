import type { FileFault } from '../../core/counting/files/fault.js';
import type { Locale } from '../../core/kernel/actors.js';

/** These say of a ballot what they say elsewhere: words.ts has them. */
type SaidElsewhere =
  | 'CELLS_MISSING'
  | 'CELLS_TOO_MANY'
  | 'NOT_ONE_NUMBER_A_GRADE'
  | 'NOT_WHOLE'
  | 'NOT_YES_OR_NO'
  | 'OPTION_TWICE'
  | 'OPTION_TWICE_ON_A_BALLOT'
  | 'OPTION_WITHOUT_NAME'
  | 'QUOTE_NOT_CLOSED'
  | 'SCORE_NOT_WHOLE'
  | 'UNKNOWN_OPTION'
  | 'UNKNOWN_PERSON';

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
  CSV_HEADER: {
    fr: 'la première ligne nomme les colonnes : des rangs, ou des options',
    en: 'the first line names the columns: ranks, or options',
  },
  CSV_COLUMN_UNKNOWN: {
    fr: 'parmi des rangs, cette colonne n’est ni un rang ni un nombre de bulletins',
    en: 'among ranks, this column is neither a rank nor a number of ballots',
  },
  CSV_COLUMN_TWICE: { fr: 'deux colonnes disent la même chose', en: 'two columns say the same' },
  CSV_RANK_MISSING: { fr: 'un rang manque avant celui-ci', en: 'a rank is missing before this one' },
  CSV_RANKS_OR_SCORES: {
    fr: 'ces nombres peuvent être des rangs (1 est le meilleur) ou des notes : dites --csv ranks ou --csv scores',
    en: 'these numbers may be ranks (1 is the best) or scores: say --csv ranks or --csv scores',
  },
  RANK_NOT_WHOLE: {
    fr: 'un rang est un nombre entier à partir de 1',
    en: 'a rank is a whole number from 1 on',
  },
  PREFLIB_TYPE: {
    fr: 'de PrefLib, soc, soi, toc et toi se lisent, pas ce type',
    en: 'of PrefLib, soc, soi, toc and toi are read, not this type',
  },
  PREFLIB_NUMBER: { fr: 'il faut un nombre entier', en: 'a whole number is needed' },
  PREFLIB_NUMBER_TWICE: { fr: 'deux options ont le même numéro', en: 'two options have the same number' },
  PREFLIB_ALTERNATIVE: {
    fr: 'cette ligne donne le numéro d’une option et son nom',
    en: 'this line gives the number of an option and its name',
  },
  PREFLIB_TOTALS: {
    fr: 'cette ligne donne le nombre de bulletins, leur somme et le nombre d’ordres',
    en: 'this line gives the number of ballots, their sum and the number of orders',
  },
  PREFLIB_LINE: {
    fr: 'cette ligne n’est pas « nombre : ordre »',
    en: 'this line is not “number: order”',
  },
  PREFLIB_TIE: {
    fr: 'un fichier de ce type n’a pas d’options à égalité',
    en: 'a file of this type has no options on a par',
  },
  PREFLIB_BRACE: { fr: 'une accolade est mal placée', en: 'a brace is misplaced' },
  PREFLIB_INCOMPLETE: {
    fr: 'un fichier de ce type classe toutes les options',
    en: 'a file of this type ranks all options',
  },
  PREFLIB_ALTERNATIVES: {
    fr: 'le fichier n’a pas autant d’options qu’il le dit',
    en: 'the file has not as many options as it says',
  },
  PREFLIB_VOTERS: {
    fr: 'le fichier n’a pas autant de bulletins qu’il le dit',
    en: 'the file has not as many ballots as it says',
  },
  PREFLIB_ORDERS: {
    fr: 'le fichier n’a pas autant d’ordres qu’il le dit',
    en: 'the file has not as many orders as it says',
  },
  NOT_JSON: { fr: 'ce n’est pas du JSON à partir d’ici', en: 'it is no JSON from here on' },
  JSON_NOT_A_RECORD: {
    fr: 'il faut ici un ensemble de champs { … }',
    en: 'a set of fields { … } is needed here',
  },
  JSON_NOT_A_LIST: { fr: 'il faut ici une liste [ … ]', en: 'a list [ … ] is needed here' },
  JSON_NOT_A_TEXT: { fr: 'il faut ici un texte', en: 'a text is needed here' },
  JSON_NOT_A_SCALAR: { fr: 'il faut ici un nombre', en: 'a number is needed here' },
  JSON_KEY_TWICE: { fr: 'ce champ y est deux fois', en: 'this field is there twice' },
  JSON_FORMAT: {
    fr: 'le format n’est pas « ormee-ballots@1 »',
    en: 'the format is not “ormee-ballots@1”',
  },
  JSON_KIND: {
    fr: 'le genre est ranked, scored, approved ou graded',
    en: 'the kind is ranked, scored, approved or graded',
  },
  JSON_FIELD_UNKNOWN: { fr: 'ce champ est inconnu', en: 'this field is unknown' },
  JSON_FIELD_MISSING: { fr: 'un champ manque', en: 'a field is missing' },
  JSON_FIELD_OF_OTHER_KIND: {
    fr: 'ce champ est d’un autre genre de fichier',
    en: 'this field belongs to another kind of file',
  },
  NOMINATIONS_FORMAT: {
    fr: 'le format n’est pas « ormee-nominations@1 »',
    en: 'the format is not “ormee-nominations@1”',
  },
};

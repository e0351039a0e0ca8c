import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  after,
  append,
  complete,
  endAfter,
  insertAfter,
  replace,
  replaceAll,
  rewrite,
  strike,
  suppress,
  type Instruction,
} from './edited-copy.js';

export const GOLDEN = fileURLToPath(new URL('../../../shared/golden/texts/amendments', import.meta.url));

/**
 * Why the text that was adopted is not what the instructions make.
 * SERVICES: the assembly’s services put words into house style when they wrote the text out (`il est ajouté` for
 * `il est complété par`), or mend grammar. NUMBERED: an added paragraph came as `…` and was given its number, or was
 * given another. DELETED_MARK: what is taken out leaves `(Supprimé)`. PUNCTUATION: a semicolon that became a full
 * stop, or the reverse, because lines were added or taken out around it. NOT_HERE: by an amendment that is not in the
 * folder, at words that one of these touches too. NO_EFFECT: an amendment of the folder did not make it into the text.
 */
export type Cause = 'SERVICES' | 'NUMBERED' | 'DELETED_MARK' | 'PUNCTUATION' | 'NOT_HERE' | 'NO_EFFECT';

/** Words of ours, words of the text as adopted (both abridged), and why. */
export type Difference = readonly [ours: string, theirs: string, cause: Cause];

export interface GoldenCase {
  readonly folder: string;
  /** Each amendment by its number, from its French instruction. `said` reads a paragraph of its own file. */
  readonly amendments: Readonly<Record<string, (said: Said) => readonly Instruction[]>>;
  /** What merging all of them at once gives: `one / other KIND`. */
  readonly conflicts: readonly string[];
  /** The order in which the assembly took them, where they could not be taken at once. */
  readonly rounds: readonly (readonly string[])[];
  /** Those that can only be written on what others make of the text: sub-amendments. */
  readonly later: readonly string[];
  /** Differences at places that the amendments touch: every one of them. */
  readonly differences: readonly Difference[];
  /** How many places differ that none of the amendments touches: the work of others. */
  readonly elsewhere: number;
  readonly note: string;
}

/** Paragraphs of an amendment’s file, counted from 1 without the blank ones; quotation marks around all are left off. */
export type Said = (from: number, to?: number) => readonly string[];

export const folders = (): string[] => (existsSync(GOLDEN) ? readdirSync(GOLDEN).sort() : []);

export const textOf = (folder: string, file: string): string =>
  readFileSync(`${GOLDEN}/${folder}/${file}`, 'utf8').replaceAll('&nbsp;', ' ').replaceAll('\ufeff', '');

export const amendmentsIn = (folder: string): string[] =>
  readdirSync(`${GOLDEN}/${folder}`)
    .filter((file) => file.startsWith('amendement_'))
    .map((file) => file.slice('amendement_'.length))
    .sort();

export function saidIn(folder: string, amendment: string): Said {
  const paragraphs = textOf(folder, `amendement_${amendment}`)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().replace(/\.? ?» ?\.?$/, (end) => (end.startsWith('.') ? '.' : '')));
  return (from, to = from) => paragraphs.slice(from - 1, to);
}

const one = (lines: readonly string[]): string => lines[0] as string;

export const CASES: readonly GoldenCase[] = [
  {
    folder: '13-reforme_ports_outre-mer__05_1erelecture_senat_hemicycle__1er',
    amendments: {
      '1': (said) => [append(...said(2))],
      '10': (said) => [append(...said(2, 3))],
      '4': (said) => [after(16, 'leurs groupements', ` ${one(said(5))}`)],
      '5': (said) => [
        replace(14, ' et cinq', ', cinq'),
        after(14, 'groupements en Guyane et', ` ${one(said(9))}`),
        replace(16, ' et cinq', ', cinq'),
        after(16, 'Guyane et', ` ${one(said(18))}`),
        endAfter(16, 'dont', ''),
        insertAfter(16, ...said(22, 24)),
      ],
    },
    conflicts: ['1 / 10 SAME_PLACE'],
    rounds: [['10', '4', '5'], ['1']],
    later: [],
    differences: [
      ['', ':', 'PUNCTUATION'],
      ["… - Après l ' article L", 'IV', 'NUMBERED'],
      ['5312', '', 'SERVICES'],
      ['11', 'La sous - section […] la section 2', 'SERVICES'],
      ['', 'chapitre II du titre […] cinquième partie du', 'SERVICES'],
      [', il', '', 'SERVICES'],
      ['inséré', 'complétée par', 'SERVICES'],
      ['…', 'V .', 'NUMBERED'],
    ],
    elsewhere: 4,
    note: 'The services place amendment 10 under another section of the code (“il est inséré” becomes “est complétée”) and number both paragraphs. Elsewhere: capitals and quotation signs of the text quoted.',
  },
  {
    folder: '13-reforme_retraites__05_1erelecture_senat_hemicycle__1er',
    amendments: {
      '1160': (said) => [complete(7, one(said(3)), 'SENTENCE')],
      '597': () => [strike(7, " membres du Conseil d'orientation des retraites")],
      '66': () => [replace(5, 'juillet', 'juin')],
      '67': () => [after(5, 'rend', ' au Gouvernement et au Parlement')],
    },
    conflicts: [],
    rounds: [['1160', '597', '66', '67']],
    later: [],
    differences: [],
    elsewhere: 6,
    note: 'Elsewhere: by an amendment that is not in the folder (“dernier alinéa”, II and III, “de députés et de sénateurs” for the grammar left by 597).',
  },
  {
    folder: '13-reforme_retraites__05_1erelecture_senat_hemicycle__23',
    amendments: {
      '1231': (said) => [insertAfter(6, ...said(3, 4))],
      '314': (said) => [insertAfter(10, ...said(3))],
    },
    conflicts: [],
    rounds: [['1231', '314']],
    later: [],
    differences: [
      ['interruption . …', 'enfant mentionné ; 3', 'NUMBERED'],
      ['2', '1', 'NUMBERED'],
    ],
    elsewhere: 31,
    note: 'Another hand moved the neighbouring 3° up to 1° bis, so that the added 3° follows what it followed; the rest of the article was put into house style.',
  },
  {
    folder: '13-reforme_retraites__05_1erelecture_senat_hemicycle__25_decies',
    amendments: {
      '1241': () => [
        replace('Par dérogation', 'possédant une expérience minimale de dix années', 'expérimenté'),
      ],
      '426': (said) => [complete(2, one(said(3)).replace(/\.$/, ''))],
    },
    conflicts: [],
    rounds: [['426'], ['1241']],
    later: ['1241'],
    differences: [],
    elsewhere: 1,
    note: '1241 changes words that only 426 brings (“alinéa 3” is of the text as amended): it is taken after it. Elsewhere: “au premier alinéa”.',
  },
  {
    folder: '13-reforme_retraites__05_1erelecture_senat_hemicycle__25_terdecies',
    amendments: {
      '1216': () => [replace(3, 'L. 4622-8', 'L. 4622-15'), replace(4, 'L. 4622-13', 'L. 4622-14')],
      '517': (said) => [insertAfter(0, ...said(2))],
    },
    conflicts: [],
    rounds: [['1216', '517']],
    later: [],
    differences: [
      ['…', 'I A .', 'NUMBERED'],
      ['Les dispositions de l', 'L', 'SERVICES'],
      ['appliquent', 'applique', 'SERVICES'],
      ['', 'I . -', 'NUMBERED'],
    ],
    elsewhere: 8,
    note: 'Elsewhere: the article was renumbered (I, II, III become 1°, 2°, 3°), and a number corrected.',
  },
  {
    folder: '13-reforme_retraites__05_1erelecture_senat_hemicycle__27_ter_AB',
    amendments: {
      '1207': () => [suppress(4)],
      '510': (said) => [insertAfter(3, ...said(3))],
      '585': (said) => [insertAfter(3, ...said(3))],
      '878': (said) => [insertAfter(3, ...said(3))],
    },
    conflicts: ['510, 585 / 878 SAME_PLACE'],
    rounds: [
      ['1207', '878'],
      ['510', '585'],
    ],
    later: [],
    differences: [['Observatoire', 'observatoire', 'SERVICES']],
    elsewhere: 0,
    note: '510 and 585 are one, in two typographies, and united. 878 is put at the same place: the assembly read it after them.',
  },
  {
    folder: '13-reforme_retraites__05_1erelecture_senat_hemicycle__6',
    amendments: {
      '1181': (said) => [append(...said(2))],
      '1182': (said) => [append(...said(2, 7))],
      '1183': (said) => [complete('Par dérogation aux dispositions du II', one(said(3)))],
      '1201': (said) => [complete('Les assurés ayant interrompu', one(said(3)))],
      '285': (said) => [append(...said(2, 3))],
      '38': (said) => [append(...said(2, 3))],
    },
    conflicts: [
      '1181 / 1182 SAME_PLACE',
      '1181 / 285 SAME_PLACE',
      '1181 / 38 SAME_PLACE',
      '1182 / 285 SAME_PLACE',
      '1182 / 38 SAME_PLACE',
      '285 / 38 SAME_PLACE',
    ],
    rounds: [['38'], ['1201', '285'], ['1181'], ['1183', '1182']],
    later: ['1183', '1201'],
    differences: [
      ['. … - Après le', '', 'NUMBERED'],
      ['du même article , […] un 1 °', '', 'SERVICES'],
      ['ainsi rédigé : 1 ° bis', '', 'SERVICES'],
      ['tel', 'telle', 'SERVICES'],
      ['défini', 'définie', 'SERVICES'],
      ['Etat', 'État', 'SERVICES'],
      ['… - Après le', '', 'NUMBERED'],
      ["de l ' article […] 1 ° bis", 'ter', 'SERVICES'],
      ['…', '. III .', 'NUMBERED'],
      ['', 'même', 'SERVICES'],
      ['de la sécurité sociale', '', 'SERVICES'],
      ['…', 'IV .', 'NUMBERED'],
      ['déterminé', 'déterminés', 'SERVICES'],
      ['Les dispositions du', 'Le', 'SERVICES'],
      ['sont applicables', 'est applicable', 'SERVICES'],
    ],
    elsewhere: 2,
    note: 'Four paragraphs added at one end: six conflicts. 1183 and 1201 are sub-amendments. The services then moved what 38 and 285 say should be inserted in the code into the II that rewrites the same place.',
  },
  {
    folder: '14-art11_Constitution_pl__08_2emelecture_assemblee_hemicycle__3',
    amendments: {
      '18': () => [strike(2, ' alors')],
      '24': () => [
        replace(1, 'des électeurs prévu à', 'à une proposition de loi présentée en application de'),
      ],
    },
    conflicts: [],
    rounds: [['18', '24']],
    later: [],
    differences: [],
    elsewhere: 0,
    note: 'Equal.',
  },
  {
    folder: '14-biologie_medicale_reforme__02_1erelecture_senat_hemicycle__7',
    amendments: {
      '42': (said) => [
        replace(69, '2018', '2020'),
        suppress(72),
        replace(73, '80 %', '70 %'),
        replace(74, '100 %', '90 %'),
        suppress(75),
        rewrite(82, one(said(23))),
        replace(83, '2018', '2020'),
      ],
      '53': (said) => [rewrite(13, one(said(3)))],
      '59': (said) => [rewrite(24, one(said(3)))],
      '7': () => [suppress(9, 11)],
    },
    conflicts: [],
    rounds: [['42', '53', '59', '7']],
    later: [],
    differences: [
      ['', 'a et b ) ( Supprimé )', 'DELETED_MARK'],
      ['', ';', 'PUNCTUATION'],
      ['Le', 'le', 'SERVICES'],
    ],
    elsewhere: 12,
    note: 'Elsewhere: commas, capitals, `(Supprimé)` of earlier readings.',
  },
  {
    folder: '14-infrastructures_services_transports__02_1erelecture_senat_hemicycle__25',
    amendments: {
      '27': (said) => [suppress(1), insertAfter(33, ...said(5, 6))],
      '28': (said) => [insertAfter(2, ...said(3, 4))],
      '29': () => [
        replace(
          9,
          'les mots : "L. 218-1 à L. 218-72" sont remplacés par les mots : "L. 218-10 à L. 218-723"',
          'la référence : "L. 218-1" est remplacée par la référence : "L. 218-10"',
        ),
      ],
      '30': (said) => [suppress(11, 31, ...said(3, 5))],
      '31': (said) => [rewrite(33, one(said(3)))],
      '32': () =>
        [49, 54, 58, 62].map((line) =>
          replace(line, 'L. 5141-3-1, L. 5141-4-1 et L. 5141-6', 'et L. 5141-4-1'),
        ),
      '77': () => [60, 64].map((line) => replace(line, 'régional', 'interrégional')),
    },
    conflicts: [],
    rounds: [['27', '28', '29', '30', '31', '32', '77']],
    later: [],
    differences: [
      ['', 'I . - ( Supprimé )', 'DELETED_MARK'],
      ['entrent', 'entre', 'SERVICES'],
      ['…', 'II bis .', 'NUMBERED'],
      ['…', 'II ter .', 'NUMBERED'],
      ['4', '1', 'NOT_HERE'],
      ['à la', 'en', 'SERVICES'],
      ['…', 'VII .', 'NUMBERED'],
      ['…', 'VIII .', 'NUMBERED'],
      ['…', 'IX .', 'NUMBERED'],
      ['…', '. XI bis .', 'NUMBERED'],
      ['Ierdu', 'Ier du', 'SERVICES'],
      ['Ierde', 'Ier de', 'SERVICES'],
      [',', '', 'PUNCTUATION'],
      [',', '', 'PUNCTUATION'],
      [',', '', 'PUNCTUATION'],
      [',', '', 'PUNCTUATION'],
    ],
    elsewhere: 77,
    note: 'The whole article was put into house style after the vote (“les dispositions de l’article 8 ne sont pas applicables” becomes “l’article 8 n’est pas…”; 1° to 17° become 1° to 9°): 77 places that no amendment touches. “4°” became “1°” because article 13 was renumbered by others.',
  },
  {
    folder: '14-infrastructures_services_transports__05_1erelecture_assemblee_hemicycle__24_bis',
    amendments: {
      '179': () => [replaceAll(2, ' pour ce qui les concerne,', '')],
      '198': () => [
        replace(1, 'modes de transport', "gestionnaires d'équipements permettant de gérer les flux"),
      ],
      '199': () => [after(1, 'française', ', de déterminer les besoins pour les années à venir')],
    },
    conflicts: [],
    rounds: [['179', '198', '199']],
    later: [],
    differences: [],
    elsewhere: 2,
    note: 'Elsewhere: “ainsi d’identifier”, “et à mettre”.',
  },
  {
    folder: '14-non-cumul_executif_local_depute_senateur__02_1erelecture_assemblee_hemicycle__1er',
    amendments: {
      '201': (said) => [append(...said(2))],
      '202': (said) => [append(...said(2))],
      '252': (said) => [append(...said(2))],
    },
    conflicts: ['201 / 202 SAME_PLACE', '201 / 252 SAME_PLACE', '202 / 252 SAME_PLACE'],
    rounds: [['252'], ['201'], ['202']],
    later: [],
    differences: [
      ['.', ';', 'PUNCTUATION'],
      ['. 12', '; 13', 'NUMBERED'],
      [',', 'et', 'SERVICES'],
      ['conseils consulaires', 'conseil consulaire', 'SERVICES'],
    ],
    elsewhere: 2,
    note: 'Three paragraphs added at one end, two of them as 12°: the assembly numbered the one it took second 13°.',
  },
  {
    folder: '14-non-cumul_executif_local_depute_senateur__11_nouv.lect._senat_commission__1er',
    amendments: {
      'COM-10': (said) => [append(...said(2, 18))],
      'COM-12': (said) => [append(...said(2, 18))],
    },
    conflicts: ['COM-10 / COM-12 SAME_PLACE'],
    rounds: [['COM-10']],
    later: [],
    differences: [['( Supprimé ) II . -', '', 'DELETED_MARK']],
    elsewhere: 0,
    note: 'The two differ by capitals alone, so that they are not one; COM-12 lapsed. What the article had as `II. – (Supprimé)` gives its place to the new II.',
  },
  {
    folder: '14-transparence_vie_publique_pjl__02_1erelecture_assemblee_hemicycle__2',
    amendments: {
      '238': (said) => [rewrite(21, one(said(2)))],
      '239': () => [
        replace(
          19,
          "déclarées par les députés dans la déclaration d'intérêts et d'activités mentionnée à",
          "professionnelles ou d'intérêt général mentionnées par les députés dans la déclaration d'intérêts et d'activités en application du 11° du III de",
        ),
      ],
      '240': (said) => [suppress(15, 15, ...said(2, 5))],
      '259': (said) => [insertAfter(14, ...said(2))],
      '28': (said) => [insertAfter(2, ...said(2, 5))],
      '30': () => [suppress(5)],
      '49': (said) => [suppress(13, 13, ...said(2, 3))],
      '6': (said) => [insertAfter(2, ...said(2, 5))],
      '98': () => [suppress(14)],
    },
    conflicts: ['240 / 259 SAME_PLACE'],
    rounds: [['238', '239', '259', '28', '30', '49', '6', '98'], ['240']],
    later: [],
    differences: [
      ['', 'B', 'NUMBERED'],
      ['bis', '', 'NUMBERED'],
      ['', 'I . - ( Supprimé )', 'DELETED_MARK'],
      ['', ',', 'PUNCTUATION'],
      ['', '.', 'PUNCTUATION'],
      ['bis A', '', 'NUMBERED'],
      ['Au même', "L '", 'SERVICES'],
      [', les', 'du même code est […] 2 ° Les', 'SERVICES'],
      ['.', ';', 'PUNCTUATION'],
      ['complété par', 'ajouté', 'SERVICES'],
      ['permettent', 'permettant', 'SERVICES'],
      ['', ',', 'PUNCTUATION'],
    ],
    elsewhere: 4,
    note: '28 and 6 are one. 240 replaces line 15 by four and 259 adds one before it: from an edited copy alone, which of the lines comes first is not said, so that it is a conflict; taken in turn, they give the text adopted.',
  },
  {
    folder: '14-transparence_vie_publique_pjl__11_nouv.lect._assemblee_hemicycle__2',
    amendments: {
      '10': () => [after(38, 'I A à IV', ' bis'), suppress(39)],
      '19': (said) => [insertAfter(38, ...said(2))],
      '32': (said) => [replace(23, 'de commencer à exercer', "d'exercer"), insertAfter(23, ...said(7))],
    },
    conflicts: [],
    rounds: [['10', '19', '32']],
    later: [],
    differences: [
      ['', ',', 'PUNCTUATION'],
      ['', ',', 'PUNCTUATION'],
    ],
    elsewhere: 3,
    note: 'The numbers of lines in 10 and 19 are of a copy that counts without the lines of `(Supprimé)`: they are found by the words that they quote.',
  },
];

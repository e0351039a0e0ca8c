import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { GradeCount, GradeFacts } from './facts.js';

export const GRADE_SENTENCES: SentencesOf<GradeFacts> = {
  GRADES_GIVEN: {
    fr: ({ grades, given, missing, participants }) =>
      `Jugements, pour ${participants} votes. ` +
      tallies(grades, given, missing, (option, row) => `${option} : ${row}.`, 'sans jugement'),
    en: ({ grades, given, missing, participants }) =>
      `Judgments, of ${participants} who judged. ` +
      tallies(grades, given, missing, (option, row) => `${option}: ${row}.`, 'not judged'),
  },
  MISSING_AS_GRADE: {
    fr: ({ by, filled, judgments }) =>
      (by === 'StaticDefault'
        ? 'Un jugement qui manque compte comme une même mention'
        : 'Un jugement qui manque compte comme la mention médiane de l’option') +
      ` : ${filledIn(filled)}. Chaque option a ainsi ${judgments} jugements.`,
    en: ({ by, filled, judgments }) =>
      (by === 'StaticDefault'
        ? 'A judgment that is missing counts as one grade'
        : 'A judgment that is missing counts as the median grade of the option') +
      `: ${filledIn(filled)}. Each option then has ${judgments} judgments.`,
  },
  JUDGMENTS_NORMALIZED: {
    fr: ({ times, judgments }) =>
      `Les options n’ont pas autant de jugements : chaque jugement est compté plusieurs fois, ${inTurn(times, ' × ')}, ` +
      `pour que chacune en ait ${judgments}.`,
    en: ({ times, judgments }) =>
      `Options do not have as many judgments: each judgment is counted several times, ${inTurn(times, ' × ')}, ` +
      `so that each option has ${judgments}.`,
  },
  MEDIANS: {
    fr: ({ judgments, medians }) =>
      `Mention médiane de ${judgments} jugements (la plus basse des deux du milieu) : ${inTurn(medians, ' ')}.`,
    en: ({ judgments, medians }) =>
      `Median grade of ${judgments} judgments (the lower of the two in the middle): ${inTurn(medians, ' ')}.`,
  },
  MEDIANS_REMOVED: {
    fr: ({ among, removed, left }) =>
      `Même médiane pour ${list(among)} : on retire de chacune, une médiane à la fois, ${counts(removed)}. ` +
      `Il reste ${left} jugements à chacune.`,
    en: ({ among, removed, left }) =>
      `The same median for ${list(among)}: from each are taken, one median at a time, ${counts(removed)}. ` +
      `Each has ${left} judgments left.`,
  },
  JUDGED_ALIKE: {
    fr: ({ among }) => `Rien ne sépare ${list(among)} : mêmes mentions, données autant de fois.`,
    en: ({ among }) => `Nothing parts ${list(among)}: the same grades, given as many times.`,
  },
  PREDICATE: {
    fr: ({ share, support, opposing, base }) =>
      `Accord : au moins ${share} des ${base === 'VOTERS' ? 'votes' : 'jugements'} à « ${support} » ou mieux` +
      (opposing === null ? '.' : `, et personne à « ${opposing} » ou moins.`),
    en: ({ share, support, opposing, base }) =>
      `Agreed on: at least ${share} of the ${base === 'VOTERS' ? 'voters' : 'judgments'} at “${support}” or better` +
      (opposing === null ? '.' : `, and nobody at “${opposing}” or worse.`),
  },
  AGREEMENT: {
    fr: ({ options }) =>
      Object.entries(options)
        .map(
          ([option, { supporting, base, needed, opposing, holds }]) =>
            `${option} : ${supporting} soutiens sur ${base}, il en faut ${needed} ; oppositions : ${opposing} ; ` +
            (holds ? 'accord.' : 'pas d’accord.'),
        )
        .join(' '),
    en: ({ options }) =>
      Object.entries(options)
        .map(
          ([option, { supporting, base, needed, opposing, holds }]) =>
            `${option}: ${supporting} in support of ${base}, ${needed} needed; opposed: ${opposing}; ` +
            (holds ? 'agreed on.' : 'not agreed on.'),
        )
        .join(' '),
  },
};

const counts = (removed: readonly GradeCount[]): string =>
  list(removed.map(({ grade, number }) => `${number} × ${grade}`));

const filledIn = (filled: GradeFacts['MISSING_AS_GRADE']['filled']): string =>
  list(Object.entries(filled).map(([option, { grade, number }]) => `${option} ${number} × ${grade}`));

const inTurn = (byOption: { readonly [option: string]: string }, between: string): string =>
  list(Object.entries(byOption).map(([option, text]) => `${option}${between}${text}`));

/** Grades from the best, as one reads them. */
const tallies = (
  grades: readonly string[],
  given: GradeFacts['GRADES_GIVEN']['given'],
  missing: GradeFacts['GRADES_GIVEN']['missing'],
  say: (option: string, row: string) => string,
  unjudged: string,
): string =>
  Object.entries(given)
    .map(([option, numbers]) => {
      const row = grades.map((grade, at) => `${grade} ${numbers[at]}`).reverse();
      const none = missing[option] as string;
      return say(option, list(none === '0' ? row : [...row, `${unjudged} ${none}`]));
    })
    .join(' ');

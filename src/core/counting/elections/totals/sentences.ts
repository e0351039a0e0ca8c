import type { Amounts } from '../amounts.js';
import { list } from '../words.js';
import type { SentencesOf } from '../steps.js';
import type { BordaVariant, TotalFacts } from './facts.js';

export const TOTAL_SENTENCES: SentencesOf<TotalFacts> = {
  TOTALS: {
    fr: ({ unit, totals, voters }) =>
      `${unit === 'POINTS' ? 'Points' : 'Voix'}, sur ${voters} bulletins : ${inFigures(totals)}.`,
    en: ({ unit, totals, voters }) =>
      `${unit === 'POINTS' ? 'Points' : 'Voices'}, from ${voters} ballots: ${inFigures(totals)}.`,
  },
  SEVERAL_FIRST: {
    fr: ({ ballots }) =>
      `Bulletins qui mettent plusieurs options en premier, et ne donnent pas de voix : ${ballots}.`,
    en: ({ ballots }) => `Ballots that put several options first, and give no voice: ${ballots}.`,
  },
  MAJORITY_FOUND: {
    fr: ({ option, votes, needed }) =>
      `${option} a la majorité absolue : ${votes.rounded} voix, il en fallait ${needed}.`,
    en: ({ option, votes, needed }) =>
      `${option} has an absolute majority: ${votes.rounded}, of ${needed} needed.`,
  },
  MAJORITY_MISSED: {
    fr: ({ most, needed }) =>
      `Personne n’a la majorité absolue : ${most.rounded} voix au plus, il en fallait ${needed}.`,
    en: ({ most, needed }) =>
      `Nobody has an absolute majority: ${most.rounded} at most, of ${needed} needed.`,
  },
  POINTS_BY_RANK: {
    fr: ({ variant, given }) =>
      `Points d’un bulletin : ${BORDA_IN_FRENCH[variant]} ` +
      pointsByRank(
        given,
        (option, points) => `${option} : ${points}.`,
        (ballots) => `${ballots} bulletins`,
      ),
    en: ({ variant, given }) =>
      `Points of a ballot: ${BORDA_IN_ENGLISH[variant]} ` +
      pointsByRank(
        given,
        (option, points) => `${option}: ${points}.`,
        (ballots) => `${ballots} ballots`,
      ),
  },
};

const BORDA_IN_FRENCH: Readonly<Record<BordaVariant, string>> = {
  TOURNAMENT:
    'un par option placée après, un demi par option à égalité, les options non classées étant à égalité en dernier.',
  OPTIMISTIC:
    'un par option placée après, un demi par option à égalité ; les non classées ont les points de la première place qui reste.',
  PESSIMISTIC: 'un par option placée après, un demi par option à égalité ; les non classées n’en ont aucun.',
  MODIFIED: 'autant pour la première que d’options classées, 1 pour la dernière, 0 pour les non classées.',
};
const BORDA_IN_ENGLISH: Readonly<Record<BordaVariant, string>> = {
  TOURNAMENT: 'one for each option below, a half for each one equal; options not ranked are equal and last.',
  OPTIMISTIC:
    'one for each option below, a half for each one equal; those not ranked have the points of the best place left.',
  PESSIMISTIC: 'one for each option below, a half for each one equal; those not ranked have none.',
  MODIFIED: 'as many for the first as options were ranked, 1 for the last, 0 for those not ranked.',
};

const pointsByRank = (
  given: TotalFacts['POINTS_BY_RANK']['given'],
  say: (option: string, points: string) => string,
  ballotsInWords: (ballots: string) => string,
): string =>
  Object.entries(given)
    .map(([option, rows]) =>
      say(
        option,
        rows.length === 0
          ? '—'
          : list(rows.map(({ points, ballots }) => `${points.rounded} × ${ballotsInWords(ballots)}`)),
      ),
    )
    .join(' ');

const inFigures = (totals: Amounts): string =>
  list(Object.entries(totals).map(([option, { rounded }]) => `${option} ${rounded}`));

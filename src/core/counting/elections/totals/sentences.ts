import type { Amounts } from '../amounts.js';
import { list } from '../words.js';
import type { SentencesOf } from '../steps.js';
import type { BordaVariant, TotalFacts, TotalUnit } from './facts.js';
import { STAR_SENTENCES } from './star-sentences.js';

export const TOTAL_SENTENCES: SentencesOf<TotalFacts> = {
  TOTALS: {
    fr: ({ unit, totals, voters }) =>
      `${UNITS_IN_FRENCH[unit]}, sur ${voters} bulletins : ${inFigures(totals)}.`,
    en: ({ unit, totals, voters }) =>
      `${UNITS_IN_ENGLISH[unit]}, from ${voters} ballots: ${inFigures(totals)}.`,
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
  APPROVED_BY_NUMBER: {
    fr: ({ rows, approvals }) =>
      `Options approuvées par bulletin : ` +
      `${rows.length === 0 ? '—' : list(rows.map(({ approved, ballots }) => `${approved} × ${ballots} bulletins`))}. ` +
      `En tout : ${approvals} approbations.`,
    en: ({ rows, approvals }) =>
      `Options approved on a ballot: ` +
      `${rows.length === 0 ? '—' : list(rows.map(({ approved, ballots }) => `${approved} × ${ballots} ballots`))}. ` +
      `In all: ${approvals} approvals.`,
  },
  TOO_MANY_APPROVED: {
    fr: ({ ballots, most }) =>
      `Bulletins écartés, qui approuvent plus d’options que permis (${most}) : ${ballots}.`,
    en: ({ ballots, most }) =>
      `Ballots passed over, which approve more options than they may (${most}): ${ballots}.`,
  },
  SCORES_GIVEN: {
    fr: ({ given, missing }) =>
      `Notes données. ` + scoresIn(given, missing, (option, row) => `${option} : ${row}.`, 'sans note'),
    en: ({ given, missing }) =>
      `Scores given. ` + scoresIn(given, missing, (option, row) => `${option}: ${row}.`, 'no score'),
  },
  MISSING_SCORES: {
    fr: ({ as, each, added }) =>
      `Une note qui manque compte comme ${as === 'LEAST' ? 'la plus basse' : 'la moyenne des notes de l’option'} : ` +
      `${inFigures(each)}. Ajouté en tout : ${inFigures(added)}.`,
    en: ({ as, each, added }) =>
      `A score that is missing counts as ${as === 'LEAST' ? 'the least one' : 'the average of the option’s scores'}: ` +
      `${inFigures(each)}. Added in all: ${inFigures(added)}.`,
  },
  DOTS_GIVEN: {
    fr: ({ each, all, given, kept }) =>
      `Gommettes : ${each} par bulletin, ${all} en tout ; ${given} posées, ${kept} non posées.`,
    en: ({ each, all, given, kept }) =>
      `Dots: ${each} a ballot, ${all} in all; ${given} given, ${kept} kept.`,
  },
  ...STAR_SENTENCES,
};

const UNITS_IN_FRENCH: Readonly<Record<TotalUnit, string>> = {
  VOICES: 'Voix',
  POINTS: 'Points',
  APPROVALS: 'Approbations',
  DOTS: 'Gommettes',
};
const UNITS_IN_ENGLISH: Readonly<Record<TotalUnit, string>> = {
  VOICES: 'Voices',
  POINTS: 'Points',
  APPROVALS: 'Approvals',
  DOTS: 'Dots',
};

const scoresIn = (
  given: TotalFacts['SCORES_GIVEN']['given'],
  missing: TotalFacts['SCORES_GIVEN']['missing'],
  say: (option: string, row: string) => string,
  unscored: string,
): string =>
  Object.entries(given)
    .map(([option, rows]) => {
      const row = rows.map(({ score, ballots }) => `${score} × ${ballots}`);
      const none = missing[option] as string;
      return say(option, list(none === '0' ? row : [...row, `${unscored} × ${none}`]));
    })
    .join(' ');

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

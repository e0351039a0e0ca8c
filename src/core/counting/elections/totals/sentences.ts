import type { Amounts } from '../amounts.js';
import { list } from '../words.js';
import type { SentencesOf } from '../steps.js';
import type { TotalFacts } from './facts.js';

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
};

const inFigures = (totals: Amounts): string =>
  list(Object.entries(totals).map(([option, { rounded }]) => `${option} ${rounded}`));

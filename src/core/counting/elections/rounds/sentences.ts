import type { Amount, Amounts } from '../amounts.js';
import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { Inactive, InactiveBallots, RoundFacts } from './facts.js';

const WHY_ELECTED_IN_FRENCH: Readonly<Record<RoundFacts['ELECTED_IN_ROUND']['why'], string>> = {
  REACHED: 'le seuil est atteint',
  LEFT: 'il ne reste pas plus d’options que de sièges',
  MOST: 'le plus grand nombre de voix, personne ne pouvant plus atteindre le seuil',
};
const WHY_ELECTED_IN_ENGLISH: Readonly<Record<RoundFacts['ELECTED_IN_ROUND']['why'], string>> = {
  REACHED: 'the threshold is reached',
  LEFT: 'no more options are left than seats',
  MOST: 'the most voices, for nobody can reach the threshold any more',
};

const WHY_OUT_IN_FRENCH: Readonly<Record<RoundFacts['ELIMINATED_IN_ROUND']['why'], Reason>> = {
  FEWEST: () => 'le moins de voix',
  BATCH: (together, next) => `${together} voix ensemble, moins que la suivante (${next})`,
  TIED_BATCH: (together, next) =>
    `à égalité, et ${together} voix ensemble, moins que la suivante (${next}) : leur ordre ne change rien`,
  WRITE_IN: () => 'noms que personne n’avait déclarés',
  BELOW: () => 'moins de voix que le minimum demandé',
};
const WHY_OUT_IN_ENGLISH: Readonly<Record<RoundFacts['ELIMINATED_IN_ROUND']['why'], Reason>> = {
  FEWEST: () => 'the fewest voices',
  BATCH: (together, next) => `${together} voices together, fewer than the next one (${next})`,
  TIED_BATCH: (together, next) =>
    `tied, and ${together} voices together, fewer than the next one (${next}): their order changes nothing`,
  WRITE_IN: () => 'names that nobody had declared',
  BELOW: () => 'fewer voices than the least asked',
};
type Reason = (together: string, next: string) => string;

const INACTIVE_IN_FRENCH: Readonly<Record<Inactive, string>> = {
  exhaustedChoices: 'épuisés',
  overvotes: 'plusieurs marques au même rang',
  skippedRankings: 'trop de rangs sautés',
  repeatedRankings: 'option répétée',
  finalRoundSurplus: 'excédent final',
};
const INACTIVE_IN_ENGLISH: Readonly<Record<Inactive, string>> = {
  exhaustedChoices: 'exhausted',
  overvotes: 'several marks at one rank',
  skippedRankings: 'too many ranks skipped',
  repeatedRankings: 'an option repeated',
  finalRoundSurplus: 'final surplus',
};

export const ROUND_SENTENCES: SentencesOf<RoundFacts> = {
  ROUND: {
    fr: ({ round, tallies, inactive, threshold }) =>
      `Tour ${round}. Seuil : ${threshold.rounded}. Voix : ${inFigures(tallies)}.` +
      inWords(inactive, INACTIVE_IN_FRENCH, ' Bulletins qui ne comptent plus : '),
    en: ({ round, tallies, inactive, threshold }) =>
      `Round ${round}. Threshold: ${threshold.rounded}. Voices: ${inFigures(tallies)}.` +
      inWords(inactive, INACTIVE_IN_ENGLISH, ' Ballots that count no more: '),
  },
  THRESHOLD_FOUND: {
    fr: ({ round, active, divisor, by, threshold }) =>
      `Tour ${round} : ${active.rounded} voix comptent ; divisées par ${divisor}, ` +
      `il faut ${{ MORE: 'plus', REACH: 'au moins', EXCEED: 'plus que' }[by]} : ${threshold.rounded}.`,
    en: ({ round, active, divisor, by, threshold }) =>
      `Round ${round}: ${active.rounded} voices count; divided by ${divisor}, ` +
      `${{ MORE: 'more', REACH: 'at least that', EXCEED: 'more than that' }[by]} is needed: ${threshold.rounded}.`,
  },
  ELECTED_IN_ROUND: {
    fr: ({ round, options, why }) =>
      `Tour ${round}. Élues : ${list(options)} (${WHY_ELECTED_IN_FRENCH[why]}).`,
    en: ({ round, options, why }) =>
      `Round ${round}. Elected: ${list(options)} (${WHY_ELECTED_IN_ENGLISH[why]}).`,
  },
  ELIMINATED_IN_ROUND: {
    fr: ({ round, options, why, together, next }) =>
      `Tour ${round}. Éliminées : ${list(options)} (${WHY_OUT_IN_FRENCH[why](together.rounded, next?.rounded ?? '—')}).`,
    en: ({ round, options, why, together, next }) =>
      `Round ${round}. Eliminated: ${list(options)} (${WHY_OUT_IN_ENGLISH[why](together.rounded, next?.rounded ?? '—')}).`,
  },
  TRANSFERRED: {
    fr: ({ from, to, inactive }) =>
      `Voix de ${from}, reportées : ${inFigures(to) || 'aucune'}.` +
      inWords(inactive, INACTIVE_IN_FRENCH, ' Ne comptent plus : '),
    en: ({ from, to, inactive }) =>
      `Voices of ${from} pass on: ${inFigures(to) || 'none'}.` +
      inWords(inactive, INACTIVE_IN_ENGLISH, ' Count no more: '),
  },
  SURPLUS: {
    fr: ({ option, surplus, share, lost }) =>
      `Excédent de ${option} : ${surplus.rounded} ; chaque bulletin passe pour ${share.rounded} de sa valeur` +
      (lost.exact === '0' ? '.' : ` ; perdu en arrondis : ${lost.rounded}.`),
    en: ({ option, surplus, share, lost }) =>
      `Surplus of ${option}: ${surplus.rounded}; each ballot passes on at ${share.rounded} of its value` +
      (lost.exact === '0' ? '.' : `; lost by rounding: ${lost.rounded}.`),
  },
  LOOKED_BACK: {
    fr: ({ among, earlier, tallies, left }) =>
      `Égalité entre ${list(among)} : au tour ${earlier}, ${inFigures(tallies)} ; reste à départager : ${list(left)}.`,
    en: ({ among, earlier, tallies, left }) =>
      `A tie between ${list(among)}: in round ${earlier}, ${inFigures(tallies)}; left: ${list(left)}.`,
  },
  STOPPED_EARLY: {
    fr: ({ round }) => `Le dépouillement s’arrête après le tour ${round}, comme demandé.`,
    en: ({ round }) => `The count stops after round ${round}, as asked.`,
  },
  PASS: {
    fr: ({ seat, without }) =>
      `Siège ${seat}${without.length === 0 ? '' : `, sans les options déjà élues : ${list(without)}`}.`,
    en: ({ seat, without }) =>
      `Seat ${seat}${without.length === 0 ? '' : `, without those elected already: ${list(without)}`}.`,
  },
};

const inFigures = (amounts: Amounts): string =>
  list(Object.entries(amounts).map(([option, { rounded }]) => `${option} ${rounded}`));

function inWords(
  ballots: InactiveBallots,
  words: Readonly<Record<Inactive, string>>,
  before: string,
): string {
  const reasons = Object.entries(ballots) as [Inactive, Amount][];
  if (reasons.length === 0) return '';
  return `${before}${list(reasons.map(([reason, { rounded }]) => `${words[reason]} ${rounded}`))}.`;
}

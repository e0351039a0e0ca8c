import type { Amounts } from '../amounts.js';
import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { Decimals9, StvFacts, Transfer } from './facts.js';

export const STV_SENTENCES: SentencesOf<StvFacts> = {
  STV_PAPERS: {
    fr: ({ valid, noFirst, severalFirst }) =>
      `Bulletins valables : ${valid}. Nuls : ${noFirst} sans premier choix, ${severalFirst} avec plusieurs premiers choix.`,
    en: ({ valid, noFirst, severalFirst }) =>
      `Valid papers: ${valid}. Void: ${noFirst} without a first preference, ${severalFirst} with several.`,
  },
  STV_NO_PAPERS: {
    fr: ({ seats }) => `Aucun bulletin valable : rien ne départage les options (sièges : ${seats}).`,
    en: ({ seats }) => `No valid paper: nothing tells the options apart (seats: ${seats}).`,
  },
  STV_QUOTA: {
    fr: ({ formula, valid, seats, quota }) =>
      formula === 'droop'
        ? `Quota : partie entière de ${valid} ÷ (${seats} + 1), plus 1, soit ${quota.rounded}.`
        : `Quota : ${valid} ÷ ${seats}, soit ${quota.rounded}.`,
    en: ({ formula, valid, seats, quota }) =>
      formula === 'droop'
        ? `Quota: whole part of ${valid} ÷ (${seats} + 1), plus 1, which is ${quota.rounded}.`
        : `Quota: ${valid} ÷ ${seats}, which is ${quota.rounded}.`,
  },
  STV_STAGE: {
    fr: ({ stage, votes, nonTransferable, lost }) =>
      `Fin de l’étape ${stage} : ${inFigures(votes)}. Voix non transférables : ${nonTransferable.rounded} ; ` +
      `perdues dans les arrondis : ${lost.rounded}.`,
    en: ({ stage, votes, nonTransferable, lost }) =>
      `End of stage ${stage}: ${inFigures(votes)}. Non-transferable votes: ${nonTransferable.rounded}; ` +
      `lost in rounding: ${lost.rounded}.`,
  },
  STV_ELECTED: {
    fr: ({ stage, options, by }) =>
      by === 'QUOTA'
        ? `Étape ${stage} : le quota est atteint par ${list(options)}.`
        : `Étape ${stage} : il ne reste pas plus d’options que de sièges. Obtiennent un siège : ${list(options)}.`,
    en: ({ stage, options, by }) =>
      by === 'QUOTA'
        ? `Stage ${stage}: the quota is reached by ${list(options)}.`
        : `Stage ${stage}: no more options are left than seats. Elected: ${list(options)}.`,
  },
  STV_SURPLUS: {
    fr: ({ stage, from, votes, surplus, transfers, lost }) =>
      `Étape ${stage} : ${from} a ${votes.rounded} voix, soit ${surplus.rounded} de trop, qui sont transférées. ` +
      `${transfers.map(transferInFrench).join(' ')} Perdu dans les arrondis : ${lost.rounded}.`,
    en: ({ stage, from, votes, surplus, transfers, lost }) =>
      `Stage ${stage}: ${from} has ${votes.rounded} votes, ${surplus.rounded} more than needed, which are transferred. ` +
      `${transfers.map(transferInEnglish).join(' ')} Lost in rounding: ${lost.rounded}.`,
  },
  STV_EXCLUDED: {
    fr: ({ stage, option, votes, transfers }) =>
      `Étape ${stage} : ${option} a le moins de voix (${votes.rounded}) et est éliminée. ` +
      (transfers.map(transferInFrench).join(' ') || 'Aucun bulletin à transférer.'),
    en: ({ stage, option, votes, transfers }) =>
      `Stage ${stage}: ${option} has the fewest votes (${votes.rounded}) and is excluded. ` +
      (transfers.map(transferInEnglish).join(' ') || 'No paper to transfer.'),
  },
  STV_EXCLUDED_LAST: {
    fr: ({ stage, option, votes }) =>
      `Étape ${stage} : ${option} a le moins de voix (${votes.rounded}) et est éliminée. ` +
      'Ses bulletins ne sont pas transférés : les derniers sièges sont pourvus.',
    en: ({ stage, option, votes }) =>
      `Stage ${stage}: ${option} has the fewest votes (${votes.rounded}) and is excluded. ` +
      'Its papers are not transferred: the last seats are filled.',
  },
  STV_TIE_LOOKED_BACK: {
    fr: ({ of, among, stage, votes, kept }) =>
      `Égalité entre ${list(among)} ; à la fin de l’étape ${stage} : ${inFigures(votes)}. ` +
      (of === 'TRANSFER' ? 'Surplus transféré d’abord : ' : 'À éliminer : ') +
      `${list(kept)}.`,
    en: ({ of, among, stage, votes, kept }) =>
      `A tie between ${list(among)}; at the end of stage ${stage}: ${inFigures(votes)}. ` +
      (of === 'TRANSFER' ? 'Surplus transferred first: ' : 'To be excluded: ') +
      `${list(kept)}.`,
  },
  STV_TIE_WITHOUT_EFFECT: {
    fr: ({ among }) =>
      `Sans aucun bulletin : ${list(among)}. Toutes sont éliminées, et l’ordre ne change rien.`,
    en: ({ among }) => `Without any paper: ${list(among)}. All are excluded, and the order changes nothing.`,
  },
  MEEK_ROUND: {
    fr: ({ round, seats, iterations, end, last, elected }) =>
      `Tour ${round}, itérations : ${iterations} ; ${ENDS_IN_FRENCH[end]}. Chaque option garde de chaque bulletin : ` +
      `${decimalsOf(last.keepFactors)}. Voix : ${decimalsOf(last.votes)} ; gardées par personne : ${last.residual}. ` +
      `Quota : total des voix ÷ (${seats} + 1), tronqué à neuf décimales, plus 0.000000001, soit ${last.quota}. ` +
      `Surplus : ${last.surplus}.` +
      (elected.length > 0 ? ` Obtiennent un siège : ${list(elected)}.` : ''),
    en: ({ round, seats, iterations, end, last, elected }) =>
      `Round ${round}, iterations: ${iterations}; ${ENDS_IN_ENGLISH[end]}. Each option keeps of each paper: ` +
      `${decimalsOf(last.keepFactors)}. Votes: ${decimalsOf(last.votes)}; kept by nobody: ${last.residual}. ` +
      `Quota: all votes ÷ (${seats} + 1), cut off at nine decimals, plus 0.000000001, which is ${last.quota}. ` +
      `Surplus: ${last.surplus}.` +
      (elected.length > 0 ? ` Elected: ${list(elected)}.` : ''),
  },
  MEEK_DEFEATED: {
    fr: ({ round, option, votes, surplus, tied }) =>
      `Tour ${round} : ${option} a le moins de voix (${votes}) et est éliminée.` +
      (tied.length > 1 ? ` À égalité, au surplus près (${surplus}) : ${list(tied)}.` : ''),
    en: ({ round, option, votes, surplus, tied }) =>
      `Round ${round}: ${option} has the fewest votes (${votes}) and is defeated.` +
      (tied.length > 1 ? ` Tied, but for the surplus (${surplus}): ${list(tied)}.` : ''),
  },
  MEEK_FINISHED: {
    fr: ({ options, elected }) =>
      elected
        ? `Il ne reste pas plus d’options que de sièges. Obtiennent un siège : ${list(options)}.`
        : `Tous les sièges sont pourvus. N’en obtiennent pas : ${list(options)}.`,
    en: ({ options, elected }) =>
      elected
        ? `No more options are left than seats. Elected: ${list(options)}.`
        : `All seats are filled. Not elected: ${list(options)}.`,
  },
};

const ENDS_IN_FRENCH: Readonly<Record<StvFacts['MEEK_ROUND']['end'], string>> = {
  ELECTED: 'le quota est atteint',
  OMEGA: 'le surplus est inférieur à 0.000001',
  STABLE: 'le surplus ne diminue plus',
};
const ENDS_IN_ENGLISH: Readonly<Record<StvFacts['MEEK_ROUND']['end'], string>> = {
  ELECTED: 'the quota is reached',
  OMEGA: 'the surplus is below 0.000001',
  STABLE: 'the surplus falls no further',
};

const decimalsOf = (numbers: Decimals9): string =>
  list(Object.entries(numbers).map(([option, number]) => `${option} ${number}`));

const inFigures = (votes: Amounts): string =>
  list(Object.entries(votes).map(([option, { rounded }]) => `${option} ${rounded}`));

const transferInFrench = ({ papers, received, value, votes, to }: Transfer): string =>
  `Bulletins reçus à ${received.rounded} : ${papers}, à ${value.rounded} chacun, soit ${votes.rounded} ` +
  (to === null ? '(sans choix suivant).' : `à ${to}.`);

const transferInEnglish = ({ papers, received, value, votes, to }: Transfer): string =>
  `Papers received at ${received.rounded}: ${papers}, at ${value.rounded} each, which makes ${votes.rounded} ` +
  (to === null ? '(no further preference).' : `to ${to}.`);

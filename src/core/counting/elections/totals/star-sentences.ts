import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { StarFacts } from './star-facts.js';

export const STAR_SENTENCES: SentencesOf<StarFacts> = {
  SCORE_TIE: {
    fr: ({ among, points, places }) =>
      `Égalité à ${points} points : ${list(among)}. Places en finale à donner : ${places}.`,
    en: ({ among, points, places }) =>
      `A tie at ${points} points: ${list(among)}. Places in the runoff to be given: ${places}.`,
  },
  HEAD_TO_HEAD: {
    fr: ({ duels, losses, out }) =>
      `Comparées deux à deux : ${list(duels.map((duel) => duelIn(duel, 'même note')))}. ` +
      `Comparaisons perdues : ${inNumbers(losses)}. ` +
      (out.length === 0 ? 'Aucune n’en perd plus que les autres.' : `Sortent : ${list(out)}.`),
    en: ({ duels, losses, out }) =>
      `Compared two by two: ${list(duels.map((duel) => duelIn(duel, 'scored alike')))}. ` +
      `Comparisons lost: ${inNumbers(losses)}. ` +
      (out.length === 0 ? 'None loses more than the others.' : `Out: ${list(out)}.`),
  },
  BEST_SCORES: {
    fr: ({ score, ballots, left }) =>
      `Bulletins qui donnent la meilleure note (${score}) : ${inNumbers(ballots)}. Restent : ${list(left)}.`,
    en: ({ score, ballots, left }) =>
      `Ballots that give the best score (${score}): ${inNumbers(ballots)}. Left: ${list(left)}.`,
  },
  RUNOFF_REACHED: {
    fr: ({ options }) => `En finale : ${list(options)}.`,
    en: ({ options }) => `In the runoff: ${list(options)}.`,
  },
  RUNOFF: {
    fr: ({ winner, ...duel }) =>
      `Finale, bulletins qui notent mieux l’une que l’autre : ${duelIn(duel, 'même note')}. ` +
      winnerIn(winner, (name) => `${name} l’emporte.`, 'Égalité.'),
    en: ({ winner, ...duel }) =>
      `Runoff, ballots that score either higher: ${duelIn(duel, 'scored alike')}. ` +
      winnerIn(winner, (name) => `${name} wins.`, 'A tie.'),
  },
  RUNOFF_BY_POINTS: {
    fr: ({ points, winner }) =>
      `Départagées par les points : ${inNumbers(points)}. ` +
      winnerIn(winner, (name) => `${name} l’emporte.`, 'Toujours égalité.'),
    en: ({ points, winner }) =>
      `Settled by points: ${inNumbers(points)}. ` +
      winnerIn(winner, (name) => `${name} wins.`, 'Still a tie.'),
  },
  RUNOFF_BY_BEST_SCORES: {
    fr: ({ score, ballots, winner }) =>
      `Départagées par le nombre de meilleures notes (${score}) : ${inNumbers(ballots)}. ` +
      winnerIn(winner, (name) => `${name} l’emporte.`, 'Toujours égalité.'),
    en: ({ score, ballots, winner }) =>
      `Settled by the number of best scores (${score}): ${inNumbers(ballots)}. ` +
      winnerIn(winner, (name) => `${name} wins.`, 'Still a tie.'),
  },
};

type Duel = StarFacts['HEAD_TO_HEAD']['duels'][number];

const duelIn = ({ of: [a, b], higher: [x, y], same }: Duel, alike: string): string =>
  `${a} ${x} – ${b} ${y} (${alike} ${same})`;

const inNumbers = (byOption: { readonly [option: string]: string }): string =>
  list(Object.entries(byOption).map(([option, number]) => `${option} ${number}`));

const winnerIn = (winner: string | null, say: (name: string) => string, tie: string): string =>
  winner === null ? tie : say(winner);

import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { MatrixFacts } from './facts.js';

export const MATRIX_SENTENCES: SentencesOf<MatrixFacts> = {
  MATRIX: {
    fr: ({ voters, above }) =>
      `Duels, sur ${voters} bulletins. ` + rows(above, (option, row) => `${option} est placée avant ${row}.`),
    en: ({ voters, above }) =>
      `Compared two by two, on ${voters} ballots. ` +
      rows(above, (option, row) => `${option} stands above ${row}.`),
  },
  CONDORCET_WINNER: {
    fr: ({ option }) => `${option} bat chacune des autres options en duel.`,
    en: ({ option }) => `${option} beats each of the other options two by two.`,
  },
  CONDORCET_MISSED: {
    fr: ({ unbeaten }) =>
      `Aucune option ne bat toutes les autres en duel. ` +
      entries(unbeaten, (option, others) => `${option} ne bat pas : ${list(others)}.`),
    en: ({ unbeaten }) =>
      `No option beats all the others two by two. ` +
      entries(unbeaten, (option, others) => `${option} does not beat: ${list(others)}.`),
  },
  COPELAND: {
    fr: ({ scores }) =>
      'Un point par duel gagné, un demi-point par égalité. ' +
      entries(
        scores,
        (option, { score, won, equal, lost }) =>
          `${option} : ${score.exact} (duels gagnés : ${won}, à égalité : ${equal}, perdus : ${lost}).`,
      ),
    en: ({ scores }) =>
      'One point for a comparison won, half a point for one equalled. ' +
      entries(
        scores,
        (option, { score, won, equal, lost }) =>
          `${option}: ${score.exact} (won: ${won}, equalled: ${equal}, lost: ${lost}).`,
      ),
  },
};

type ByName<T> = { readonly [option: string]: T };

const entries = <T>(record: ByName<T>, say: (option: string, value: T) => string): string =>
  Object.entries(record)
    .map(([option, value]) => say(option, value))
    .join(' ');

const rows = (above: ByName<ByName<string>>, say: (option: string, row: string) => string): string =>
  entries(above, (option, row) =>
    Object.keys(row).length === 0
      ? ''
      : say(option, list(Object.entries(row).map(([other, votes]) => `${other} ${votes}`))),
  ).trim();

import type { Amounts } from '../amounts.js';
import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { Badness, MatrixFacts, Measure, Path } from './facts.js';

export const MATRIX_SENTENCES: SentencesOf<MatrixFacts> = {
  MATRIX: {
    fr: ({ voters, above }) =>
      lines(
        `Duels, sur ${voters} bulletins.`,
        rows(above, (option, row) => `${option} est placée avant ${row}.`),
      ),
    en: ({ voters, above }) =>
      lines(
        `Compared two by two, on ${voters} ballots.`,
        rows(above, (option, row) => `${option} stands above ${row}.`),
      ),
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
  STATUS_QUO: {
    fr: ({ option, quorum, judged }) =>
      lines(
        `Pour rester, une option doit être placée avant « ${option} » par plus de bulletins qu’après` +
          (quorum === '0' ? '.' : `, et par ${quorum} au moins.`),
        ...judged.map(
          (one) =>
            `${one.option} : ${one.votes} avant, ${one.against} après, rapport demandé ${one.ratio}, ` +
            `il en fallait ${one.needed} : elle ${one.stays ? 'reste' : 'est écartée'}.`,
        ),
      ),
    en: ({ option, quorum, judged }) =>
      lines(
        `To stay, an option must stand above “${option}” on more ballots than below` +
          (quorum === '0' ? '.' : `, and on ${quorum} at least.`),
        ...judged.map(
          (one) =>
            `${one.option}: ${one.votes} above, ${one.against} below, ratio asked ${one.ratio}, ` +
            `${one.needed} needed: it ${one.stays ? 'stays' : 'is dropped'}.`,
        ),
      ),
  },
  STRONGEST_PATHS: {
    fr: ({ measure, paths }) =>
      lines(
        `Chemins les plus forts, selon ${MEASURES_IN_FRENCH[measure]} de leur duel le plus faible.`,
        ...allPaths(paths, pathInFrench),
      ),
    en: ({ measure, paths }) =>
      lines(
        `Strongest paths, by ${MEASURES_IN_ENGLISH[measure]} of their weakest win.`,
        ...allPaths(paths, pathInEnglish),
      ),
  },
  PATHS_DECIDE: {
    fr: ({ winners, beaten }) =>
      lines(
        `Aucune option n’est au-dessus de : ${list(winners)}.`,
        ...beaten.map(
          ({ option, by, path, back }) =>
            `${by} est au-dessus de ${option} : chemin ${pathInFrench(path)} ; ` +
            `retour : ${back ? pathInFrench(back) : 'aucun chemin'}.`,
        ),
      ),
    en: ({ winners, beaten }) =>
      lines(
        `No option stands above: ${list(winners)}.`,
        ...beaten.map(
          ({ option, by, path, back }) =>
            `${by} stands above ${option}: path ${pathInEnglish(path)}; ` +
            `back: ${back ? pathInEnglish(back) : 'no path'}.`,
        ),
      ),
  },
  PAIRS_LOCKED: {
    fr: ({ measure, winners, pairs }) =>
      lines(
        `Duels gagnés, du plus fort au plus faible selon ${STRENGTH_IN_FRENCH[measure]}, retenus sauf s’ils ferment un cycle.`,
        ...pairs.map(
          ({ winner, loser, votes, against, shutOutBy }) =>
            `${winner} contre ${loser}, ${votes} à ${against} : ` +
            (shutOutBy ? `écarté par ${shutOutBy.join(' > ')}.` : 'retenu.'),
        ),
        `Ne perdent aucun duel retenu : ${list(winners)}.`,
      ),
    en: ({ measure, winners, pairs }) =>
      lines(
        `Wins, from the strongest to the weakest by ${STRENGTH_IN_ENGLISH[measure]}, locked in unless they close a cycle.`,
        ...pairs.map(
          ({ winner, loser, votes, against, shutOutBy }) =>
            `${winner} over ${loser}, ${votes} to ${against}: ` +
            (shutOutBy ? `shut out by ${shutOutBy.join(' > ')}.` : 'locked in.'),
        ),
        `They lose no pair that is locked in: ${list(winners)}.`,
      ),
  },
  ORDERS_OF_EQUAL_PAIRS: {
    fr: ({ winners, outcomes }) =>
      outcomes === '1'
        ? `L’ordre des duels de même force ne change rien. L’emportent : ${list(winners)}.`
        : `L’ordre des duels de même force mène à des classements différents (${outcomes ?? 'trop nombreux pour être comptés'}). ` +
          `L’emportent selon au moins un ordre : ${list(winners)}.`,
    en: ({ winners, outcomes }) =>
      outcomes === '1'
        ? `The order of wins as strong as each other changes nothing. Winning: ${list(winners)}.`
        : `The order of wins as strong as each other leads to different rankings (${outcomes ?? 'too many to be counted'}). ` +
          `Winning by one order at least: ${list(winners)}.`,
  },
  ORDERS_NOT_FOLLOWED: {
    fr: ({ limit, winners, undecided }) =>
      `Trop d’ordres des duels de même force pour les suivre (plus de ${limit}). ` +
      `L’emportent selon au moins un ordre : ${list(winners) || '—'}. On ne sait pas pour : ${list(undecided)}.`,
    en: ({ limit, winners, undecided }) =>
      `Too many orders of wins as strong as each other to follow (more than ${limit}). ` +
      `Winning by one order at least: ${list(winners) || '—'}. Not known: ${list(undecided)}.`,
  },
  WORST_COMPARISONS: {
    fr: ({ measure, worst }) =>
      lines(
        `Pire duel de chaque option, selon ${BADNESS_IN_FRENCH[measure]}.`,
        entries(worst, (option, { bad, by }) => `${option} : ${bad}, contre ${list(by)}.`),
      ),
    en: ({ measure, worst }) =>
      lines(
        `Worst comparison of each option, by ${BADNESS_IN_ENGLISH[measure]}.`,
        entries(worst, (option, { bad, by }) => `${option}: ${bad}, against ${list(by)}.`),
      ),
  },
  SMITH_SET: {
    fr: ({ set, outside }) =>
      `Ensemble de Smith : ${list(set)}. ` +
      (outside.length === 0
        ? 'Aucun groupe plus petit ne bat toutes les autres options.'
        : `Chacune bat chacune des autres : ${list(outside)} ; aucun groupe plus petit n’y arrive.`),
    en: ({ set, outside }) =>
      `Smith set: ${list(set)}. ` +
      (outside.length === 0
        ? 'No smaller group beats all the other options.'
        : `Each beats each of the others: ${list(outside)}; no smaller group does.`),
  },
  SMITH_ROUND: {
    fr: ({ tallies, half, exhausted }) =>
      `Bulletins de chaque option en lice : ${inFigures(tallies)}. Il faut plus de ${half.rounded}. ` +
      `Bulletins épuisés : ${exhausted.rounded}.`,
    en: ({ tallies, half, exhausted }) =>
      `Ballots of each option that stands: ${inFigures(tallies)}. More than ${half.rounded} are needed. ` +
      `Exhausted ballots: ${exhausted.rounded}.`,
  },
  SMITH_ELIMINATED: {
    fr: ({ options, to, exhausted }) =>
      `Éliminées, avec le moins de bulletins : ${list(options)}. ` +
      `Leurs bulletins vont à : ${inFigures(to)} ; épuisés : ${exhausted.rounded}.`,
    en: ({ options, to, exhausted }) =>
      `Eliminated, with the fewest ballots: ${list(options)}. ` +
      `Their ballots go to: ${inFigures(to)}; exhausted: ${exhausted.rounded}.`,
  },
};

const BADNESS_IN_FRENCH: Readonly<Record<Badness, string>> = {
  WINNING_VOTES: 'les voix de l’adversaire qui l’emporte',
  MARGINS: 'l’écart en faveur de l’adversaire',
  OPPOSITION: 'les voix de l’adversaire',
};
const BADNESS_IN_ENGLISH: Readonly<Record<Badness, string>> = {
  WINNING_VOTES: 'the votes for the other where it wins',
  MARGINS: 'the difference in favour of the other',
  OPPOSITION: 'the votes for the other',
};

const inFigures = (amounts: Amounts): string => {
  const figures = Object.entries(amounts).map(([option, { rounded }]) => `${option} ${rounded}`);
  return figures.length === 0 ? '—' : list(figures);
};

const STRENGTH_IN_FRENCH: Readonly<Record<Measure, string>> = {
  WINNING_VOTES: 'les voix du vainqueur (puis le moins de voix contre)',
  MARGINS: 'l’écart des voix',
};
const STRENGTH_IN_ENGLISH: Readonly<Record<Measure, string>> = {
  WINNING_VOTES: 'the votes for the winner (then the fewest against)',
  MARGINS: 'the difference of votes',
};

const MEASURES_IN_FRENCH: Readonly<Record<Measure, string>> = {
  WINNING_VOTES: 'les voix du vainqueur',
  MARGINS: 'l’écart des voix',
};
const MEASURES_IN_ENGLISH: Readonly<Record<Measure, string>> = {
  WINNING_VOTES: 'the votes for the winner',
  MARGINS: 'the difference of votes',
};

const pathInFrench = ({ through, weakest }: Path): string =>
  `${through.join(' > ')} (le plus faible : ${weakest.winner} contre ${weakest.loser}, ${weakest.votes} à ${weakest.against})`;
const pathInEnglish = ({ through, weakest }: Path): string =>
  `${through.join(' > ')} (weakest: ${weakest.winner} over ${weakest.loser}, ${weakest.votes} to ${weakest.against})`;

const allPaths = (paths: ByName<ByName<Path>>, say: (path: Path) => string): readonly string[] =>
  Object.values(paths)
    .flatMap((row) => Object.values(row))
    .map((path) => `${say(path)}.`);

/** Sentences one after the other; those that say nothing are left out. */
const lines = (...sentences: readonly string[]): string =>
  sentences.filter((sentence) => sentence !== '').join(' ');

type ByName<T> = { readonly [option: string]: T };

const entries = <T>(record: ByName<T>, say: (option: string, value: T) => string): string =>
  Object.entries(record)
    .map(([option, value]) => say(option, value))
    .filter((sentence) => sentence !== '')
    .join(' ');

const rows = (above: ByName<ByName<string>>, say: (option: string, row: string) => string): string =>
  entries(above, (option, row) =>
    Object.keys(row).length === 0
      ? ''
      : say(option, list(Object.entries(row).map(([other, votes]) => `${other} ${votes}`))),
  );

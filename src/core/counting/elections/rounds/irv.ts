/**
 * Instant runoff and its kin, with the options of RCTab by RCTab's names (see tabulate.ts for the rule and its source).
 *
 * irv/rctab@1: the option with the fewest voices goes and its ballots pass to the next option that they name, until one has
 * more than half of the ballots that still count. irv/rctab-sequential@1: one such count a seat, each without those elected
 * before. bottoms-up/rctab@1: the same eliminations until as many are left as there are seats, or until all who are left
 * have a share of the voices. stv/rctab@1: seats by a quota of the first round, surpluses passed on in fractions rounded
 * down. For one seat a tie of the last two is a tie for the seat.
 */
import { votersAmong } from '../fast/packed.js';
import { electionMethod, type Result, type Sheet } from '../method.js';
import type { OptionRules } from '../options.js';
import type { Ballots, Place } from '../profile.js';
import { placesOf, type Level } from '../ranking.js';
import { OVERVOTE_RULES } from './read-ballot.js';
import type { Rules } from './rules.js';
import { tabulate } from './tabulate.js';

const READING = {
  overvoteRule: { is: 'ONE_OF', values: OVERVOTE_RULES, otherwise: 'exhaustImmediately' },
  maxSkippedRanksAllowed: { is: 'WHOLE', least: 0, most: 1_000_000, otherwise: null },
  maxRankingsAllowed: { is: 'WHOLE', least: 1, most: 1_000_000, otherwise: null },
  exhaustOnDuplicateCandidate: { is: 'YES_NO', otherwise: false },
  undeclaredWriteIns: { is: 'NAME', otherwise: null },
  minimumVoteThreshold: { is: 'WHOLE', least: 0, most: 1_000_000, otherwise: 0 },
  tiebreakMode: { is: 'ONE_OF', values: ['random', 'previousRoundCountsThenRandom'], otherwise: 'random' },
  eliminateTiedTogether: { is: 'YES_NO', otherwise: true },
  batchElimination: { is: 'YES_NO', otherwise: false },
  stopTabulationEarlyAfterRound: { is: 'WHOLE', least: 1, most: 1_000, otherwise: null },
} as const satisfies OptionRules;

const IRV = {
  ...READING,
  continueUntilTwoCandidatesRemain: { is: 'YES_NO', otherwise: false },
  doesFirstRoundDetermineThreshold: { is: 'YES_NO', otherwise: false },
} as const satisfies OptionRules;

const THRESHOLD = {
  nonIntegerWinningThreshold: { is: 'YES_NO', otherwise: false },
  hareQuota: { is: 'YES_NO', otherwise: false },
  decimalPlacesForVoteArithmetic: { is: 'WHOLE', least: 1, most: 20, otherwise: 4 },
} as const satisfies OptionRules;

/** What RCTab does where a mode has no such option. */
const PLAIN: Omit<Rules, keyof typeof READING | 'seats' | 'previousRoundCounts'> = {
  mode: 'ONE_SEAT',
  continueUntilTwoCandidatesRemain: false,
  doesFirstRoundDetermineThreshold: false,
  cutoffElimination: false,
  onlyOneWinnerPerRound: false,
  nonIntegerWinningThreshold: false,
  hareQuota: false,
  decimalPlacesForVoteArithmetic: 4,
  percentage: 0,
};

type Given = { readonly tiebreakMode: 'random' | 'previousRoundCountsThenRandom' } & Omit<
  Rules,
  keyof typeof PLAIN | 'seats' | 'previousRoundCounts'
>;

function rulesFrom(options: Given, seats: number, rest: Partial<Rules>): Rules {
  const previousRoundCounts = options.tiebreakMode === 'previousRoundCountsThenRandom';
  return { ...PLAIN, ...options, seats, previousRoundCounts, ...rest };
}

export const irv = electionMethod({
  id: 'irv/rctab@1',
  family: 'ROUNDS',
  counts: 'RANKED',
  seats: 'ONE',
  options: { ...IRV, ...THRESHOLD },
  about: {
    fr: 'Vote alternatif : l’option qui a le moins de voix s’en va, ses bulletins passent à la suivante, jusqu’à une majorité.',
    en: 'Instant runoff: the option with the fewest voices goes, its ballots pass to the next one, until there is a majority.',
  },
  count: (profile, _seats, options, sheet) =>
    counted(profile, 1, () => tabulate(profile, rulesFrom(options, 1, options), sheet)),
});

export const sequentialIrv = electionMethod({
  id: 'irv/rctab-sequential@1',
  family: 'ROUNDS',
  counts: 'RANKED',
  seats: 'SEVERAL',
  options: { ...IRV, ...THRESHOLD },
  about: {
    fr: 'Vote alternatif en série : un dépouillement par siège, sans celles qui sont déjà élues.',
    en: 'Instant runoff in series: one count a seat, without those elected already.',
  },
  count: (profile, seats, options, sheet) =>
    counted(profile, seats, () => countPasses(profile, seats, rulesFrom(options, 1, options), sheet)),
});

export const bottomsUp = electionMethod({
  id: 'bottoms-up/rctab@1',
  family: 'ROUNDS',
  counts: 'RANKED',
  seats: 'SEVERAL',
  options: {
    ...READING,
    /** In percent: where given, the number of seats plays no part. */
    multiSeatBottomsUpPercentageThreshold: { is: 'WHOLE', least: 1, most: 100, otherwise: null },
    doesFirstRoundDetermineThreshold: { is: 'YES_NO', otherwise: false },
    cutoffElimination: { is: 'YES_NO', otherwise: false },
  },
  about: {
    fr: 'Élimination par le bas : jusqu’à ce qu’il reste autant d’options que de sièges, ou que toutes aient leur part des voix.',
    en: 'From the bottom up: until as many options are left as there are seats, or all left have their share of the voices.',
  },
  count(profile, seats, options, sheet) {
    const { multiSeatBottomsUpPercentageThreshold: percentage } = options;
    const rules =
      percentage === null
        ? rulesFrom(options, seats, { mode: 'BOTTOMS_UP' })
        : rulesFrom(options, 0, { ...options, mode: 'BOTTOMS_UP_SHARE', percentage });
    return counted(profile, seats, () => tabulate(profile, rules, sheet));
  },
});

export const stvRctab = electionMethod({
  id: 'stv/rctab@1',
  family: 'ROUNDS',
  counts: 'RANKED',
  seats: 'SEVERAL',
  options: { ...READING, ...THRESHOLD, onlyOneWinnerPerRound: { is: 'YES_NO', otherwise: false } },
  about: {
    fr: 'Vote unique transférable selon RCTab : un quotient, et les voix en trop passent en fractions arrondies.',
    en: 'Single transferable vote as RCTab counts it: a quota, and surplus voices pass on in rounded fractions.',
  },
  count: (profile, seats, options, sheet) =>
    counted(profile, seats, () =>
      tabulate(profile, rulesFrom(options, seats, { ...options, mode: 'SEVERAL_SEATS' }), sheet),
    ),
});

/** Where nobody marked anything, all are tied, and no round is worth writing. */
function counted(profile: Ballots<'RANKED'>, seats: number, count: () => Result): Result {
  const { slate } = profile;
  if (votersAmong(profile) > 0n) return count();
  const all = placesOf(slate.options);
  if (all.length <= seats) return { seats: all.map((place) => [place]), ranking: [all] };
  return { seats: new Array<Level>(seats).fill(all), ranking: [all] };
}

function countPasses(profile: Ballots<'RANKED'>, seats: number, rules: Rules, sheet: Sheet): Result {
  const { options } = profile.slate;
  const elected: Place[] = [];
  let last: readonly Level[] = [];
  while (elected.length < Math.min(seats, options.length)) {
    const without = elected.map((place) => options[place] as string).sort();
    sheet.write({ code: 'PASS', data: { seat: String(elected.length + 1), without } });
    const { seats: won, ranking } = tabulate(profile, rules, sheet, elected);
    const winner = won[0]?.[0];
    if (winner === undefined) break;
    elected.push(winner);
    last = ranking;
  }
  const rest = last.map((level) => level.filter((place) => !elected.includes(place)));
  return { seats: elected.map((place) => [place]), ranking: [...elected.map((place) => [place]), ...rest] };
}

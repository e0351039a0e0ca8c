/**
 * stv/meek-prf@1: the Reference Meek Rule of the Proportional Representation Foundation
 * (prfound.org/resources/reference/reference-meek-rule), steps A to C and procedure T; the text has no version of its own
 * and is the one that Droop 0.14 quotes. After Meek, "Une nouvelle approche du scrutin transférable", Mathématiques et
 * sciences humaines 25 (1969).
 *
 * Each elected option keeps of every paper that reaches it a factor just large enough for the quota, and passes the rest
 * on, to elected ones too. Factors are found by iteration, in nine decimals rounded up, until the surplus is below
 * 0.000001 or falls no further; then the option with the fewest votes is defeated, and its papers count as if it had
 * never stood. The quota falls as papers run out.
 *
 * What was chosen. An option is tied for defeat with the lowest if its votes are no more than the lowest plus the surplus
 * (B.3); the rule leaves that to a procedure set before (T), here to the lot. A factor above one, which the rule's rounding
 * could make of an option a last decimal below the quota, is one. The rule knows no equal ranks: `fractional` counts such
 * a paper as all the papers that put them in some order, each at the same fraction (as stv-rs does to "equalize");
 * `refused` refuses the count. Ranks left empty are closed up.
 */
import { refuse } from '../../../kernel/refusals.js';
import { electionMethod, type Result, type Sheet } from '../method.js';
import type { Ballots, Place, Slate } from '../profile.js';
import { levelsOf, orderBy, placesOf, type Level } from '../ranking.js';
import { nobodyChosen } from './gregory.js';
import { branchesOf, distribute, ONE, roundUp, type Branch, type RankedPaper } from './keep.js';
import { writeDefeat, writeRound, type Moment, type RoundEnd } from './meek-sheet.js';

const OMEGA = ONE / 1_000_000n;

type State = 'HOPEFUL' | 'ELECTED' | 'DEFEATED';

interface MeekCount {
  readonly slate: Slate;
  readonly seats: number;
  readonly branches: readonly Branch[];
  readonly sheet: Sheet;
  readonly states: State[];
  readonly factors: bigint[];
  readonly elected: Level[];
  readonly defeated: Level[];
  votes: readonly bigint[];
  round: number;
}

function countMeek(papers: readonly RankedPaper[], slate: Slate, seats: number, sheet: Sheet): Result {
  if (papers.length === 0) return nobodyChosen(slate, seats, sheet);
  const count: MeekCount = {
    slate,
    seats,
    branches: branchesOf(papers),
    sheet,
    states: slate.options.map(() => 'HOPEFUL'),
    factors: slate.options.map(() => ONE),
    elected: [],
    defeated: [],
    votes: slate.options.map(() => 0n),
    round: 0,
  };
  while (hopeful(count).length > seatsLeft(count) && seatsLeft(count) > 0) {
    count.round += 1;
    const { end, surplus } = iterate(count);
    if (end !== 'ELECTED') defeatLowest(count, surplus, end);
  }
  return finish(count);
}

const inState = ({ states }: MeekCount, state: State): readonly Place[] =>
  placesOf(states).filter((place) => states[place] === state);
const hopeful = (count: MeekCount): readonly Place[] => inState(count, 'HOPEFUL');
const seatsLeft = (count: MeekCount): number => count.seats - inState(count, 'ELECTED').length;

/** Step B.2. The first and the last iteration are written down: the last one can be checked by itself. */
function iterate(count: MeekCount): { readonly end: RoundEnd; readonly surplus: bigint } {
  let first: Moment | null = null;
  let before: bigint | null = null;
  for (let iterations = 1; ; iterations += 1) {
    count.votes = distribute(count.branches, count.factors);
    const quota = count.votes.reduce((sum, votes) => sum + votes, 0n) / BigInt(count.seats + 1) + 1n;
    const winners = hopeful(count).filter((place) => (count.votes[place] as bigint) >= quota);
    for (const place of winners) count.states[place] = 'ELECTED';
    const surplus = surplusOf(count, quota);
    const now: Moment = { factors: [...count.factors], votes: count.votes, quota, surplus };
    first ??= now;
    const end = endOf(winners, surplus, before);
    if (end) {
      const levels = orderBy(winners, (place) => count.votes[place] as bigint);
      count.elected.push(...levels);
      writeRound(count, { iterations, end, first, last: now, elected: levels.flat() });
      return { end, surplus };
    }
    before = surplus;
    updateFactors(count, quota);
  }
}

function surplusOf(count: MeekCount, quota: bigint): bigint {
  const surplus = inState(count, 'ELECTED').reduce(
    (sum, place) => sum + (count.votes[place] as bigint) - quota,
    0n,
  );
  return surplus < 0n ? 0n : surplus;
}

function endOf(winners: readonly Place[], surplus: bigint, before: bigint | null): RoundEnd | null {
  if (winners.length > 0) return 'ELECTED';
  if (surplus < OMEGA) return 'OMEGA';
  return before !== null && surplus >= before ? 'STABLE' : null;
}

function updateFactors(count: MeekCount, quota: bigint): void {
  for (const place of inState(count, 'ELECTED')) {
    const factor = roundUp(
      roundUp((count.factors[place] as bigint) * quota, ONE) * ONE,
      count.votes[place] as bigint,
    );
    count.factors[place] = factor > ONE ? ONE : factor;
  }
}

/** Steps B.3 and T. */
function defeatLowest(count: MeekCount, surplus: bigint, end: RoundEnd): void {
  const standing = hopeful(count);
  const lowest = standing.map((place) => count.votes[place] as bigint).reduce((a, b) => (a < b ? a : b));
  const tied = standing.filter((place) => (count.votes[place] as bigint) <= lowest + surplus);
  const without = tied.every((place) => count.votes[place] === 0n) && end === 'OMEGA';
  if (tied.length > 1 && without && standing.length - tied.length >= seatsLeft(count)) {
    // Without votes they change nothing when they go, and all of them go: in which order needs no choice.
    count.sheet.write({
      code: 'STV_TIE_WITHOUT_EFFECT',
      data: { among: tied.map((place) => count.slate.options[place] as string) },
    });
    count.defeated.unshift(tied);
    for (const [at, place] of tied.entries()) {
      // Each has its round, which begins and ends as the one before.
      if (at > 0) count.round += 1;
      defeat(count, place, tied, surplus);
    }
    return;
  }
  const place =
    tied.length === 1 ? (tied[0] as Place) : count.sheet.settle({ of: 'ELIMINATION', among: tied });
  count.defeated.unshift([place]);
  defeat(count, place, tied, surplus);
}

function defeat(count: MeekCount, place: Place, tied: Level, surplus: bigint): void {
  count.states[place] = 'DEFEATED';
  count.factors[place] = 0n;
  writeDefeat(count, { place, tied, surplus });
}

/** Step C. */
function finish(count: MeekCount): Result {
  const rest = orderBy(hopeful(count), (place) => count.votes[place] as bigint);
  const names = rest.flat().map((place) => count.slate.options[place] as string);
  const elects = seatsLeft(count) > 0;
  if (names.length > 0)
    count.sheet.write({ code: 'MEEK_FINISHED', data: { options: names, elected: elects } });
  if (elects) count.elected.push(...rest);
  return {
    seats: count.elected.flat().map((place) => [place]),
    ranking: [...count.elected, ...(elects ? [] : rest), ...count.defeated],
  };
}

/** A paper without any preference is void. */
function readRanks(
  { piles }: Ballots<'RANKED'>,
  equalRanks: 'fractional' | 'refused',
): { readonly papers: readonly RankedPaper[]; readonly valid: bigint; readonly unreadable: bigint } {
  const papers: RankedPaper[] = [];
  let [valid, unreadable] = [0n, 0n];
  for (const { marks, weight } of piles) {
    const levels = levelsOf(marks);
    if (equalRanks === 'refused' && (marks.includes('OVERVOTE') || levels.some(({ length }) => length > 1)))
      throw refuse('ELECTION_INVALID', { reason: 'EQUAL_RANKS' });
    if (levels.length === 0) {
      unreadable += weight;
      continue;
    }
    valid += weight;
    papers.push({ levels, weight });
  }
  return { papers, valid, unreadable };
}

export const meekPrf = electionMethod({
  id: 'stv/meek-prf@1',
  family: 'ROUNDS',
  counts: 'RANKED',
  seats: 'SEVERAL',
  options: {
    equalRanks: { is: 'ONE_OF', values: ['fractional', 'refused'], otherwise: 'fractional' },
  },
  about: {
    fr: 'Vote unique transférable de Meek : chaque option élue garde de chaque bulletin juste de quoi atteindre le quota.',
    en: 'Single transferable vote by Meek: each elected option keeps just enough of each paper to reach the quota.',
  },
  count(profile, seats, { equalRanks }, sheet) {
    const { papers, valid, unreadable } = readRanks(profile, equalRanks);
    sheet.write({
      code: 'STV_PAPERS',
      data: { valid: String(valid), noFirst: '0', severalFirst: String(unreadable) },
    });
    return countMeek(papers, profile.slate, seats, sheet);
  },
});

import { compareFractions, subtract, ZERO, type Fraction } from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import type { Result, Sheet } from '../method.js';
import type { Place, Slate } from '../profile.js';
import { placesOf, type Level } from '../ranking.js';
import type { PapersToTransfer } from './papers.js';
import * as tallies from './tally.js';
import type { Tally } from './tally.js';

/** What sets one count by the weighted inclusive Gregory method apart from another. */
export interface GregoryRule {
  readonly quota: Fraction;
  /** What a paper is worth that goes on from a surplus. */
  transferValue(from: {
    readonly surplus: Fraction;
    readonly votes: Fraction;
    readonly value: Fraction;
  }): Fraction;
  /** All surpluses in one stage, or the largest alone. */
  readonly surpluses: 'together' | 'largest-first';
  /** Ties are looked up in earlier stages before anything else, the latest first; or not. */
  readonly ties: 'previous-stages' | 'lot';
  /** Whether the papers of the last one excluded go on although the seats are filled by then. */
  readonly lastTransfer: 'made' | 'none';
}

type TieOf = 'TRANSFER' | 'ELIMINATION';

/**
 * Counts by transfers of all the papers of whoever has a surplus, each at a fraction of its value: elect those who reach
 * the quota; transfer a surplus; where there is none, exclude who has the fewest votes.
 */
export function countGregory(
  { pile, valid }: PapersToTransfer,
  slate: Slate,
  seats: number,
  rule: GregoryRule,
  sheet: Sheet,
): Result {
  if (valid === 0n) return nobodyChosen(slate, seats, sheet);
  const tally = tallies.layOut(slate, seats, pile, sheet);
  tallies.endStage(tally);
  for (;;) {
    electAtQuota(tally, rule.quota);
    if (tallies.continuing(tally).length <= tallies.vacancies(tally)) electRest(tally);
    if (tallies.vacancies(tally) === 0 || tallies.continuing(tally).length === 0) return resultOf(tally);
    const surpluses = surplusesToTransfer(tally, rule);
    if (surpluses.length > 0) transferSurpluses(tally, surpluses, rule);
    else excludeLowest(tally, rule);
  }
}

/** Without papers all options are alike, whatever a lot would make of each of them. */
export function nobodyChosen({ options }: Slate, seats: number, sheet: Sheet): Result {
  sheet.write({ code: 'STV_NO_PAPERS', data: { seats: String(seats) } });
  const all = placesOf(options);
  if (all.length <= seats) return { seats: all.map((place) => [place]), ranking: [all] };
  return { seats: new Array<Level>(seats).fill(all), ranking: [all] };
}

function electAtQuota(tally: Tally, quota: Fraction): void {
  const reached = tallies
    .continuing(tally)
    .filter((place) => compareFractions(tallies.votesOf(tally, place), quota) >= 0);
  elect(tally, reached, 'QUOTA');
}

const electRest = (tally: Tally): void => elect(tally, tallies.continuing(tally), 'LAST_SEATS');

function elect(tally: Tally, places: readonly Place[], by: 'QUOTA' | 'LAST_SEATS'): void {
  if (places.length === 0) return;
  const levels = tallies.byVotes(tally, places);
  tally.elected.push(...levels);
  for (const place of places) tally.standing[place] = 'ELECTED';
  tally.sheet.write({
    code: 'STV_ELECTED',
    data: { stage: String(tally.stages.length), options: tallies.namesOf(tally, levels.flat()), by },
  });
}

function surplusesToTransfer(tally: Tally, { quota, surpluses, ties }: GregoryRule): readonly Place[] {
  const above = placesOf(tally.votes).filter(
    (place) =>
      tally.standing[place] === 'ELECTED' && compareFractions(tallies.votesOf(tally, place), quota) > 0,
  );
  if (surpluses === 'together' || above.length <= 1) return above;
  const [largest] = tallies.byVotes(tally, above) as readonly [Level];
  return [settle(tally, 'TRANSFER', largest, ties)];
}

function transferSurpluses(tally: Tally, places: readonly Place[], rule: GregoryRule): void {
  for (const place of places) {
    const votes = tallies.votesOf(tally, place);
    const surplus = tallies.surplusOf(tally, place, rule.quota);
    const { transfers, moved } = tallies.transferFrom(tally, place, (value) =>
      rule.transferValue({ surplus, votes, value }),
    );
    const lost = subtract(surplus, moved);
    tallies.keepQuota(tally, place, rule.quota, lost);
    tally.sheet.write({
      code: 'STV_SURPLUS',
      data: {
        stage: tallies.nextStage(tally),
        from: tally.slate.options[place] as string,
        votes: amount(votes),
        surplus: amount(surplus),
        transfers,
        lost: amount(lost),
      },
    });
  }
  tallies.endStage(tally);
}

function excludeLowest(tally: Tally, rule: GregoryRule): void {
  const standing = tallies.continuing(tally);
  const lowest = tallies.byVotes(tally, standing).at(-1) as Level;
  if (lowest.length > 1 && standing.length - lowest.length >= tallies.vacancies(tally))
    if (!lowest.some((place) => tallies.hasPapers(tally, place))) {
      excludeEach(tally, lowest, rule);
      return;
    }
  const place = settle(tally, 'ELIMINATION', lowest, rule.ties);
  tally.excluded.unshift([place]);
  exclude(tally, place, rule);
}

/** Options without papers change nothing when they go, and all of them go: in which order needs no choice. */
function excludeEach(tally: Tally, lowest: Level, rule: GregoryRule): void {
  tally.sheet.write({
    code: 'STV_TIE_WITHOUT_EFFECT',
    data: { among: tallies.namesOf(tally, lowest) },
  });
  tally.excluded.unshift(lowest);
  for (const place of lowest) exclude(tally, place, rule);
}

function exclude(tally: Tally, place: Place, { lastTransfer }: GregoryRule): void {
  const stage = tallies.nextStage(tally);
  const option = tally.slate.options[place] as string;
  const votes = tallies.votesOf(tally, place);
  tally.standing[place] = 'EXCLUDED';
  const last = tallies.continuing(tally).length <= tallies.vacancies(tally);
  if (last && lastTransfer === 'none') {
    tally.sheet.write({ code: 'STV_EXCLUDED_LAST', data: { stage, option, votes: amount(votes) } });
    return;
  }
  const { transfers } = tallies.transferFrom(tally, place, (value) => value);
  tally.votes[place] = ZERO;
  tally.sheet.write({ code: 'STV_EXCLUDED', data: { stage, option, votes: amount(votes), transfers } });
  tallies.endStage(tally);
}

/** One of those tied: by the latest stage before this one that tells them apart, and so on among those it leaves. */
function settle(tally: Tally, of: TieOf, tied: Level, ties: GregoryRule['ties']): Place {
  let left = tied;
  if (ties === 'previous-stages')
    for (let stage = tally.stages.length - 2; stage >= 0 && left.length > 1; stage -= 1)
      left = lookBack(tally, of, left, stage);
  return left.length === 1 ? (left[0] as Place) : tally.sheet.settle({ of, among: left });
}

function lookBack(tally: Tally, of: TieOf, among: Level, stage: number): Level {
  const votes = tally.stages[stage] as readonly Fraction[];
  const levels = tallies.byVotes(tally, among, votes);
  if (levels.length === 1) return among;
  const kept = (of === 'TRANSFER' ? levels[0] : levels.at(-1)) as Level;
  tally.sheet.write({
    code: 'STV_TIE_LOOKED_BACK',
    data: {
      of,
      among: tallies.namesOf(tally, among),
      stage: String(stage + 1),
      votes: tallies.amountsOf(tally, votes, among),
      kept: tallies.namesOf(tally, kept),
    },
  });
  return kept;
}

function resultOf(tally: Tally): Result {
  return {
    seats: tally.elected.flat().map((place) => [place]),
    ranking: [...tally.elected, ...tallies.byVotes(tally, tallies.continuing(tally)), ...tally.excluded],
  };
}

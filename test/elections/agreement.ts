/** What the numbers of a working, as it is read, have to do with each other and with the election: faults, by name. */
import type { Election } from '../../src/core/counting/elections/count-election.js';
import type { BudgetWorking } from '../../src/core/counting/elections/working/budget.js';
import type { GradesWorking } from '../../src/core/counting/elections/working/grades.js';
import type { LotWorking } from '../../src/core/counting/elections/working/lot.js';
import type { MatrixWorking } from '../../src/core/counting/elections/working/matrix.js';
import type { Round } from '../../src/core/counting/elections/working/round.js';
import type { RoundsWorking } from '../../src/core/counting/elections/working/rounds.js';
import type { SeatsWorking } from '../../src/core/counting/elections/working/seats.js';
import type { TotalsWorking } from '../../src/core/counting/elections/working/totals.js';
import type { ElectionWorking } from '../../src/core/counting/elections/working/working.js';
import {
  add,
  compareFractions,
  fraction,
  multiply,
  parseExact,
  subtract,
  ZERO,
  type Fraction,
} from '../../src/core/kernel/fractions.js';

type Amount = { readonly exact: string };
type Winners = Election['winners'];

const exact = ({ exact: text }: Amount): Fraction => parseExact(text) as Fraction;
const sum = (amounts: readonly Amount[]): Fraction => amounts.map(exact).reduce(add, ZERO);
const equal = (a: Fraction, b: Fraction): boolean => compareFractions(a, b) === 0;
const whole = (text: string | number): Fraction => fraction(BigInt(text));
const sorted = (names: readonly string[]): string => [...names].sort().join();

/** Seats that one option has, by name. */
const sure = (winners: Winners): string => sorted(winners.filter(({ length }) => length === 1).flat());
const isSure = (winners: Winners): boolean => winners.every(({ length }) => length === 1);

type Faults = readonly (string | false | undefined)[];

/** Whatever does not agree; empty for a working that does. `isWhole`: the count was carried to its end. */
export function disagreements(
  working: ElectionWorking,
  election: Election,
  winners: Winners,
  isWhole: boolean,
): readonly string[] {
  const faults = ((): Faults => {
    switch (working.family) {
      case 'ROUNDS':
        return ofRounds(working, election, winners, isWhole);
      case 'MATRIX':
        return ofMatrix(working, election, winners, isWhole);
      case 'GRADES':
        return ofGrades(working, election, winners);
      case 'TOTALS':
        return ofTotals(working, election, winners, isWhole);
      case 'SEATS':
        return ofSeats(working, election, winners, isWhole);
      case 'BUDGET':
        return ofBudget(working, winners, isWhole);
      case 'LOT':
        return ofLot(working, winners);
    }
  })();
  return faults.filter((fault) => typeof fault === 'string');
}

function ofRounds(
  { rounds, seatedAtOnce }: RoundsWorking,
  { inputs, method, steps }: Election,
  winners: Winners,
  isWhole: boolean,
): Faults {
  const noPapers = inputs.voters === '0' || steps.some(({ code }) => code === 'STV_NO_PAPERS');
  const elected = [...seatedAtOnce, ...rounds.flatMap((round) => round.elected.map(({ option }) => option))];
  return [
    !noPapers && isWhole && rounds.length + seatedAtOnce.length === 0 && 'EMPTY',
    ...conserved(rounds, inputs.voters, method === 'stv/meek-prf@1'),
    !noPapers && isWhole && isSure(winners) && sorted(elected) !== sure(winners) && 'OTHERS_ELECTED',
  ];
}

/** No vote comes or goes: within a round, and from one to the next. */
function conserved(rounds: readonly Round[], voters: string, isMeek: boolean): Faults {
  return rounds.flatMap((round, at) => {
    const { tallies, exhausted, transfers, threshold, elected } = round;
    const next = rounds[at + 1];
    const goesOn = next && next.seat === round.seat && !isMeek;
    return [
      !equal(add(sum(tallies), sum(exhausted)), whole(voters)) && `ROUND_${at}_NOT_THE_VOTERS`,
      isMeek && transfers.length > 0 && 'MOVED_IN_MEEK',
      goesOn && !talliesFollow(round, next) && `ROUND_${at}_NOT_FOLLOWED`,
      goesOn &&
        !equal(sum(next.exhausted), add(sum(exhausted), sum(transfers.filter(({ to }) => to === null)))) &&
        `ROUND_${at}_EXHAUSTED`,
      elected.some(
        ({ option, reason }) => reason === 'REACHED' && !reaches(tallyOf(round, option), threshold),
      ) && 'ELECTED_BELOW',
      transfers.some(({ to, reason }) => (to === null) !== (reason !== null)) && 'NO_REASON',
      transfers.some((one) => {
        const { ballots, each } = one;
        return ballots !== null && !(each && equal(multiply(exact(each), whole(ballots)), exact(one)));
      }) && 'NOT_BALLOTS_AT_THEIR_WORTH',
    ];
  });
}

const tallyOf = ({ tallies }: Round, name: string): Fraction =>
  sum(tallies.filter(({ option }) => option === name));

/** Where options went together, only what they had together is known to go. */
function talliesFollow(round: Round, next: Round): boolean {
  const gone = new Set(round.transfers.flatMap(({ from }) => (from.length > 1 ? from : [])));
  const names = [...new Set([...round.tallies, ...next.tallies].map(({ option }) => option))];
  return names
    .filter((name) => !gone.has(name))
    .every((name) => {
      const came = sum(round.transfers.filter(({ to }) => to === name));
      const went = sum(round.transfers.filter(({ from }) => from.length === 1 && from[0] === name));
      return equal(subtract(add(tallyOf(round, name), came), went), tallyOf(next, name));
    });
}

const reaches = (tally: Fraction, threshold: Round['threshold']): boolean => {
  if (!threshold) return false;
  const order = compareFractions(tally, exact(threshold));
  return threshold.by === 'EXCEED' ? order > 0 : order >= 0;
};

function ofMatrix(
  { voters, options, cells, rounds, orders, scores, worst, beaten, smithSet, condorcetWinner }: MatrixWorking,
  { inputs, method, status, drawn, winnersBeforeLot }: Election,
  winners: Winners,
  isWhole: boolean,
): Faults {
  const [seat = []] = winners;
  const [tied = []] = drawn === null ? winners : winnersBeforeLot;
  const back = (above: string, below: string): number =>
    cells.find((cell) => cell.above === below && cell.below === above)?.ballots ?? NaN;
  const last = rounds.at(-1);
  return [
    String(voters) !== inputs.voters && 'OTHER_VOTERS',
    cells.length !== options.length * (options.length - 1) && 'NOT_EACH_PAIR',
    !cells.every(({ above, below, ballots }) => ballots + back(above, below) <= voters) && 'MORE_THAN_VOTERS',
    ...conserved(rounds, inputs.voters, false),
    condorcetWinner !== null &&
      !cells.every(
        ({ above, below, ballots }) => above !== condorcetWinner || ballots > back(above, below),
      ) &&
      'CONDORCET_WINNER_BEATEN',
    method === 'condorcet@1' &&
      sorted(condorcetWinner === null ? [] : [condorcetWinner]) !== sorted(seat) &&
      'OTHERS',
    method.startsWith('smith') && !seat.every((option) => smithSet.includes(option)) && 'NOT_IN_THE_SET',
    method === 'smith-irv@1' && options.length > 0 && rounds.length === 0 && 'NO_RUNOFF',
    method === 'smith-irv@1' &&
      isWhole &&
      status === 'ELECTED' &&
      sorted(last?.elected.map(({ option }) => option) ?? []) !== sorted(seat) &&
      'OTHERS_BY_RUNOFF',
    method.startsWith('ranked-pairs') &&
      sorted([...new Set(orders.flatMap((one) => one.winners))]) !== sorted(tied) &&
      'OTHERS_BY_PAIRS',
    scores.some(({ won, equal: same, lost }) => won + same + lost !== options.length - 1) && 'DUELS_NOT_ALL',
    method === 'copeland@1' && !isBest(seat, scores) && 'NOT_THE_BEST_SCORE',
    worst.some(({ option, bad, by }) => by.includes(option) || Number(bad) > voters) && 'WORSE_THAN_VOTERS',
    beaten.some(({ option, by }) => tied.includes(option) || !tied.includes(by)) && 'WINNER_BEATEN',
    beaten.some(({ option, by, path: { through } }) => through[0] !== by || through.at(-1) !== option) &&
      'PATH_ASTRAY',
  ];
}

/** Those seated have more than whoever is not. */
function isBest(
  seat: readonly string[],
  amounts: readonly (Amount & { readonly option: string })[],
): boolean {
  const [inside, outside] = [true, false].map((is) =>
    amounts.filter(({ option }) => seat.includes(option) === is).map(exact),
  ) as [Fraction[], Fraction[]];
  return inside.every((best) => outside.every((other) => compareFractions(best, other) >= 0));
}

function ofGrades(
  { judged, grades, participants, comparisons, predicate }: GradesWorking,
  { inputs, method }: Election,
  winners: Winners,
): Faults {
  const all = winners.flat();
  const rank = (grade: string | null): number => grades.indexOf(grade as string);
  const first = comparisons[0];
  const isByMedian = method.startsWith('majority-judgment') && inputs.voters !== '0' && judged.length > 0;
  return [
    sorted(judged.map(({ option }) => option)) !== sorted(inputs.options) && 'NOT_EACH_OPTION',
    judged.some(
      ({ given, missing }) =>
        given.reduce((all, { number }) => all + Number(number), Number(missing)) !== Number(participants),
    ) && 'NOT_THE_PARTICIPANTS',
    isByMedian && !first && 'NO_MEDIANS',
    isByMedian &&
      judged.some(({ median }) =>
        judged.some(
          (one) => all.includes(one.option) && winners.length === 1 && rank(one.median) < rank(median),
        ),
      ) &&
      'WINNER_BELOW_A_MEDIAN',
    comparisons.some(({ medians, alike, left }) => medians.length === 0 && !alike && left !== '0') &&
      'NOT_COMPARED',
    predicate !== null &&
      judged.some(({ agreement, option }) => all.includes(option) && !agreement?.holds) &&
      'NOT_AGREED',
  ];
}

function ofTotals(
  { voters, unit, totals, setAside, marks, approvals, majority, runoff, dots }: TotalsWorking,
  { inputs, method }: Election,
  winners: Winners,
  isWhole: boolean,
): Faults {
  const out = setAside.reduce((all, { ballots }) => all + ballots, 0);
  const byTotals = method !== 'star@1' && method !== 'majority@1';
  const [first = []] = winners;
  return [
    inputs.voters !== '0' && totals.length !== inputs.options.length && 'NOT_EACH_OPTION',
    unit === 'VOICES' && !equal(sum(totals), whole(voters - out)) && 'VOICES_NOT_THE_VOTERS',
    unit === 'DOTS' && !equal(sum(totals), whole(dots?.given ?? 0)) && 'DOTS_NOT_GIVEN',
    unit === 'APPROVALS' &&
      !equal(sum(totals), whole(approvals.reduce((all, one) => all + one.approved * one.ballots, 0))) &&
      'APPROVALS_NOT_GIVEN',
    marks.some(
      ({ marks: rows, missing }) =>
        rows.reduce((all, { ballots }) => all + ballots, missing) !== Number(inputs.voters),
    ) && 'MARKS_NOT_THE_VOTERS',
    byTotals && totals.length > 0 && !isBest(first, totals) && 'NOT_THE_MOST',
    majority !== null && majority.reached !== winners.length > 0 && 'MAJORITY_WITHOUT_A_WINNER',
    isWhole &&
      method === 'star@1' &&
      inputs.voters !== '0' &&
      inputs.options.length > 1 &&
      !runoff &&
      'NO_RUNOFF',
    isWhole && runoff?.winner != null && first.join() !== runoff.winner && 'OTHERS_BY_RUNOFF',
  ];
}

function ofSeats(
  { seats, best, elected, unapproved }: SeatsWorking,
  { inputs }: Election,
  winners: Winners,
  isWhole: boolean,
): Faults {
  const filled = seats.flatMap(({ filledBy }) => filledBy ?? []);
  const names = [...filled, ...elected];
  return [
    inputs.voters !== '0' && seats.length + (best ? 1 : 0) === 0 && 'EMPTY',
    isWhole && !names.every((name) => winners.flat().includes(name)) && 'OTHERS_SEATED',
    isWhole && unapproved.length === 0 && sorted(names) !== sure(winners) && 'NOT_ALL_SEATED',
    seats.some(
      ({ weighed, filledBy }) => filledBy !== null && !weighed.some(({ option }) => option === filledBy),
    ) && 'NOT_WEIGHED',
    seats.some(({ weighed }) =>
      weighed.some(({ rows }) => rows.reduce((all, { ballots }) => all + ballots, 0) > Number(inputs.voters)),
    ) && 'MORE_THAN_VOTERS',
  ];
}

function ofBudget(
  { budget, purchases, added, spent, left, projects, kept, voters }: BudgetWorking,
  winners: Winners,
  isWhole: boolean,
): Faults {
  const bought = [...purchases, ...added].map(({ option }) => option);
  return [
    projects.length === 0 && 'EMPTY',
    isWhole && voters > 0 && !kept && 'NOTHING_KEPT',
    BigInt(spent) + BigInt(left) !== BigInt(budget) && 'NOT_THE_BUDGET',
    BigInt(left) < 0n && 'OVERSPENT',
    isWhole && sorted(bought) !== sure(winners) && 'OTHERS_BOUGHT',
    purchases.some(({ cost, payers }) => {
      const paid = payers.map(({ pays, ballots }) => multiply(exact(pays), whole(ballots))).reduce(add, ZERO);
      return !equal(paid, whole(cost));
    }) && 'NOT_PAID',
    purchases.some(({ payers }) =>
      payers.some(({ has, pays }) => compareFractions(exact(pays), exact(has)) > 0),
    ) && 'PAID_WITH_MORE_THAN_THEY_HAVE',
    purchases.some(({ rate, rates }) =>
      rates.some((other) => compareFractions(exact(other), exact(rate)) < 0),
    ) && 'NOT_THE_LOWEST_RATE',
  ];
}

const ofLot = ({ pool, order, drawnOptions, selections, value }: LotWorking, winners: Winners): Faults => [
  pool.length === 0 && 'EMPTY',
  value === null && pool.length > 1 && 'WITHOUT_A_VALUE',
  selections.length === 0 && sorted(order) !== sorted(pool.map(({ option }) => option)) && 'NOT_ALL_IN_ORDER',
  sorted(drawnOptions) !== sure(winners) && 'OTHERS_DRAWN',
];

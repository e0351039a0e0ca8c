/** Redoes STAR's runoff from its working alone: who reached it, by which tie rules, and who won it. */
import type { Fraction } from '../../../kernel/fractions.js';
import type { Election } from '../count-election.js';
import type { CommonFacts, ElectionStep } from '../steps.js';
import type { StarFacts } from '../totals/star-facts.js';
import type { Demand } from './finding.js';
import { levelsBy, sameSet, wholeOf } from './numbers.js';
import { sameSets, type Standing } from './standing.js';

/** What is known between two steps. */
export interface StarSoFar {
  readonly reached: readonly string[];
  /** Those tied for the next place, as far as rules have parted them. */
  readonly tied: readonly string[];
  readonly higher: ReadonlyMap<string, string>;
  /** Those who were compared two by two last. */
  readonly compared: readonly string[];
  /** Those of whom nothing has parted who won; null before the runoff. */
  readonly won: readonly string[] | null;
}

/** What the runoff stands on. */
export interface StarGrounds {
  readonly points: ReadonlyMap<string, Fraction>;
  readonly best: ReadonlyMap<string, bigint>;
  readonly voters: bigint;
  readonly options: Election['options'];
}

export const BEFORE_STAR: StarSoFar = { reached: [], tied: [], higher: new Map(), compared: [], won: null };

/** What one step makes of what was known; other steps change nothing. */
export function replayStarStep(
  soFar: StarSoFar,
  step: ElectionStep,
  grounds: StarGrounds,
  demand: Demand,
): StarSoFar {
  switch (step.code) {
    case 'SCORE_TIE':
      return replayScoreTie(soFar, step.data, grounds, demand);
    case 'HEAD_TO_HEAD':
      return replayHeadToHead(soFar, step.data, grounds, demand);
    case 'BEST_SCORES':
      return replayBest(soFar, step.data, grounds, demand);
    case 'TIE_SETTLED_BY_LOT':
      return step.data.of === 'RUNOFF' ? reachByLot(soFar, step.data, grounds, demand) : soFar;
    case 'RUNOFF_REACHED':
      return replayReached(soFar, step.data, grounds, demand);
    case 'RUNOFF':
      return replayRunoff(soFar, step.data, grounds, demand);
    case 'RUNOFF_BY_POINTS':
      return replayByPoints(soFar, step.data, grounds, demand);
    case 'RUNOFF_BY_BEST_SCORES':
      return replayByBest(soFar, step.data, grounds, demand);
    default:
      return soFar;
  }
}

/** One of those tied goes to the runoff, by a lot or on a way that is followed. */
function reachByLot(
  soFar: StarSoFar,
  { order, chosen }: CommonFacts['TIE_SETTLED_BY_LOT'],
  grounds: StarGrounds,
  demand: Demand,
): StarSoFar {
  const { tied, compared } = soFar;
  demand(!isCompared(tied, grounds) || sameSet(compared, tied), 'NOT_COMPARED_BEFORE_A_LOT');
  demand(sameSet(order, soFar.tied) && soFar.tied.includes(chosen), 'CHOSEN_NOT_TIED');
  return { ...soFar, reached: [...soFar.reached, chosen], tied: [] };
}

/** Where the count ended; null before a runoff was reached. */
export function starStanding({ reached, won }: StarSoFar, { points }: StarGrounds): Standing | null {
  if (won === null) return null;
  const lost = reached.filter((name) => !won.includes(name));
  const others = [...points.keys()].filter((name) => !reached.includes(name)).sort();
  const ranking = [[...won].sort(), lost, others].filter((level) => level.length > 0);
  return { ranking, seats: [[...won].sort()] };
}

const placesIn = ({ points }: StarGrounds): number => Math.min(2, points.size);

/** Those of the most points among whoever did not reach the runoff. */
const firstLeft = ({ reached }: StarSoFar, { points }: StarGrounds): readonly string[] | undefined =>
  levelsBy(
    [...points.keys()].sort().filter((name) => !reached.includes(name)),
    (name) => points.get(name) as Fraction,
  )[0];

/** Those whom points alone bring to the runoff. */
function advanced(soFar: StarSoFar, grounds: StarGrounds): StarSoFar {
  const first = firstLeft(soFar, grounds);
  const free = placesIn(grounds) - soFar.reached.length;
  if (first === undefined || first.length > free) return soFar;
  return advanced({ ...soFar, reached: [...soFar.reached, ...first] }, grounds);
}

function replayScoreTie(
  before: StarSoFar,
  { among, points, places }: StarFacts['SCORE_TIE'],
  grounds: StarGrounds,
  demand: Demand,
): StarSoFar {
  demand(before.tied.length === 0, 'TIE_NOT_SETTLED');
  const soFar = advanced(before, grounds);
  const first = firstLeft(soFar, grounds);
  demand(first !== undefined && sameSets([among], [first]), 'TIED_ARE_OTHERS');
  demand(Number(places) === placesIn(grounds) - soFar.reached.length, 'PLACES_CHANGED');
  demand(
    among.every((name) => printWhole(grounds.points.get(name)) === points),
    'POINTS_CHANGED',
  );
  return { ...soFar, tied: among };
}

const printWhole = (number: Fraction | undefined): string =>
  number === undefined ? '' : String(number.numerator);

/** As many of those tied as are left after a rule; they go to the runoff as soon as there are places for all. */
function narrowed(soFar: StarSoFar, left: readonly string[], grounds: StarGrounds): StarSoFar {
  const free = placesIn(grounds) - soFar.reached.length;
  if (left.length > free) return { ...soFar, tied: left };
  return { ...soFar, reached: [...soFar.reached, ...left], tied: [] };
}

type Duel = StarFacts['HEAD_TO_HEAD']['duels'][number];

/** The one that more ballots score higher; null where as many do. Ballots make up all, and are those said before. */
function winnerOf(
  soFar: StarSoFar,
  { of: [a, b], higher, same }: Duel,
  voters: bigint,
  demand: Demand,
): string | null {
  const [x, y] = higher.map((number) => wholeOf(number, demand)) as [bigint, bigint];
  demand(x + y + wholeOf(same, demand) === voters, 'BALLOTS_NOT_ALL');
  const known = soFar.higher.get([a, b].join('\n'));
  demand(known === undefined || known === higher.join(), 'BALLOTS_OF_A_PAIR_CHANGED');
  if (x === y) return null;
  return x > y ? a : b;
}

const isCompared = (tied: readonly string[], { options }: StarGrounds): boolean =>
  options['headToHead'] === 'FEWEST_LOSSES' || tied.length === 2;

function replayHeadToHead(
  soFar: StarSoFar,
  { duels, losses, out }: StarFacts['HEAD_TO_HEAD'],
  grounds: StarGrounds,
  demand: Demand,
): StarSoFar {
  const { tied } = soFar;
  const pairs = tied.flatMap((a, at) => tied.slice(at + 1).map((b) => [a, b]));
  demand(
    sameSets(
      pairs,
      duels.map(({ of }) => of),
    ),
    'DUELS_OF_OTHERS',
  );
  demand(isCompared(tied, grounds), 'COMPARED_AGAINST_THE_RULE');
  demand(!sameSet(soFar.compared, tied), 'COMPARED_TWICE');
  const winners = duels.map((duel) => winnerOf(soFar, duel, grounds.voters, demand));
  const lossesOf = (name: string): number =>
    duels.filter(({ of }, at) => of.includes(name) && winners[at] !== null && winners[at] !== name).length;
  demand(
    tied.every((name) => losses[name] === String(lossesOf(name))),
    'LOSSES_NOT_BY_DUELS',
  );
  const most = Math.max(...tied.map(lossesOf));
  const worst = tied.filter((name) => lossesOf(name) === most);
  const gone = worst.length === tied.length ? [] : worst;
  demand(sameSets([out], [gone]), 'OUT_NOT_BY_LOSSES');
  const higher = new Map([
    ...soFar.higher,
    ...duels.map(({ of, higher: numbers }) => [of.join('\n'), numbers.join()] as const),
  ]);
  return narrowed(
    { ...soFar, higher, compared: tied },
    tied.filter((name) => !gone.includes(name)),
    grounds,
  );
}

function replayBest(
  soFar: StarSoFar,
  { score, ballots, left }: StarFacts['BEST_SCORES'],
  grounds: StarGrounds,
  demand: Demand,
): StarSoFar {
  const { tied } = soFar;
  checkBest(score, ballots, tied, grounds, demand);
  const bestOf = (name: string): bigint => grounds.best.get(name) ?? 0n;
  const most = tied.map(bestOf).reduce((a, b) => (a > b ? a : b), 0n);
  const kept = tied.filter((name) => bestOf(name) === most);
  demand(sameSets([left], [kept]), 'LEFT_NOT_BY_BEST_SCORES');
  return narrowed(soFar, kept, grounds);
}

function checkBest(
  score: string,
  ballots: { readonly [option: string]: string },
  among: readonly string[],
  { best, options }: StarGrounds,
  demand: Demand,
): void {
  demand(options['fiveStar'] === true && score === String(options['maxScore']), 'RULE_CHANGED');
  demand(
    among.every((name) => ballots[name] === String(best.get(name) ?? 0n)),
    'BEST_SCORES_CHANGED',
  );
}

function replayReached(
  before: StarSoFar,
  { options }: StarFacts['RUNOFF_REACHED'],
  grounds: StarGrounds,
  demand: Demand,
): StarSoFar {
  demand(before.tied.length === 0, 'TIE_NOT_SETTLED');
  const soFar = advanced(before, grounds);
  demand(sameSets([options], [soFar.reached]) && options.length === placesIn(grounds), 'OTHERS_REACHED_IT');
  return { ...soFar, reached: options, won: options.length === 1 ? options : null };
}

function replayRunoff(
  soFar: StarSoFar,
  { winner, ...duel }: StarFacts['RUNOFF'],
  { voters }: StarGrounds,
  demand: Demand,
): StarSoFar {
  demand(sameSets([duel.of], [[...soFar.reached].sort()]), 'RUNOFF_OF_OTHERS');
  const due = winnerOf(soFar, duel, voters, demand);
  demand(winner === due, 'WINNER_NOT_BY_BALLOTS');
  return { ...soFar, won: due === null ? soFar.reached : [due] };
}

/** Who of two has more; null where they have as many. */
function ahead(two: readonly string[], numberOf: (name: string) => bigint): string | null {
  const [a, b] = two as readonly [string, string];
  if (numberOf(a) === numberOf(b)) return null;
  return numberOf(a) > numberOf(b) ? a : b;
}

function replayByPoints(
  soFar: StarSoFar,
  { points, winner }: StarFacts['RUNOFF_BY_POINTS'],
  grounds: StarGrounds,
  demand: Demand,
): StarSoFar {
  demand(soFar.won?.length === 2, 'RUNOFF_WAS_SETTLED');
  const pointsOf = (name: string): bigint => grounds.points.get(name)?.numerator ?? 0n;
  demand(
    soFar.reached.every((name) => points[name] === String(pointsOf(name))),
    'POINTS_CHANGED',
  );
  const due = ahead(soFar.reached, pointsOf);
  demand(winner === due, 'WINNER_NOT_BY_POINTS');
  return { ...soFar, won: due === null ? soFar.reached : [due] };
}

function replayByBest(
  soFar: StarSoFar,
  { score, ballots, winner }: StarFacts['RUNOFF_BY_BEST_SCORES'],
  grounds: StarGrounds,
  demand: Demand,
): StarSoFar {
  demand(soFar.won?.length === 2, 'RUNOFF_WAS_SETTLED');
  checkBest(score, ballots, soFar.reached, grounds, demand);
  const bestOf = (name: string): bigint => grounds.best.get(name) ?? 0n;
  const due = ahead(soFar.reached, bestOf);
  demand(winner === due, 'WINNER_NOT_BY_BEST_SCORES');
  return { ...soFar, won: due === null ? soFar.reached : [due] };
}

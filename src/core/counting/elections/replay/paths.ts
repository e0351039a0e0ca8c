/**
 * Paths through wins, searched anew: whether what a count by strongest paths or by ranked pairs says of them follows from
 * the matrix, with none of the code of either.
 */
import type { Duel, MatrixFacts, Measure, Path } from '../matrix/facts.js';
import type { ElectionStep } from '../steps.js';
import type { Demand } from './finding.js';
import { sameList, sameSet } from './numbers.js';

/** The matrix as it was said: for each name, the ballots that put it above each other. */
export interface Compared {
  readonly names: readonly string[];
  readonly voters: bigint;
  readonly votes: (above: string, below: string) => bigint;
  readonly beats: (one: string, other: string) => boolean;
}

/** The strongest paths as they were said. */
export interface SaidPaths {
  readonly measure: Measure;
  readonly of: (from: string, to: string) => Path | undefined;
}

type Link = readonly [winner: string, loser: string];

/** Positive where the first win is the stronger one, zero where they are as strong. */
function compareLinks({ votes }: Compared, measure: Measure, [a, b]: Link, [c, d]: Link): number {
  const [own, against, others, back] = [votes(a, b), votes(b, a), votes(c, d), votes(d, c)];
  if (measure === 'MARGINS') return Number(own - against - (others - back));
  return own === others ? Number(back - against) : Number(own - others);
}

/** How many links it takes to come from a name to each that can be reached. */
function distances(
  names: readonly string[],
  from: string,
  leads: (one: string, other: string) => boolean,
): ReadonlyMap<string, number> {
  const found = new Map([[from, 0]]);
  for (const [name, far] of found)
    for (const next of names) if (!found.has(next) && leads(name, next)) found.set(next, far + 1);
  return found;
}

const linksOf = ({ through }: Path): readonly Link[] =>
  through.slice(1).map((to, at) => [through[at] as string, to] as const);

const isDuel = ({ votes }: Compared, duel: Duel, [winner, loser]: Link): boolean =>
  duel.winner === winner &&
  duel.loser === loser &&
  duel.votes === String(votes(winner, loser)) &&
  duel.against === String(votes(loser, winner));

/** A path for each two between which one leads, and none is stronger, or as strong and shorter. */
export function checkPaths(
  matrix: Compared,
  standing: readonly string[],
  { measure, paths }: MatrixFacts['STRONGEST_PATHS'],
  demand: Demand,
): SaidPaths {
  demand(sameSet(Object.keys(paths), matrix.names), 'NOT_EACH_OPTION');
  for (const from of matrix.names) {
    const row = paths[from] ?? {};
    const reached = standing.includes(from) ? distances(standing, from, matrix.beats) : new Map([[from, 0]]);
    const due = [...reached.keys()].filter((to) => to !== from);
    demand(sameSet(Object.keys(row), due), 'PATHS_NOT_TO_WHERE_WINS_LEAD');
    for (const [to, path] of Object.entries(row))
      checkPath(matrix, { measure, standing, from, to, path }, demand);
  }
  return { measure, of: (from, to) => paths[from]?.[to] };
}

interface OnePath {
  readonly measure: Measure;
  readonly standing: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly path: Path;
}

function checkPath(matrix: Compared, { measure, standing, from, to, path }: OnePath, demand: Demand): void {
  const { through, weakest } = path;
  const links = linksOf(path);
  const isPath =
    through[0] === from &&
    through.at(-1) === to &&
    links.length > 0 &&
    links.every(([one, other]) => standing.includes(other) && matrix.beats(one, other));
  demand(isPath, 'NOT_A_PATH');
  if (!isPath) return;
  const compare = (a: Link, b: Link): number => compareLinks(matrix, measure, a, b);
  const last = links.reduce((a, b) => (compare(b, a) < 0 ? b : a));
  demand(isDuel(matrix, weakest, last), 'NOT_THE_WEAKEST_WIN');
  const stronger = distances(
    standing,
    from,
    (one, other) => matrix.beats(one, other) && compare([one, other], last) > 0,
  );
  demand(!stronger.has(to), 'A_STRONGER_PATH');
  const asStrong = distances(
    standing,
    from,
    (one, other) => matrix.beats(one, other) && compare([one, other], last) >= 0,
  );
  demand(asStrong.get(to) === links.length, 'A_SHORTER_PATH');
}

/** Those win above whom nobody stands; whom they stand above is shown by both paths. */
export function checkDecision(
  {
    matrix,
    standing,
    paths,
  }: { readonly matrix: Compared; readonly standing: readonly string[]; readonly paths: SaidPaths | null },
  { winners, beaten }: MatrixFacts['PATHS_DECIDE'],
  demand: Demand,
): readonly string[] {
  demand(paths !== null, 'NO_PATHS');
  if (paths === null) return winners;
  const linkOf = ({ weakest }: Path): Link => [weakest.winner, weakest.loser];
  const isAbove = (one: string, other: string): boolean => {
    const [there, back] = [paths.of(one, other), paths.of(other, one)];
    if (!there || !back) return there !== undefined;
    return compareLinks(matrix, paths.measure, linkOf(there), linkOf(back)) > 0;
  };
  const due = standing.filter((name) => standing.every((other) => !isAbove(other, name)));
  demand(sameList(winners, due), 'WINNERS_NOT_BY_PATHS');
  const pairs = due.flatMap((by) => standing.filter((name) => isAbove(by, name)).map((name) => [name, by]));
  demand(
    sameList(
      beaten.map(({ option, by }) => JSON.stringify([option, by])),
      pairs.map((pair) => JSON.stringify(pair)),
    ),
    'BEATEN_NOT_BY_PATHS',
  );
  for (const { option, by, path, back } of beaten)
    demand(
      samePath(path, paths.of(by, option)) && samePath(back ?? undefined, paths.of(option, by)),
      'ANOTHER_PATH',
    );
  return due;
}

const samePath = (a: Path | undefined, b: Path | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : sameList(a.through, b.through) &&
      (['winner', 'loser', 'votes', 'against'] as const).every((key) => a.weakest[key] === b.weakest[key]);

const linksIn = ({ names, beats }: Compared): readonly Link[] =>
  names.flatMap((one) => names.filter((other) => beats(one, other)).map((other) => [one, other] as const));

/** Every win once, none before a stronger one; shut out by a path of those before it, or locked in for want of one. */
export function checkLocked(
  matrix: Compared,
  { measure, winners, pairs }: MatrixFacts['PAIRS_LOCKED'],
  demand: Demand,
): readonly string[] {
  const locked: Link[] = [];
  let before: Link | null = null;
  demand(
    sameSet(
      pairs.map(({ winner, loser }) => JSON.stringify([winner, loser])),
      linksIn(matrix).map((link) => JSON.stringify(link)),
    ),
    'PAIRS_NOT_THE_WINS',
  );
  for (const { shutOutBy, ...duel } of pairs) {
    const link = [duel.winner, duel.loser] as const;
    demand(isDuel(matrix, duel, link), 'VOTES_NOT_BY_MATRIX');
    demand(before === null || compareLinks(matrix, measure, before, link) >= 0, 'A_STRONGER_PAIR_LATER');
    before = link;
    const isLocked = (a: string, b: string): boolean => locked.some(([c, d]) => a === c && b === d);
    const far = distances(matrix.names, duel.loser, isLocked).get(duel.winner);
    if (shutOutBy === null) demand(far === undefined, 'LOCKED_IN_CLOSES_A_CYCLE');
    else {
      const links = linksOf({ through: shutOutBy, weakest: duel });
      const leads = shutOutBy[0] === duel.loser && shutOutBy.at(-1) === duel.winner;
      demand(leads && links.length === far && links.every(([a, b]) => isLocked(a, b)), 'NOT_SHUT_OUT');
    }
    if (shutOutBy === null) locked.push(link);
  }
  const due = matrix.names.filter((name) => locked.every(([, loser]) => loser !== name));
  demand(sameList(winners, due), 'WINNERS_LOSE_A_LOCKED_PAIR');
  return due;
}

/** Where nobody could want to try more orders than this, it is for a recount to say that no other order elects others. */
const MOST_STANDINGS = 1_000;

/** Who wins by some order: those of the orders shown, and no others where all orders can be tried. */
export function checkOrders(
  { matrix, orders }: { readonly matrix: Compared; readonly orders: readonly (readonly string[])[] },
  measure: Measure,
  step: ElectionStep<'ORDERS_OF_EQUAL_PAIRS' | 'ORDERS_NOT_FOLLOWED'>,
  demand: Demand,
): readonly string[] {
  const { names } = matrix;
  const shown = names.filter((name) => orders.some((winners) => winners.includes(name)));
  demand(sameList(step.data.winners, shown), 'WINNERS_BY_NO_ORDER_SHOWN');
  const firsts = orders.map((winners, at) =>
    winners.find((name) => !orders.slice(0, at).flat().includes(name)),
  );
  demand(
    firsts.every((name, at) => name !== undefined && (at === 0 || (firsts[at - 1] as string) < name)),
    'ORDER_SHOWN_FOR_NOBODY_NEW',
  );
  const undecided = step.code === 'ORDERS_NOT_FOLLOWED' ? step.data.undecided : [];
  demand(
    sameList(
      undecided,
      names.filter((name) => undecided.includes(name) && !shown.includes(name)),
    ),
    'UNDECIDED_NOT_THE_OTHERS',
  );
  const winners = names.filter((name) => shown.includes(name) || undecided.includes(name));
  const ends = everyOrder(matrix, measure);
  if (ends === null) return winners;
  const isTop = (rows: readonly bigint[], at: number): boolean =>
    rows.every((row) => ((row >> BigInt(at)) & 1n) === 0n);
  const due = names.filter((_, at) => ends.some((rows) => isTop(rows, at)));
  demand(
    due.every((name) => winners.includes(name)),
    'WINNERS_BY_AN_ORDER_NOT_SHOWN',
  );
  if (step.code === 'ORDERS_OF_EQUAL_PAIRS' && step.data.outcomes !== null)
    demand(step.data.outcomes === String(ends.length), 'OUTCOMES_NOT_AS_MANY');
  return winners;
}

/** Where every order of equal pairs can end, row by row who stands below each name; null where there are too many. */
function everyOrder(matrix: Compared, measure: Measure): readonly (readonly bigint[])[] | null {
  const { names } = matrix;
  const compare = (a: Link, b: Link): number => compareLinks(matrix, measure, a, b);
  let left = [...linksIn(matrix)].sort((a, b) => compare(b, a));
  let ends: readonly (readonly bigint[])[] = [names.map(() => 0n)];
  while (left.length > 0) {
    const [first] = left as [Link];
    const tier = left.filter((link) => compare(first, link) === 0);
    left = left.slice(tier.length);
    const places = tier.map(([one, other]) => [names.indexOf(one), names.indexOf(other)] as const);
    const known = new Map(ends.map((rows) => [rows.join(), rows]));
    const next: (readonly bigint[])[] = [];
    for (const rows of known.values()) {
      if (known.size > MOST_STANDINGS) return null;
      const isBelow = (one: number, other: number): boolean =>
        (((rows[one] as bigint) >> BigInt(other)) & 1n) === 1n;
      const open = places.filter(([one, other]) => !isBelow(one, other) && !isBelow(other, one));
      if (open.length === 0) next.push(rows);
      for (const [one, other] of open) {
        const gained = (rows[other] as bigint) | (1n << BigInt(other));
        const after = rows.map((row, at) => (at === one || isBelow(at, one) ? row | gained : row));
        known.set(after.join(), after);
      }
    }
    ends = next;
  }
  return ends;
}

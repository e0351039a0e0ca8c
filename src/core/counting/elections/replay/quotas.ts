/**
 * Redoes quotas on the winners from the working alone, with none of the code that kept them: what was asked comes to these
 * bounds, whoever was passed over could not have been seated, and whoever was seated stood next in the ranking.
 */
import { parseFraction } from '../../../kernel/fractions.js';
import type { Election } from '../count-election.js';
import type { Bound, BoundNamed, QuotaFacts } from '../quotas/facts.js';
import type { ElectionStep } from '../steps.js';
import type { Demand } from './finding.js';
import { sameList, sameSet } from './numbers.js';

export interface QuotasSoFar {
  readonly bounds: readonly Bound[] | null;
  /** Those seated down a ranking, in their order. */
  readonly seated: readonly string[];
  readonly passed: readonly string[];
  /** Of whom a lot has just chosen. */
  readonly chosen: { readonly among: readonly string[]; readonly name: string } | null;
}

export const BEFORE_QUOTAS: QuotasSoFar = { bounds: null, seated: [], passed: [], chosen: null };

/** What quotas look at beside their own steps. */
export interface Beside {
  readonly election: Election;
  /** Down which seats are filled. */
  readonly ranking: readonly (readonly string[])[];
  /** Those whom a method seated by itself. */
  readonly filled: readonly string[];
}

export function replayQuotaStep(
  soFar: QuotasSoFar,
  step: ElectionStep,
  beside: Beside,
  demand: Demand,
): QuotasSoFar {
  switch (step.code) {
    case 'QUOTAS':
      return replayQuotas(soFar, step.data, beside.election, demand);
    case 'QUOTAS_PASSED_OVER':
      checkHeld(soFar, step.data, beside, demand);
      return { ...soFar, passed: [...soFar.passed, ...step.data.options.map(({ option }) => option)] };
    case 'QUOTAS_SEATED':
      return replaySeated(soFar, step.data, beside, demand);
    case 'SEAT_WEIGHED':
      checkWeighed(soFar, Object.keys(step.data.options), beside, demand);
      return soFar;
    case 'PAV_BEST':
      for (const { members } of step.data.best) checkMet(soFar, members, beside.election, demand);
      return soFar;
    case 'TIE_SETTLED_BY_LOT':
      return { ...soFar, chosen: { among: step.data.order, name: step.data.chosen } };
    default:
      return soFar;
  }
}

/** Quotas that were asked for stand in the working, and those in the end meet them. */
export function checkQuotas(
  { bounds }: QuotasSoFar,
  seats: readonly (readonly string[])[] | null,
  election: Election,
  demand: Demand,
): void {
  demand((bounds !== null) === (election.options['quotas'] !== undefined), 'QUOTAS_PASSED_OVER_IN_SILENCE');
  if (bounds === null || seats === null || seats.some(({ length }) => length > 1)) return;
  checkMet({ ...BEFORE_QUOTAS, bounds }, seats.flat(), election, demand);
}

/** The seats down a ranking; those of one place of it stand by name. */
export const seatsByQuotas = (
  { seated }: QuotasSoFar,
  ranking: readonly (readonly string[])[],
): readonly (readonly string[])[] =>
  ranking.flatMap((level) => [...level].filter((name) => seated.includes(name)).sort()).map((name) => [name]);

function replayQuotas(
  soFar: QuotasSoFar,
  { seats, bounds }: QuotaFacts['QUOTAS'],
  election: Election,
  demand: Demand,
): QuotasSoFar {
  demand(soFar.bounds === null && seats === String(seatsOf(election)), 'QUOTAS_OF_OTHER_SEATS');
  const due = boundsDue(election).map((bound) => JSON.stringify(inOrder(bound)));
  demand(
    sameSet(
      bounds.map((bound) => JSON.stringify(inOrder(bound))),
      due,
    ),
    'BOUNDS_NOT_THOSE_ASKED',
  );
  return { ...soFar, bounds };
}

const inOrder = ({ group, of, number, options }: Bound): readonly unknown[] => [group, of, number, options];

const seatsOf = ({ seats, inputs }: Election): number => Math.min(seats, inputs.options.length);

interface Asked {
  readonly group: string;
  readonly least: number | string | null;
  readonly most: number | string | null;
  readonly from: number | null;
}

function boundsDue(election: Election): readonly Bound[] {
  const quotas = (election.options['quotas'] ?? []) as unknown as readonly Asked[];
  const groups = (election.options['groups'] ?? {}) as { readonly [option: string]: readonly string[] };
  const membersOf = (group: string): readonly string[] =>
    election.inputs.options.filter(
      (option) => Object.hasOwn(groups, option) && groups[option]?.includes(group),
    );
  const bounds: Bound[] = [];
  for (const { group: asked, least, most, from } of quotas) {
    if (from !== null && from > election.seats) continue;
    const each = new Set(
      election.inputs.options.flatMap((option) =>
        Object.hasOwn(groups, option) ? (groups[option] ?? []) : [],
      ),
    );
    const names = asked.endsWith(':*')
      ? [...each].filter((name) => name.startsWith(asked.slice(0, asked.length - 1)))
      : [asked];
    for (const group of names) {
      const options = membersOf(group);
      const low = shareOf(least ?? 0, election.seats);
      const high = shareOf(most ?? election.seats, election.seats);
      const reach = BigInt(Math.min(seatsOf(election), options.length));
      if (low.down > 0n) bounds.push({ group, of: 'LEAST', number: String(low.down), options });
      if (most !== null && high.up < reach)
        bounds.push({ group, of: 'MOST', number: String(high.up), options });
    }
  }
  return bounds.filter(
    (bound, at) =>
      bounds.findIndex((other) => JSON.stringify(inOrder(other)) === JSON.stringify(inOrder(bound))) === at,
  );
}

function shareOf(share: number | string, seats: number): { readonly down: bigint; readonly up: bigint } {
  if (typeof share === 'number') return { down: BigInt(share), up: BigInt(share) };
  const read = parseFraction(share);
  if (!read) return { down: -1n, up: -1n };
  const whole = read.numerator * BigInt(seats);
  const down = whole / read.denominator;
  return { down, up: down * read.denominator === whole ? down : down + 1n };
}

const isMet = ({ of, number, options }: Bound, members: readonly string[]): boolean => {
  const has = options.filter((name) => members.includes(name)).length;
  return of === 'LEAST' ? has >= Number(number) : has <= Number(number);
};

function checkMet(
  { bounds }: QuotasSoFar,
  members: readonly string[],
  election: Election,
  demand: Demand,
): void {
  if (bounds === null) return;
  demand(
    members.length === seatsOf(election) && bounds.every((bound) => isMet(bound, members)),
    'QUOTAS_NOT_MET',
  );
}

/** Whether some committee meets the bounds, with some and without others: option after option, taken or left. */
export function canMeet(
  bounds: readonly Bound[],
  { options, seats }: { readonly options: readonly string[]; readonly seats: number },
  seated: readonly string[],
  out: readonly string[],
): boolean {
  const sizeOf = (name: string): number =>
    Math.min(
      Infinity,
      ...bounds.filter((one) => one.options.includes(name)).map((one) => one.options.length),
    );
  const keyOf = (name: string): string => String(bounds.map((one) => one.options.includes(name)));
  const order = options
    .filter((name) => !out.includes(name))
    .sort((a, b) => sizeOf(a) - sizeOf(b) || (keyOf(a) < keyOf(b) ? -1 : 1));
  // From here on nobody of that bound comes any more.
  const lastOf = bounds.map(({ options: own }) => order.findLastIndex((name) => own.includes(name)));
  const known = new Map<string, boolean>();
  const from = (at: number, counts: readonly number[], left: number): boolean => {
    const over = bounds.some(({ of, number }, bound) => {
      const has = counts[bound] as number;
      if (of === 'MOST') return has > Number(number);
      return (lastOf[bound] as number) < at && has < Number(number);
    });
    if (over || left < 0) return false;
    const name = order[at];
    if (name === undefined) return left === 0;
    const key = JSON.stringify([
      at,
      left,
      counts.map((has, bound) => ((lastOf[bound] as number) < at ? 0 : has)),
    ]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const taken = counts.map((has, bound) => has + (bounds[bound]?.options.includes(name) ? 1 : 0));
    const can = from(at + 1, taken, left - 1) || (!seated.includes(name) && from(at + 1, counts, left));
    known.set(key, can);
    return can;
  };
  return from(
    0,
    bounds.map(() => 0),
    seats,
  );
}

const whole = (election: Election): { readonly options: readonly string[]; readonly seats: number } => ({
  options: election.inputs.options,
  seats: seatsOf(election),
});

/** Nobody is passed over for bounds that could have been met with them. */
function checkHeld(
  soFar: QuotasSoFar,
  { filled, options }: QuotaFacts['QUOTAS_PASSED_OVER'],
  { election, filled: byMethod }: Beside,
  demand: Demand,
): void {
  const seated = [...byMethod, ...soFar.seated];
  demand(filled === String(seated.length) && options.length > 0, 'PASSED_OVER_OUT_OF_TURN');
  for (const { option, bounds } of options) {
    demand(!seated.includes(option) && !soFar.passed.includes(option), 'PASSED_OVER_TWICE');
    demand(
      !canMeet(named(soFar, bounds, demand), whole(election), [...seated, option], []),
      'PASSED_OVER_FREELY',
    );
  }
}

function named({ bounds }: QuotasSoFar, names: readonly BoundNamed[], demand: Demand): readonly Bound[] {
  const found = names.map((name) =>
    bounds?.find(({ group, of, number }) => group === name.group && of === name.of && number === name.number),
  );
  demand(
    found.every((bound) => bound !== undefined),
    'BOUND_NOT_ASKED',
  );
  return found.filter((bound) => bound !== undefined);
}

function replaySeated(
  soFar: QuotasSoFar,
  { filled, options }: QuotaFacts['QUOTAS_SEATED'],
  { election, ranking, filled: byMethod }: Beside,
  demand: Demand,
): QuotasSoFar {
  const bounds = soFar.bounds ?? [];
  const before = [...byMethod, ...soFar.seated];
  const isOpen = (name: string): boolean => !before.includes(name) && !soFar.passed.includes(name);
  const level = ranking.map((names) => names.filter(isOpen)).find((names) => names.length > 0) ?? [];
  const after = [...before, ...options];
  const can = (names: readonly string[]): boolean =>
    canMeet(bounds, whole(election), [...before, ...names], []);
  demand(filled === String(after.length) && after.length <= seatsOf(election), 'SEATED_OUT_OF_TURN');
  demand(
    level.every((name) => can([name])),
    'NOT_ALL_PASSED_OVER',
  );
  const { chosen } = soFar;
  const isChosen = chosen !== null && sameList(options, [chosen.name]) && sameSet(chosen.among, level);
  demand(can(level) ? sameSet(options, level) : isChosen, 'SEATED_NOT_THE_NEXT');
  return { ...soFar, seated: [...soFar.seated, ...options], chosen: null };
}

function checkWeighed(soFar: QuotasSoFar, names: readonly string[], beside: Beside, demand: Demand): void {
  if (soFar.bounds === null) return;
  const { bounds } = soFar;
  demand(
    names.every((name) => canMeet(bounds, whole(beside.election), [...beside.filled, name], [])),
    'WEIGHED_AGAINST_THE_QUOTAS',
  );
}

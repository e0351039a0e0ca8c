import type { Carried, CountOnce, TieMet } from './carried.js';
import type { Result, Tie } from './method.js';
import { inNames, type Place, type Slate } from './profile.js';
import { placesOf, type Level } from './ranking.js';
import type { Slices } from './slices.js';
import type { ElectionStep } from './steps.js';

/** Ends that differ and are followed at most, the counts made for them, and the ways whose steps are all written down. */
const LIMIT = 1_000;
const COUNTS = 3_000;
const WRITTEN = 24;

/**
 * What all counts together may look at, as ballots that differ times options times seats: whoever waits for an outcome waits
 * seconds, on any machine the same. A hundred counts are always made.
 */
const WORK = 8_000_000;
const COUNTS_AT_LEAST = 100;

/** A count as far as the next tie that nothing settles, and from there one way for each of those tied. */
interface Way {
  readonly steps: readonly ElectionStep[];
  readonly end: Result | { readonly tie: Tie; readonly ways: readonly { chosen: Place; way: Way }[] };
}

/**
 * Makes a count once for every way in which its ties could go. What every way elects is elected; a seat that goes now
 * to one option and now to another holds them all. Parallel universes, as Tideman and Zavist asked for ranked pairs
 * ("Complete independence of clones in the ranked pairs rule", 1989), here for every method.
 */
export function* followTies(count: CountOnce, slate: Slate, seats: number, ballots: number): Slices<Carried> {
  const most = mostCounts(ballots * slate.options.length * seats);
  const followed = new Followed(count, most);
  const first = yield* followed.follow([], 0);
  if (!first) return yield* notFollowed(count, slate, seats, Math.min(LIMIT, most));
  const merged = mergeResults([...followed.ends.values()]);
  const steps = written(slate, first, waysThrough(first) <= WRITTEN);
  return {
    steps,
    result: merged,
    ties: [...tiesOf(slate, first), ...tiedSeats(slate, 'tie' in first.end ? null : merged)],
  };
}

const mostCounts = (work: number): number =>
  Math.max(COUNTS_AT_LEAST, Math.min(COUNTS, Math.floor(WORK / Math.max(1, work))));

/** The counts made, with the states from which one was already carried on. */
class Followed {
  readonly ends = new Map<string, Result>();
  private readonly known = new Map<string, Way['end']>();
  private counts = 0;

  constructor(
    private readonly count: CountOnce,
    private readonly most: number,
  ) {}

  /** Null once more counts were met than are followed. */
  *follow(script: readonly Place[], from: number): Slices<Way | null> {
    let next: { tie: Tie; at: number } | null = null;
    let met = 0;
    this.counts += 1;
    if (this.counts > this.most) return null;
    const { steps, result } = yield* this.count((tie, soFar) => {
      const scripted = script[met];
      met += 1;
      if (scripted !== undefined) return scripted;
      next ??= { tie, at: soFar.length };
      return tie.among[0] as Place;
    });
    const open = next as { tie: Tie; at: number } | null;
    if (!open) {
      this.ends.set(JSON.stringify(result), result);
      return this.isTooMany() ? null : { steps: steps.slice(from), end: result };
    }
    const written = steps.slice(from, open.at);
    const known = open.tie.state === undefined ? undefined : this.known.get(open.tie.state);
    if (known) return { steps: written, end: known };
    const ways: { chosen: Place; way: Way }[] = [];
    for (const chosen of open.tie.among) {
      const way = yield* this.follow([...script, chosen], open.at);
      if (!way) return null;
      ways.push({ chosen, way });
    }
    const end = { tie: open.tie, ways };
    if (open.tie.state !== undefined) this.known.set(open.tie.state, end);
    return { steps: written, end };
  }

  private isTooMany(): boolean {
    return this.ends.size > LIMIT;
  }
}

function written(slate: Slate, { steps, end }: Way, whole: boolean): readonly ElectionStep[] {
  if (!('tie' in end)) return steps;
  const ways = end.ways.map(({ chosen, way }) => ({
    chosen: slate.options[chosen] as string,
    winners: inNames(slate, mergeResults(endsOf(way)).seats),
    steps: whole ? written(slate, way, whole) : [],
  }));
  return [
    ...steps,
    { code: 'TIE_OPEN', data: { of: end.tie.of, among: namesOf(slate, end.tie.among), ways } },
  ];
}

/** Ways that came to the same state share what follows; it is looked at once. */
function endsOf({ end }: Way, seen = new Set<Way['end']>()): Result[] {
  if (seen.has(end)) return [];
  seen.add(end);
  return 'tie' in end ? end.ways.flatMap(({ way }) => endsOf(way, seen)) : [end];
}

/** As many as there are when what is shared is written down each time. */
function waysThrough({ end }: Way, known = new Map<Way['end'], number>()): number {
  if (!('tie' in end)) return 1;
  const counted = known.get(end);
  if (counted !== undefined) return counted;
  const ways = end.ways.reduce((sum, { way }) => sum + waysThrough(way, known), 0);
  known.set(end, ways);
  return ways;
}

const tiesOf = (slate: Slate, { end }: Way): TieMet[] =>
  'tie' in end ? [{ of: end.tie.of, among: namesOf(slate, end.tie.among), chosen: null }] : [];

/** Ties for the last seats, which stopped no count. */
const tiedSeats = (slate: Slate, result: Result | null): TieMet[] =>
  [...new Set((result?.seats ?? []).filter((seat) => seat.length > 1).map((seat) => seat.join()))].map(
    (seat) => ({
      of: 'SEAT',
      among: namesOf(slate, seat.split(',').map(Number)),
      chosen: null,
    }),
  );

const namesOf = (slate: Slate, places: readonly Place[]): readonly string[] =>
  places.map((place) => slate.options[place] as string);

/** One result of many: what they all say, and sets where they differ. They fill as many seats each. */
export function mergeResults(results: readonly Result[]): Result {
  const [first] = results as readonly [Result];
  if (results.length === 1) return first;
  const seated = (result: Result): Set<Place> =>
    new Set(result.seats.filter((seat) => seat.length === 1).map((seat) => seat[0] as Place));
  const sets = results.map(seated);
  const sure = first.seats.filter(
    (seat) => seat.length === 1 && sets.every((set) => set.has(seat[0] as Place)),
  );
  const certain = new Set(sure.flat());
  const sameOrder = results.every((result) =>
    sure.every((seat, at) => result.seats[at]?.length === 1 && result.seats[at]?.[0] === seat[0]),
  );
  const contested = [...new Set(results.flatMap(({ seats }) => seats.flat()))]
    .filter((place) => !certain.has(place))
    .sort((a, b) => a - b);
  const left = Math.max(...results.map(({ seats }) => seats.length)) - sure.length;
  return {
    seats: [
      ...(sameOrder ? sure : [...sure].sort(([a], [b]) => (a as Place) - (b as Place))),
      ...new Array<Level>(contested.length === 0 ? 0 : left).fill(contested),
    ],
    ranking: mergeRankings(results.map(({ ranking }) => ranking)),
  };
}

/** Options whose places overlap from one ranking to another stand together, so that no order is said that some deny. */
function mergeRankings(rankings: readonly (readonly Level[])[]): readonly Level[] {
  const span = new Map<Place, { best: number; worst: number }>();
  for (const ranking of rankings) {
    let above = 0;
    for (const level of ranking) {
      for (const place of level) {
        const { best, worst } = span.get(place) ?? { best: above, worst: above };
        span.set(place, { best: Math.min(best, above), worst: Math.max(worst, above + level.length - 1) });
      }
      above += level.length;
    }
  }
  const levels: { places: Place[]; worst: number }[] = [];
  for (const [place, { best, worst }] of [...span].sort(([, x], [, y]) => x.best - y.best)) {
    const last = levels.at(-1);
    if (last && best <= last.worst) {
      last.places.push(place);
      last.worst = Math.max(last.worst, worst);
    } else levels.push({ places: [place], worst });
  }
  return levels.map(({ places }) => places.sort((a, b) => a - b));
}

/** Nothing is known but that all are still in: said so, rather than guessed. */
function* notFollowed(count: CountOnce, slate: Slate, seats: number, limit: number): Slices<Carried> {
  let tie: Tie | null = null;
  let at = 0;
  const { steps } = yield* count((met, soFar) => {
    if (!tie) [tie, at] = [met, soFar.length];
    return met.among[0] as Place;
  });
  const { of, among } = tie as unknown as Tie;
  const all = placesOf(slate.options);
  return {
    steps: [...steps.slice(0, at), { code: 'TIES_NOT_FOLLOWED', data: { limit: String(limit) } }],
    result: { seats: new Array<Level>(Math.min(seats, all.length)).fill(all), ranking: [all] },
    ties: [{ of, among: namesOf(slate, among), chosen: null }],
  };
}

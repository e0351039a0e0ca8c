/**
 * ranked-pairs/wv-put@1 and ranked-pairs/margins-put@1: wins are locked in from the strongest down, save those that would
 * close a cycle; who loses none that is locked in wins.
 *
 * Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4 (1987); Zavist and
 * Tideman, "Complete independence of clones in the ranked pairs rule", Social Choice and Welfare 6 (1989). Wins as strong
 * as each other may be taken in any order: all those win that win by some order (parallel universes; the neutral rule of
 * Tideman 1987, where Zavist and Tideman draw one order by lot). Winning votes: a win is stronger by more votes for the
 * winner, then by fewer against; margins, as in Tideman: by a greater difference. Options that equal each other win
 * nothing of each other: locking their equality in either way after all wins elects the same options.
 *
 * Orders are followed exactly. Where that would take more than 1 000 ways for an option (it takes some tens for a dozen
 * options and any number of ballots, seldom hundreds), the result says that it was not followed, and holds that option
 * beside those that are known to win. An option stands above another in the ranking if it does by every order; where
 * there are more than 1 000 ways, only the winners stand apart.
 */
import { electionMethod, seatsFrom, type Result, type Sheet } from '../method.js';
import type { Ballots, Place, Slate } from '../profile.js';
import { placesOf } from '../ranking.js';
import type { Measure } from './facts.js';
import { orderBelow } from './order.js';
import { compareAll, duelOf, winsByStrength, type Win } from './pairwise.js';
import { lockIn, orderFor, outcomes, stands, type Reach } from './universes.js';

const MOST_WAYS_OF_AN_OPTION = 1_000;
const MOST_WAYS_OF_A_RANKING = 1_000;

type Tiers = readonly (readonly Win[])[];

const countBy =
  (measure: Measure) =>
  (profile: Ballots<'RANKED'>, seats: number, _options: unknown, sheet: Sheet): Result => {
    const { slate } = profile;
    const matrix = compareAll(profile, sheet);
    const places = placesOf(slate.options);
    const tiers = winsByStrength(matrix, measure, places);
    const orders = places.map((place) => orderFor(place, tiers, places.length, MOST_WAYS_OF_AN_OPTION));
    const winners = places.filter((place) => Array.isArray(orders[place]));
    const undecided = places.filter((place) => orders[place] === 'NOT_FOLLOWED');
    const ways = outcomes(tiers, places.length, MOST_WAYS_OF_A_RANKING);

    writeOrders(slate, { measure, tiers, orders, winners }, sheet);
    const named = (some: readonly Place[]) => some.map((place) => slate.options[place] as string);
    if (undecided.length === 0)
      sheet.write({
        code: 'ORDERS_OF_EQUAL_PAIRS',
        data: { winners: named(winners), outcomes: ways && String(ways.length) },
      });
    else
      sheet.write({
        code: 'ORDERS_NOT_FOLLOWED',
        data: {
          limit: String(MOST_WAYS_OF_AN_OPTION),
          winners: named(winners),
          undecided: named(undecided),
        },
      });
    const top = places.filter((place) => orders[place] !== 'NONE');
    const ranking = orderBelow(
      top,
      places,
      (first, second) => ways !== null && ways.every((reach) => stands(reach, first, second)),
    );
    return { seats: seatsFrom(ranking, seats), ranking };
  };

interface Found {
  readonly measure: Measure;
  readonly tiers: Tiers;
  readonly orders: readonly (readonly Win[] | 'NONE' | 'NOT_FOLLOWED')[];
  readonly winners: readonly Place[];
}

/** Writes an order down for each winner, once where it elects several. */
function writeOrders(slate: Slate, { measure, tiers, orders, winners }: Found, sheet: Sheet): void {
  const shown = new Set<Place>();
  for (const winner of winners) {
    if (shown.has(winner)) continue;
    const first = new Set(orders[winner] as readonly Win[]);
    const order = tiers.flatMap((tier) => [
      ...[...first].filter((pair) => tier.includes(pair)),
      ...tier.filter((pair) => !first.has(pair)),
    ]);
    const { pairs, reach } = lockAll(slate, order);
    const elected = placesOf(slate.options).filter((place) =>
      reach.every((_, other) => !stands(reach, other, place)),
    );
    for (const place of elected) shown.add(place);
    sheet.write({
      code: 'PAIRS_LOCKED',
      data: { measure, winners: elected.map((place) => slate.options[place] as string), pairs },
    });
  }
}

/** Takes pairs in an order, as one does on paper. */
function lockAll(slate: Slate, order: readonly Win[]) {
  let reach: Reach = slate.options.map(() => 0n);
  const locked: Win[] = [];
  const pairs = order.map((pair) => {
    if (stands(reach, pair.loser, pair.winner)) {
      const path = pathThrough(locked, pair.loser, pair.winner);
      return { ...duelOf(slate, pair), shutOutBy: path.map((place) => slate.options[place] as string) };
    }
    reach = lockIn(reach, pair);
    locked.push(pair);
    return { ...duelOf(slate, pair), shutOutBy: null };
  });
  return { pairs, reach };
}

/** A shortest path through pairs locked in; any shows why a pair is shut out. */
function pathThrough(locked: readonly Win[], from: Place, to: Place): readonly Place[] {
  const reached = new Map<Place, readonly Place[]>([[from, [from]]]);
  for (const [place, path] of reached)
    for (const { winner, loser } of locked)
      if (winner === place && !reached.has(loser)) reached.set(loser, [...path, loser]);
  return reached.get(to) as readonly Place[];
}

export const rankedPairsByWinningVotes = electionMethod({
  id: 'ranked-pairs/wv-put@1',
  family: 'MATRIX',
  counts: 'RANKED',
  seats: 'ONE',
  options: {},
  about: {
    fr: 'Paires ordonnées : on retient les duels du plus fort au plus faible, sauf ceux qui ferment un cycle, selon les voix du vainqueur.',
    en: 'Ranked pairs: wins are locked in from the strongest down unless they close a cycle, by the votes of the winning side.',
  },
  count: countBy('WINNING_VOTES'),
});

export const rankedPairsByMargins = electionMethod({
  id: 'ranked-pairs/margins-put@1',
  family: 'MATRIX',
  counts: 'RANKED',
  seats: 'ONE',
  options: {},
  about: {
    fr: 'Paires ordonnées : on retient les duels du plus fort au plus faible, sauf ceux qui ferment un cycle, selon l’écart des voix.',
    en: 'Ranked pairs: wins are locked in from the strongest down unless they close a cycle, by the difference of votes.',
  },
  count: countBy('MARGINS'),
});

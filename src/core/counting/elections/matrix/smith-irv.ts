/**
 * smith-irv@1, Smith//IRV: the options outside the Smith set go at once, and an instant runoff elects among the others.
 *
 * Green-Armytage, "Four Condorcet-Hare Hybrid Methods for Single-Winner Elections", Voting matters 29 (2011), where it is
 * called Smith-AV. The Smith set is found once, on all ballots. It is not Tideman's alternative method, which finds the
 * set anew after each elimination, nor Benham's or Woodall's, which eliminate until one option beats each of the others.
 *
 * Each ballot is with the option that it ranks first of those that stand; if it ranks several equally, each has an equal
 * share of it. Who has more than half of the ballots that are still with somebody is elected; otherwise who has least is
 * eliminated. Options that nobody has first go together, for it cannot matter in which order; so do others tied for the
 * least that have less together than each one left, if nobody has more than half once they are gone: all of them would go
 * before anybody else, whichever went first. Any other tie for the least is not settled by the rule. The source is silent
 * on equal ranks; sharing them is what was chosen here.
 */
import { add, compareFractions, fraction, subtract, ZERO, type Fraction } from '../../../kernel/fractions.js';
import { amount, type Amounts } from '../amounts.js';
import { electionMethod, type Result, type Sheet } from '../method.js';
import { once } from '../once.js';
import type { Ballots, Place } from '../profile.js';
import { levelsOf, type Level } from '../ranking.js';
import { compareAll } from './pairwise.js';
import { writeSmithSet } from './smith-set.js';

type Profile = Ballots<'RANKED'>;

/** A pile, and the options with which it is: those standing at the first of its ranks that holds any; none, if exhausted. */
interface Pile {
  readonly levels: readonly Level[];
  readonly weight: bigint;
  readonly rank: number;
  readonly holders: Level;
}

/** The ballots with each option that stands, and those with none. */
interface Tally {
  readonly votes: ReadonlyMap<Place, Fraction>;
  readonly exhausted: Fraction;
  readonly piles: readonly Pile[];
}

export const smithIrv = electionMethod({
  id: 'smith-irv@1',
  family: 'MATRIX',
  counts: 'RANKED',
  seats: 'ONE',
  options: {},
  about: {
    fr: 'Smith//IRV : vote alternatif entre les options de l’ensemble de Smith, qui battent toutes les autres en duel.',
    en: 'Smith//IRV: an instant runoff among the options of the Smith set, which beat all the others two by two.',
  },
  count(profile, _seats, _options, sheet) {
    const [set = [], ...outside] = writeSmithSet(compareAll(profile, sheet), sheet);
    if (set.length === 0) return { seats: [], ranking: [] };
    const { seats, ranking } = runoff(profile, tallyOf(profile, set), sheet);
    return { seats, ranking: [...ranking, ...outside] };
  },
});

function runoff(profile: Profile, first: Tally, sheet: Sheet): Result {
  const gone: Level[] = [];
  let tally = first;
  for (;;) {
    writeRound(profile, tally, sheet);
    const leaders = majorityOf(tally);
    if (leaders) {
      const others = standingIn(tally).filter((place) => !leaders.includes(place));
      return { seats: [leaders], ranking: [leaders, others, ...gone] };
    }
    const out = lastOf(tally, sheet);
    gone.unshift(out);
    const next = without(tally, out);
    writeElimination(profile, out, tally, next, sheet);
    tally = next;
  }
}

const standingIn = ({ votes }: Tally): Level => [...votes.keys()];

const readPiles = once(({ piles }: Profile): readonly Pile[] =>
  piles.map(({ marks, weight }) => ({ levels: levelsOf(marks), weight, rank: -1, holders: [] })),
);

function tallyOf(profile: Profile, standing: Level): Tally {
  const votes = new Map(standing.map((place) => [place, ZERO]));
  let exhausted = ZERO;
  const piles = readPiles(profile).map((pile) => goOn(pile, votes));
  for (const { holders, weight } of piles) {
    if (holders.length === 0) exhausted = add(exhausted, fraction(weight));
    give(votes, holders, weight);
  }
  return { votes, exhausted, piles };
}

/** At its rank if anybody there stands, else at a later one. */
function goOn(pile: Pile, votes: Tally['votes']): Pile {
  const { levels } = pile;
  for (let rank = Math.max(pile.rank, 0); rank < levels.length; rank += 1) {
    const holders = (levels[rank] as Level).filter((place) => votes.has(place));
    if (holders.length > 0) return { ...pile, rank, holders };
  }
  return { ...pile, rank: levels.length, holders: [] };
}

/** An equal share of a pile to each, or of as much taken away. */
function give(votes: Map<Place, Fraction>, holders: Level, weight: bigint): void {
  for (const place of holders) {
    const own = votes.get(place);
    if (own) votes.set(place, add(own, fraction(weight, BigInt(holders.length))));
  }
}

/** What becomes of the tally once some are gone: of the piles, those that were with them move. */
function without(tally: Tally, out: Level): Tally {
  const votes = new Map([...tally.votes].filter(([place]) => !out.includes(place)));
  let { exhausted } = tally;
  const piles = tally.piles.map((pile) => {
    if (pile.holders.every((place) => votes.has(place))) return pile;
    const next = goOn(pile, votes);
    give(votes, pile.holders, -pile.weight);
    give(votes, next.holders, pile.weight);
    if (next.holders.length === 0) exhausted = add(exhausted, fraction(pile.weight));
    return next;
  });
  return { votes, exhausted, piles };
}

/** Who is elected now: the last one standing, or who has most of the ballots; all, where no ballot is with any of them. */
function majorityOf(tally: Tally): Level | null {
  const { votes } = tally;
  const standing = standingIn(tally);
  if (standing.length === 1) return standing;
  const all = [...votes.values()].reduce(add, ZERO);
  if (all.numerator === 0n) return standing;
  const first = standing.find((place) => {
    const own = votes.get(place) as Fraction;
    return compareFractions(add(own, own), all) > 0;
  });
  return first === undefined ? null : [first];
}

function lastOf(tally: Tally, sheet: Sheet): Level {
  const { votes } = tally;
  const least = [...votes.values()].reduce((a, b) => (compareFractions(b, a) < 0 ? b : a));
  const last = standingIn(tally).filter(
    (place) => compareFractions(votes.get(place) as Fraction, least) === 0,
  );
  if (last.length === 1 || least.numerator === 0n || orderDoesNotMatter(tally, last)) return last;
  return [sheet.settle({ of: 'ELIMINATION', among: last })];
}

/**
 * Whether all of those tied go before anybody else is eliminated or elected, whichever goes first. Until all are gone
 * nobody else has more than after that, and no fewer ballots are still with somebody: whoever has no half then had none.
 */
function orderDoesNotMatter(tally: Tally, tied: Level): boolean {
  const rest = [...tally.votes].filter(([place]) => !tied.includes(place));
  const together = tied.map((place) => tally.votes.get(place) as Fraction).reduce(add);
  const isLess = rest.every(([, votes]) => compareFractions(together, votes) < 0);
  return rest.length > 0 && isLess && majorityOf(without(tally, tied)) === null;
}

function writeRound({ slate }: Profile, { votes, exhausted }: Tally, sheet: Sheet): void {
  const all = [...votes.values()].reduce(add, ZERO);
  const tallies: Amounts = Object.fromEntries(
    [...votes].map(([place, number]) => [slate.options[place] as string, amount(number)]),
  );
  const half = amount(fraction(all.numerator, 2n * all.denominator));
  sheet.write({ code: 'SMITH_ROUND', data: { tallies, half, exhausted: amount(exhausted) } });
}

/** Whatever an option gains came from those who went, for nobody else lost any. */
function writeElimination({ slate }: Profile, out: Level, before: Tally, after: Tally, sheet: Sheet): void {
  const gains = [...after.votes].map(
    ([place, number]) =>
      [slate.options[place] as string, subtract(number, before.votes.get(place) as Fraction)] as const,
  );
  sheet.write({
    code: 'SMITH_ELIMINATED',
    data: {
      options: out.map((place) => slate.options[place] as string),
      to: Object.fromEntries(
        gains.filter(([, { numerator }]) => numerator > 0n).map(([name, gain]) => [name, amount(gain)]),
      ),
      exhausted: amount(subtract(after.exhausted, before.exhausted)),
    },
  });
}

/**
 * smith-irv@1, Smith//IRV: the options outside the Smith set go at once, and an instant runoff elects among the others.
 *
 * Green-Armytage, "Four Condorcet-Hare Hybrid Methods for Single-Winner Elections", Voting matters 29 (2011), where it is
 * called Smith-AV. The Smith set is found once, on all ballots. It is not Tideman's alternative method, which finds the
 * set anew after each elimination, nor Benham's or Woodall's, which eliminate until one option beats each of the others.
 *
 * Each ballot is with the option that it ranks first of those that stand; if it ranks several equally, each has an equal
 * share of it. Who has more than half of the ballots that are still with somebody is elected; otherwise who has least is
 * eliminated. Options that nobody has first go together, for it cannot matter in which order. Any other tie for the least
 * is not settled by the rule. The source is silent on equal ranks; sharing them is what was chosen here.
 */
import { add, compareFractions, fraction, subtract, ZERO, type Fraction } from '../../../kernel/fractions.js';
import { amount, type Amounts } from '../amounts.js';
import { electionMethod, type Result, type Sheet } from '../method.js';
import type { Ballots, Place } from '../profile.js';
import { levelsOf, type Level } from '../ranking.js';
import { compareAll } from './pairwise.js';
import { writeSmithSet } from './smith-set.js';

type Profile = Ballots<'RANKED'>;

/** The ballots with each option that stands, and those with none. */
interface Tally {
  readonly votes: ReadonlyMap<Place, Fraction>;
  readonly exhausted: Fraction;
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
    const { seats, ranking } = runoff(profile, set, sheet);
    return { seats, ranking: [...ranking, ...outside] };
  },
});

function runoff(profile: Profile, set: Level, sheet: Sheet): Result {
  const gone: Level[] = [];
  let standing: Level = set;
  let tally = tallyOf(profile, standing);
  for (;;) {
    writeRound(profile, tally, sheet);
    const leaders = majorityOf(tally, standing);
    if (leaders) {
      const others = standing.filter((place) => !leaders.includes(place));
      return { seats: [leaders], ranking: [leaders, others, ...gone].filter((level) => level.length > 0) };
    }
    const out = lastOf(tally, standing, sheet);
    standing = standing.filter((place) => !out.includes(place));
    gone.unshift(out);
    const next = tallyOf(profile, standing);
    writeElimination(profile, out, tally, next, sheet);
    tally = next;
  }
}

function tallyOf({ piles }: Profile, standing: Level): Tally {
  const votes = new Map(standing.map((place) => [place, ZERO]));
  let exhausted = ZERO;
  for (const { marks, weight } of piles) {
    const first = levelsOf(marks)
      .map((level) => level.filter((place) => votes.has(place)))
      .find((level) => level.length > 0);
    if (!first) exhausted = add(exhausted, fraction(weight));
    for (const place of first ?? [])
      votes.set(place, add(votes.get(place) as Fraction, fraction(weight, BigInt(first?.length ?? 1))));
  }
  return { votes, exhausted };
}

/** Who is elected now: the last one standing, or who has most of the ballots; all, where no ballot is with any of them. */
function majorityOf({ votes }: Tally, standing: Level): Level | null {
  if (standing.length === 1) return standing;
  const all = [...votes.values()].reduce(add, ZERO);
  if (all.numerator === 0n) return standing;
  const first = standing.find((place) => {
    const own = votes.get(place) as Fraction;
    return compareFractions(add(own, own), all) > 0;
  });
  return first === undefined ? null : [first];
}

function lastOf({ votes }: Tally, standing: Level, sheet: Sheet): Level {
  const least = [...votes.values()].reduce((a, b) => (compareFractions(b, a) < 0 ? b : a));
  const last = standing.filter((place) => compareFractions(votes.get(place) as Fraction, least) === 0);
  if (last.length === 1 || least.numerator === 0n) return last;
  return [sheet.settle({ of: 'ELIMINATION', among: last })];
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

/**
 * gradients@1: gradients of agreement, with the predicate that says what is agreed on.
 *
 * Kaner, Facilitator's Guide to Participatory Decision-Making (Jossey-Bass, third edition, 2014; the scale is of 1987): a
 * group says on a scale, from a veto to a whole-hearted endorsement, how far each of its members goes along. The scale is
 * read, not added up, and the book leaves to each group what support is enough. Here it is stated before: at least a
 * share of the judgments at a grade or better, and nobody below another. On Kaner's eight grades, from 0, the veto, to
 * 7, a usual one is `support` 5 (support with reservations) and `floor` 1 (nobody vetoes).
 *
 * Chosen: with no grade said, the better half of the scale is support; the share is of those who judged the option, or,
 * by option, of all voters; nobody's judgment adopts nothing. Where several options are agreed on, those with a greater
 * share of support go first, then they are equal.
 */
import {
  compareFractions,
  compareToShare,
  fraction,
  parseFraction,
  type Fraction,
} from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import { electionMethod, seatsFrom } from '../method.js';
import type { GradeTallies, Place } from '../profile.js';
import { orderWith, placesOf } from '../ranking.js';
import { byName, gradeNamed, numberOf, writeGiven, type Judgments } from './judgments.js';

interface Predicate {
  readonly share: Fraction;
  readonly support: number;
  readonly floor: number;
}

interface Agreement {
  readonly supporting: bigint;
  readonly base: bigint;
  readonly opposing: bigint;
  readonly holds: boolean;
}

function agreementOn(tally: Judgments, base: bigint, { share, support, floor }: Predicate): Agreement {
  const supporting = numberOf(tally.slice(support));
  const opposing = numberOf(tally.slice(0, floor));
  const isEnough = base > 0n && compareToShare(supporting, share, base) >= 0;
  return { supporting, base, opposing, holds: isEnough && opposing === 0n };
}

const shareOf = ({ supporting, base }: Agreement): Fraction =>
  base === 0n ? fraction(0n) : fraction(supporting, base);

/** The least whole number that is the share of the base or more. */
const neededOf = ({ numerator, denominator }: Fraction, base: bigint): bigint =>
  (numerator * base + denominator - 1n) / denominator;

function readPredicate(
  { grades }: GradeTallies,
  share: string,
  support: number | null,
  floor: number,
): Predicate {
  const from = support ?? Math.floor(grades.length / 2);
  gradeNamed(grades, from);
  if (floor > 0) gradeNamed(grades, floor - 1);
  return { share: parseFraction(share) as Fraction, support: from, floor };
}

export const gradients = electionMethod({
  id: 'gradients@1',
  family: 'GRADES',
  counts: 'GRADED',
  seats: 'SEVERAL',
  options: {
    share: { is: 'FRACTION', otherwise: '2/3' },
    /** From the worst, from 0; null: the better half of the grades. */
    support: { is: 'WHOLE', least: 0, most: 999, otherwise: null },
    /** Nobody may judge below this grade, from the worst, from 0; with 0 nobody can. */
    floor: { is: 'WHOLE', least: 0, most: 999, otherwise: 1 },
    base: { is: 'ONE_OF', values: ['JUDGMENTS', 'VOTERS'], otherwise: 'JUDGMENTS' },
  },
  about: {
    fr: 'Gradients d’accord : assez de soutien à partir d’une mention, et personne en dessous d’une autre.',
    en: 'Gradients of agreement: enough support at a grade or better, and nobody below another.',
  },
  count(profile, seats, { share, support, floor, base }, sheet) {
    const { slate, grades, tallies, voters } = profile;
    writeGiven(profile, voters, sheet);
    if (voters === 0n) return { seats: [], ranking: [placesOf(slate.options)] };
    const predicate = readPredicate(profile, share, support, floor);
    sheet.write({
      code: 'PREDICATE',
      data: {
        share,
        support: gradeNamed(grades, predicate.support),
        opposing: floor === 0 ? null : gradeNamed(grades, floor - 1),
        base,
      },
    });
    const agreements = tallies.map((tally) =>
      agreementOn(tally, base === 'VOTERS' ? voters : numberOf(tally), predicate),
    );
    const on = (place: Place): Agreement => agreements[place] as Agreement;
    sheet.write({
      code: 'AGREEMENT',
      data: {
        options: byName(slate.options, (place) => ({
          supporting: String(on(place).supporting),
          base: String(on(place).base),
          share: on(place).base === 0n ? null : amount(shareOf(on(place))),
          needed: String(neededOf(predicate.share, on(place).base)),
          opposing: String(on(place).opposing),
          holds: on(place).holds,
        })),
      },
    });
    const ranking = orderWith(
      placesOf(slate.options),
      (a, b) => Number(on(b).holds) - Number(on(a).holds) || compareFractions(shareOf(on(b)), shareOf(on(a))),
    );
    const agreed = ranking.filter(([first]) => on(first as Place).holds);
    return { seats: seatsFrom(agreed, seats), ranking };
  },
});

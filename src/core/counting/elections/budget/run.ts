import {
  compareFractions,
  divide,
  fraction,
  multiply,
  subtract,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import { bearAll, moveApprovers, rowsByOption, writeRows, type Row } from '../bearings.js';
import type { Sheet } from '../method.js';
import type { Ballots, Place } from '../profile.js';
import type { Purse } from './purse.js';

type Rows = readonly (readonly Row[])[];

/** What the options left are offered by those who approve them. */
interface Round {
  readonly offers: ReadonlyMap<Place, Fraction | null>;
  readonly rows: Rows;
}

/** One option bought, of the lowest rate. */
interface Purchase extends Round {
  readonly place: Place;
  readonly rate: Fraction;
  /** The ballots of each option that approve the one bought too, by what they had left before. */
  readonly shared: Rows;
}

/** All purchases with one endowment, in their order, and what was offered when nobody could pay any more. */
export interface Run {
  readonly purchases: readonly Purchase[];
  readonly last: Round;
}

/** What each pays for a unit of cost, as equally as their money allows; null where it is not enough. */
function rateOf(rows: readonly Row[], cost: bigint): Fraction | null {
  let unpaid = fraction(cost);
  let payers = rows.reduce((sum, { ballots }) => sum + ballots, 0n);
  for (const { bears, ballots } of rows) {
    const share = divide(unpaid, fraction(payers));
    if (compareFractions(share, bears) <= 0) return divide(share, fraction(cost));
    unpaid = subtract(unpaid, multiply(bears, fraction(ballots)));
    payers -= ballots;
  }
  return null;
}

/** The purchases with one endowment, in their order; `first` settles equal rates. */
export function buy(
  profile: Ballots<'APPROVED'>,
  { costs, affordable }: Purse,
  endowment: Fraction,
  first: (tied: readonly Place[]) => Place,
): Run {
  const purchases: Purchase[] = [];
  let money = bearAll(profile, endowment);
  let left = affordable;
  for (;;) {
    const rows = rowsByOption(profile, money, null);
    const offers = new Map(
      left.map((place) => [place, rateOf(rows[place] as readonly Row[], costs[place] as bigint)]),
    );
    const rates = [...offers.values()].filter((rate) => rate !== null);
    if (rates.length === 0) return { purchases, last: { offers, rows } };
    const rate = rates.reduce((a, b) => (compareFractions(a, b) <= 0 ? a : b));
    const tied = left.filter((place) => {
      const own = offers.get(place) ?? null;
      return own !== null && compareFractions(own, rate) === 0;
    });
    const place = tied.length === 1 ? (tied[0] as Place) : first(tied);
    const share = multiply(rate, fraction(costs[place] as bigint));
    purchases.push({ place, rate, offers, rows, shared: rowsByOption(profile, money, place) });
    money = moveApprovers(profile, money, place, (has) =>
      compareFractions(has, share) <= 0 ? ZERO : subtract(has, share),
    );
    // Nobody's money grows: who cannot be paid for now never can.
    left = left.filter((one) => one !== place && offers.get(one) !== null);
  }
}

/** Writes down each round: what was offered, and what was bought. */
export function writeRun(
  { slate }: Ballots<'APPROVED'>,
  { purchases, last }: Run,
  { costs }: Purse,
  sheet: Sheet,
): void {
  const name = (place: Place) => slate.options[place] as string;
  const byName = <T>(places: Iterable<Place>, value: (place: Place) => T): { readonly [option: string]: T } =>
    Object.fromEntries([...places].map((place) => [name(place), value(place)]));
  const writeOffers = ({ offers, rows }: Round, round: number): void => {
    if (offers.size === 0) return;
    sheet.write({
      code: 'OFFERS',
      data: {
        round: String(round),
        offers: byName(offers.keys(), (place) => {
          const rate = offers.get(place) ?? null;
          return { rows: writeRows(rows[place] as readonly Row[]), rate: rate && amount(rate) };
        }),
      },
    });
  };
  for (const [index, purchase] of purchases.entries()) {
    const { place, rate, offers, shared } = purchase;
    writeOffers(purchase, index + 1);
    const also = [...offers.keys()].filter(
      (one) => one !== place && offers.get(one) !== null && (shared[one] as readonly Row[]).length > 0,
    );
    sheet.write({
      code: 'BOUGHT',
      data: {
        round: String(index + 1),
        option: name(place),
        rate: amount(rate),
        share: amount(multiply(rate, fraction(costs[place] as bigint))),
        shared: byName(also, (one) => writeRows(shared[one] as readonly Row[])),
      },
    });
  }
  writeOffers(last, purchases.length + 1);
}

import { fraction, printRounded } from '../../../kernel/fractions.js';
import type { Sheet } from '../method.js';
import type { Place, Slate } from '../profile.js';
import type { Level } from '../ranking.js';
import type { Decimal9, Decimals9, MeekMoment } from './facts.js';
import { ONE, type Branch } from './keep.js';

/** Why the iterations of a round ended: somebody reached the quota, or nothing is left that would matter. */
export type RoundEnd = 'ELECTED' | 'OMEGA' | 'STABLE';

/** One iteration, in whole numbers of the least decimal. */
export interface Moment {
  readonly factors: readonly bigint[];
  readonly votes: readonly bigint[];
  readonly quota: bigint;
  readonly surplus: bigint;
}

/** What of a count is written down. */
interface Written {
  readonly slate: Slate;
  readonly seats: number;
  readonly branches: readonly Branch[];
  readonly sheet: Sheet;
  readonly votes: readonly bigint[];
  readonly round: number;
}

/** Exact: no number of the rule has more than nine decimals. */
const decimal = (units: bigint): Decimal9 => printRounded(fraction(units, ONE), 9);

const decimals = ({ options }: Slate, numbers: readonly bigint[]): Decimals9 =>
  Object.fromEntries(options.map((option, place) => [option, decimal(numbers[place] as bigint)]));

/** Writes a round down, by its first and its last iteration. */
export function writeRound(
  count: Written,
  round: {
    readonly iterations: number;
    readonly end: RoundEnd;
    readonly first: Moment;
    readonly last: Moment;
    readonly elected: readonly Place[];
  },
): void {
  const valid = count.branches.reduce((sum, { weight }) => sum + weight, 0n) * ONE;
  const moment = ({ factors, votes, quota, surplus }: Moment): MeekMoment => ({
    keepFactors: decimals(count.slate, factors),
    votes: decimals(count.slate, votes),
    residual: decimal(valid - votes.reduce((sum, one) => sum + one, 0n)),
    quota: decimal(quota),
    surplus: decimal(surplus),
  });
  count.sheet.write({
    code: 'MEEK_ROUND',
    data: {
      round: String(count.round),
      seats: String(count.seats),
      iterations: String(round.iterations),
      end: round.end,
      first: moment(round.first),
      last: moment(round.last),
      elected: round.elected.map((place) => count.slate.options[place] as string),
    },
  });
}

/** Writes down who is defeated, and who was tied for it. */
export function writeDefeat(
  { slate, sheet, votes, round }: Written,
  { place, tied, surplus }: { readonly place: Place; readonly tied: Level; readonly surplus: bigint },
): void {
  sheet.write({
    code: 'MEEK_DEFEATED',
    data: {
      round: String(round),
      option: slate.options[place] as string,
      votes: decimal(votes[place] as bigint),
      surplus: decimal(surplus),
      tied: tied.map((one) => slate.options[one] as string),
    },
  });
}

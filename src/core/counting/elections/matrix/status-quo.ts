/**
 * The status quo as one of the options, which the others must beat well enough to be counted at all: constitution of the
 * Debian project, A.6 points 2 and 3 (A.5 since version 1.8).
 *
 * An option stays if at least `quorum` ballots put it above the status quo, and it is above the status quo on more ballots
 * than below it, and on at least its ratio of them. What does not is dropped before any two are compared; the status quo
 * itself stays, and wins where nothing else does. `ratios` gives some options a ratio of their own (a supermajority of
 * 3:1 is 3/1).
 */
import { parseFraction, type Fraction } from '../../../kernel/fractions.js';
import { refuse } from '../../../kernel/refusals.js';
import type { Sheet } from '../method.js';
import type { OptionsOf } from '../options.js';
import type { Place } from '../profile.js';
import { placesOf } from '../ranking.js';
import { votesFor, type Matrix } from './pairwise.js';

export const STATUS_QUO_OPTIONS = {
  statusQuo: { is: 'NAME', otherwise: null },
  ratio: { is: 'FRACTION', otherwise: '1/1' },
  ratios: { is: 'FRACTION_BY_NAME', otherwise: null },
  quorum: { is: 'WHOLE', least: 0, most: Number.MAX_SAFE_INTEGER, otherwise: 0 },
} as const;

type Rules = OptionsOf<typeof STATUS_QUO_OPTIONS>;

/** The options that are counted: all, where no status quo is named. METHOD_OPTION_INVALID for a name that is no option. */
export function admitted(matrix: Matrix, rules: Rules, sheet: Sheet): readonly Place[] {
  const { options } = matrix.slate;
  const places = placesOf(options);
  checkRules(rules, options);
  if (rules.statusQuo === null) return places;

  const statusQuo = options.indexOf(rules.statusQuo);
  const judged = places
    .filter((place) => place !== statusQuo)
    .map((place) => {
      const ratio = ratioOf(rules, options[place] as string);
      const votes = votesFor(matrix, place, statusQuo);
      const against = votesFor(matrix, statusQuo, place);
      const needed = leastVotes(parseFraction(ratio) as Fraction, against, BigInt(rules.quorum));
      return { place, ratio, votes, against, needed, stays: votes >= needed };
    });
  sheet.write({
    code: 'STATUS_QUO',
    data: {
      option: rules.statusQuo,
      quorum: String(rules.quorum),
      judged: judged.map(({ place, ratio, votes, against, needed, stays }) => ({
        option: options[place] as string,
        ratio,
        votes: String(votes),
        against: String(against),
        needed: String(needed),
        stays,
      })),
    },
  });
  const gone = new Set(judged.filter(({ stays }) => !stays).map(({ place }) => place));
  return places.filter((place) => !gone.has(place));
}

const ratioOf = ({ ratio, ratios }: Rules, option: string): string =>
  ratios && Object.hasOwn(ratios, option) ? (ratios[option] as string) : ratio;

/** The least whole number that is at least the ratio of those against, more than them, and the quorum. */
function leastVotes({ numerator, denominator }: Fraction, against: bigint, quorum: bigint): bigint {
  const byRatio = (numerator * against + denominator - 1n) / denominator;
  return [byRatio, against + 1n, quorum].reduce((a, b) => (a > b ? a : b));
}

function checkRules({ statusQuo, ratio, ratios, quorum }: Rules, options: readonly string[]): void {
  if (statusQuo === null && (ratio !== '1/1' || ratios !== null || quorum !== 0))
    throw invalid('statusQuo', 'NOT_A_NAME');
  if (statusQuo !== null && !options.includes(statusQuo)) throw invalid('statusQuo', 'UNKNOWN_OPTION');
  if (Object.keys(ratios ?? {}).some((name) => !options.includes(name) || name === statusQuo))
    throw invalid('ratios', 'UNKNOWN_OPTION');
}

const invalid = (option: string, reason: string) => refuse('METHOD_OPTION_INVALID', { option, reason });

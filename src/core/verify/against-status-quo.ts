import type { Outcome } from '../charter/ruling.js';
import type { Election } from '../counting/elections/count-election.js';
import type { ElectionStep, ElectionStepCode } from '../counting/elections/steps.js';
import type { PolledOption } from '../counting/marks.js';

interface Numbers {
  readonly option: string;
  readonly over: bigint;
  readonly under: bigint;
  readonly equal: bigint;
}

/**
 * Whether the numbers against the status quo, which adopt, are those that the count itself says, where nobody sees the
 * ballots: all rulings say the same; they are of all ballots that mark something; of a matrix, they are its cells; of
 * approvals, what one has more than the other; of first places, at least as many. Where a method writes no such numbers
 * (grades, scores, rounds), the sum alone is held.
 */
export function agreesOnStatusQuo(said: Outcome, options: readonly PolledOption[]): boolean {
  const { election } = said;
  const statusQuo = options.find((option) => option.statusQuo)?.label;
  const marked = BigInt(said.rulings[0]?.working.tally['MARKED'] ?? '0');
  const seen = new Map<string, string>();
  for (const { working } of said.rulings)
    for (const { code, data } of working.steps) {
      if (code !== 'AGAINST_STATUS_QUO') continue;
      const { option, over, under, equal } = data;
      const line = `${over} ${under} ${equal}`;
      if ((seen.get(option) ?? line) !== line || !election || statusQuo === undefined) return false;
      seen.set(option, line);
      const numbers = { option, over: BigInt(over), under: BigInt(under), equal: BigInt(equal) };
      if (!isSumOf(numbers, marked) || !followsFromCount(election, statusQuo, numbers)) return false;
    }
  return true;
}

const isSumOf = ({ over, under, equal }: Numbers, marked: bigint): boolean =>
  over >= 0n && under >= 0n && equal >= 0n && over + under + equal === marked;

function followsFromCount(election: Election, statusQuo: string, { option, over, under }: Numbers): boolean {
  const matrix = firstOf(election.steps, 'MATRIX');
  if (matrix)
    return (
      matrix.above[option]?.[statusQuo] === String(over) &&
      matrix.above[statusQuo]?.[option] === String(under)
    );
  const totals = firstOf(election.steps, 'TOTALS');
  const [own, other] = [option, statusQuo].map((name) => totals?.totals[name]?.exact);
  if (own === undefined || other === undefined) return true;
  // A ballot that approves more than it may has no approvals, and still says what it puts over what.
  const isWhole = election.options['limit'] !== 'SEATS';
  if (totals?.unit === 'APPROVALS' && isWhole)
    return over - under === BigInt(own) - BigInt(other) && over <= BigInt(own);
  if (totals?.unit === 'VOICES') return over >= BigInt(own) && under >= BigInt(other);
  return true;
}

function firstOf<C extends ElectionStepCode>(
  steps: readonly ElectionStep[],
  code: C,
): ElectionStep<C>['data'] | null {
  const step = steps.find((one) => one.code === code) as ElectionStep<C> | undefined;
  return step?.data ?? null;
}

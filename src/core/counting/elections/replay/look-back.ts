/** Redoes how a count by rounds settles a tie: whom an earlier round left, and whom a lot chose. */
import { compareFractions, ZERO, type Fraction } from '../../../kernel/fractions.js';
import type { RoundFacts } from '../rounds/facts.js';
import { exactsOf, type Demand } from './finding.js';
import { equal, sameSet } from './numbers.js';
import type { RoundsSoFar } from './rounds.js';

/** Those tied are all who have as many voices now, or whom a nearer round left; of an earlier round the most stay, or the fewest. */
export function replayLookBack(
  soFar: RoundsSoFar,
  { among, earlier, tallies, left }: RoundFacts['LOOKED_BACK'],
  demand: Demand,
): RoundsSoFar {
  const [one] = among;
  const now = soFar.tallies.get(one ?? '') ?? ZERO;
  const tied = [...soFar.tallies.keys()].filter(
    (name) => equal(soFar.tallies.get(name) as Fraction, now) && !soFar.elected.includes(name),
  );
  const isOfAll = soFar.looked
    ? sameSet(among, soFar.looked.left)
    : tied.every((name) => among.includes(name));
  demand(among.length > 1 && isOfAll && isRising(among), 'LOOKED_BACK_FOR_OTHERS');
  demand(
    among.every((name) => equal(soFar.tallies.get(name) ?? ZERO, now)),
    'LOOKED_BACK_FOR_OTHERS',
  );
  const then = soFar.earlier[Number(earlier) - 1] ?? new Map<string, Fraction>();
  const said = exactsOf(tallies, demand);
  demand(Number(earlier) >= 1 && Number(earlier) < soFar.round, 'NO_SUCH_ROUND');
  demand(
    sameSet([...said.keys()], among) &&
      among.every((name) => equal(said.get(name) ?? ZERO, then.get(name) ?? ZERO)),
    'TALLIES_OF_ANOTHER_ROUND',
  );
  const levels = among.map((name) => said.get(name) ?? ZERO).sort(compareFractions);
  const isMost = left.every((name) => equal(said.get(name) ?? ZERO, levels.at(-1) ?? ZERO));
  const level = (isMost ? levels.at(-1) : levels[0]) ?? ZERO;
  const kept = among.filter((name) => equal(said.get(name) ?? ZERO, level));
  demand(kept.length < among.length && sameSet(left, kept) && isRising(left), 'LOOKED_BACK_WRONGLY');
  return { ...soFar, looked: { left, isMost } };
}

/** Whoever a lot or an earlier round chose is the one: with the most voices to be elected, with the fewest to go. */
export function checkFollowed(
  { chosen, looked }: RoundsSoFar,
  options: readonly string[],
  isElected: boolean,
  demand: Demand,
): void {
  demand(chosen === null || (options.length === 1 && options[0] === chosen), 'LOT_NOT_FOLLOWED');
  if (looked === null) return;
  const isOneOfThem = options.length === 1 && looked.left.includes(options[0] as string);
  demand(isOneOfThem && (looked.left.length === 1 || chosen !== null), 'LOOK_BACK_NOT_FOLLOWED');
  demand(looked.isMost === isElected, 'LOOK_BACK_NOT_FOLLOWED');
}

export const isSettled = ({ chosen, looked }: RoundsSoFar): boolean => chosen !== null || looked !== null;

export const isRising = (names: readonly string[]): boolean =>
  names.every((name, at) => at === 0 || (names[at - 1] as string) < name);

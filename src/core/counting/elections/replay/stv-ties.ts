import { ZERO, type Fraction } from '../../../kernel/fractions.js';
import type { CommonFacts } from '../steps.js';
import type { StvFacts } from '../stv/facts.js';
import { exactsOf, type Demand } from './finding.js';
import type { GivenStv } from './meek.js';
import { equal, levelsBy, sameList, sameSet } from './numbers.js';
import { continuing, surplusesOf, votesOf, type StvSoFar, type TieSoFar } from './stv-so-far.js';

type TieOf = 'TRANSFER' | 'ELIMINATION';

/** Who of those tied it is: whom earlier stages or the lot left, or the one there is. */
export const untie = ({ tie }: StvSoFar, of: TieOf, tied: readonly string[]): readonly string[] =>
  tie?.of === of ? tie.left : tied;

/** The tie that stands, or the one that the votes make now. */
function tieNow(soFar: StvSoFar, of: TieOf): TieSoFar {
  if (soFar.tie?.of === of) return soFar.tie;
  const among = of === 'TRANSFER' ? surplusesOf(soFar) : continuing(soFar);
  const levels = levelsBy(among, (name) => votesOf(soFar, name));
  return { of, left: (of === 'TRANSFER' ? levels[0] : levels.at(-1)) ?? [], before: soFar.stages.length };
}

const looksBack = ({ method, options }: GivenStv): boolean =>
  method === 'stv/scottish-2007@1' || options['ties'] === 'previous-stages';

/** Whether those left have as many votes each at the end of every stage from one to another. */
const alike = ({ stages }: StvSoFar, left: readonly string[], from: number, before: number): boolean =>
  stages.slice(from, before).every((votes) => {
    const [first] = left.map((name) => votes.get(name) ?? ZERO);
    return left.every((name) => equal(votes.get(name) ?? ZERO, first as Fraction));
  });

/** The latest stage that tells those tied apart keeps those at the end that the tie is about. */
export function checkLookBack(
  soFar: StvSoFar,
  { of, among, stage, votes, kept }: StvFacts['STV_TIE_LOOKED_BACK'],
  election: GivenStv,
  demand: Demand,
): TieSoFar {
  const { left, before } = tieNow(soFar, of);
  demand(looksBack(election), 'LOOKED_BACK_AGAINST_THE_RULE');
  demand(among.length > 1 && sameList(among, left), 'NOT_THOSE_TIED');
  const at = Number(stage);
  const then = soFar.stages[at - 1];
  const latest = soFar.tie?.of === of ? before : soFar.stages.length;
  demand(then !== undefined && at < latest, 'NO_SUCH_STAGE');
  demand(alike(soFar, among, at, latest - 1), 'A_LATER_STAGE_TELLS_THEM_APART');
  const said = exactsOf(votes, demand);
  demand(sameSet([...said.keys()], among), 'VOTES_OF_OTHERS');
  demand(
    among.every((name) => equal(said.get(name) ?? ZERO, then?.get(name) ?? ZERO)),
    'VOTES_OF_ANOTHER_STAGE',
  );
  const levels = levelsBy(among, (name) => said.get(name) ?? ZERO);
  const due = (of === 'TRANSFER' ? levels[0] : levels.at(-1)) ?? [];
  demand(levels.length > 1 && sameList(kept, due), 'LOOKED_BACK_WRONGLY');
  return { of, left: due, before: at };
}

/** A lot chooses, or a way of an open tie, among those whom nothing before tells apart. */
export function checkTie(
  soFar: StvSoFar,
  { of, order, chosen }: CommonFacts['TIE_SETTLED_BY_LOT'],
  election: GivenStv,
  demand: Demand,
): TieSoFar | null {
  const isOfTransfers = of === 'ELIMINATION' || of === 'TRANSFER';
  demand(isOfTransfers, 'NO_SUCH_TIE');
  if (!isOfTransfers) return soFar.tie;
  const { left, before } = tieNow(soFar, of);
  demand(left.length > 1 && sameSet(order, left), 'NOT_THOSE_TIED');
  if (looksBack(election)) demand(alike(soFar, left, 0, before - 1), 'A_STAGE_TELLS_THEM_APART');
  return { of, left: [chosen], before: 0 };
}

/**
 * approval@1 and approval-block@1: each ballot gives one voice to every option that it approves.
 *
 * Brams and Fishburn, "Approval Voting", American Political Science Review 72 (1978): the options with the most approvals
 * are elected, one or several. With several seats this is block approval: a majority that approves the same options can
 * fill all of them, for nothing there is proportional. Chosen: the voters are those who approve something. In
 * approval-block@1 a ballot may be limited to as many options as there are seats (block vote); one that approves more
 * cannot be cut down without choosing for its voter, so it is passed over, and said.
 */
import { amount } from '../amounts.js';
import { electionMethod, seatsFrom, type Result, type Sheet } from '../method.js';
import { votersOf, type Ballots, type Pile } from '../profile.js';
import { orderBy, placesOf } from '../ranking.js';
import { byName, totalsOf } from './sums.js';

function countApprovals(
  { slate }: Ballots<'APPROVED'>,
  piles: readonly Pile<'APPROVED'>[],
  seats: number,
  sheet: Sheet,
): Result {
  const approvals = totalsOf(slate.options.length, piles, ({ marks }) =>
    marks.map((place): readonly [number, bigint] => [place, 1n]),
  );
  const byNumber = new Map<number, bigint>();
  for (const { marks, weight } of piles)
    byNumber.set(marks.length, (byNumber.get(marks.length) ?? 0n) + weight);
  const rows = [...byNumber].sort(([a], [b]) => b - a);
  sheet.write({
    code: 'APPROVED_BY_NUMBER',
    data: {
      rows: rows.map(([approved, ballots]) => ({ approved: String(approved), ballots: String(ballots) })),
      approvals: String(rows.reduce((sum, [approved, ballots]) => sum + BigInt(approved) * ballots, 0n)),
    },
  });
  sheet.write({
    code: 'TOTALS',
    data: {
      unit: 'APPROVALS',
      totals: byName(slate.options, (place) => amount(approvals[place] as bigint)),
      voters: String(votersOf(piles)),
    },
  });
  const ranking = orderBy(placesOf(slate.options), (place) => approvals[place] as bigint);
  return { seats: seatsFrom(ranking, seats), ranking };
}

export const approval = electionMethod({
  id: 'approval@1',
  family: 'TOTALS',
  counts: 'APPROVED',
  seats: 'SEVERAL',
  quotas: 'DOWN_THE_RANKING',
  options: {},
  about: {
    fr: 'Approbation : chaque bulletin donne une voix à toutes les options qu’il approuve.',
    en: 'Approval: each ballot gives one voice to every option that it approves.',
  },
  count: (profile, seats, _options, sheet) => countApprovals(profile, profile.piles, seats, sheet),
});

export const approvalBlock = electionMethod({
  id: 'approval-block@1',
  family: 'TOTALS',
  counts: 'APPROVED',
  seats: 'SEVERAL',
  quotas: 'DOWN_THE_RANKING',
  options: { limit: { is: 'ONE_OF', values: ['NONE', 'SEATS'], otherwise: 'NONE' } },
  about: {
    fr: 'Approbation à plusieurs sièges : les options les plus approuvées ; un bulletin peut être limité au nombre de sièges.',
    en: 'Block approval: the options that most approve; a ballot may be limited to as many as there are seats.',
  },
  count(profile, seats, { limit }, sheet) {
    const isKept = ({ marks }: Pile<'APPROVED'>): boolean => limit === 'NONE' || marks.length <= seats;
    const kept = profile.piles.filter(isKept);
    const passedOver = votersOf(profile.piles) - votersOf(kept);
    if (passedOver > 0n)
      sheet.write({
        code: 'TOO_MANY_APPROVED',
        data: { ballots: String(passedOver), most: String(seats) },
      });
    return countApprovals(profile, kept, seats, sheet);
  },
});

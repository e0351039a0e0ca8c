import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { gather, type Profile } from '../../src/core/counting/elections/profile.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect, refusalOf, scored } from './ballots.js';

const star = (profile: Profile, options: Json = {}, drawn: string | null = null) =>
  elect('star@1', profile, { options, drawn });

/** What Equal Vote's tests elect; where it is not here these tests are skipped. */
const KNOWN = '../shared/golden/counting/textbook/star.json';
const whereKnown = existsSync(KNOWN) ? describe : describe.skip;

interface Case {
  readonly id: string;
  readonly candidates: readonly string[];
  readonly maxScore: number;
  readonly ballots: readonly { readonly scores: readonly (number | null)[]; readonly weight: number }[];
  readonly totals: readonly number[];
  readonly expected: { readonly winner?: string[]; readonly tie?: string[]; readonly runnerUp?: string };
}
const cases = existsSync(KNOWN) ? (JSON.parse(readFileSync(KNOWN, 'utf8')) as Case[]) : [];

const profileOf = ({ candidates, ballots }: Case): Profile =>
  gather({
    kind: 'SCORED',
    names: candidates,
    piles: ballots.map(({ scores, weight }) => ({ marks: scores, weight: BigInt(weight) })),
  });

whereKnown('STAR, on what others have counted', () => {
  it('knows nine cases', () => expect(cases).toHaveLength(9));

  it.each(cases.map((one) => [one.id, one] as const))('%s', (_id, one) => {
    const election = star(profileOf(one), { maxScore: one.maxScore });
    expect(election.winners).toEqual([one.expected.winner ?? one.expected.tie]);
    const totals = election.steps.find(({ code }) => code === 'TOTALS')?.data as {
      totals: Record<string, { exact: string }>;
    };
    expect(one.candidates.map((name) => totals.totals[name]?.exact)).toEqual(one.totals.map(String));
    if (one.expected.runnerUp !== undefined) expect(election.ranking[1]).toEqual([one.expected.runnerUp]);
    expect(replay(election)).toEqual([]);
  });

  it('goes on from the true tie of three by the five star rule, where it was adopted before', () => {
    const tie = cases.find(({ id }) => id === 'true-tie-3') as Case;
    const election = star(profileOf(tie), { fiveStar: true });
    expect(election.winners).toEqual([['Carmen']]);
    expect(replay(election)).toEqual([]);
  });
});

describe('STAR', () => {
  it('elects of the two with the most points the one that more ballots score higher', () => {
    const { winners, ranking, steps } = star(scored('A B C', '3: 5 4 0', '4: 0 5 4', '1: 5 0 5'));
    expect({ winners, ranking }).toEqual({ winners: [['B']], ranking: [['B'], ['C'], ['A']] });
    expect(steps.at(-1)).toEqual({
      code: 'RUNOFF',
      data: { of: ['B', 'C'], higher: ['7', '1'], same: '0', winner: 'B' },
    });
  });

  it('compares those tied in points two by two, and leaves out who loses most', () => {
    const { steps, winners } = star(scored('A B C', '2: 5 3 3', '1: 5 2 1', '1: 0 0 1'));
    expect(winners).toEqual([['A']]);
    expect(steps.slice(2, 4)).toEqual([
      { code: 'SCORE_TIE', data: { among: ['B', 'C'], points: '8', places: '1' } },
      {
        code: 'HEAD_TO_HEAD',
        data: {
          duels: [{ of: ['B', 'C'], higher: ['1', '1'], same: '2' }],
          losses: { B: '0', C: '0' },
          out: [],
        },
      },
    ]);
    const parted = star(scored('A B C', '2: 5 2 3', '1: 5 2 0'));
    expect(parted.steps.find(({ code }) => code === 'HEAD_TO_HEAD')?.data).toMatchObject({
      losses: { B: '1', C: '0' },
      out: ['B'],
    });
    expect(parted.ranking).toEqual([['A'], ['C'], ['B']]);
  });

  it('compares only where two are tied, by BetterVoting’s text', () => {
    const cycle = scored('A B C D', '1: 5 3 2 1', '1: 5 1 3 2', '1: 5 2 1 3');
    const codes = (headToHead: string) => star(cycle, { headToHead }).steps.map(({ code }) => code);
    expect(codes('FEWEST_LOSSES').slice(2)).toEqual(['SCORE_TIE', 'HEAD_TO_HEAD', 'TIE_OPEN']);
    expect(codes('TWO_ONLY').slice(2)).toEqual(['SCORE_TIE', 'TIE_OPEN']);
  });

  it('settles a tied runoff by points, then by the best scores where that was adopted, or leaves the tie', () => {
    expect(star(scored('A B', '1: 5 0', '1: 1 2')).winners).toEqual([['A']]);
    const tied = scored('A B', '1: 5 3', '1: 2 4');
    expect(star(tied)).toMatchObject({
      status: 'TIED',
      winners: [['A', 'B']],
      ties: [{ of: 'SEAT', among: ['A', 'B'], chosen: null }],
    });
    expect(star(tied, { fiveStar: true }).winners).toEqual([['A']]);
    expect(star(scored('A B', '1: 4 3', '1: 3 4'), { fiveStar: true }).winners).toEqual([['A', 'B']]);
  });

  it('gives a place in the runoff by the best scores only where that was adopted and comparing parts nobody', () => {
    const level = scored('A B C', '1: 5 5 3', '1: 5 0 2');
    expect(star(level).ties).toEqual([{ of: 'RUNOFF', among: ['B', 'C'], chosen: null }]);
    const { steps, ranking } = star(level, { fiveStar: true });
    expect(ranking).toEqual([['A'], ['B'], ['C']]);
    expect(steps.find(({ code }) => code === 'BEST_SCORES')?.data).toEqual({
      score: '5',
      ballots: { B: '1', C: '0' },
      left: ['B'],
    });
    // B has more of the best scores, but more ballots prefer C.
    const parted = star(scored('A B C', '1: 5 5 3', '2: 5 0 1'), { fiveStar: true });
    expect(parted.steps.map(({ code }) => code)).not.toContain('BEST_SCORES');
    expect(parted.ranking).toEqual([['A'], ['C'], ['B']]);
  });

  it('follows all ways where nothing gives the last place, and elects who wins on each', () => {
    const votes = scored('A B C', '1: 5 3 3', '1: 5 2 1', '1: 4 0 1');
    const open = star(votes);
    expect(open).toMatchObject({
      winners: [['A']],
      status: 'ELECTED',
      ties: [{ of: 'RUNOFF', among: ['B', 'C'], chosen: null }],
    });
    expect(open.ranking).toEqual([['A'], ['B', 'C']]);
    const settled = star(votes, {}, '4 2 6');
    expect(settled.ties[0]?.chosen).toHaveLength(1);
    expect([...replay(open), ...replay(settled)]).toEqual([]);
  });

  it('ties all three that tie in everything, and all where nobody scored', () => {
    expect(star(scored('A B C', '1: 3 3 3')).winners).toEqual([['A', 'B', 'C']]);
    expect(star(scored('A B C', '2: - - -'))).toMatchObject({
      status: 'NO_BALLOTS',
      winners: [['A', 'B', 'C']],
    });
    expect(star(scored('A', '2: 0')).winners).toEqual([['A']]);
  });

  it('counts no score as 0, and refuses what is outside the scale', () => {
    expect(star(scored('A B', '1: - 1')).winners).toEqual([['B']]);
    for (const ballot of ['1: 6 0', '1: -1 0'])
      expect(refusalOf(() => star(scored('A B', ballot)))).toMatchObject({
        facts: { reason: 'SCORE_OUT_OF_RANGE' },
      });
    expect(star(scored('A B', '1: 10 0'), { maxScore: 10 }).winners).toEqual([['A']]);
    expect(refusalOf(() => elect('star@1', scored('A B', '1: 1 0'), { seats: 2 }))).toMatchObject({
      code: 'SEATS_INVALID',
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { gather } from '../../src/core/counting/elections/profile.js';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import { elect, ranked, refusalOf } from './ballots.js';

const TEXTBOOK = '../shared/golden/counting/textbook/stv.json';

interface Textbook {
  readonly id: string;
  readonly seats: number;
  readonly candidates: readonly string[];
  readonly ballots: readonly (readonly [number, readonly string[]])[];
  readonly expected: {
    readonly quota: number;
    readonly elected?: readonly string[];
    readonly roundTallies?: readonly Readonly<Record<string, string>>[];
    readonly electedFirst?: readonly string[];
    readonly tieForLastSeat?: readonly string[];
    readonly tieValue?: string;
  };
}

const textbook = existsSync(TEXTBOOK)
  ? (JSON.parse(readFileSync(TEXTBOOK, 'utf8')) as readonly Textbook[])
  : [];

const stepsOf = <C extends ElectionStep['code']>({ steps }: Election, code: C) =>
  steps.filter((step): step is Extract<ElectionStep, { code: C }> => step.code === code);

const count = (profile: Parameters<typeof elect>[1], seats: number, options = {}): Election =>
  elect('stv/wigm-exact@1', profile, { seats, options });

const whereKnown = textbook.length > 0 ? describe : describe.skip;
whereKnown(`textbook counts in exact fractions (skipped where there is no ${TEXTBOOK})`, () => {
  it.each(textbook.map((one) => [one.id, one] as const))(
    'agree on %s',
    (_, { seats, candidates, ballots, expected }) => {
      const profile = gather({
        kind: 'RANKED',
        names: candidates,
        piles: ballots.map(([weight, ranking]) => ({
          weight: BigInt(weight),
          marks: ranking.map((name) => [candidates.indexOf(name)]),
        })),
      });
      const election = count(profile, seats);
      expect(stepsOf(election, 'STV_QUOTA')[0]?.data.quota.exact).toBe(String(expected.quota));
      const stages = stepsOf(election, 'STV_STAGE').map(({ data }) =>
        Object.fromEntries(Object.entries(data.votes).map(([option, { exact }]) => [option, exact])),
      );
      for (const [round, tally] of (expected.roundTallies ?? []).entries())
        expect(stages[round]).toMatchObject(tally);
      if (expected.elected) expect(election.winners).toEqual(expected.elected.map((name) => [name]));
      if (!expected.tieForLastSeat) return;
      expect(election.winners).toEqual([
        ...(expected.electedFirst ?? []).map((name) => [name]),
        expected.tieForLastSeat,
      ]);
      expect(stages.at(-1)).toMatchObject(
        Object.fromEntries(expected.tieForLastSeat.map((name) => [name, expected.tieValue])),
      );
    },
  );
});

describe('a count in exact fractions', () => {
  it('loses nothing where five decimals do', () => {
    const papers = ranked('A B C D', '6: A > B', '1: B', '2: C', '2: D');
    const election = count(papers, 2);
    // Quota 11 ÷ 3 + 1 = 4; A passes on 2 ÷ 6 with each paper.
    expect(stepsOf(election, 'STV_SURPLUS')[0]?.data).toMatchObject({
      surplus: { exact: '2' },
      transfers: [{ papers: '6', value: { exact: '1/3' }, votes: { exact: '2' }, to: 'B' }],
      lost: { exact: '0' },
    });
  });

  it('says every option it was counted with', () => {
    expect(count(ranked('A B', '1: A'), 1).options).toEqual({
      quota: 'droop',
      surpluses: 'largest-first',
      ties: 'lot',
      equalRanks: 'end',
    });
  });

  it('asks by Hare for a share of the papers as large as a seat, a fraction where it is one', () => {
    const election = count(ranked('A B C', '5: A > B', '3: B', '2: C'), 3, { quota: 'hare' });
    expect(stepsOf(election, 'STV_QUOTA')[0]?.data).toMatchObject({
      formula: 'hare',
      quota: { exact: '10/3' },
    });
    expect(election.winners).toEqual([['A'], ['B'], ['C']]);
    const papers = ranked('A B C', '7: A > B', '3: B', '5: C');
    expect(count(papers, 2).winners).toEqual([['A'], ['C']]);
    expect(count(papers, 2, { quota: 'hare' }).winners).toEqual([['A'], ['C']]);
  });

  it('transfers the largest surplus first, or all of them in one stage', () => {
    const papers = ranked('A B C D', '9: A > C', '11: B > D', '2: C', '2: D');
    const first = count(papers, 3);
    expect(stepsOf(first, 'STV_SURPLUS').map(({ data }) => [data.stage, data.from])).toEqual([
      ['2', 'B'],
      ['3', 'A'],
    ]);
    const together = count(papers, 3, { surpluses: 'together' });
    expect(stepsOf(together, 'STV_SURPLUS').map(({ data }) => [data.stage, data.from])).toEqual([
      ['2', 'A'],
      ['2', 'B'],
    ]);
    expect(together.winners).toEqual(first.winners);
  });

  it('leaves a tie open, or looks it up in the stages before', () => {
    const papers = ranked('A B C D', '5: A', '4: B', '3: C', '1: D > C');
    expect(count(papers, 1).ties).toEqual([{ of: 'ELIMINATION', among: ['B', 'C'], chosen: null }]);
    const looked = count(papers, 1, { ties: 'previous-stages' });
    expect(looked.ties).toEqual([]);
    expect(stepsOf(looked, 'STV_TIE_LOOKED_BACK')[0]?.data.kept).toEqual(['C']);
  });

  it('closes ranks left empty, and reads a paper up to options at the same rank', () => {
    const election = count(
      ranked('A B C', '4: A', '3: B', '2: - > C > - > B', '1: C > A = B', '1: - > ?'),
      1,
    );
    expect(stepsOf(election, 'STV_PAPERS')[0]?.data).toEqual({
      valid: '10',
      noFirst: '0',
      severalFirst: '1',
    });
    expect(stepsOf(election, 'STV_TIE_LOOKED_BACK')).toEqual([]);
    expect(stepsOf(election, 'STV_STAGE')[0]?.data.votes).toMatchObject({ C: { exact: '3' } });
  });

  it('refuses options at the same rank where it is told to', () => {
    const refusal = refusalOf(() =>
      count(ranked('A B C', '2: A', '1: A > B = C'), 1, { equalRanks: 'refused' }),
    );
    expect(refusal).toMatchObject({ code: 'ELECTION_INVALID', facts: { reason: 'EQUAL_RANKS' } });
    expect(refusalOf(() => count(ranked('A B', '1: A > ?'), 1, { equalRanks: 'refused' })).code).toBe(
      'ELECTION_INVALID',
    );
  });

  it('stops where the last seats are filled, and transfers no more', () => {
    const election = count(ranked('A B C', '4: A > C', '3: B', '2: C > B'), 2);
    expect(election.winners).toEqual([['A'], ['B']]);
    expect(stepsOf(election, 'STV_EXCLUDED_LAST')[0]?.data).toMatchObject({
      option: 'C',
      votes: { exact: '2' },
    });
  });

  it('tells nobody apart without papers, and elects all where seats are as many', () => {
    expect(count(ranked('A B C'), 2).winners).toEqual([
      ['A', 'B', 'C'],
      ['A', 'B', 'C'],
    ]);
    expect(count(ranked('A B', '3:'), 1)).toMatchObject({ status: 'NO_BALLOTS', winners: [['A', 'B']] });
    expect(count(ranked('A', '2: A'), 1).winners).toEqual([['A']]);
    expect(count(ranked('A B', '2: A'), 3)).toMatchObject({ status: 'SEATS_LEFT', winners: [['A'], ['B']] });
  });
});

import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import type { Amounts } from '../../src/core/counting/elections/amounts.js';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { gather } from '../../src/core/counting/elections/profile.js';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import { elect, ranked } from './ballots.js';
import { readBlt } from './blt.js';

const WARDS = '../shared/golden/counting/scottish-stv';

interface Ward {
  readonly file: string;
  readonly seats: number;
  readonly quota: number;
  readonly electedInOrder: readonly number[];
  readonly stages: readonly {
    readonly action: 'surplus' | 'exclude' | null;
    readonly candidate?: number;
    readonly votes: Readonly<Record<string, string>>;
  }[];
}

const wards: readonly Ward[] = existsSync(`${WARDS}/expected.json`)
  ? (JSON.parse(readFileSync(`${WARDS}/expected.json`, 'utf8')) as readonly Ward[])
  : [];

const stepsOf = <C extends ElectionStep['code']>({ steps }: Election, code: C) =>
  steps.filter((step): step is Extract<ElectionStep, { code: C }> => step.code === code);

/** `310.3049` as the published sheets write it: `310.30490`. */
const toFiveDecimals = (votes: Amounts): Record<string, string> =>
  Object.fromEntries(
    Object.entries(votes).map(([option, { rounded }]) => {
      const [whole, decimals = ''] = rounded.split('.');
      return [option, `${whole}.${decimals.padEnd(5, '0')}`];
    }),
  );

const actionsOf = ({ steps }: Election) =>
  steps.flatMap((step): { action: string; candidate: number }[] => {
    if (step.code === 'STV_SURPLUS') return [{ action: 'surplus', candidate: Number(step.data.from) }];
    if (step.code === 'STV_EXCLUDED') return [{ action: 'exclude', candidate: Number(step.data.option) }];
    return [];
  });

const whereKnown = wards.length > 0 ? describe : describe.skip;
whereKnown(`a Scottish ward (skipped where there is no ${WARDS})`, () => {
  it.each(wards.map((ward) => [ward.file, ward] as const))(
    'is counted stage by stage to five decimals: %s',
    (file, ward) => {
      const { profile, seats } = readBlt(readFileSync(`${WARDS}/${file}`, 'utf8'), { numbered: true });
      const count = elect('stv/scottish-2007@1', profile, { seats });
      expect(seats).toBe(ward.seats);
      expect(stepsOf(count, 'STV_QUOTA')[0]?.data.quota.exact).toBe(String(ward.quota));
      expect(stepsOf(count, 'STV_STAGE').map(({ data }) => toFiveDecimals(data.votes))).toEqual(
        ward.stages.map(({ votes }) => votes),
      );
      expect(actionsOf(count)).toEqual(
        ward.stages.slice(1).map(({ action, candidate }) => ({ action, candidate })),
      );
      expect(count.winners).toEqual(ward.electedInOrder.map((number) => [String(number)]));
      expect(count.status).toBe('ELECTED');
    },
  );
});

const tideman = existsSync('../shared/golden/counting/tideman/expected.json') ? it : it.skip;

describe('Tideman’s elections (skipped where ../shared/golden/counting/tideman is not here)', () => {
  tideman.each([
    ['A1', 3, '96', [['1'], ['9'], ['3']]],
    ['A77', 1, '107', [['3']]],
  ])('%s elects as published', (name, seats, quota, winners) => {
    const text = readFileSync(`../shared/golden/counting/tideman/${name}.HIL`, 'utf8');
    const { profile } = readBlt(text, { numbered: true });
    const count = elect('stv/scottish-2007@1', profile, { seats });
    expect(stepsOf(count, 'STV_QUOTA')[0]?.data.quota.exact).toBe(quota);
    expect(count.winners).toEqual(winners);
    expect(count.ties).toEqual([]);
  });
});

const count = (seats: number, names: string, ...lines: string[]): Election =>
  elect('stv/scottish-2007@1', ranked(names, ...lines), { seats });

describe('a count by the Scottish rules', () => {
  it('transfers a surplus with all the papers of its holder, each at a fraction of its value', () => {
    const election = count(2, 'A B C D', '7: A > B', '3: A > C', '3: B', '2: C', '3: D');
    // Quota 18 ÷ 3 + 1 = 7; A has 10, so each of its papers goes on at 3 × 1 ÷ 10.
    const [surplus] = stepsOf(election, 'STV_SURPLUS');
    expect(surplus?.data).toMatchObject({ from: 'A', surplus: { exact: '3' }, lost: { exact: '0' } });
    expect(surplus?.data.transfers.map(({ papers, value, to }) => [papers, value.rounded, to])).toEqual([
      ['7', '0.30000', 'B'],
      ['3', '0.30000', 'C'],
    ]);
  });

  it('multiplies the value at which a paper was received, cuts it off after five decimals, and says what that loses', () => {
    const election = count(3, 'A B C D E', '12: A > B > C', '6: B > C', '3: C', '4: D', '4: E', '2: C > E');
    const [first, second] = stepsOf(election, 'STV_SURPLUS');
    // Quota 31 ÷ 4 + 1 = 8. A: 4 × 1 ÷ 12 = 0.33333, and B then has 6 + 12 × 0.33333 = 9.99996.
    expect(first?.data.transfers).toEqual([
      {
        papers: '12',
        received: { exact: '1', rounded: '1' },
        value: { exact: '33333/100000', rounded: '0.33333' },
        votes: { exact: '99999/25000', rounded: '3.99996' },
        to: 'B',
      },
    ]);
    expect(first?.data.lost.rounded).toBe('0.00004');
    // 1.99996 × 1 ÷ 9.99996 = 0.19999…, and 1.99996 × 0.33333 ÷ 9.99996 = 0.06666….
    expect(
      second?.data.transfers.map(({ received, value, to }) => [received.rounded, value.rounded, to]),
    ).toEqual([
      ['1', '0.19999', 'C'],
      ['0.33333', '0.06666', 'C'],
    ]);
  });

  it('transfers the larger of two surpluses first', () => {
    const election = count(3, 'A B C D', '9: A > C', '11: B > D', '2: C', '2: D');
    expect(stepsOf(election, 'STV_SURPLUS').map(({ data }) => data.from)).toEqual(['B', 'A']);
  });

  it('looks a tie for exclusion up at the latest stage that told the tied apart', () => {
    const election = count(1, 'A B C D', '5: A', '4: B', '3: C', '1: D > C');
    const [tie] = stepsOf(election, 'STV_TIE_LOOKED_BACK');
    expect(tie?.data).toMatchObject({
      of: 'ELIMINATION',
      among: ['B', 'C'],
      stage: '1',
      votes: { B: { exact: '4' }, C: { exact: '3' } },
      kept: ['C'],
    });
    expect(election.ties).toEqual([]);
    expect(election.ranking).toEqual([['A'], ['B'], ['C'], ['D']]);
  });

  it('looks a tie of surpluses up likewise, and leaves it to the lot where all stages are alike', () => {
    const election = count(3, 'A B C D E', '10: A > C', '9: B > E', '8: C', '8: E', '2: D > A', '3: D > B');
    expect(stepsOf(election, 'STV_TIE_LOOKED_BACK').map(({ data }) => data)).toMatchObject([
      { of: 'TRANSFER', among: ['A', 'B'], stage: '1', kept: ['A'] },
    ]);
    expect(stepsOf(election, 'STV_SURPLUS').map(({ data }) => data.from)).toEqual(['A', 'B']);
    const alike = count(3, 'A B C D', '6: A > C', '6: B > D', '3: C', '3: D');
    expect(alike.ties[0]).toEqual({ of: 'TRANSFER', among: ['A', 'B'], chosen: null });
  });

  it('leaves to the lot what no stage tells apart', () => {
    const papers = ranked('A B C', '4: A', '2: B', '2: C', '1: B > A', '1: C > A');
    const open = elect('stv/scottish-2007@1', papers, { seats: 2 });
    expect(open.winners).toEqual([['A'], ['B', 'C']]);
    expect(open.ties).toEqual([{ of: 'ELIMINATION', among: ['B', 'C'], chosen: null }]);
    const drawn = elect('stv/scottish-2007@1', papers, { seats: 2, drawn: 'heads' });
    expect(drawn.status).toBe('ELECTED');
    expect(drawn.ties[0]?.chosen).toHaveLength(1);
  });

  it('elects those left once they are as many as the seats left, and says so', () => {
    const election = count(2, 'A B C', '4: A', '3: B', '2: C');
    // Quota 9 ÷ 3 + 1 = 4. C goes, and B is left with 3.
    expect(election.winners).toEqual([['A'], ['B']]);
    expect(stepsOf(election, 'STV_ELECTED').map(({ data }) => [data.by, data.options])).toEqual([
      ['QUOTA', ['A']],
      ['LAST_SEATS', ['B']],
    ]);
  });

  it('transfers the papers of the last one excluded, or leaves them where the option says so', () => {
    const papers = ranked('A B C', '4: A', '3: B', '2: C > B');
    const made = elect('stv/scottish-2007@1', papers, { seats: 2 });
    expect(made.options).toEqual({ lastTransfer: 'made' });
    expect(stepsOf(made, 'STV_STAGE').at(-1)?.data.votes).toMatchObject({
      B: { exact: '5' },
      C: { exact: '0' },
    });
    const none = elect('stv/scottish-2007@1', papers, { seats: 2, options: { lastTransfer: 'none' } });
    expect(stepsOf(none, 'STV_EXCLUDED_LAST')[0]?.data).toMatchObject({ option: 'C', votes: { exact: '2' } });
    expect(stepsOf(none, 'STV_STAGE')).toHaveLength(1);
    expect(none.winners).toEqual(made.winners);
  });
});

describe('a paper by the Scottish rules', () => {
  it('is read up to a rank that several options share', () => {
    const election = count(1, 'A B C D', '5: A', '4: B', '2: C > A = B > A', '1: D > ? > B');
    expect(stepsOf(election, 'STV_EXCLUDED').map(({ data }) => data.transfers.map(({ to }) => to))).toEqual([
      [null],
      [null],
      [null],
    ]);
    expect(election.winners).toEqual([['A']]);
  });

  it('is read up to a rank that is empty', () => {
    const election = count(1, 'A B C', '3: A', '3: B', '1: C > - > B', '1: A > C');
    expect(election.winners).toEqual([['A']]);
    expect(stepsOf(election, 'STV_STAGE').at(-1)?.data.nonTransferable.exact).not.toBe('0');
  });

  it('counts an option marked twice where it was marked first, whatever is marked last', () => {
    const election = count(1, 'A B C', '4: A', '3: B', '2: C > C > B > A = B');
    expect(election.winners).toEqual([['B']]);
  });

  it('is void without a first preference, or with several', () => {
    const election = count(1, 'A B', '2: A', '1: B', '4: - > B', '3: A = B', '2: ? > B', '5:');
    expect(stepsOf(election, 'STV_PAPERS')[0]?.data).toEqual({ valid: '3', noFirst: '4', severalFirst: '5' });
    expect(election.winners).toEqual([['A']]);
    expect(election.inputs).toMatchObject({ voters: '12', blank: '5' });
  });

  it('passes over the options that withdrew', () => {
    const papers = gather({
      kind: 'RANKED',
      names: ['A', 'B', 'C'],
      withdrawn: [0],
      piles: [
        { marks: [[0], [1]], weight: 3n },
        { marks: [[2]], weight: 2n },
        { marks: [[0]], weight: 4n },
      ],
    });
    const election = elect('stv/scottish-2007@1', papers);
    expect(election.winners).toEqual([['B']]);
    expect(election.inputs).toMatchObject({ withdrawn: ['A'], voters: '5', blank: '4' });
  });
});

describe('an election at its edges', () => {
  it('tells nobody apart without ballots, or with blank or void ones alone', () => {
    for (const lines of [[], ['3:'], ['2: A = B']]) {
      const election = count(2, 'A B C', ...lines);
      expect(election.winners).toEqual([
        ['A', 'B', 'C'],
        ['A', 'B', 'C'],
      ]);
      expect(election.ties).toEqual([{ of: 'SEAT', among: ['A', 'B', 'C'], chosen: null }]);
    }
    expect(count(1, 'A B', '3:').status).toBe('NO_BALLOTS');
  });

  it('elects a single option, and as many as there are where seats are more', () => {
    expect(count(1, 'A', '1: A').winners).toEqual([['A']]);
    const few = count(4, 'A B C', '3: A', '1: B');
    expect(few).toMatchObject({ status: 'SEATS_LEFT', winners: [['A'], ['B'], ['C']] });
    expect(count(2, 'A B').winners).toEqual([['A'], ['B']]);
  });

  it('keeps a tie of all for all', () => {
    const election = count(2, 'A B C', '2: A', '2: B', '2: C');
    expect(election.status).toBe('TIED');
    expect(election.winners).toEqual([
      ['A', 'B', 'C'],
      ['A', 'B', 'C'],
    ]);
  });

  it('excludes many options without papers one after the other, without asking which', () => {
    const names = 'A B C D E F G H I J';
    const election = count(1, names, '3: A', '2: B > C', '2: C > B');
    expect(stepsOf(election, 'STV_TIE_WITHOUT_EFFECT')[0]?.data.among).toEqual([...'DEFGHIJ']);
    expect(
      stepsOf(election, 'STV_EXCLUDED')
        .slice(0, 7)
        .map(({ data }) => data.option),
    ).toEqual([...'DEFGHIJ']);
    expect(election.ranking.at(-1)).toEqual([...'DEFGHIJ']);
    expect(election.ties).toEqual([{ of: 'ELIMINATION', among: ['B', 'C'], chosen: null }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { elect, ranked } from './ballots.js';

describe('plurality', () => {
  it('elects the option that most ballots put first', () => {
    const { winners, ranking, status } = elect(
      'plurality@1',
      ranked('A B C', '3: A > B', '2: B', '4: C > B'),
    );
    expect({ winners, ranking, status }).toEqual({
      winners: [['C']],
      ranking: [['C'], ['A'], ['B']],
      status: 'ELECTED',
    });
  });

  it('leaves a tie for the last seats open, and says who is tied', () => {
    const count = elect('plurality@1', ranked('A B C D', '3: D', '2: A', '2: B', '2: C'), { seats: 3 });
    expect(count.winners).toEqual([['D'], ['A', 'B', 'C'], ['A', 'B', 'C']]);
    expect(count.status).toBe('TIED');
    expect(count.ties).toEqual([{ of: 'SEAT', among: ['A', 'B', 'C'], chosen: null }]);
  });

  it('breaks it by the order of the lot, in a step of its own', () => {
    const count = elect('plurality@1', ranked('A B C D', '3: D', '2: A', '2: B', '2: C'), {
      seats: 3,
      drawn: '4 2 6',
    });
    expect(count.winnersBeforeLot).toEqual([['D'], ['A', 'B', 'C'], ['A', 'B', 'C']]);
    const [tie] = count.ties;
    expect(count.winners).toEqual([['D'], ...(tie?.chosen ?? []).map((name) => [name])]);
    expect(count.status).toBe('ELECTED');
    expect(count.steps.at(-1)?.code).toBe('SEATS_SETTLED_BY_LOT');
  });

  it('gives no voice to a ballot that puts several options first, and counts it in the base', () => {
    const count = elect('plurality@1', ranked('A B', '2: A = B', '1: B'));
    expect(count.winners).toEqual([['B']]);
    expect(count.inputs.voters).toBe('3');
    expect(count.steps).toContainEqual({ code: 'SEVERAL_FIRST', data: { ballots: '2' } });
  });

  it('says that nobody voted', () => {
    const count = elect('plurality@1', ranked('A B', '3:'));
    expect(count).toMatchObject({
      status: 'NO_BALLOTS',
      winners: [['A', 'B']],
      inputs: { voters: '0', blank: '3' },
    });
  });
});

describe('an absolute majority', () => {
  it('is more than half of the ballots that mark something', () => {
    expect(elect('majority@1', ranked('A B', '3: A', '2: B', '9:')).winners).toEqual([['A']]);
    const half = elect('majority@1', ranked('A B C', '2: A', '1: B', '1: C'));
    expect(half).toMatchObject({ status: 'NO_WINNER', winners: [] });
    expect(half.steps.at(-1)).toEqual({
      code: 'MAJORITY_MISSED',
      data: { most: { exact: '2', rounded: '2' }, needed: '3' },
    });
  });
});

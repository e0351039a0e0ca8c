import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import type { Profile } from '../../src/core/counting/elections/profile.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect, ranked } from './ballots.js';

const irv = (profile: Profile, options: Json = {}) => elect('irv/rctab@1', profile, { options });

describe('instant runoff', () => {
  it('eliminates who has the fewest voices until one has more than half of those that still count', () => {
    const count = irv(ranked('A B C', '4: A', '3: B > A', '2: C > B'));
    expect(count).toMatchObject({ status: 'ELECTED', winners: [['B']], ranking: [['B'], ['A'], ['C']] });
    expect(count.steps.map(({ code }) => code)).toEqual([
      'THRESHOLD_FOUND',
      'ROUND',
      'ELIMINATED_IN_ROUND',
      'TRANSFERRED',
      'THRESHOLD_FOUND',
      'ROUND',
      'ELECTED_IN_ROUND',
    ]);
    expect(count.steps[3]?.data).toEqual({
      round: '2',
      from: 'C',
      to: { B: { exact: '2', rounded: '2' } },
      inactive: {},
    });
  });

  it('counts exhausted ballots for nobody, and says why they are', () => {
    const count = irv(ranked('A B C', '4: A', '3: B', '2: C'));
    expect(count.winners).toEqual([['A']]);
    expect(count.steps.findLast(({ code }) => code === 'ROUND')?.data).toMatchObject({
      inactive: { exhaustedChoices: { exact: '2' } },
    });
  });

  it('leaves a tie of the last two open, and lets the lot settle it', () => {
    const tied = ranked('A B', '1: A', '1: B');
    expect(irv(tied)).toMatchObject({ status: 'TIED', winners: [['A', 'B']] });
    const settled = elect('irv/rctab@1', tied, { drawn: '6' });
    expect(settled.status).toBe('ELECTED');
    expect(settled.winnersBeforeLot).toEqual([['A', 'B']]);
  });

  it('takes tied ones out together where their order changes nothing, and draws where asked to', () => {
    const profile = ranked('A B C D', '5: A', '4: B', '1: C > A', '1: D > A');
    expect(irv(profile)).toMatchObject({ winners: [['A']], ties: [] });
    expect(irv(profile, { eliminateTiedTogether: false }).ties).toHaveLength(1);
  });

  it('follows a tie for elimination that decides', () => {
    const count = irv(ranked('A B C', '2: A', '1: B > C', '1: C > A'));
    expect(count.ties).toEqual([{ of: 'ELIMINATION', among: ['B', 'C'], chosen: null }]);
    expect(count.winners).toEqual([['A', 'C']]);
  });

  it('writes what passes on by the order of the options, whichever ballots came to them first', () => {
    // B's ballot goes to D before D and C go together.
    const profile = ranked('A B C D E', '10: A', '1: B > D > A', '3: C > A', '2: D > E', '10: E');
    const fromIn = ({ steps }: Election) =>
      steps.flatMap((step) => (step.code === 'TRANSFERRED' ? [step.data.from] : []));
    expect(fromIn(irv(profile))).toEqual(['B', 'C', 'D']);
    expect(fromIn(irv(profile, { overvoteRule: 'fractional' }))).toEqual(['B', 'C', 'D']);
  });

  it('looks at earlier rounds first, where asked to', () => {
    const profile = ranked('A B C D', '5: A', '3: B', '2: C', '1: D > C');
    expect(irv(profile, { tiebreakMode: 'previousRoundCountsThenRandom' }).steps).toContainEqual(
      expect.objectContaining({ code: 'LOOKED_BACK', data: expect.objectContaining({ left: ['C'] }) }),
    );
  });

  it.each([
    ['exhaustImmediately', ['B']],
    ['alwaysSkipToNextRank', ['C']],
    ['exhaustIfMultipleContinuing', ['B']],
    ['fractional', ['A']],
  ])('reads several marks at one rank by the rule: %s', (overvoteRule, winner) => {
    expect(irv(ranked('A B C', '3: A = C > C', '2: B', '1: A > C'), { overvoteRule }).winners).toEqual([
      winner,
    ]);
  });

  it('splits a ballot in exact parts, and gives the whole of it to the one who stays', () => {
    const count = irv(ranked('A B C', '1: A = B = C', '3: A', '3: B'), { overvoteRule: 'fractional' });
    expect(count.steps.find(({ code }) => code === 'ROUND')?.data).toMatchObject({
      tallies: { A: { exact: '10/3', rounded: '3.33333' }, C: { exact: '1/3' } },
    });
    expect(count.winners).toEqual([['A', 'B']]);
  });

  it('exhausts a ballot that skips more ranks than are allowed, and no other', () => {
    const profile = ranked('A B', '2: - > - > A', '1: B');
    expect(irv(profile).winners).toEqual([['A']]);
    expect(irv(profile, { maxSkippedRanksAllowed: 2 }).winners).toEqual([['A']]);
    expect(irv(profile, { maxSkippedRanksAllowed: 1 }).winners).toEqual([['B']]);
  });

  it('stops at marks that cannot be told apart, at the last rank too', () => {
    const count = irv(ranked('A B C', '2: A > ?', '3: B', '4: C'));
    expect(count.winners).toEqual([['C']]);
    expect(count.steps.at(-2)?.data).toMatchObject({ inactive: { overvotes: { exact: '2' } } });
  });
});

describe('the ranking of an instant runoff', () => {
  it('has behind the winner those still in by their last voices, then those who went, the last first', () => {
    // E's ballots take C past B; F's give A 14 of 27.
    const lines = ['10: A', '6: B', '5: C', '1: D > A', '2: E > C', '3: F > A'];
    const { winners, ranking } = irv(ranked('A B C D E F', ...lines));
    expect(winners).toEqual([['A']]);
    expect(ranking).toEqual([['A'], ['C'], ['B'], ['F'], ['E'], ['D']]);
  });
});

describe('instant runoff at its edges', () => {
  it('has all tied where nobody voted, or all were blank', () => {
    expect(irv(ranked('A B'))).toMatchObject({ status: 'NO_BALLOTS', winners: [['A', 'B']], steps: [] });
    expect(irv(ranked('A B', '9:')).inputs).toMatchObject({ voters: '0', blank: '9' });
  });

  it('elects the only option', () => {
    expect(irv(ranked('A', '1: A')).winners).toEqual([['A']]);
  });

  it('elects the only option that anybody named', () => {
    expect(irv(ranked('A B C D E F G H I J K L', '1: L')).winners).toEqual([['L']]);
  });

  it('has three tied, and all tied', () => {
    expect(irv(ranked('A B C', '1: A', '1: B', '1: C')).winners).toEqual([['A', 'B', 'C']]);
    expect(irv(ranked('A B C D', '1: A', '1: B', '1: C', '1: D')).winners).toEqual([['A', 'B', 'C', 'D']]);
  });

  it('seats everybody where there are as many seats as options, also without a ballot', () => {
    for (const id of ['irv/rctab-sequential@1', 'bottoms-up/rctab@1', 'stv/rctab@1'])
      expect(elect(id, ranked('A B'), { seats: 2 })).toMatchObject({
        winners: [['A'], ['B']],
        ranking: [['A', 'B']],
      });
  });

  it('seats everybody where there are more seats than options', () => {
    for (const id of ['irv/rctab-sequential@1', 'bottoms-up/rctab@1', 'stv/rctab@1'])
      expect(elect(id, ranked('A B', '2: A', '1: B'), { seats: 3 })).toMatchObject({
        status: 'SEATS_LEFT',
        winners: [['A'], ['B']],
      });
  });

  it.each([
    ['irv/rctab@1', 1],
    ['irv/rctab-sequential@1', 2],
    ['stv/rctab@1', 2],
  ])('gives nobody a seat by a quota of no voices: %s', (id, seats) => {
    const count = elect(id, ranked('A B C', '1: A = B'), { seats, options: { hareQuota: true } });
    expect(count.steps.map(({ code }) => code)).not.toContain('ELECTED_IN_ROUND');
    expect(count).toMatchObject({ status: 'TIED', winners: new Array(seats).fill(['A', 'B', 'C']) });
  });

  it('says of one of two with the most voices that they had the most, not that they had the threshold', () => {
    const options = { doesFirstRoundDetermineThreshold: true };
    const count = elect('irv/rctab@1', ranked('A B', '1: A', '1: B'), { options, drawn: '3' });
    expect(count.steps.at(-1)).toMatchObject({ code: 'ELECTED_IN_ROUND', data: { why: 'MOST' } });
  });

  it('elects nobody while votes for options that nobody declared are still in, whatever majority there is', () => {
    const { steps, winners } = elect('irv/rctab@1', ranked('A B W', '3: A', '1: W > B'), {
      options: { undeclaredWriteIns: 'W' },
    });
    expect(winners).toEqual([['A']]);
    expect(steps.find(({ code }) => code.startsWith('EL'))).toMatchObject({
      code: 'ELIMINATED_IN_ROUND',
      data: { round: '1', options: ['W'], why: 'WRITE_IN' },
    });
  });

  it('elects one option alone, and the last one of a series, also where all go on until two are left', () => {
    const options = { continueUntilTwoCandidatesRemain: true };
    expect(elect('irv/rctab@1', ranked('A', '1: A'), { options }).winners).toEqual([['A']]);
    const series = elect('irv/rctab-sequential@1', ranked('A B', '2: A', '1: B'), { options, seats: 2 });
    expect(series.winners).toEqual([['A'], ['B']]);
  });

  it('lets those tied for the fewest go one by one where a ballot may end on marks that several of them share', () => {
    const profile = ranked('A B C D E', '4: A', '4: B', '1: C', '1: D', '1: E > C = D > A');
    const winners = (overvoteRule: string) =>
      elect('irv/rctab@1', profile, { options: { overvoteRule } }).winners;
    // E first: its ballot ends on C and D, and A and B are level. C or D first: it comes to A.
    expect(winners('exhaustIfMultipleContinuing')).toEqual([['A', 'B']]);
    expect(winners('alwaysSkipToNextRank')).toEqual([['A']]);
  });

  it('leaves as many as there are seats, however few voices they have', () => {
    const profile = ranked('A B C D', '1: A');
    const count = elect('bottoms-up/rctab@1', profile, { seats: 2, options: { batchElimination: true } });
    expect(count.winners).toEqual([['A'], ['B', 'C', 'D']]);
  });

  it('has no winner where nobody can have the share that is asked', () => {
    const options = { multiSeatBottomsUpPercentageThreshold: 100 };
    expect(elect('bottoms-up/rctab@1', ranked('A B', '2: A', '1: B'), { options }).status).toBe('NO_WINNER');
  });

  it('keeps pairs on which it is known to fail: more support that harms (monotonicity)', () => {
    // Wikipedia, "Monotonicity criterion": 10 of 17 who move A up from second to first make A lose.
    const before = ranked('A B C', '39: A > B > C', '35: B > C > A', '26: C > A > B');
    const after = ranked('A B C', '49: A > B > C', '25: B > C > A', '26: C > A > B');
    expect(irv(before).winners).toEqual([['A']]);
    expect(irv(after).winners).toEqual([['C']]);
  });
});

describe('when a threshold is found, and when a count stops', () => {
  const PROFILE = ranked('A B C D', '7: A', '5: B', '3: C > B', '1: D > C');
  const roundsIn = ({ steps }: Election, code: 'THRESHOLD_FOUND' | 'ROUND') =>
    steps.filter((step) => step.code === code).length;

  it.each([
    ['irv/rctab@1', 1, {}, 3],
    ['irv/rctab@1', 1, { doesFirstRoundDetermineThreshold: true }, 1],
    ['bottoms-up/rctab@1', 1, {}, 3],
    ['bottoms-up/rctab@1', 2, {}, 1],
    ['stv/rctab@1', 2, {}, 1],
  ])('by %s for %i with %j it is found in as many rounds as its rule says', (id, seats, options, times) => {
    const count = elect(id, PROFILE, { seats, options });
    expect(roundsIn(count, 'THRESHOLD_FOUND')).toBe(times);
  });

  it('stops after the round that it was told, with whoever was elected by then', () => {
    const count = irv(PROFILE, { stopTabulationEarlyAfterRound: 2 });
    expect(roundsIn(count, 'ROUND')).toBe(2);
    expect(count.steps.at(-1)).toEqual({ code: 'STOPPED_EARLY', data: { round: '2' } });
    expect(count).toMatchObject({ status: 'NO_WINNER', winners: [] });
    expect(irv(PROFILE, { stopTabulationEarlyAfterRound: 3 }).winners).toEqual([['B']]);
  });
});

describe('series of instant runoffs', () => {
  it('fills each seat without those elected before', () => {
    const count = elect('irv/rctab-sequential@1', ranked('A B C', '6: A > B', '5: C', '1: B'), { seats: 2 });
    expect(count.winners).toEqual([['A'], ['B']]);
  });
});

const KNOWN = '../shared/golden/counting/textbook/ranked-single-winner.json';

interface Known {
  readonly id: string;
  readonly candidates: readonly string[];
  readonly ballots: readonly { weight: number; ranking: readonly (readonly string[])[] }[];
  readonly expected: { readonly irvWinner?: string };
}

const whereKnown = existsSync(KNOWN) ? describe : describe.skip;
whereKnown(`instant runoff in textbooks (skipped where there is no ${KNOWN})`, () => {
  const known = existsSync(KNOWN) ? (JSON.parse(readFileSync(KNOWN, 'utf8')) as Known[]) : [];

  it.each(
    known.filter(({ expected }) => expected.irvWinner !== undefined).map((one) => [one.id, one] as const),
  )('agrees on %s', (_id, { candidates, ballots, expected }) => {
    const lines = ballots.map(
      ({ weight, ranking }) => `${weight}: ${ranking.map((level) => level.join('=')).join('>')}`,
    );
    expect(irv(ranked(candidates.join(' '), ...lines)).winners).toEqual([[expected.irvWinner]]);
  });
});

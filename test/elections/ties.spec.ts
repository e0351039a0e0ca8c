import { describe, expect, it } from '@jest/globals';
import { countElection, type Election } from '../../src/core/counting/elections/count-election.js';
import { followTies } from '../../src/core/counting/elections/follow-ties.js';
import { orderByLot } from '../../src/core/counting/elections/lot.js';
import { electionMethod } from '../../src/core/counting/elections/method.js';
import { gather, type Place, type Profile } from '../../src/core/counting/elections/profile.js';
import { levelsOf, placesOf } from '../../src/core/counting/elections/ranking.js';
import { atOnce } from '../../src/core/counting/elections/slices.js';
import { ranked, refusalOf } from './ballots.js';

/** The plainest elimination: who has the fewest first voices goes, until as many are left as there are seats. */
const plainElimination = electionMethod({
  id: 'test/plain-elimination@1',
  family: 'TOTALS',
  counts: 'RANKED',
  seats: 'SEVERAL',
  options: {},
  about: { fr: 'Pour l’essai.', en: 'For this test.' },
  count({ slate, piles }, seats, _options, sheet) {
    let standing: readonly Place[] = placesOf(slate.options);
    const gone: Place[][] = [];
    while (standing.length > seats) {
      const voices = new Map(standing.map((place) => [place, 0n]));
      for (const { marks, weight } of piles) {
        const first = levelsOf(marks)
          .flat()
          .find((place) => standing.includes(place));
        if (first !== undefined) voices.set(first, (voices.get(first) as bigint) + weight);
      }
      const fewest = [...voices.values()].reduce((a, b) => (a < b ? a : b));
      const last = standing.filter((place) => voices.get(place) === fewest);
      const out = last.length === 1 ? (last[0] as Place) : sheet.settle({ of: 'ELIMINATION', among: last });
      sheet.write({ code: 'SEVERAL_FIRST', data: { ballots: slate.options[out] as string } });
      standing = standing.filter((place) => place !== out);
      gone.unshift([out]);
    }
    return { seats: standing.map((place) => [place]), ranking: [[...standing], ...gone] };
  },
});

const count = (profile: Profile, seats = 1, drawn: string | null = null): Election =>
  countElection({ method: plainElimination, profile, seats, options: {}, drawn });

describe('a tie that the rule does not settle', () => {
  it('is followed each way, and does no harm where every way elects the same', () => {
    const election = count(ranked('A B C', '3: A', '1: B > A', '1: C > A'));
    expect(election).toMatchObject({ status: 'ELECTED', winners: [['A']], ranking: [['A'], ['B', 'C']] });
    expect(election.ties).toEqual([{ of: 'ELIMINATION', among: ['B', 'C'], chosen: null }]);
  });

  it('stays open where it decides who is elected, and says what each way leads to', () => {
    const election = count(ranked('A B C', '2: A', '1: B', '1: C', '1: B > C', '1: C > B'));
    expect(election.status).toBe('TIED');
    expect(election.winners).toEqual([['B', 'C']]);
    expect(election.steps).toHaveLength(1);
    expect(election.steps[0]).toMatchObject({
      code: 'TIE_OPEN',
      data: {
        of: 'ELIMINATION',
        among: ['A', 'B', 'C'],
        ways: [
          { chosen: 'A', winners: [['B', 'C']] },
          { chosen: 'B', winners: [['C']] },
          { chosen: 'C', winners: [['B']] },
        ],
      },
    });
  });

  it('keeps certain seats apart from those that some ways give to one and others to another', () => {
    const election = count(ranked('A B C D', '5: A', '3: B', '2: C', '2: D'), 3);
    expect(election.winners).toEqual([['A'], ['B'], ['C', 'D']]);
  });

  it('goes by the lot in a step of its own, the last one drawn being eliminated', () => {
    const profile = ranked('A B C', '3: A', '2: B', '2: C > B');
    expect(count(profile).winners).toEqual([['A', 'B']]);
    for (const drawn of ['1', '2', '3', '4', '5', '6']) {
      const election = count(profile, 1, drawn);
      const gone = orderByLot(drawn, ['B', 'C']).at(-1);
      expect(election.winnersBeforeLot).toEqual([['A', 'B']]);
      expect(election.winners).toEqual([[gone === 'C' ? 'B' : 'A']]);
      expect(election.steps[0]).toMatchObject({ code: 'TIE_SETTLED_BY_LOT', data: { chosen: gone } });
      expect(election.ties).toEqual([{ of: 'ELIMINATION', among: ['B', 'C'], chosen: [gone] }]);
    }
  });

  it('is not guessed where there are too many to follow', () => {
    const names = 'A B C D E F G H'.split(' ');
    const election = count(ranked(names.join(' '), ...names.map((name) => `1: ${name}`)));
    expect(election.winners).toEqual([names]);
    expect(election.status).toBe('TIED');
    expect(election.steps.at(-1)).toEqual({ code: 'TIES_NOT_FOLLOWED', data: { limit: '1000' } });
    expect(count(ranked(names.join(' '), ...names.map((name) => `1: ${name}`)), 1, 'a die').status).toBe(
      'ELECTED',
    );
  });

  it.each([
    [1_000, 'TIE_OPEN'],
    [1_001, 'TIES_NOT_FOLLOWED'],
  ])('is followed to a thousand ends that differ, and no further: of %i', (ends, code) => {
    const options = Array.from({ length: ends }, (_, at) => String(at).padStart(4, '0'));
    const all = [...options.keys()];
    const { steps } = atOnce(
      followTies(
        function* (settle) {
          yield;
          const chosen = settle({ of: 'SEAT', among: all }, []);
          return { steps: [], result: { seats: [[chosen]], ranking: [] } };
        },
        { options, withdrawn: [] },
        1,
        1,
      ),
    );
    expect(steps.map((step) => step.code)).toEqual([code]);
  });

  it('leaves the steps of the ways out where there are many, and their winners in', () => {
    const names = 'A B C D E'.split(' ');
    const election = count(ranked(names.join(' '), ...names.map((name) => `1: ${name}`)));
    expect(election.winners).toEqual([names]);
    expect(election.steps[0]).toMatchObject({
      data: { ways: names.map((chosen) => ({ chosen, steps: [] })) },
    });
  });
});

/** As `printf A | openssl dgst -sha256 -hmac '5 3 1'` and so on put them, digests rising. */
const DRAWN_531 = ['D', 'B', 'A', 'C'];

describe('the order of a lot', () => {
  it('is that of the digests, whatever the order of the list', () => {
    const order = orderByLot('5 3 1', ['A', 'B', 'C', 'D']);
    expect(orderByLot('5 3 1', ['D', 'B', 'A', 'C'])).toEqual(order);
    expect(order).toEqual(DRAWN_531);
  });

  it('puts two options the same way with others or without', () => {
    const order = orderByLot('x', ['A', 'B', 'C', 'D', 'E']);
    expect(orderByLot('x', ['E', 'A', 'C'])).toEqual(order.filter((name) => 'ACE'.includes(name)));
  });
});

describe('gathered ballots', () => {
  const given = (names: string[], ...marks: number[][][]) =>
    gather({ kind: 'RANKED', names, piles: marks.map((one) => ({ marks: one, weight: 1n })) });

  it('are the same for any order of options and ballots', () => {
    expect(given(['A', 'B'], [[0], [1]], [[1]])).toEqual(given(['B', 'A'], [[0]], [[1], [0]]));
  });

  it('puts equal ballots together and blank ones apart', () => {
    const { piles, blank } = given(['A', 'B'], [[0]], [[0]], [], [[], []], [[], [1]]);
    expect(piles).toEqual([
      { marks: [[0]], weight: 2n },
      { marks: [[], [1]], weight: 1n },
    ]);
    expect(blank).toBe(2n);
  });

  it('passes over withdrawn options, and keeps the ranks that voters skipped', () => {
    const { slate, piles } = gather({
      kind: 'RANKED',
      names: ['C', 'A', 'B'],
      withdrawn: [0],
      piles: [{ marks: [[0], [], [1, 0], [2]], weight: 1n }],
    });
    expect(slate).toEqual({ options: ['A', 'B'], withdrawn: ['C'] });
    expect(piles).toEqual([{ marks: [[], [0], [1]], weight: 1n }]);
  });

  it.each([
    ['OPTION_TWICE', () => given(['A', 'A'])],
    ['OPTION_WITHOUT_NAME', () => given(['A', ''])],
    ['UNKNOWN_OPTION', () => given(['A'], [[1]])],
    [
      'NEGATIVE_WEIGHT',
      () => gather({ kind: 'APPROVED', names: ['A'], piles: [{ marks: [0], weight: -1n }] }),
    ],
    [
      'SCORE_NOT_WHOLE',
      () => gather({ kind: 'SCORED', names: ['A'], piles: [{ marks: [0.5], weight: 1n }] }),
    ],
  ])('refuses by name: %s', (reason, make) => {
    expect(refusalOf(make)).toMatchObject({ code: 'ELECTION_INVALID', facts: { reason } });
  });
});

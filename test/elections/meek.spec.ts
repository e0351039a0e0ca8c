import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { gather, type Profile } from '../../src/core/counting/elections/profile.js';
import { levelsOf } from '../../src/core/counting/elections/ranking.js';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import { elect, ranked, refusalOf } from './ballots.js';
import { readBlt } from './blt.js';
import { naiveMeek, type NaiveCase, type NaiveRound } from './naive-meek.js';

const MEEK = '../shared/golden/counting/meek';

const stepsOf = <C extends ElectionStep['code']>({ steps }: { steps: readonly ElectionStep[] }, code: C) =>
  steps.filter((step): step is Extract<ElectionStep, { code: C }> => step.code === code);

/** The transcripts without equalisation; `equal` are those whose papers put options at the same rank. */
const TRANSCRIPTS = [
  { name: 'equal_preference/always_behind', equal: true },
  { name: 'equal_preference/equal_preference', equal: true },
  { name: 'equal_preference/equal_preference_droop', equal: false },
  { name: 'equal_preference/equal_preference_equalize', equal: false },
  { name: 'negative_surplus/below_quota', equal: true },
  { name: 'random/rand_5x4', equal: true },
  { name: 'recursive_descent/transfer', equal: false },
  { name: 'recursive_descent/transfer_is_blocked', equal: true },
  { name: 'ties/tie_break_explicit', equal: false },
  { name: 'ties/tie_break_implicit', equal: false },
  { name: 'vegetables', equal: false },
] as const;

const here = existsSync(MEEK);
const bltOf = (name: string): string => readFileSync(`${MEEK}/ballots/${name}.blt`, 'utf8');
const logOf = (name: string): string => readFileSync(`${MEEK}/meek/${name}.fixed9.log`, 'utf8');

function caseOf(text: string, rounded: 'up' | 'down'): NaiveCase & { readonly profile: Profile } {
  const { profile, seats } = readBlt(text);
  if (profile.kind !== 'RANKED') throw new Error('a BLT file holds rankings');
  const { options } = profile.slate;
  // Ties go by the order of the file, or by the one that it names.
  const inFile = [...text.matchAll(/"([^"]*)"/g)].map(([, name]) => name as string);
  const nicks = /\[nick ([^\]]*)\]/.exec(text)?.[1]?.split(' ') ?? [];
  const named = /\[tie ([^\]]*)\]/.exec(text)?.[1]?.trim().split(' ') ?? [];
  const order = named.length > 0 ? named.map((nick) => inFile[nicks.indexOf(nick)] as string) : inFile;
  return {
    profile,
    names: options,
    seats,
    ballots: profile.piles.map(({ marks, weight }) => ({
      weight,
      levels: levelsOf(marks).map((level) => level.map((place) => options[place] as string)),
    })),
    rounded,
    tieOrder: order.filter((name) => options.includes(name)),
  };
}

/** What a transcript says of each round. */
function roundsOf(log: string): readonly NaiveRound[] {
  const [, ...rounds] = log.split(/^Round \d+:$/m);
  return rounds
    .filter((text) => text.includes('Action: Iterate'))
    .map((text, at) => {
      const [, iterate] = text.split('Action: Iterate') as [string, string];
      const number = (name: string): string => new RegExp(`${name}: (\\S+)`).exec(iterate)?.[1] as string;
      const [first] = text.split(/^Action: /m).filter((action) => /^(Elect|Defeat)[ :]/.test(action)) as [
        string,
      ];
      const votes = [...first.matchAll(/^\t(?:Elected|Hopeful|Defeated): +(.*) \((\S+)\)$/gm)].flatMap(
        ([, names, units]) => (names as string).split(', ').map((name) => [name, units as string] as const),
      );
      const elected = [...text.matchAll(/^Action: Elect: (.*)$/gm)].map(([, name]) => name as string).sort();
      return {
        round: at + 1,
        end: (/^ \((\w+)\)/.exec(iterate)?.[1] as string).toUpperCase() as NaiveRound['end'],
        votes: Object.fromEntries(votes),
        quota: number('Quota'),
        surplus: number('Surplus'),
        residual: number('Residual'),
        elected,
        defeated: /^Action: Defeat \(.*\): (.*)$/m.exec(text)?.[1] ?? null,
      };
    });
}

/** The rounds of a count, along the way of those defeated where a tie is open. */
function roundsAlong(steps: readonly ElectionStep[], defeated: readonly (string | null)[]): NaiveRound[] {
  const rounds = stepsOf({ steps }, 'MEEK_ROUND').map(({ data }): NaiveRound => {
    const round = Number(data.round);
    const out = stepsOf({ steps }, 'MEEK_DEFEATED').find((step) => Number(step.data.round) === round);
    const { votes, quota, surplus, residual } = data.last;
    return {
      round,
      end: data.end,
      votes,
      quota,
      surplus,
      residual,
      elected: [...data.elected].sort(),
      defeated: out?.data.option ?? null,
    };
  });
  const last = steps.at(-1);
  if (last?.code !== 'TIE_OPEN') return rounds;
  const open = rounds.at(-1) as NaiveRound;
  const chosen = defeated[open.round - 1] as string;
  const way = last.data.ways.find((one) => one.chosen === chosen);
  return [...rounds.slice(0, -1), { ...open, defeated: chosen }, ...roundsAlong(way?.steps ?? [], defeated)];
}

const counted = (profile: Profile, seats: number, options = {}): Election =>
  elect('stv/meek-prf@1', profile, { seats, options });

const units = (number: string): number => Math.round(Number(number) * 1e9);

const whereKnown = here ? describe : describe.skip;
whereKnown(`transcripts of stv-rs, in nine decimals (skipped where there is no ${MEEK})`, () => {
  const transcripts = here ? TRANSCRIPTS : [];

  it.each(transcripts.map(({ name }) => [name]))(
    'are the rule rounded down, with ranks shared as Droop does: %s',
    (name) => {
      expect(naiveMeek(caseOf(bltOf(name), 'down'))).toEqual(roundsOf(logOf(name)));
    },
  );

  it.each(transcripts.filter(({ equal }) => !equal).map(({ name }) => [name]))(
    'differ from the rule by this rounding alone: %s',
    (name) => {
      const one = caseOf(bltOf(name), 'up');
      const transcript = roundsOf(logOf(name));
      const plain = naiveMeek(one);
      const ours = roundsAlong(
        counted(one.profile, one.seats).steps,
        plain.map(({ defeated }) => defeated),
      );
      expect(ours.at(-1)?.round).toBe(transcript.at(-1)?.round);
      expect(ours).toEqual(plain.filter(({ round }) => ours.some((other) => other.round === round)));
      expect(plain.map(({ elected, defeated }) => [elected, defeated])).toEqual(
        transcript.map(({ elected, defeated }) => [elected, defeated]),
      );
      for (const [at, { votes }] of plain.entries())
        for (const [option, number] of Object.entries(votes))
          expect(Math.abs(units(number) - units(transcript[at]?.votes[option] as string))).toBeLessThan(200);
    },
  );

  it.each(transcripts.filter(({ equal }) => equal).map(({ name }) => [name]))(
    'begin alike where papers put options at the same rank: %s',
    (name) => {
      const one = caseOf(bltOf(name), 'up');
      const [first] = stepsOf(counted(one.profile, one.seats), 'MEEK_ROUND');
      expect(first?.data.first.votes).toEqual(roundsOf(logOf(name))[0]?.votes);
    },
  );

  it.each(transcripts.map(({ name }) => [name]))(
    'say with equalisation what `fractional` does, but for rounding: %s',
    (name) => {
      const one = caseOf(bltOf(name), 'up');
      const transcript = roundsOf(readFileSync(`${MEEK}/meek/${name}.equalize.fixed9.log`, 'utf8'));
      const defeated = transcript.map((round) => round.defeated);
      const ours = roundsAlong(counted(one.profile, one.seats).steps, defeated);
      expect(ours.at(-1)?.round).toBe(transcript.at(-1)?.round);
      expect(ours.map(({ round, elected }) => [round, elected])).toEqual(
        transcript
          .filter(({ round }) => ours.some((other) => other.round === round))
          .map(({ round, elected }) => [round, elected]),
      );
      for (const { round, votes } of ours)
        for (const [option, number] of Object.entries(votes))
          expect(
            Math.abs(units(number) - units(transcript[round - 1]?.votes[option] as string)),
          ).toBeLessThan(20_000);
    },
  );
});

const tideman = existsSync('../shared/golden/counting/tideman/expected.json') ? it : it.skip;

describe('Tideman’s elections (skipped where ../shared/golden/counting/tideman is not here)', () => {
  tideman.each([
    ['A1', 3, ['1', '8', '9']],
    ['A77', 1, ['3']],
  ])('%s elects as published', (name, seats, winners) => {
    const text = readFileSync(`../shared/golden/counting/tideman/${name}.HIL`, 'utf8');
    const election = counted(readBlt(text, { numbered: true }).profile, seats);
    expect(election.winners.flat().sort()).toEqual(winners);
    expect(election.status).toBe('ELECTED');
  });
});

describe('a count by Meek’s method', () => {
  it('lets each elected option keep just what it needs, and the quota fall as papers run out', () => {
    const election = counted(ranked('A B C', '3: A', '1: A > B > C', '1: B > A > C', '1: C > A'), 2);
    const [first, last] = stepsOf(election, 'MEEK_ROUND').map(({ data }) => data);
    expect(first).toMatchObject({
      round: '1',
      iterations: '1',
      end: 'ELECTED',
      elected: ['A'],
      last: {
        keepFactors: { A: '1.000000000', B: '1.000000000', C: '1.000000000' },
        votes: { A: '4.000000000', B: '1.000000000', C: '1.000000000' },
        residual: '0.000000000',
        quota: '2.000000001',
        surplus: '1.999999999',
      },
    });
    expect(last).toMatchObject({ end: 'ELECTED', elected: ['B'], last: { quota: '1.375000002' } });
    expect(election.winners).toEqual([['A'], ['B']]);
    expect(election.steps.at(-1)).toEqual({
      code: 'MEEK_FINISHED',
      data: { options: ['C'], elected: false },
    });
  });

  it('writes what is needed to count a round again', () => {
    const { steps } = counted(ranked('A B C D', '9: A > B', '5: B', '4: C', '3: D > C'), 2);
    for (const { data } of stepsOf({ steps }, 'MEEK_ROUND')) {
      const { votes, residual, quota } = data.last;
      const total = Object.values(votes).reduce((sum, one) => sum + units(one), 0);
      expect(total + units(residual)).toBe(21e9);
      expect(units(quota)).toBe(Math.floor(total / 3) + 1);
    }
  });

  it('passes votes on to options that were elected before', () => {
    const election = counted(ranked('A B C D', '6: A', '6: B > A > C', '4: C', '3: D > B > A > C'), 2);
    const last = stepsOf(election, 'MEEK_ROUND').at(-1);
    expect(election.winners.flat().sort()).toEqual(['A', 'B']);
    expect(Number(last?.data.last.keepFactors['A'])).toBeLessThanOrEqual(1);
  });

  it('leaves those tied for defeat to the lot, and says who they were', () => {
    const papers = ranked('A B C', '4: A', '2: B', '2: C');
    const open = counted(papers, 2);
    expect(open.winners).toEqual([['A'], ['B', 'C']]);
    expect(open.ties).toEqual([{ of: 'ELIMINATION', among: ['B', 'C'], chosen: null }]);
    const drawn = elect('stv/meek-prf@1', papers, { seats: 2, drawn: 'tails' });
    expect(stepsOf(drawn, 'MEEK_DEFEATED')[0]?.data.tied).toEqual(['B', 'C']);
    expect(drawn.status).toBe('ELECTED');
  });

  it('defeats many options without votes one after the other, without asking which', () => {
    const election = counted(ranked('A B C D E F G H I J', '3: A', '2: B > C', '2: C > B'), 1);
    expect(stepsOf(election, 'STV_TIE_WITHOUT_EFFECT')[0]?.data.among).toEqual([...'DEFGHIJ']);
    expect(
      stepsOf(election, 'MEEK_DEFEATED')
        .slice(0, 7)
        .map(({ data }) => [data.round, data.option]),
    ).toEqual([...'DEFGHIJ'].map((name, at) => [String(at + 1), name]));
    expect(election.ranking.at(-1)).toEqual([...'DEFGHIJ']);
  });
});

describe('a paper by Meek’s method', () => {
  it('that puts options at the same rank counts as all its orders, each at the same fraction', () => {
    const [first] = stepsOf(counted(ranked('A B C', '2: A = B > C', '3: C'), 1), 'MEEK_ROUND');
    expect(first?.data.first.votes).toEqual({ A: '1.000000000', B: '1.000000000', C: '3.000000000' });
    const thirds = stepsOf(counted(ranked('A B C', '1: A = B = C'), 1), 'MEEK_ROUND')[0]?.data.first;
    expect(thirds?.votes).toEqual({ A: '0.333333333', B: '0.333333333', C: '0.333333333' });
    expect(thirds?.residual).toBe('0.000000001');
  });

  it('is refused for options at the same rank where the count is told to', () => {
    for (const line of ['1: A > B = C', '1: A > ?'])
      expect(
        refusalOf(() => counted(ranked('A B C', '2: A', line), 1, { equalRanks: 'refused' })),
      ).toMatchObject({
        code: 'ELECTION_INVALID',
        facts: { reason: 'EQUAL_RANKS' },
      });
  });

  it('is read up to marks that cannot be told apart, closed up where a rank is empty, and void without any mark', () => {
    const election = counted(ranked('A B C', '3: A', '1: - > B > - > ? > C', '2: ? > C', '4:'), 1);
    expect(stepsOf(election, 'STV_PAPERS')[0]?.data).toEqual({ valid: '4', noFirst: '0', severalFirst: '2' });
    expect(stepsOf(election, 'MEEK_ROUND')[0]?.data.first.votes).toMatchObject({ B: '1.000000000' });
    expect(election.winners).toEqual([['A']]);
  });

  it('passes over the options that withdrew', () => {
    const papers = gather({
      kind: 'RANKED',
      names: ['A', 'B', 'C'],
      withdrawn: [0],
      piles: [
        { marks: [[0, 1], [2]], weight: 3n },
        { marks: [[2]], weight: 2n },
      ],
    });
    expect(counted(papers, 1).winners).toEqual([['B']]);
  });
});

describe('an election by Meek’s method at its edges', () => {
  it('tells nobody apart without papers', () => {
    expect(counted(ranked('A B C'), 2).winners).toEqual([
      ['A', 'B', 'C'],
      ['A', 'B', 'C'],
    ]);
    expect(counted(ranked('A B', '3:'), 1)).toMatchObject({ status: 'NO_BALLOTS', winners: [['A', 'B']] });
    expect(counted(ranked('A B', '3: ?'), 1)).toMatchObject({ status: 'TIED', winners: [['A', 'B']] });
  });

  it('elects a single option, and as many as there are where seats are more', () => {
    expect(counted(ranked('A', '1: A'), 1).winners).toEqual([['A']]);
    expect(counted(ranked('A B', '2: A'), 3)).toMatchObject({
      status: 'SEATS_LEFT',
      winners: [['A'], ['B']],
    });
  });

  it('keeps a tie of all for all', () => {
    expect(counted(ranked('A B C', '2: A', '2: B', '2: C'), 2).winners).toEqual([
      ['A', 'B', 'C'],
      ['A', 'B', 'C'],
    ]);
  });
});

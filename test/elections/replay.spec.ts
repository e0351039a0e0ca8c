import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { gather, type Rank } from '../../src/core/counting/elections/profile.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import { elect, ranked } from './ballots.js';
import { missedIn } from './changes.js';
import { RUNS } from './runs.js';

const NAMES = ['A', 'B', 'C', 'D'];

const given = fc.integer({ min: 1, max: 4 }).chain((options) =>
  fc.record({
    names: fc.constant(NAMES.slice(0, options)),
    piles: fc.array(
      fc.record({
        marks: fc.array(fc.array(fc.integer({ min: 0, max: options - 1 }), { maxLength: 2 }), {
          maxLength: options + 1,
        }) as fc.Arbitrary<readonly Rank[]>,
        weight: fc.bigInt(1n, 30n),
      }),
      { maxLength: 6 },
    ),
  }),
);

const options = fc.record({
  overvoteRule: fc.constantFrom('exhaustImmediately', 'alwaysSkipToNextRank', 'fractional'),
  batchElimination: fc.boolean(),
  tiebreakMode: fc.constantFrom('random', 'previousRoundCountsThenRandom'),
});

const IDS = ['irv/rctab@1', 'irv/rctab-sequential@1', 'bottoms-up/rctab@1', 'stv/rctab@1'];

describe('a replay of counts by rounds', () => {
  it('finds nothing in what was counted, ties open or settled', () => {
    fc.assert(
      fc.property(
        given,
        fc.constantFrom(...IDS),
        options,
        fc.option(fc.string()),
        (ballots, id, rules, drawn) => {
          const seats = id === 'irv/rctab@1' ? 1 : 2;
          const election = elect(id, gather({ kind: 'RANKED', ...ballots }), {
            seats,
            options: rules,
            drawn,
          });
          expect(replay(election)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  });

  const election = elect(
    'stv/rctab@1',
    ranked('A B C D E', '21: A > B', '8: B > C', '7: C > D', '4: D > E', '2: E', '1: E > C'),
    { seats: 3 },
  );

  it('finds every number that was changed, wherever it stands', () => {
    expect(replay(election)).toEqual([]);
    expect(missedIn(election, changesOf(election))).toEqual([]);
  });

  it('finds winners who were not elected', () => {
    expect(replay({ ...election, winners: [['E'], ['B'], ['C']] })).toEqual([
      { at: 'end', fault: 'WINNERS_NOT_THOSE_ELECTED' },
    ]);
  });

  it('finds a lot that was not followed', () => {
    const tied = elect('irv/rctab@1', ranked('A B', '1: A', '1: B'), { drawn: '3' });
    expect(replay(tied)).toEqual([]);
    expect(replay({ ...tied, drawn: '4, or any other value that puts them otherwise: 9' })).not.toEqual([]);
  });
});

/** The election with each exact number of its steps changed in turn. */
function* changesOf(election: Election): Generator<readonly [string, Election]> {
  const text = JSON.stringify(election.steps);
  const exact = /"exact":"([^"]*)"/g;
  for (const found of text.matchAll(exact)) {
    const at = found.index + '"exact":"'.length;
    const number = found[1] as string;
    const [numerator, ...rest] = number.split('/') as [string, ...string[]];
    const other = [String(BigInt(numerator) + 1n), ...rest].join('/');
    const steps = JSON.parse(text.slice(0, at) + other + text.slice(at + number.length)) as Election['steps'];
    yield [`${number} at ${at}`, { ...election, steps }];
  }
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Win } from '../../src/core/counting/elections/matrix/pairwise.js';
import { orderFor } from '../../src/core/counting/elections/matrix/universes.js';
import { RUNS } from './runs.js';

type Tiers = readonly (readonly Win[])[];

/** Each two of three to five options, the one or the other ahead, by one of a few strengths. */
const someTiers: fc.Arbitrary<{ readonly options: number; readonly tiers: Tiers }> = fc
  .tuple(fc.integer({ min: 3, max: 5 }), fc.integer({ min: 1, max: 3 }))
  .chain(([options, strengths]) => {
    const pairs = [...Array(options).keys()].flatMap((a) => [...Array(a).keys()].map((b) => [a, b] as const));
    return fc
      .array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: strengths - 1 })), {
        minLength: pairs.length,
        maxLength: pairs.length,
      })
      .map((drawn) => {
        const wins = pairs.map(([a, b], at): readonly [Win, number] => {
          const [isFirst, tier] = drawn[at] as readonly [boolean, number];
          const [winner, loser] = isFirst ? [a, b] : [b, a];
          return [{ winner, loser, votes: BigInt(9 - tier), against: 1n }, tier];
        });
        const tiers = Array.from({ length: strengths }, (_, tier) =>
          wins.filter(([, own]) => own === tier).map(([win]) => win),
        );
        return { options, tiers };
      });
  });

/** Whether some of those locked in lead from the one to the other. */
function leads(locked: readonly Win[], from: number, to: number): boolean {
  const reached = [from];
  for (const one of reached)
    for (const { winner, loser } of locked)
      if (winner === one && !reached.includes(loser)) reached.push(loser);
  return reached.includes(to);
}

/** Who wins by some order: every order of every tier is gone through, pair by pair. */
function winnersByAnyOrder(options: number, tiers: Tiers): readonly number[] {
  const winners = new Set<number>();
  const seen = new Set<string>();
  const go = (locked: readonly Win[], tier: number, left: readonly Win[]): void => {
    const named = [locked, left].map((all) => all.map(({ winner, loser }) => `${winner}${loser}`).sort());
    const key = JSON.stringify([tier, ...named]);
    if (seen.has(key)) return;
    seen.add(key);
    if (left.length > 0)
      for (const next of left) {
        const isOut = leads(locked, next.loser, next.winner);
        go(
          isOut ? locked : [...locked, next],
          tier,
          left.filter((one) => one !== next),
        );
      }
    else if (tier + 1 < tiers.length) go(locked, tier + 1, tiers[tier + 1] as readonly Win[]);
    else
      for (let option = 0; option < options; option += 1)
        if (locked.every(({ loser }) => loser !== option)) winners.add(option);
  };
  go([], 0, tiers[0] as readonly Win[]);
  return [...winners].sort();
}

describe('an order of equal pairs', () => {
  it('is found for whoever wins by any order, and for nobody else', () => {
    fc.assert(
      fc.property(someTiers, ({ options, tiers }) => {
        const found = [...Array(options).keys()].filter((option) =>
          Array.isArray(orderFor(option, tiers, options, 100_000)),
        );
        expect(found).toEqual(winnersByAnyOrder(options, tiers));
      }),
      { numRuns: 4 * RUNS },
    );
  });
});

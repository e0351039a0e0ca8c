import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BASES,
  QUESTION_METHODS,
  TIE_RULES,
  type QuestionMethodId,
  type Quorum,
} from '../../src/core/charter/clause.js';
import { CONSENT_VALUES, YES_NO_VALUES, type Ballot } from '../../src/core/counting/ballot.js';
import { workingOf, type Count, type CountRule } from '../../src/core/counting/method.js';
import type { Electorate, Profile } from '../../src/core/counting/profile.js';
import { countBallots } from '../../src/core/counting/registry.js';
import { leastReaching, reaches, type Share } from '../../src/core/counting/share.js';
import { canonicalJson } from '../../src/core/kernel/canonical-json.js';

const THIRTY_BILLION = 30_000_000_000n;

/** Small numbers, where edges lie, and numbers that floating point cannot hold. */
const persons = fc.oneof(fc.bigInt(0n, 12n), fc.bigInt(0n, THIRTY_BILLION), fc.bigInt(0n, 10n ** 30n));

const fraction = fc
  .tuple(fc.bigInt(1n, 1000n), fc.bigInt(0n, 1000n))
  .map(([numerator, rest]) => ({ numerator, denominator: numerator + rest }));

const share: fc.Arbitrary<Share> = fc.record({ fraction, strict: fc.boolean(), plus: fc.bigInt(0n, 3n) });

const inWords = fc
  .oneof(fc.constant({ numerator: 1n, denominator: 2n }), fraction)
  .map(({ numerator, denominator }) => `${numerator}/${denominator}`);

const quorum: fc.Arbitrary<Quorum> = fc.record({
  counts: fc.constantFrom('TURNOUT', 'EXPRESSED', 'PRESENT'),
  of: fc.constantFrom('ROLL', 'PRESENT'),
  fraction: inWords,
});

const rule: fc.Arbitrary<CountRule> = fc.record({
  base: fc.constantFrom(...BASES),
  threshold: fc.record({ fraction: inWords, strict: fc.boolean(), plus: fc.integer({ min: 0, max: 3 }) }),
  quorum: fc.option(quorum),
  tieRule: fc.constantFrom(...TIE_RULES),
  silenceConsents: fc.boolean(),
});

const BALLOTS: Readonly<Record<QuestionMethodId, readonly Profile[number]['ballot'][]>> = {
  'threshold@1': [...YES_NO_VALUES.map((value): Ballot => ({ kind: 'CHOICE', value })), { kind: 'SPOILED' }],
  'consent@1': [...CONSENT_VALUES.map((value): Ballot => ({ kind: 'CONSENT', value })), { kind: 'SPOILED' }],
};

/** A poll of some method: its profile, and an electorate that can have cast it. */
const pollOf = (method: QuestionMethodId): fc.Arbitrary<{ profile: Profile; electorate: Electorate }> =>
  fc
    .record({
      profile: fc.array(fc.record({ ballot: fc.constantFrom(...BALLOTS[method]), count: persons }), {
        maxLength: 8,
      }),
      silent: persons,
      absent: fc.option(persons),
    })
    .map(({ profile, silent, absent }) => {
      const roll = total(profile) + silent + (absent ?? 0n);
      return { profile, electorate: { roll, present: absent === null ? null : roll - absent } };
    });

const total = (profile: Profile): bigint => profile.reduce((sum, { count }) => sum + count, 0n);

const stored = (count: Count): string => `${count.verdict} ${canonicalJson(workingOf(count))}`;

describe.each(QUESTION_METHODS)('counting by %s', (method) => {
  it('gives the same verdict and working for the same ballots in any order and any grouping', () => {
    const shuffled = pollOf(method).chain(({ profile, electorate }) => {
      const halves = profile.flatMap(({ ballot, count }) => [
        { ballot, count: count / 3n },
        { ballot, count: count - count / 3n },
      ]);
      const again = fc.shuffledSubarray(halves, { minLength: halves.length });
      return again.map((reordered) => ({ profile, reordered, electorate }));
    });
    fc.assert(
      fc.property(shuffled, rule, ({ profile, reordered, electorate }, asked) => {
        const one = countBallots(method, profile, electorate, asked);
        const other = countBallots(method, reordered, electorate, asked);
        expect(stored(other)).toBe(stored(one));
      }),
    );
  });

  it('leaves nobody on the roll out and counts nobody twice', () => {
    fc.assert(
      fc.property(pollOf(method), rule, ({ profile, electorate }, asked) => {
        const { tally, bases } = countBallots(method, profile, electorate, asked);
        const everybody = Object.values(tally).reduce((sum, number) => sum + number, 0n);
        expect(everybody).toBe(electorate.roll);
        expect(tally.NOT_CAST).toBe(electorate.roll - total(profile));
        expect(bases.TURNOUT + tally.NOT_TAKING_PART + tally.SPOILED + tally.NOT_CAST).toBe(electorate.roll);
      }),
    );
  });

  it('adopts nothing that nobody voted on, unless the rule counts silence', () => {
    fc.assert(
      fc.property(pollOf(method), rule, ({ profile, electorate }, asked) => {
        const spoiled = profile.filter(({ ballot }) => ballot.kind === 'SPOILED');
        const strict = { ...asked, silenceConsents: false };
        expect(['NO_DECISION', 'NO_QUORUM']).toContain(
          countBallots(method, spoiled, electorate, strict).verdict,
        );
      }),
    );
  });
});

describe('a yes/no question', () => {
  const FOR: Ballot = { kind: 'CHOICE', value: 'FOR' };
  const adopted = fc
    .tuple(pollOf('threshold@1'), rule)
    .map(([poll, asked]) => ({ ...poll, asked }))
    .filter(({ profile, electorate, asked }) => verdict(profile, electorate, asked) === 'ADOPTED');

  const verdict = (profile: Profile, electorate: Electorate, asked: CountRule): string =>
    countBallots('threshold@1', profile, electorate, asked).verdict;

  it('stays adopted when one who had not voted votes for it, on whatever base', () => {
    fc.assert(
      fc.property(adopted, ({ profile, electorate, asked }) => {
        fc.pre(total(profile) < electorate.roll);
        expect(verdict([...profile, { ballot: FOR, count: 1n }], electorate, asked)).toBe('ADOPTED');
      }),
    );
  });

  it('stays adopted when one who had voted otherwise votes for it', () => {
    fc.assert(
      fc.property(adopted, fc.nat(), ({ profile, electorate, asked }, pick) => {
        const others = profile.filter(({ ballot, count }) => ballot.kind === 'CHOICE' && count > 0n);
        const changed = others[pick % others.length];
        const moved = profile.map((entry) =>
          entry === changed ? { ...entry, count: entry.count - 1n } : entry,
        );
        const won = verdict([...moved, { ballot: FOR, count: 1n }], electorate, asked);
        expect(won).toBe('ADOPTED');
      }),
    );
  });

  it('is adopted exactly where its working says that enough voted for it', () => {
    fc.assert(
      fc.property(pollOf('threshold@1'), rule, ({ profile, electorate }, asked) => {
        const { steps, verdict: found, tally } = countBallots('threshold@1', profile, electorate, asked);
        const step = steps.find(({ code }) => code === 'THRESHOLD_MET' || code === 'THRESHOLD_MISSED');
        if (!step) return expect(['NO_DECISION', 'NO_QUORUM']).toContain(found);
        const { needed } = step.data as { needed: string };
        expect(found === 'ADOPTED').toBe((tally.FOR as bigint) >= BigInt(needed));
      }),
    );
  });
});

describe('a share', () => {
  it('is reached by the least number that it asks for and by none below', () => {
    fc.assert(
      fc.property(share, persons, (asked, base) => {
        const least = leastReaching(asked, base);
        expect(reaches(least, asked, base)).toBe(true);
        expect(reaches(least - 1n, asked, base)).toBe(false);
      }),
    );
  });

  it('tells exactly as much from more, at any size', () => {
    fc.assert(
      fc.property(fraction, fc.bigInt(1n, 10n ** 30n), fc.bigInt(0n, 3n), (exact, scale, plus) => {
        const base = exact.denominator * scale;
        const even = exact.numerator * scale + plus;
        expect(reaches(even, { fraction: exact, strict: false, plus }, base)).toBe(true);
        expect(reaches(even, { fraction: exact, strict: true, plus }, base)).toBe(false);
        expect(reaches(even + 1n, { fraction: exact, strict: true, plus }, base)).toBe(true);
        expect(reaches(even - 1n, { fraction: exact, strict: false, plus }, base)).toBe(false);
      }),
    );
  });

  it('asks for one whole vote more with each one that is added, strict or not', () => {
    fc.assert(
      fc.property(share, persons, (asked, base) => {
        const more = leastReaching({ ...asked, plus: asked.plus + 1n }, base);
        expect(more - leastReaching(asked, base)).toBe(1n);
      }),
    );
  });
});

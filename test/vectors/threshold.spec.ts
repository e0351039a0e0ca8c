/** Yes/no and consent counts with known verdicts. Long because it is tables of cases, each worked out by hand. */
import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import type { Base, QuestionMethodId, Threshold } from '../../src/core/charter/clause.js';
import {
  checkBallot,
  type Ballot,
  type ConsentValue,
  type YesNoValue,
} from '../../src/core/counting/ballot.js';
import { workingOf, type Count, type CountRule, type Verdict } from '../../src/core/counting/method.js';
import type { Electorate, Profile, Spoiled } from '../../src/core/counting/profile.js';
import { countBallots, METHOD_REGISTRY } from '../../src/core/counting/registry.js';
import { sentenceOfStep } from '../../src/core/counting/sentences.js';
import { leastReaching, reaches, readShare } from '../../src/core/counting/share.js';
import type { Step, StepCode, StepFacts } from '../../src/core/counting/steps.js';
import { canonicalJson } from '../../src/core/kernel/canonical-json.js';
import { Refusal } from '../../src/core/kernel/refusals.js';

const SIMPLE_MAJORITY: CountRule = {
  base: 'TURNOUT',
  threshold: { fraction: '1/2', strict: true, plus: 0 },
  quorum: null,
  tieRule: 'STATUS_QUO',
  silenceConsents: false,
};

const TWO_THIRDS: CountRule = {
  ...SIMPLE_MAJORITY,
  threshold: { fraction: '2/3', strict: false, plus: 0 },
};

const SPOILED: Spoiled = { kind: 'SPOILED' };

function choices(numbers: Partial<Record<YesNoValue, bigint | number>>): Profile {
  const values = Object.keys(numbers) as YesNoValue[];
  return values.map((value) => ({ ballot: { kind: 'CHOICE', value }, count: BigInt(numbers[value] ?? 0) }));
}

function consents(numbers: Partial<Record<ConsentValue, number>>): Profile {
  const values = Object.keys(numbers) as ConsentValue[];
  return values.map((value) => ({ ballot: { kind: 'CONSENT', value }, count: BigInt(numbers[value] ?? 0) }));
}

const online = (roll: bigint | number): Electorate => ({ roll: BigInt(roll), present: null });

const inRoom = (roll: number, present: number): Electorate => ({
  roll: BigInt(roll),
  present: BigInt(present),
});

const count = (profile: Profile, electorate: Electorate, rule: Partial<CountRule> = {}): Count =>
  countBallots('threshold@1', profile, electorate, { ...SIMPLE_MAJORITY, ...rule });

const consent = (profile: Profile, electorate: Electorate, rule: Partial<CountRule> = {}): Count =>
  countBallots('consent@1', profile, electorate, { ...SIMPLE_MAJORITY, ...rule });

const codes = ({ steps }: Count): StepCode[] => steps.map(({ code }) => code);

describe('a yes/no question', () => {
  it('falls with 20 for of 40 voting, because more than half is asked', () => {
    expect(count(choices({ FOR: 20, AGAINST: 20 }), online(40)).verdict).toBe('REJECTED');
    expect(count(choices({ FOR: 20, AGAINST: 15, ABSTAIN: 3, BLANK: 2 }), online(40)).verdict).toBe(
      'REJECTED',
    );
    expect(count(choices({ FOR: 21, AGAINST: 19 }), online(40)).verdict).toBe('ADOPTED');
  });

  it('is decided by nobody when 0 of 0 voted, on every base', () => {
    for (const base of ['TURNOUT', 'EXPRESSED', 'ROLL', 'PRESENT'] as const) {
      const empty = count([], inRoom(40, 12), { base });
      expect([empty.verdict, codes(empty)]).toEqual(['NO_DECISION', ['NOBODY_VOTED']]);
    }
    expect(count([], online(0)).verdict).toBe('NO_DECISION');
  });

  it('counts neither those who take no part nor spoiled papers as voting', () => {
    const profile = [...choices({ NOT_TAKING_PART: 5 }), { ballot: SPOILED, count: 3n }];
    const nobody = count(profile, inRoom(40, 12), { base: 'ROLL' });
    expect([nobody.verdict, codes(nobody)]).toEqual(['NO_DECISION', ['NOBODY_VOTED']]);
  });

  it('has no decision where all who voted stayed out of its base', () => {
    const blank = count(choices({ ABSTAIN: 3, BLANK: 2 }), online(40), { base: 'EXPRESSED' });
    expect([blank.verdict, codes(blank)]).toEqual(['NO_DECISION', ['BASE_EMPTY']]);
    expect(blank.steps.at(-1)?.data).toEqual({ base: 'EXPRESSED' });
    expect(count(choices({ ABSTAIN: 3, BLANK: 2 }), online(40)).verdict).toBe('REJECTED');
  });

  it('needs 21 of 41 by more than half, and 22 by half plus one whole vote', () => {
    const halfPlusOne: Threshold = { fraction: '1/2', strict: false, plus: 1 };
    const of41 = (votes: number): Profile => choices({ FOR: votes, AGAINST: 41 - votes });
    expect(count(of41(20), online(41)).verdict).toBe('REJECTED');
    expect(count(of41(21), online(41)).verdict).toBe('ADOPTED');
    expect(count(of41(21), online(41), { threshold: halfPlusOne }).verdict).toBe('REJECTED');
    expect(count(of41(22), online(41), { threshold: halfPlusOne }).verdict).toBe('ADOPTED');
  });

  it('weighs 26 for, 8 against and 6 abstaining by the base that the rule names', () => {
    const profile = choices({ FOR: 26, AGAINST: 8, ABSTAIN: 6 });
    const turnout = count(profile, online(40), { ...TWO_THIRDS, base: 'TURNOUT' });
    const expressed = count(profile, online(40), { ...TWO_THIRDS, base: 'EXPRESSED' });
    expect(turnout.verdict).toBe('REJECTED');
    expect(expressed.verdict).toBe('ADOPTED');
    expect(turnout.steps).toEqual([
      {
        code: 'THRESHOLD_MISSED',
        data: {
          votes: '26',
          base: 'TURNOUT',
          number: '40',
          needed: '27',
          fraction: '2/3',
          strict: false,
          plus: '0',
        },
      },
    ]);
    expect(expressed.steps[0]?.data).toMatchObject({ base: 'EXPRESSED', number: '34', needed: '23' });
  });

  it('sets every person of the roll in one status, and gives the four bases', () => {
    const profile = [
      ...choices({ FOR: 9, AGAINST: 4, ABSTAIN: 3, BLANK: 2, NOT_TAKING_PART: 1 }),
      { ballot: SPOILED, count: 5n },
    ];
    const { tally, bases } = count(profile, inRoom(40, 24));
    expect(tally).toEqual({
      FOR: 9n,
      AGAINST: 4n,
      ABSTAIN: 3n,
      BLANK: 2n,
      NOT_TAKING_PART: 1n,
      SPOILED: 5n,
      NOT_CAST: 16n,
    });
    expect(bases).toEqual({ ROLL: 40n, PRESENT: 24n, TURNOUT: 18n, EXPRESSED: 13n });
  });

  it('never takes an unknown presence for nobody', () => {
    const shareOfPresent = count(choices({ FOR: 5 }), online(40), { base: 'PRESENT' });
    expect([shareOfPresent.verdict, codes(shareOfPresent)]).toEqual(['NO_DECISION', ['PRESENCE_UNKNOWN']]);
    const quorum = { counts: 'TURNOUT', of: 'PRESENT', fraction: '1/3' } as const;
    const quorumOfPresent = count(choices({ FOR: 5 }), online(40), { quorum });
    expect([quorumOfPresent.verdict, codes(quorumOfPresent)]).toEqual(['NO_DECISION', ['PRESENCE_UNKNOWN']]);
  });

  it('looks at the quorum before the votes', () => {
    const quorum = { counts: 'TURNOUT', of: 'ROLL', fraction: '1/3' } as const;
    const missed = count(choices({ FOR: 13 }), online(40), { quorum });
    expect(missed.verdict).toBe('NO_QUORUM');
    expect(missed.steps).toEqual([
      {
        code: 'QUORUM_MISSED',
        data: { counts: 'TURNOUT', count: '13', of: 'ROLL', number: '40', needed: '14', fraction: '1/3' },
      },
    ]);
    const met = count(choices({ FOR: 13, BLANK: 1 }), online(40), { quorum });
    expect([met.verdict, codes(met)]).toEqual(['ADOPTED', ['QUORUM_MET', 'THRESHOLD_MET']]);
  });
});

describe('a tie', () => {
  const split = choices({ FOR: 12, AGAINST: 12, ABSTAIN: 3 });

  it.each([
    ['STATUS_QUO', 'REJECTED'],
    ['FURTHER_POLL', 'TIED'],
    ['LOT', 'TIED'],
  ] as const)('under %s is %s', (tieRule, verdict) => {
    const tie = count(split, online(40), { tieRule });
    expect([tie.verdict, codes(tie)]).toEqual([verdict, ['THRESHOLD_MISSED', 'TIE']]);
    expect(tie.steps[1]?.data).toEqual({ votes: '12', rule: tieRule });
  });

  it('is none where more than one half is asked, where the sides differ, or where nobody took a side', () => {
    const rules: [Profile, Partial<CountRule>, Verdict][] = [
      [split, { ...TWO_THIRDS, tieRule: 'LOT' }, 'REJECTED'],
      [choices({ FOR: 12, AGAINST: 13 }), { tieRule: 'LOT' }, 'REJECTED'],
      [choices({ ABSTAIN: 3 }), { tieRule: 'LOT' }, 'REJECTED'],
    ];
    for (const [profile, rule, verdict] of rules) {
      const result = count(profile, online(40), rule);
      expect([result.verdict, codes(result)]).toEqual([verdict, ['THRESHOLD_MISSED']]);
    }
  });

  it('is an adoption where exactly one half is enough', () => {
    const half = { fraction: '1/2', strict: false, plus: 0 };
    const result = count(split, online(40), { base: 'EXPRESSED', threshold: half, tieRule: 'LOT' });
    expect(result.verdict).toBe('ADOPTED');
  });

  it('knows one half by its value, however it is written', () => {
    const twoQuarters = { fraction: '2/4', strict: true, plus: 0 };
    expect(count(split, online(40), { threshold: twoQuarters, tieRule: 'LOT' }).verdict).toBe('TIED');
  });
});

describe('consent', () => {
  it('is given when no objection stands, however few answered', () => {
    const few = consent(consents({ CONSENT: 1, ABSTAIN: 2 }), online(40));
    expect([few.verdict, few.steps]).toEqual(['ADOPTED', [{ code: 'NO_OBJECTION', data: { answers: '3' } }]]);
  });

  it('is withheld by a single objection against any number of consents', () => {
    const one = consent(consents({ CONSENT: 39, OBJECT: 1 }), online(40));
    expect([one.verdict, one.steps]).toEqual([
      'REJECTED',
      [{ code: 'OBJECTIONS_STAND', data: { objections: '1' } }],
    ]);
  });

  it('is not decided by zero answers, and taking no part is no answer', () => {
    const none = consent(consents({ NOT_TAKING_PART: 4 }), online(40));
    expect([none.verdict, codes(none)]).toEqual(['NO_DECISION', ['NO_ANSWER']]);
  });

  it('counts silence only where the clause says so, and only of those who could be reached', () => {
    const rule = { silenceConsents: true };
    const silence = consent([], { roll: 40n, present: null, unreached: 39n }, rule);
    expect([silence.verdict, silence.steps.at(-1)]).toEqual([
      'ADOPTED',
      { code: 'SILENCE_CONSENTS', data: { silent: '1' } },
    ]);
    expect(consent([], { roll: 40n, present: null, unreached: 40n }, rule).verdict).toBe('NO_DECISION');
    expect(consent(consents({ NOT_TAKING_PART: 40 }), online(40), rule).verdict).toBe('NO_DECISION');
    expect(consent([], online(0), rule).verdict).toBe('NO_DECISION');
    expect(consent(consents({ OBJECT: 1 }), online(40), rule).verdict).toBe('REJECTED');
  });

  it('needs its quorum, which silence does not make', () => {
    const quorum = { counts: 'TURNOUT', of: 'ROLL', fraction: '1/4' } as const;
    expect(consent(consents({ CONSENT: 9 }), online(40), { quorum }).verdict).toBe('NO_QUORUM');
    expect(consent(consents({ CONSENT: 9, ABSTAIN: 1 }), online(40), { quorum }).verdict).toBe('ADOPTED');
    expect(consent([], online(40), { quorum, silenceConsents: true }).verdict).toBe('NO_QUORUM');
  });
});

describe('what can be counted', () => {
  it('is a ballot of the method, and nothing beside it', () => {
    expect(checkBallot('threshold@1', { kind: 'CHOICE', value: 'FOR' })).toBeNull();
    expect(checkBallot('consent@1', { kind: 'CONSENT', value: 'OBJECT' })).toBeNull();
  });

  it.each<[string, QuestionMethodId, unknown, string]>([
    ['nothing', 'threshold@1', null, 'NOT_A_RECORD'],
    ['a bare word', 'threshold@1', 'FOR', 'NOT_A_RECORD'],
    ['an empty record', 'threshold@1', {}, 'WRONG_KIND'],
    ['an empty list', 'threshold@1', [], 'WRONG_KIND'],
    ['a ballot of another method', 'threshold@1', { kind: 'CONSENT', value: 'CONSENT' }, 'WRONG_KIND'],
    ['a yes/no ballot in a consent', 'consent@1', { kind: 'CHOICE', value: 'FOR' }, 'WRONG_KIND'],
    ['a value of another method', 'threshold@1', { kind: 'CHOICE', value: 'CONSENT' }, 'UNKNOWN_VALUE'],
    ['a spoiled paper as a value', 'threshold@1', { kind: 'CHOICE', value: 'SPOILED' }, 'UNKNOWN_VALUE'],
    ['a spoiled paper as a kind', 'threshold@1', { kind: 'SPOILED' }, 'WRONG_KIND'],
    ['no value', 'threshold@1', { kind: 'CHOICE' }, 'UNKNOWN_VALUE'],
    ['two values', 'threshold@1', { kind: 'CHOICE', value: ['FOR', 'AGAINST'] }, 'UNKNOWN_VALUE'],
    ['a number', 'threshold@1', { kind: 'CHOICE', value: Number.NaN }, 'UNKNOWN_VALUE'],
    ['a weight', 'threshold@1', { kind: 'CHOICE', value: 'FOR', weight: 2 }, 'UNKNOWN_FIELD'],
    ['a proxy', 'threshold@1', { kind: 'CHOICE', value: 'FOR', onBehalfOf: 'somebody' }, 'UNKNOWN_FIELD'],
    ['a second answer', 'consent@1', { kind: 'CONSENT', value: 'CONSENT', choice: 'FOR' }, 'UNKNOWN_FIELD'],
  ])('is never %s', (_what, method, ballot, reason) => {
    expect(checkBallot(method, ballot)).toMatchObject({ code: 'BALLOT_INVALID', facts: { reason } });
  });

  const FOR: Ballot = { kind: 'CHOICE', value: 'FOR' };

  it.each<[string, Profile, Electorate, string]>([
    ['a negative number', [{ ballot: FOR, count: -1n }], online(40), 'NEGATIVE_COUNT'],
    ['a negative roll', [], online(-1), 'NEGATIVE_COUNT'],
    ['a second ballot of somebody', choices({ FOR: 21, AGAINST: 20 }), online(40), 'MORE_BALLOTS_THAN_ROLL'],
    ['more present than members', [], inRoom(40, 41), 'MORE_PRESENT_THAN_ROLL'],
    [
      'more unreached than silent',
      choices({ FOR: 1 }),
      { roll: 40n, present: null, unreached: 40n },
      'MORE_UNREACHED_THAN_SILENT',
    ],
    ['a ballot of another method', consents({ CONSENT: 1 }), online(40), 'WRONG_KIND'],
  ])('never sums up to %s', (_what, profile, electorate, reason) => {
    expect(refusalOf(() => count(profile, electorate))).toEqual({
      code: 'BALLOT_INVALID',
      facts: { reason },
    });
  });

  it('has a method for each name that a clause may give', () => {
    for (const [id, method] of Object.entries(METHOD_REGISTRY)) expect(method.id).toBe(id);
  });
});

describe('a share', () => {
  it('is exact where floating point is not', () => {
    const twoThirds = readShare({ fraction: '2/3', strict: true, plus: 0 });
    expect(reaches(20_000_000_000n, twoThirds, 30_000_000_000n)).toBe(false);
    expect(reaches(20_000_000_001n, twoThirds, 30_000_000_000n)).toBe(true);
    const huge = 3n * 10n ** 30n;
    expect(reaches(2n * 10n ** 30n, twoThirds, huge)).toBe(false);
    expect(reaches(2n * 10n ** 30n + 1n, twoThirds, huge)).toBe(true);
  });

  it.each<[string, boolean, number, bigint, bigint]>([
    ['1/2', true, 0, 40n, 21n],
    ['1/2', true, 0, 41n, 21n],
    ['1/2', false, 0, 40n, 20n],
    ['1/2', false, 0, 41n, 21n],
    ['1/2', false, 1, 40n, 21n],
    ['1/2', false, 1, 41n, 22n],
    ['2/3', false, 0, 40n, 27n],
    ['2/3', true, 0, 30n, 21n],
    ['2/3', false, 0, 30n, 20n],
    ['1/1', false, 0, 10n, 10n],
    ['1/2', false, 1, 1n, 2n],
  ])('of %s (strict %s, plus %i) of %i asks for %i', (fraction, strict, plus, base, needed) => {
    expect(leastReaching(readShare({ fraction, strict, plus }), base)).toBe(needed);
  });

  it('is refused by name when it is no fraction', () => {
    expect(refusalOf(() => readShare({ fraction: '0.66', strict: false, plus: 0 }))).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('a working', () => {
  it('is canonical JSON with numbers as decimal strings, however large', () => {
    const votes = 20_000_000_000n * 10n ** 12n;
    const quorum = { counts: 'TURNOUT', of: 'ROLL', fraction: '1/2' } as const;
    const working = workingOf(count(choices({ FOR: votes }), online(votes), { quorum }));
    expect(JSON.parse(canonicalJson(working))).toEqual({
      method: 'threshold@1',
      options: {
        base: 'TURNOUT',
        fraction: '1/2',
        strict: true,
        plus: '0',
        tieRule: 'STATUS_QUO',
        quorum: { counts: 'TURNOUT', of: 'ROLL', fraction: '1/2' },
      },
      tally: {
        FOR: String(votes),
        AGAINST: '0',
        ABSTAIN: '0',
        BLANK: '0',
        NOT_TAKING_PART: '0',
        SPOILED: '0',
        NOT_CAST: '0',
      },
      bases: { ROLL: String(votes), PRESENT: null, TURNOUT: String(votes), EXPRESSED: String(votes) },
      steps: [
        {
          code: 'QUORUM_MET',
          data: {
            counts: 'TURNOUT',
            count: String(votes),
            of: 'ROLL',
            number: String(votes),
            needed: String(votes / 2n),
            fraction: '1/2',
          },
        },
        {
          code: 'THRESHOLD_MET',
          data: {
            votes: String(votes),
            base: 'TURNOUT',
            number: String(votes),
            needed: String(votes / 2n + 1n),
            fraction: '1/2',
            strict: true,
            plus: '0',
          },
        },
      ],
    });
  });

  it('says its arithmetic in French and in English', () => {
    const [step] = count(choices({ FOR: 26, AGAINST: 14 }), online(40), TWO_THIRDS).steps as [Step];
    expect(sentenceOfStep(step, 'fr')).toBe('26 pour sur 40 votants ; il en faut au moins 27 (2/3).');
    expect(sentenceOfStep(step, 'en')).toBe('26 for out of 40 voting; at least 27 needed (2/3).');
  });

  it('says a strict threshold, whole votes beyond it, and a singular', () => {
    const strict = count(choices({ FOR: 1 }), online(40)).steps[0] as Step;
    expect(sentenceOfStep(strict, 'fr')).toBe('1 pour sur 1 votant ; il en faut au moins 1 (plus de 1/2).');
    const threshold = { fraction: '1/2', strict: false, plus: 1 };
    const plus = count(choices({ FOR: 21, AGAINST: 20 }), online(41), { threshold, base: 'EXPRESSED' });
    expect(sentenceOfStep(plus.steps[0] as Step, 'fr')).toBe(
      '21 pour sur 41 suffrages exprimés ; il en faut au moins 22 (1/2 + 1 voix).',
    );
  });

  it('has a sentence of its own for each step in each language, with all its numbers', () => {
    const steps = Object.values(ONE_OF_EACH);
    for (const locale of ['fr', 'en'] as const) {
      for (const step of steps) {
        const sentence = sentenceOfStep<StepCode>(step, locale);
        const numbers = Object.values(step.data).filter((value) => /^[1-9][0-9]+$/.test(String(value)));
        for (const number of numbers) expect(sentence).toContain(String(number));
        expect(sentence).toMatch(/^\S.+\.$/);
      }
    }
    const said = steps.flatMap((step) => [
      sentenceOfStep<StepCode>(step, 'fr'),
      sentenceOfStep<StepCode>(step, 'en'),
    ]);
    // A threshold is told alike when met and when missed: the outcome above it says which.
    expect(new Set(said).size).toBe(said.length - 2);
  });
});

const THRESHOLD: StepFacts['THRESHOLD_MET'] = {
  votes: '11',
  base: 'ROLL',
  number: '12',
  needed: '13',
  fraction: '2/3',
  strict: true,
  plus: '14',
};

const QUORUM: StepFacts['QUORUM_MET'] = {
  counts: 'PRESENT',
  count: '15',
  of: 'ROLL',
  number: '16',
  needed: '17',
  fraction: '1/3',
};

const ONE_OF_EACH: { readonly [C in StepCode]: Step<C> } = {
  PRESENCE_UNKNOWN: { code: 'PRESENCE_UNKNOWN', data: {} },
  QUORUM_MET: { code: 'QUORUM_MET', data: QUORUM },
  QUORUM_MISSED: { code: 'QUORUM_MISSED', data: QUORUM },
  NOBODY_VOTED: { code: 'NOBODY_VOTED', data: {} },
  BASE_EMPTY: { code: 'BASE_EMPTY', data: { base: 'EXPRESSED' } },
  THRESHOLD_MET: { code: 'THRESHOLD_MET', data: THRESHOLD },
  THRESHOLD_MISSED: { code: 'THRESHOLD_MISSED', data: THRESHOLD },
  TIE: { code: 'TIE', data: { votes: '18', rule: 'FURTHER_POLL' } },
  TIE_DRAWN: { code: 'TIE_DRAWN', data: { drawn: '4 2 6', order: ['ADOPTED', 'REJECTED'] } },
  NO_ANSWER: { code: 'NO_ANSWER', data: {} },
  SILENCE_CONSENTS: { code: 'SILENCE_CONSENTS', data: { silent: '19' } },
  NO_OBJECTION: { code: 'NO_OBJECTION', data: { answers: '20' } },
  OBJECTIONS_STAND: { code: 'OBJECTIONS_STAND', data: { objections: '21' } },
  OBJECTIONS_LIFTED: { code: 'OBJECTIONS_LIFTED', data: { withdrawn: '25', setAside: '26' } },
  NOTHING_MARKED: { code: 'NOTHING_MARKED', data: {} },
  COUNT_REFUSED: { code: 'COUNT_REFUSED', data: { code: 'ELECTION_INVALID', reason: 'AS_IT_IS' } },
  NOTHING_ADOPTS: { code: 'NOTHING_ADOPTS', data: {} },
  CONFIRMING_POLL_ADOPTS: { code: 'CONFIRMING_POLL_ADOPTS', data: {} },
  ELECTION_TIED: { code: 'ELECTION_TIED', data: { rule: 'LOT' } },
  STATUS_QUO_ELECTED: { code: 'STATUS_QUO_ELECTED', data: {} },
  AGAINST_STATUS_QUO: {
    code: 'AGAINST_STATUS_QUO',
    data: { option: 'Un local', over: '22', under: '23', equal: '24' },
  },
};

function refusalOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, facts: error.facts };
    throw error;
  }
}

/** Thresholds with known verdicts, in the words of their file. */
interface KnownThreshold {
  readonly id: string;
  readonly roll: number;
  readonly present: number | null;
  readonly pour: number;
  readonly contre: number;
  readonly abstention: number;
  readonly nppv: number;
  readonly blank: number;
  readonly rule: {
    readonly fraction: string;
    readonly strict: boolean;
    readonly base: KnownBase;
    readonly quorum?: { readonly fraction: string; readonly of: KnownBase; readonly counts: KnownBase };
  };
  readonly expected: 'passed' | 'rejected' | 'noDecision' | 'quorumNotMet';
}

type KnownBase = 'roll' | 'present' | 'voting' | 'expressed';

const BASE_OF: Record<KnownBase, Base> = {
  roll: 'ROLL',
  present: 'PRESENT',
  voting: 'TURNOUT',
  expressed: 'EXPRESSED',
};

const VERDICT_OF: Record<KnownThreshold['expected'], Verdict> = {
  passed: 'ADOPTED',
  rejected: 'REJECTED',
  noDecision: 'NO_DECISION',
  quorumNotMet: 'NO_QUORUM',
};

const KNOWN = '../shared/golden/counting/textbook/thresholds.json';
const known = existsSync(KNOWN) ? (JSON.parse(readFileSync(KNOWN, 'utf8')) as KnownThreshold[]) : [];

describe('thresholds with known verdicts', () => {
  if (known.length === 0) it.skip(`are read from ${KNOWN}, which is not here`, () => undefined);

  for (const { id, rule, expected, ...numbers } of known) {
    it(`agree on ${id}`, () => {
      const profile = choices({
        FOR: numbers.pour,
        AGAINST: numbers.contre,
        ABSTAIN: numbers.abstention,
        BLANK: numbers.blank,
        NOT_TAKING_PART: numbers.nppv,
      });
      const present = numbers.present === null ? null : BigInt(numbers.present);
      const quorum = rule.quorum && {
        counts: BASE_OF[rule.quorum.counts],
        of: BASE_OF[rule.quorum.of],
        fraction: rule.quorum.fraction,
      };
      const result = count(
        profile,
        { roll: BigInt(numbers.roll), present },
        {
          base: BASE_OF[rule.base],
          threshold: { fraction: rule.fraction, strict: rule.strict, plus: 0 },
          quorum: quorum ?? null,
        },
      );
      expect(result.verdict).toBe(VERDICT_OF[expected]);
    });
  }
});

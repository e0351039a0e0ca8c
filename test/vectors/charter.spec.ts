/**
 * The rules of a first collective, each with a case that passes and one that is refused, then every field of a clause
 * and every change of a charter. Long because it is one table of cases after another, read beside the charter.
 */
import { describe, expect, it } from '@jest/globals';
import {
  applyChanges,
  clauseFor,
  clausesFor,
  hashClause,
  validateCharter,
} from '../../src/core/charter/charter.js';
import { MATTERS, type Clause, type Matter } from '../../src/core/charter/clause.js';
import { leading, matterOf, mattersTouched, raise, type MatterFacts } from '../../src/core/charter/matter.js';
import { mayOpen, mayPropose, type Opening } from '../../src/core/charter/opening.js';
import { judge } from '../../src/core/charter/outcome.js';
import type { Outcome } from '../../src/core/charter/ruling.js';
import { isPeriod, longestWait } from '../../src/core/charter/periods.js';
import {
  becomesLast,
  mayUndo,
  onlyEnds,
  prevails,
  revocableOnline,
  type LastDecision,
  type Undoing,
} from '../../src/core/charter/precedence.js';
import { explainOutcome } from '../../src/core/charter/sentences.js';
import { broughtForward, closingForUnreached } from '../../src/core/charter/unreached.js';
import { validateClause } from '../../src/core/charter/validate-clause.js';
import type { Cast } from '../../src/core/counting/marks.js';
import { canonicalJson, type Json } from '../../src/core/kernel/canonical-json.js';
import type { ChangeCharter, ClauseChange, Effect, PatchText } from '../../src/core/kernel/effects.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import type { PatchOperation } from '../../src/core/text/operations.js';

const uuid = (digit: number): string => `00000000-0000-7000-8000-00000000000${digit}`;

const ARTICLE_4 = uuid(4);
const STATUTES = uuid(1);
const MANIFESTO = uuid(2);

const ROUTINE: Clause = {
  matter: 'ROUTINE',
  venues: ['ONLINE', 'ASSEMBLY'],
  forms: ['PHYSICAL', 'HYBRID', 'REMOTE'],
  prevailingForms: ['PHYSICAL', 'HYBRID'],
  method: 'threshold@1',
  allowedMethods: ['threshold@1', 'consent@1'],
  ballotMode: 'OPEN',
  ballotsVisibleTo: 'MEMBERS',
  base: 'TURNOUT',
  threshold: { fraction: '1/2', strict: true, plus: 0 },
  quorum: null,
  minimumDeliberation: 'PT0S',
  minimumVoting: 'P1D',
  notice: 'P14D',
  supportNeeded: 0,
  mayPropose: 'ANY_MEMBER',
  tieRule: 'STATUS_QUO',
  lateRule: 'KEEP',
  ballotMayChange: true,
  resultVisibility: 'MEMBERS',
  contestPeriod: 'P7D',
  friendlyAmendments: false,
  silenceConsents: false,
  revocableOnline: false,
  provisionId: ARTICLE_4,
  interpretations: [{ question: 'Les abstentions comptent-elles parmi les votants ?', choice: 'oui' }],
};

const DEEP: Clause = { ...ROUTINE, matter: 'DEEP', minimumVoting: 'P7D' };

const GOVERNANCE: Clause = {
  ...ROUTINE,
  matter: 'GOVERNANCE',
  venues: ['ASSEMBLY'],
  forms: ['PHYSICAL', 'HYBRID'],
  threshold: { fraction: '2/3', strict: false, plus: 0 },
  interpretations: [],
};

const CHARTER = { clauses: [ROUTINE, DEEP, GOVERNANCE] };

const yesNo = (FOR: number, AGAINST: number, ABSTAIN = 0): Cast[] =>
  Object.entries({ FOR, AGAINST, ABSTAIN }).map(([choice, count]) => ({ choice, count: BigInt(count) }));

/** What a poll by yes or no has not. */
const NO_ELECTION = { election: null, options: [], drawn: null };

const outcomeOf = (clauses: readonly Clause[], box: readonly Cast[], roll = 60n): Outcome =>
  judge({ clauses, method: 'threshold@1', box, electorate: { roll, present: null }, ...NO_ELECTION });

/** What a work refuses, thrown or returned; else what it gives. */
function answerOf(work: () => unknown): unknown {
  const answer = attempt(work);
  return answer instanceof Refusal ? { code: answer.code, ...answer.facts } : answer;
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

describe('rule 1: one member, one voice, and no gate before a proposal', () => {
  it('asks for no support, and lets legal persons propose', () => {
    expect(mayOpen(online({ support: 0 }))).toBeNull();
    expect(mayPropose([ROUTINE], 'LEGAL')).toBeNull();
    expect(mayPropose([ROUTINE], 'NATURAL')).toBeNull();
  });

  it('refuses a second ballot hidden in a sum', () => {
    expect(answerOf(() => outcomeOf([ROUTINE], yesNo(40, 21), 60n))).toEqual({
      code: 'BALLOT_INVALID',
      reason: 'MORE_BALLOTS_THAN_ROLL',
    });
  });
});

describe('rule 2: simple majority, half of those voting and one voice more', () => {
  it('rejects 20 of 40, adopts 21 of 41, and decides nothing of 0 of 0', () => {
    expect(outcomeOf([ROUTINE], yesNo(20, 20)).code).toBe('REJECTED');
    expect(outcomeOf([ROUTINE], yesNo(20, 15, 5)).code).toBe('REJECTED');
    expect(outcomeOf([ROUTINE], yesNo(21, 20)).code).toBe('ADOPTED');
    expect(outcomeOf([ROUTINE], []).code).toBe('NO_DECISION');
  });

  it('asks 22 of 41 where the founders chose half and one whole voice', () => {
    const plusOne: Clause = { ...ROUTINE, threshold: { fraction: '1/2', strict: false, plus: 1 } };
    expect(outcomeOf([plusOne], yesNo(21, 20)).code).toBe('REJECTED');
    expect(outcomeOf([plusOne], yesNo(22, 19)).code).toBe('ADOPTED');
  });

  it('names its base, which decides the fate of 26 for, 8 against and 6 abstaining at two thirds', () => {
    const [turnout, expressed] = (['TURNOUT', 'EXPRESSED'] as const).map((base) =>
      outcomeOf([{ ...GOVERNANCE, base }], yesNo(26, 8, 6)),
    ) as [Outcome, Outcome];
    expect([turnout.code, expressed.code]).toEqual(['REJECTED', 'ADOPTED']);
    expect(explainOutcome(turnout, 'fr')).toEqual([
      'Rejeté.',
      'Règle de gouvernance : 26 pour sur 40 votants ; il en faut au moins 27 (2/3).',
    ]);
    expect(explainOutcome(expressed, 'fr')).toEqual([
      'Adopté.',
      'Règle de gouvernance : 26 pour sur 34 suffrages exprimés ; il en faut au moins 23 (2/3).',
    ]);
  });
});

describe('rule 3: governance in assembly only, by two thirds', () => {
  const inAssembly = (form: 'PHYSICAL' | 'HYBRID' | 'REMOTE') =>
    mayOpen(sitting({ clauses: [GOVERNANCE], form }));

  it('may be decided in a room or in several with video', () => {
    expect(inAssembly('PHYSICAL')).toBeNull();
    expect(inAssembly('HYBRID')).toBeNull();
  });

  it('may be decided neither online nor in a remote assembly', () => {
    expect(answerOf(() => mayOpen(online({ clauses: [GOVERNANCE] })))).toEqual({
      code: 'VENUE_NOT_ALLOWED',
      matter: 'GOVERNANCE',
      venue: 'ONLINE',
      form: '',
    });
    expect(answerOf(() => inAssembly('REMOTE'))).toEqual({
      code: 'VENUE_NOT_ALLOWED',
      matter: 'GOVERNANCE',
      venue: 'ASSEMBLY',
      form: 'REMOTE',
    });
  });

  it('falls with 26 of 40 and stands with 27', () => {
    expect(outcomeOf([GOVERNANCE], yesNo(26, 14)).code).toBe('REJECTED');
    expect(outcomeOf([GOVERNANCE], yesNo(27, 13)).code).toBe('ADOPTED');
  });
});

describe('rule 4: a day online for routine matters, a week for those that need thought', () => {
  it('refuses 23 hours and lets a day', () => {
    expect(answerOf(() => mayOpen(online({ closesAt: '2026-10-21T09:00:00.000Z' })))).toEqual({
      code: 'VOTING_TOO_SHORT',
      minimum: 'P1D',
      earliest: '2026-10-21T10:00:00.000Z',
    });
    expect(mayOpen(online({ closesAt: '2026-10-21T10:00:00.000Z' }))).toBeNull();
  });

  it('refuses 7 × 24 h across the October clock change, which are one hour short of a week', () => {
    const deep = (closesAt: string) => mayOpen(online({ clauses: [DEEP], closesAt }));
    expect(answerOf(() => deep('2026-10-27T10:00:00.000Z'))).toEqual({
      code: 'VOTING_TOO_SHORT',
      minimum: 'P7D',
      earliest: '2026-10-27T11:00:00.000Z',
    });
    expect(deep('2026-10-27T11:00:00.000Z')).toBeNull();
  });

  it('is a week on the calendar of the collective, which may have no clock change', () => {
    const inUtc = online({ clauses: [DEEP], closesAt: '2026-10-27T10:00:00.000Z', zone: 'UTC' });
    expect(mayOpen(inUtc)).toBeNull();
  });

  it('lets a week of 167 hours pass in March', () => {
    const now = '2026-03-25T11:00:00.000Z';
    const week = online({ clauses: [DEEP], now, submittedAt: now, closesAt: '2026-04-01T10:00:00.000Z' });
    expect(mayOpen(week)).toBeNull();
    expect(mayOpen({ ...week, closesAt: '2026-04-01T09:59:59.999Z' })).toMatchObject({
      code: 'VOTING_TOO_SHORT',
    });
  });

  it('binds no sitting, whose polls close after a last call', () => {
    expect(mayOpen(sitting({ clauses: [DEEP] }))).toBeNull();
  });
});

describe('rule 5: what a physical assembly decided cannot be undone online', () => {
  const target = `provision:${ARTICLE_4}`;
  const BY_ASSEMBLY: LastDecision = {
    label: '2026-012',
    venue: 'ASSEMBLY',
    form: 'HYBRID',
    prevails: true,
    revocableOnline: false,
    openedOnline: false,
  };
  const undoing = (lastDecision: LastDecision | null, rest: Partial<Undoing> = {}): Undoing => ({
    target,
    venue: 'ONLINE',
    lastDecision,
    onlyEnds: false,
    ...rest,
  });

  it('refuses an online poll on what an assembly decided last, naming the decision', () => {
    expect(answerOf(() => mayUndo(undoing(BY_ASSEMBLY)))).toEqual({
      code: 'ASSEMBLY_PREVAILS',
      target,
      decision: '2026-012',
    });
  });

  it.each<[string, Undoing]>([
    ['nothing was decided', undoing(null)],
    ['another assembly decides', undoing(BY_ASSEMBLY, { venue: 'ASSEMBLY' })],
    ['the last decision was online', undoing({ ...BY_ASSEMBLY, venue: 'ONLINE', form: null })],
    ['the assembly was of a form that does not prevail', undoing({ ...BY_ASSEMBLY, prevails: false })],
    ['the clause opens it', undoing({ ...BY_ASSEMBLY, revocableOnline: true })],
    ['the assembly opened it', undoing({ ...BY_ASSEMBLY, openedOnline: true })],
  ])('lets it where %s', (_where, asked) => {
    expect(mayUndo(asked)).toBeNull();
    expect(becomesLast({ ...asked, onlyOpens: false })).toBe(true);
  });

  it('prevails by the form of the assembly under any clause it decided under, and opens only under all', () => {
    expect(prevails([GOVERNANCE], 'ASSEMBLY', 'PHYSICAL')).toBe(true);
    expect(prevails([{ ...ROUTINE, prevailingForms: [] }, GOVERNANCE], 'ASSEMBLY', 'HYBRID')).toBe(true);
    expect(prevails([ROUTINE], 'ASSEMBLY', 'REMOTE')).toBe(false);
    expect(prevails([ROUTINE], 'ONLINE', null)).toBe(false);
    const open: Clause = { ...ROUTINE, revocableOnline: true };
    expect(revocableOnline([open])).toBe(true);
    expect(revocableOnline([open, GOVERNANCE])).toBe(false);
    expect(revocableOnline([])).toBe(false);
  });

  describe('rule 7: mandate holders are revocable at once', () => {
    const revocation = undoing(BY_ASSEMBLY, { target: 'mandate:tresorerie', onlyEnds: true });

    it('lets any venue end a mandate, an assembly’s too', () => {
      expect(mayUndo(revocation)).toBeNull();
    });

    it('does not let a revocation online open the way to granting again online', () => {
      expect(becomesLast({ ...revocation, onlyOpens: false })).toBe(false);
      expect(mayUndo({ ...revocation, onlyEnds: false })).toMatchObject({ code: 'ASSEMBLY_PREVAILS' });
    });

    it('knows an effect that only ends from one that also grants', () => {
      expect(onlyEnds([REVOKE], 'mandate:tresorerie')).toBe(true);
      expect(onlyEnds([REVOKE, patch(MANIFESTO)], 'mandate:tresorerie')).toBe(true);
      expect(onlyEnds([REVOKE, GRANT], 'mandate:tresorerie')).toBe(false);
      expect(onlyEnds([REVOKE], target)).toBe(false);
    });
  });
});

describe('rule 6: mandates are matters of their own', () => {
  it('follow the routine clause until they have one', () => {
    expect(matterOf([GRANT], FACTS)).toBe('MANDATE');
    expect(clauseFor(CHARTER, 'MANDATE')).toBe(ROUTINE);
    const own: Clause = { ...ROUTINE, matter: 'MANDATE' };
    expect(clauseFor({ clauses: [...CHARTER.clauses, own] }, 'MANDATE')).toBe(own);
  });
});

describe('rule 10: legal persons', () => {
  it('propose unless a clause touched keeps it to natural persons', () => {
    const natural: Clause = { ...GOVERNANCE, mayPropose: 'NATURAL_MEMBERS' };
    expect(answerOf(() => mayPropose([ROUTINE, natural], 'LEGAL'))).toEqual({
      code: 'PROPOSER_NOT_ENTITLED',
      matter: 'GOVERNANCE',
    });
    expect(mayPropose([ROUTINE, natural], 'NATURAL')).toBeNull();
  });
});

function online(
  rest: Partial<Extract<Opening, { venue: 'ONLINE' }>> = {},
): Extract<Opening, { venue: 'ONLINE' }> {
  return {
    venue: 'ONLINE',
    clauses: [ROUTINE],
    method: 'threshold@1',
    now: '2026-10-20T10:00:00.000Z',
    submittedAt: '2026-10-01T10:00:00.000Z',
    closesAt: '2026-11-20T10:00:00.000Z',
    zone: 'Europe/Paris',
    support: 0,
    ...rest,
  };
}

function sitting(rest: Partial<Extract<Opening, { venue: 'ASSEMBLY' }>> = {}): Opening {
  return {
    venue: 'ASSEMBLY',
    form: 'HYBRID',
    clauses: [ROUTINE],
    method: 'threshold@1',
    now: '2026-10-20T10:00:00.000Z',
    submittedAt: '2026-10-01T10:00:00.000Z',
    convenedAt: '2026-10-06T09:30:00.000Z',
    startsAt: '2026-10-20T09:30:00.000Z',
    zone: 'Europe/Paris',
    support: 0,
    ...rest,
  };
}

describe('opening a poll', () => {
  it.each<[string, Opening, object]>([
    ['no clause at all', online({ clauses: [] }), { code: 'CLAUSE_MISSING' }],
    [
      'a method that the clause does not allow',
      online({ clauses: [{ ...ROUTINE, allowedMethods: ['threshold@1'] }], method: 'consent@1' }),
      { code: 'METHOD_NOT_ALLOWED', method: 'consent@1', matter: 'ROUTINE' },
    ],
    [
      'a secret mode, which no poll can hold yet',
      online({ clauses: [{ ...ROUTINE, ballotMode: 'SEALED' }] }),
      { code: 'UNSUPPORTED_BALLOT_MODE', mode: 'SEALED' },
    ],
    [
      'too little support for the stricter of two clauses',
      online({
        clauses: [
          { ...ROUTINE, supportNeeded: 2 },
          { ...DEEP, supportNeeded: 5 },
        ],
        support: 4,
      }),
      { code: 'SUPPORT_MISSING', needed: 5, has: 4 },
    ],
    [
      'too little time to talk',
      online({ clauses: [{ ...ROUTINE, minimumDeliberation: 'P20D' }] }),
      { code: 'DELIBERATION_TOO_SHORT', minimum: 'P20D', earliest: '2026-10-21T10:00:00.000Z' },
    ],
    [
      'too short a notice',
      sitting({ convenedAt: '2026-10-06T09:30:00.001Z' }),
      { code: 'NOTICE_TOO_SHORT', minimum: 'P14D', earliest: '2026-10-20T09:30:00.001Z' },
    ],
    [
      'a deadline that is now',
      online({ clauses: [{ ...ROUTINE, minimumVoting: 'PT0S' }], closesAt: '2026-10-20T10:00:00.000Z' }),
      { code: 'DEADLINE_PAST', closesAt: '2026-10-20T10:00:00.000Z' },
    ],
    [
      'a deadline more than a year ahead',
      online({ closesAt: '2027-10-20T10:00:00.001Z' }),
      { code: 'VOTING_TOO_LONG', latest: '2027-10-20T10:00:00.000Z' },
    ],
    [
      'the longest voting period of several, unmet',
      online({ clauses: [ROUTINE, DEEP], closesAt: '2026-10-20T11:00:00.000Z' }),
      { code: 'VOTING_TOO_SHORT', minimum: 'P7D' },
    ],
    [
      'a venue that only one of its clauses opens',
      online({ clauses: [ROUTINE, GOVERNANCE] }),
      { code: 'VENUE_NOT_ALLOWED', matter: 'GOVERNANCE' },
    ],
  ])('is refused with %s', (_what, opening, refusal) => {
    expect(answerOf(() => mayOpen(opening))).toMatchObject(refusal);
  });

  it('is let on the very instant that each period ends', () => {
    expect(mayOpen(online({ clauses: [{ ...ROUTINE, minimumDeliberation: 'P19D' }] }))).toBeNull();
    expect(mayOpen(sitting({ convenedAt: '2026-10-06T09:30:00.000Z' }))).toBeNull();
  });

  it('reports the wait that ends last, whatever the order of clauses', () => {
    const from = '2026-10-20T10:00:00.000Z';
    const longest = { minimum: 'P7D', earliest: '2026-10-27T11:00:00.000Z' };
    expect(longestWait(['P1D', 'P7D'], from, from, 'Europe/Paris')).toEqual(longest);
    expect(longestWait(['P7D', 'P1D'], from, from, 'Europe/Paris')).toEqual(longest);
    expect(longestWait(['P1D'], from, '2026-10-21T10:00:00.000Z', 'Europe/Paris')).toBeNull();
  });
});

const replace = (provisionId: string): PatchOperation => ({
  kind: 'REPLACE',
  provisionId,
  expectedHash: '0'.repeat(64),
  content: { number: 'Article 1', heading: '', body: 'Texte.' },
});

const insert = (parentId: string | null): PatchOperation => ({
  kind: 'INSERT',
  provisionId: uuid(9),
  parentId,
  afterId: null,
  content: { number: 'Article 1 bis', heading: '', body: 'Sauf le mardi.' },
});

function patch(textId: string, ...operations: PatchOperation[]): PatchText {
  return { kind: 'PATCH_TEXT', textId, operations, effectiveOn: null, unchangedClauses: [] };
}

const GRANT: Effect = {
  kind: 'GRANT_MANDATE',
  mandateId: uuid(7),
  task: 'tresorerie',
  title: 'Trésorerie',
  instructions: 'Tenir les comptes.',
  boundBy: [],
  holders: [uuid(8)],
  scope: { acts: [], object: { kind: 'COLLECTIVE', id: uuid(0) } },
  endsAt: '2027-01-01T00:00:00.000Z',
  reportDueAt: null,
};

const REVOKE: Effect = { kind: 'REVOKE_MANDATE', mandateId: uuid(6), task: 'tresorerie' };

const admission = (applicationId: string): Effect => ({
  kind: 'ADMIT_MEMBER',
  applicationId,
  memberId: uuid(14),
});

const CHANGE: ChangeCharter = { kind: 'CHANGE_CHARTER', changes: [], membership: null };

const FACTS: MatterFacts = {
  decisionMatters: new Map(),
  textMatters: new Map([
    [STATUTES, 'GOVERNANCE'],
    [MANIFESTO, 'DEEP'],
  ]),
  citedProvisions: new Set([ARTICLE_4]),
  returning: new Set([uuid(12)]),
};

describe('the matter of a proposal', () => {
  it.each<[string, readonly Effect[], readonly Matter[]]>([
    ['a position', [], ['ROUTINE']],
    ['a patch of a text', [patch(MANIFESTO, replace(uuid(5)))], ['DEEP']],
    ['a patch of the statutes', [patch(STATUTES, replace(uuid(5)))], ['GOVERNANCE']],
    ['a patch of a provision that a clause cites', [patch(MANIFESTO, replace(ARTICLE_4))], ['GOVERNANCE']],
    [
      'a repeal of one',
      [patch(MANIFESTO, { kind: 'REPEAL', provisionId: ARTICLE_4, expectedHash: '0'.repeat(64) })],
      ['GOVERNANCE'],
    ],
    ['an exception inserted under one', [patch(MANIFESTO, insert(ARTICLE_4))], ['GOVERNANCE']],
    ['an insertion elsewhere', [patch(MANIFESTO, insert(null))], ['DEEP']],
    ['a patch of a text that nobody knows', [patch(uuid(3), replace(uuid(5)))], ['GOVERNANCE']],
    ['a change of the charter', [CHANGE], ['GOVERNANCE']],
    ['a mandate granted', [GRANT], ['MANDATE']],
    ['a mandate revoked', [REVOKE], ['MANDATE']],
    ['an admission', [admission(uuid(13))], ['ROUTINE']],
    ['an admission of somebody who was excluded', [admission(uuid(12))], ['EXCLUSION']],
    ['a mandate beside a text', [GRANT, patch(MANIFESTO), REVOKE], ['DEEP', 'MANDATE']],
  ])('follows from %s', (_what, effects, matters) => {
    expect(mattersTouched(effects, FACTS)).toEqual(matters);
  });

  it('is led by governance, then exclusion, deep, mandate and routine', () => {
    expect(leading(MATTERS)).toBe('GOVERNANCE');
    expect(leading(['MANDATE', 'DEEP', 'EXCLUSION'])).toBe('EXCLUSION');
    expect(leading(['MANDATE', 'DEEP'])).toBe('DEEP');
    expect(leading(['ROUTINE', 'MANDATE'])).toBe('MANDATE');
    expect(leading([])).toBe('ROUTINE');
    expect(matterOf([GRANT, patch(MANIFESTO)], FACTS)).toBe('DEEP');
  });

  it.each<[readonly Matter[], Matter | null, readonly Matter[]]>([
    [['ROUTINE'], null, ['ROUTINE']],
    [['ROUTINE'], 'ROUTINE', ['ROUTINE']],
    [['ROUTINE'], 'DEEP', ['DEEP']],
    [['ROUTINE'], 'GOVERNANCE', ['GOVERNANCE']],
    [['DEEP'], 'GOVERNANCE', ['DEEP', 'GOVERNANCE']],
    [['MANDATE'], 'DEEP', ['DEEP', 'MANDATE']],
    [['DEEP', 'MANDATE'], 'DEEP', ['DEEP', 'MANDATE']],
  ])('raised from %j to %s, answers to %j: no clause is dodged', (touched, asked, matters) => {
    expect(raise(touched, asked)).toEqual(matters);
  });

  it.each<[readonly Matter[], Matter]>([
    [['DEEP'], 'ROUTINE'],
    [['GOVERNANCE'], 'ROUTINE'],
    [['MANDATE'], 'ROUTINE'],
    [['DEEP', 'MANDATE'], 'ROUTINE'],
  ])('stays at %j when it is labelled %s', (touched, asked) => {
    expect(raise(touched, asked)).toEqual(touched);
  });

  it.each<[readonly Matter[], Matter, object]>([
    [['ROUTINE'], 'EXCLUSION', { code: 'INVALID_INPUT', field: 'raiseTo', reason: 'FIXED_BY_EFFECT' }],
    [['DEEP'], 'EXCLUSION', { code: 'INVALID_INPUT', field: 'raiseTo', reason: 'FIXED_BY_EFFECT' }],
    [['MANDATE'], 'MANDATE', { code: 'INVALID_INPUT', field: 'raiseTo', reason: 'FIXED_BY_EFFECT' }],
  ])('cannot go from %j to %s', (touched, asked, refusal) => {
    expect(answerOf(() => raise(touched, asked))).toEqual(refusal);
  });
});

describe('a clause', () => {
  it('is accepted as the rules of a collective write it', () => {
    for (const clause of CHARTER.clauses) expect(validateClause(clause)).toBeNull();
    expect(validateClause({ ...GOVERNANCE, base: 'PRESENT' })).toBeNull();
    const quorum = { counts: 'PRESENT', of: 'ROLL', fraction: '1/3' };
    expect(validateClause({ ...GOVERNANCE, quorum })).toBeNull();
    expect(validateClause({ ...ROUTINE, quorum: { ...quorum, counts: 'TURNOUT' } })).toBeNull();
    expect(validateClause({ ...ROUTINE, venues: ['ONLINE'], forms: [], prevailingForms: [] })).toBeNull();
    expect(validateClause({ ...ROUTINE, threshold: { fraction: '1/1', strict: false, plus: 0 } })).toBeNull();
  });

  it.each([
    [{ venues: [] }, 'venues', 'EMPTY'],
    [{ venues: 'ONLINE' }, 'venues', 'NOT_A_LIST'],
    [{ venues: ['ONLINE', 'ONLINE'] }, 'venues', 'TWICE'],
    [{ venues: ['ONLINE', 'CAFE'] }, 'venues', 'NOT_ONE_OF'],
    [{ venues: ['ONLINE', 'ASSEMBLY', 'ONLINE'] }, 'venues', 'TOO_MANY'],
    [{ venues: ['ONLINE'] }, 'forms', 'NO_ASSEMBLY'],
    [{ forms: [], prevailingForms: [] }, 'forms', 'EMPTY'],
    [{ forms: ['REMOTE'] }, 'prevailingForms', 'NOT_AMONG_FORMS'],
    [{ method: 'threshold@2' }, 'method', 'NOT_ONE_OF'],
    [{ allowedMethods: ['consent@1'] }, 'allowedMethods', 'WITHOUT_METHOD'],
    [{ ballotMode: 'TELEPATHY' }, 'ballotMode', 'NOT_ONE_OF'],
    [{ ballotsVisibleTo: 'HOST' }, 'ballotsVisibleTo', 'NOT_ONE_OF'],
    [{ base: 'MEMBERS' }, 'base', 'NOT_ONE_OF'],
    [{ base: 'PRESENT' }, 'base', 'PRESENT_ONLINE'],
    [{ threshold: null }, 'threshold', 'NOT_A_RECORD'],
    [
      { threshold: { fraction: '0/1', strict: false, plus: 0 } },
      'threshold.fraction',
      'NOT_A_FRACTION_UP_TO_ONE',
    ],
    [
      { threshold: { fraction: '3/2', strict: false, plus: 0 } },
      'threshold.fraction',
      'NOT_A_FRACTION_UP_TO_ONE',
    ],
    [
      { threshold: { fraction: '0.66', strict: false, plus: 0 } },
      'threshold.fraction',
      'NOT_A_FRACTION_UP_TO_ONE',
    ],
    [
      { threshold: { fraction: 0.5, strict: false, plus: 0 } },
      'threshold.fraction',
      'NOT_A_FRACTION_UP_TO_ONE',
    ],
    [{ threshold: { fraction: '1/2', strict: 1, plus: 0 } }, 'threshold.strict', 'NOT_A_BOOLEAN'],
    [{ threshold: { fraction: '1/2', strict: true, plus: -1 } }, 'threshold.plus', 'NOT_A_COUNT'],
    [{ threshold: { fraction: '1/2', strict: true, plus: 0.5 } }, 'threshold.plus', 'NOT_A_COUNT'],
    [{ threshold: { fraction: '1/2', strict: true } }, 'threshold.plus', 'MISSING'],
    [{ threshold: { fraction: '1/2', strict: true, plus: 0, veto: 1 } }, 'threshold.veto', 'UNKNOWN_FIELD'],
    [{ threshold: { fraction: '1/1', strict: true, plus: 0 } }, 'threshold', 'IMPOSSIBLE'],
    [{ threshold: { fraction: '7/7', strict: false, plus: 1 } }, 'threshold', 'IMPOSSIBLE'],
    [{ quorum: undefined }, 'quorum', 'NOT_A_RECORD'],
    [{ quorum: { counts: 'ROLL', of: 'ROLL', fraction: '1/2' } }, 'quorum.counts', 'NOT_ONE_OF'],
    [{ quorum: { counts: 'TURNOUT', of: 'EXPRESSED', fraction: '1/2' } }, 'quorum.of', 'NOT_ONE_OF'],
    [
      { quorum: { counts: 'TURNOUT', of: 'ROLL', fraction: '2/1' } },
      'quorum.fraction',
      'NOT_A_FRACTION_UP_TO_ONE',
    ],
    [{ quorum: { counts: 'PRESENT', of: 'ROLL', fraction: '1/2' } }, 'quorum', 'PRESENT_ONLINE'],
    [{ quorum: { counts: 'TURNOUT', of: 'PRESENT', fraction: '1/2' } }, 'quorum', 'PRESENT_ONLINE'],
    [
      { venues: ['ASSEMBLY'], quorum: { counts: 'PRESENT', of: 'PRESENT', fraction: '1/2' } },
      'quorum',
      'SAME_BASE',
    ],
    [{ minimumDeliberation: 7 }, 'minimumDeliberation', 'NOT_A_PERIOD'],
    [{ minimumVoting: '-P1D' }, 'minimumVoting', 'NOT_A_PERIOD'],
    [{ minimumVotingUnreached: null }, 'minimumVotingUnreached', 'NOT_A_PERIOD'],
    [{ minimumVotingUnreached: 'PT24H' }, 'minimumVotingUnreached', 'NOT_LONGER'],
    [{ venues: ['ASSEMBLY'], minimumVotingUnreached: 'P9D' }, 'minimumVotingUnreached', 'NOT_ONLINE'],
    [{ notice: 'two weeks' }, 'notice', 'NOT_A_PERIOD'],
    [{ contestPeriod: 'P2Y' }, 'contestPeriod', 'NOT_A_PERIOD'],
    [{ supportNeeded: -1 }, 'supportNeeded', 'NOT_A_COUNT'],
    [{ supportNeeded: Number.NaN }, 'supportNeeded', 'NOT_A_COUNT'],
    [{ supportNeeded: '0' }, 'supportNeeded', 'NOT_A_COUNT'],
    [{ mayPropose: 'FOUNDERS' }, 'mayPropose', 'NOT_ONE_OF'],
    [{ tieRule: 'CHAIR' }, 'tieRule', 'NOT_ONE_OF'],
    [{ lateRule: 'STRIKE' }, 'lateRule', 'NOT_ONE_OF'],
    [{ ballotMayChange: 'yes' }, 'ballotMayChange', 'NOT_A_BOOLEAN'],
    [{ resultVisibility: 'NOBODY' }, 'resultVisibility', 'NOT_ONE_OF'],
    [{ friendlyAmendments: null }, 'friendlyAmendments', 'NOT_A_BOOLEAN'],
    [{ silenceConsents: 0 }, 'silenceConsents', 'NOT_A_BOOLEAN'],
    [{ revocableOnline: [] }, 'revocableOnline', 'NOT_A_BOOLEAN'],
    [{ provisionId: 'article 4' }, 'provisionId', 'NOT_AN_ID'],
    [{ interpretations: {} }, 'interpretations', 'NOT_A_LIST'],
    [{ interpretations: [{ question: 'Qui ?', choice: ' ' }] }, 'interpretations.choice', 'NOT_A_SENTENCE'],
    [
      { interpretations: [{ question: 'Qui\u202E ?', choice: 'nous' }] },
      'interpretations.question',
      'NOT_A_SENTENCE',
    ],
    [
      { interpretations: [{ question: 'Qui\uD800', choice: 'x' }] },
      'interpretations.question',
      'NOT_A_SENTENCE',
    ],
    [{ interpretations: [{ question: 'Qui ?' }] }, 'interpretations.choice', 'MISSING'],
    [{ weight: 2 }, 'weight', 'UNKNOWN_FIELD'],
  ])('is refused with %j, at %s: %s', (change, field, reason) => {
    expect(answerOf(() => validateClause({ ...ROUTINE, ...change }))).toEqual({
      code: 'CHARTER_INVALID',
      matter: 'ROUTINE',
      field,
      reason,
    });
  });

  it('may give more time where somebody has no mail: a day of notice once all were told, never past the longer hour', () => {
    const opened = '2026-10-20T10:00:00.000Z';
    const asked = '2026-10-22T10:00:00.000Z';
    const clauses = [ROUTINE, { ...ROUTINE, minimumVotingUnreached: 'P7D' }];
    // A week on the calendar of Paris, where the clocks go back meanwhile.
    const later = { closesAt: '2026-10-27T11:00:00.000Z', closesIfReached: asked };
    expect(validateClause(clauses[1])).toBeNull();
    expect(closingForUnreached(clauses, asked, opened, 'Europe/Paris')).toEqual(later);
    const plain = { closesAt: asked, closesIfReached: null };
    expect(closingForUnreached([ROUTINE], asked, opened, 'Europe/Paris')).toEqual(plain);
    const long = '2026-10-27T11:00:00.000Z';
    expect(closingForUnreached(clauses, long, opened, 'Europe/Paris')).toEqual({ ...plain, closesAt: long });
    for (const [told, closes] of [
      ['2026-10-20T11:00:00.000Z', asked],
      ['2026-10-21T10:00:00.000Z', asked],
      ['2026-10-21T10:00:00.001Z', '2026-10-22T10:00:00.001Z'],
      ['2026-10-24T20:00:00.000Z', '2026-10-25T21:00:00.000Z'],
      ['2026-10-26T11:00:00.001Z', later.closesAt],
    ] as const)
      expect(broughtForward(later, told, 'Europe/Paris')).toBe(closes);
  });

  it('is refused without any one of its fields', () => {
    for (const field of Object.keys(ROUTINE)) {
      const partial = Object.fromEntries(Object.entries(ROUTINE).filter(([name]) => name !== field));
      expect(validateClause(partial)?.facts).toMatchObject({ field, reason: 'MISSING' });
    }
  });

  it('is refused when it is no record, or of no matter, naming none', () => {
    for (const candidate of [null, undefined, 'ROUTINE', [ROUTINE], 1]) {
      expect(answerOf(() => validateClause(candidate))).toEqual({
        code: 'CHARTER_INVALID',
        matter: '',
        field: '',
        reason: 'NOT_A_RECORD',
      });
    }
    expect(validateClause({ ...ROUTINE, matter: 'TEA' })?.facts).toMatchObject({
      matter: '',
      field: 'matter',
    });
  });

  it('cannot ask for secret ballots until polls can hold them', () => {
    for (const mode of ['SEALED', 'TOKEN']) {
      expect(answerOf(() => validateClause({ ...ROUTINE, ballotMode: mode }))).toEqual({
        code: 'UNSUPPORTED_BALLOT_MODE',
        mode,
      });
    }
  });

  it('has periods of up to one year, and none beyond the calendar', () => {
    for (const text of ['PT0S', 'P7D', 'P1W', 'PT23H', 'P1Y', 'P12M']) expect(isPeriod(text)).toBe(true);
    for (const text of ['', 'P', '7', '-P1D', 'P13M', 'P9000Y', 'P999999999Y'])
      expect(isPeriod(text)).toBe(false);
  });
});

describe('a charter', () => {
  it('is whole with routine, deep and governance', () => {
    expect(validateCharter(CHARTER.clauses)).toBeNull();
    expect(MATTERS.map((matter) => clauseFor(CHARTER, matter)?.matter)).toEqual([
      'ROUTINE',
      'DEEP',
      'GOVERNANCE',
      'ROUTINE',
      'DEEP',
    ]);
  });

  it.each<[Matter, readonly Clause[]]>([
    ['ROUTINE', [DEEP, GOVERNANCE]],
    ['DEEP', [ROUTINE, GOVERNANCE]],
    ['GOVERNANCE', [ROUTINE, DEEP]],
    ['ROUTINE', []],
  ])('leaves %s without a path otherwise', (matter, clauses) => {
    expect(answerOf(() => validateCharter(clauses))).toEqual({ code: 'CHARTER_WITHOUT_PATH', matter });
  });

  it('has one clause a matter, each valid', () => {
    expect(answerOf(() => validateCharter([...CHARTER.clauses, DEEP]))).toEqual({
      code: 'CHARTER_INVALID',
      matter: 'DEEP',
      field: 'matter',
      reason: 'TWICE',
    });
    expect(validateCharter([ROUTINE, DEEP, { ...GOVERNANCE, venues: [] }])?.code).toBe('CHARTER_INVALID');
  });

  it('gives the clauses of several matters once each', () => {
    expect(clausesFor(CHARTER, ['MANDATE', 'ROUTINE', 'GOVERNANCE'])).toEqual([ROUTINE, GOVERNANCE]);
    expect(answerOf(() => clausesFor({ clauses: [ROUTINE] }, ['ROUTINE', 'EXCLUSION']))).toEqual({
      code: 'CLAUSE_MISSING',
      matter: 'EXCLUSION',
    });
  });

  it('hashes a clause by its content, not by the order of its fields', () => {
    const reversed = Object.fromEntries(Object.entries(ROUTINE).reverse()) as unknown as Clause;
    expect(hashClause(reversed)).toBe(hashClause(ROUTINE));
    expect(hashClause({ ...ROUTINE, supportNeeded: 1 })).not.toBe(hashClause(ROUTINE));
  });
});

describe('changing a charter', () => {
  const change = (clause: Clause, expected: Clause | null): ClauseChange => ({
    matter: clause.matter,
    expectedHash: expected && hashClause(expected),
    clause,
  });

  it('replaces, adds and removes clauses, in the order of the matters', () => {
    const routine: Clause = { ...ROUTINE, minimumVoting: 'P2D' };
    const mandate: Clause = { ...ROUTINE, matter: 'MANDATE' };
    const changed = applyChanges(CHARTER, [change(mandate, null), change(routine, ROUTINE)]);
    expect(changed).toEqual({ clauses: [routine, DEEP, GOVERNANCE, mandate] });
    const removal: ClauseChange = { matter: 'MANDATE', expectedHash: hashClause(mandate), clause: null };
    expect(applyChanges({ clauses: [...CHARTER.clauses, mandate] }, [removal])).toEqual(CHARTER);
  });

  it('founds a charter from nothing', () => {
    expect(
      applyChanges({ clauses: [] }, [change(GOVERNANCE, null), change(DEEP, null), change(ROUTINE, null)]),
    ).toEqual(CHARTER);
  });

  it.each<[string, readonly ClauseChange[], object]>([
    ['no change', [], { code: 'INVALID_INPUT', field: 'changes', reason: 'EMPTY' }],
    [
      'a clause that the author did not read',
      [change({ ...ROUTINE, supportNeeded: 1 }, DEEP)],
      { code: 'CLAUSE_CHANGED', matter: 'ROUTINE' },
    ],
    [
      'a clause that the author thought absent',
      [change({ ...ROUTINE, supportNeeded: 1 }, null)],
      { code: 'CLAUSE_CHANGED', matter: 'ROUTINE' },
    ],
    [
      'a clause that the author thought present',
      [change({ ...ROUTINE, matter: 'MANDATE' }, ROUTINE)],
      { code: 'CLAUSE_CHANGED', matter: 'MANDATE' },
    ],
    [
      'the same matter twice',
      [change(ROUTINE, ROUTINE), change(ROUTINE, ROUTINE)],
      { code: 'CHARTER_INVALID', matter: 'ROUTINE', field: 'changes', reason: 'TWICE' },
    ],
    [
      'a clause of another matter in disguise',
      [{ matter: 'GOVERNANCE', expectedHash: hashClause(GOVERNANCE), clause: ROUTINE }],
      { code: 'CHARTER_INVALID', matter: 'GOVERNANCE', field: 'clause.matter', reason: 'OTHER_MATTER' },
    ],
    [
      'a removal of nothing',
      [{ matter: 'MANDATE', expectedHash: null, clause: null }],
      { code: 'CHARTER_INVALID', matter: 'MANDATE', field: 'clause', reason: 'NOTHING_TO_REMOVE' },
    ],
    [
      'an invalid clause',
      [change({ ...DEEP, supportNeeded: -1 }, DEEP)],
      { code: 'CHARTER_INVALID', matter: 'DEEP', field: 'supportNeeded', reason: 'NOT_A_COUNT' },
    ],
    [
      'governance left without a path',
      [{ matter: 'GOVERNANCE', expectedHash: hashClause(GOVERNANCE), clause: null }],
      { code: 'CHARTER_WITHOUT_PATH', matter: 'GOVERNANCE' },
    ],
  ])('is refused with %s', (_what, changes, refusal) => {
    expect(answerOf(() => applyChanges(CHARTER, changes))).toEqual(refusal);
  });
});

describe('an outcome', () => {
  it('is adopted only if every clause touched adopts, with the arithmetic of each', () => {
    const outcome = outcomeOf([GOVERNANCE, ROUTINE], yesNo(26, 14));
    expect(outcome.code).toBe('REJECTED');
    expect(outcome.rulings.map(({ matter, verdict }) => [matter, verdict])).toEqual([
      ['ROUTINE', 'ADOPTED'],
      ['GOVERNANCE', 'REJECTED'],
    ]);
    expect(outcomeOf([ROUTINE, GOVERNANCE], yesNo(27, 13)).code).toBe('ADOPTED');
  });

  it('does not depend on the order of its clauses, and is canonical JSON', () => {
    const [one, other] = [
      outcomeOf([ROUTINE, GOVERNANCE], yesNo(26, 14)),
      outcomeOf([GOVERNANCE, ROUTINE], yesNo(26, 14)),
    ].map((outcome) => canonicalJson(outcome as unknown as Json));
    expect(other).toBe(one);
    expect(JSON.parse(one as string)).toMatchObject({ code: 'REJECTED', method: 'threshold@1' });
  });

  it('cites each clause by matter, hash and provision, with the interpretation chosen', () => {
    const [ruling] = outcomeOf([ROUTINE], yesNo(21, 20)).rulings;
    expect(ruling).toMatchObject({
      matter: 'ROUTINE',
      clauseHash: hashClause(ROUTINE),
      provisionId: ARTICLE_4,
      interpretations: ROUTINE.interpretations,
      working: {
        tally: { FOR: '21', AGAINST: '20', NOT_CAST: '19' },
        bases: { TURNOUT: '41', PRESENT: null },
      },
    });
  });

  it.each<[string, readonly Clause[], readonly Cast[], string]>([
    [
      'NO_QUORUM before all else',
      [ROUTINE, { ...DEEP, quorum: { counts: 'TURNOUT', of: 'ROLL', fraction: '1/2' } }],
      yesNo(5, 6),
      'NO_QUORUM',
    ],
    ['NO_DECISION before REJECTED', [ROUTINE, { ...DEEP, base: 'EXPRESSED' }], yesNo(0, 0, 5), 'NO_DECISION'],
    ['REJECTED before TIED', [{ ...ROUTINE, tieRule: 'LOT' }, GOVERNANCE], yesNo(20, 20), 'REJECTED'],
    [
      'TIED before ADOPTED',
      [
        { ...ROUTINE, tieRule: 'LOT' },
        { ...DEEP, threshold: { fraction: '1/3', strict: false, plus: 0 } },
      ],
      yesNo(20, 20),
      'TIED',
    ],
  ])('is %s', (_what, clauses, profile, code) => {
    expect(outcomeOf(clauses, profile).code).toBe(code);
  });

  it('settles a tie by the rule of the clause', () => {
    expect(outcomeOf([{ ...ROUTINE, tieRule: 'FURTHER_POLL' }], yesNo(20, 20)).code).toBe('TIED');
    expect(outcomeOf([{ ...ROUTINE, tieRule: 'STATUS_QUO' }], yesNo(20, 20)).code).toBe('REJECTED');
  });

  it('counts by the method of the poll under the same clauses', () => {
    const judged = judge({
      clauses: [ROUTINE],
      method: 'consent@1',
      box: [
        { choice: 'CONSENT', count: 30n },
        { choice: 'OBJECT', count: 1n },
      ],
      electorate: { roll: 40n, present: null },
      ...NO_ELECTION,
    });
    expect([judged.code, judged.method]).toEqual(['REJECTED', 'consent@1']);
  });

  it('is none without a clause, or by a method that a clause does not allow', () => {
    expect(answerOf(() => outcomeOf([], yesNo(40, 0)))).toMatchObject({ code: 'CLAUSE_MISSING' });
    const consentOnly: Clause = { ...ROUTINE, method: 'consent@1', allowedMethods: ['consent@1'] };
    expect(answerOf(() => outcomeOf([consentOnly], yesNo(40, 0)))).toEqual({
      code: 'METHOD_NOT_ALLOWED',
      method: 'threshold@1',
      matter: 'ROUTINE',
    });
  });

  it('is told in French and in English, with the interpretation that it rests on', () => {
    const outcome = outcomeOf([ROUTINE], yesNo(21, 20));
    expect(explainOutcome(outcome, 'fr')).toEqual([
      'Adopté.',
      'Règle des questions courantes : 21 pour sur 41 votants ; il en faut au moins 21 (plus de 1/2).',
      'Choix d’interprétation, « Les abstentions comptent-elles parmi les votants ? » : oui',
    ]);
    expect(explainOutcome(outcome, 'en')).toEqual([
      'Adopted.',
      'Rule for routine questions: 21 for out of 41 voting; at least 21 needed (more than 1/2).',
      'Interpretation chosen, “Les abstentions comptent-elles parmi les votants ?”: oui',
    ]);
  });

  it('tells in one line what it is, whatever it is', () => {
    const outcome = outcomeOf([ROUTINE], yesNo(21, 20));
    const codes = ['ADOPTED', 'REJECTED', 'NO_QUORUM', 'NO_DECISION', 'TIED', 'PREFERENCE'] as const;
    const told = codes.flatMap((code) =>
      (['fr', 'en'] as const).map((locale) => explainOutcome({ ...outcome, code }, locale)[0]),
    );
    expect(new Set(told).size).toBe(12);
  });
});

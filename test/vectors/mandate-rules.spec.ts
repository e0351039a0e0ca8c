import type { GrantMandate } from '../../src/core/kernel/effects.js';
import {
  isLive,
  refuseGrant,
  refuseRevocation,
  refuseTitle,
  type GrantFacts,
} from '../../src/mandates/mandate.rules.js';
import { toGlobalId } from '../../src/platform/graphql/global-ids.js';

const COLLECTIVE = '01939c00-0000-7000-8000-000000000001';
const LOUISE = '01939c00-0000-7000-8000-000000000002';
const NESTOR = '01939c00-0000-7000-8000-000000000003';
const DECISION = '01939c00-0000-7000-8000-000000000004';
const NOON = '2026-11-23T12:00:00.000Z';
const BEFORE = '2026-11-23T11:59:59.999Z';
const AFTER = '2026-11-23T12:00:00.001Z';

const GRANT: GrantMandate = {
  kind: 'GRANT_MANDATE',
  mandateId: '01939c00-0000-7000-8000-000000000005',
  task: 'tresorerie-2026',
  title: 'Tenir la trésorerie',
  instructions: '',
  boundBy: [DECISION],
  holders: [LOUISE, NESTOR],
  scope: { acts: ['openPoll', 'endAssembly'], object: { kind: 'COLLECTIVE', id: COLLECTIVE } },
  endsAt: AFTER,
  reportDueAt: null,
};

const FACTS: GrantFacts = {
  idTaken: false,
  heldUntil: null,
  eligible: [NESTOR, LOUISE],
  decisions: [DECISION],
  objectExists: true,
  lineState: null,
};

const grant = (effect: Partial<GrantMandate>, facts: Partial<GrantFacts> = {}) =>
  refuseGrant({ ...GRANT, ...effect }, { ...FACTS, ...facts }, { collectiveId: COLLECTIVE, now: NOON });

describe('a mandate may be given', () => {
  it('for a precise task until a date, to persons who may hold it', () => {
    expect(grant({})).toBeNull();
  });

  it('for a task outside of this service, which opens no act', () => {
    expect(grant({ scope: { ...GRANT.scope, acts: [] }, boundBy: [] })).toBeNull();
  });

  it.each(['', 'Trésorerie', 'la caisse', 'sitting/1/facilitator', '-caisse', 'x'.repeat(121)])(
    'not for a task named « %s »',
    (task) => {
      expect(grant({ task })).toMatchObject({ code: 'INVALID_INPUT', facts: { field: 'task' } });
    },
  );

  it('not until an instant that has come', () => {
    expect(grant({ endsAt: NOON })).toMatchObject({ code: 'MANDATE_END_PAST', facts: { endsAt: NOON } });
  });

  it('not while another holds the task, and from the end of that one on', () => {
    expect(grant({}, { heldUntil: AFTER })).toMatchObject({ code: 'MANDATE_TASK_HELD' });
    expect(grant({}, { heldUntil: NOON })).toBeNull();
  });

  it('not to nobody, nor twice to one person', () => {
    expect(grant({ holders: [] })).toMatchObject({ facts: { field: 'holders', reason: 'EMPTY' } });
    expect(grant({ holders: [LOUISE, LOUISE] })).toMatchObject({
      facts: { field: 'holders', reason: 'TWICE' },
    });
  });

  it('not to somebody who may not hold it, even beside others who may', () => {
    expect(grant({}, { eligible: [LOUISE] })).toMatchObject({
      code: 'MANDATE_HOLDER_NOT_ELIGIBLE',
      facts: { member: toGlobalId('Member', COLLECTIVE, NESTOR) },
    });
  });

  it('not for an act that no mandate opens', () => {
    const acts = ['openPoll', 'castBallot'];
    expect(grant({ scope: { ...GRANT.scope, acts } })).toMatchObject({
      code: 'MANDATE_SCOPE_UNKNOWN',
      facts: { act: 'castBallot' },
    });
  });

  it('not on what does not exist, nor bound by a decision that does not', () => {
    expect(grant({}, { objectExists: false })).toMatchObject({ code: 'NOT_FOUND' });
    expect(grant({}, { decisions: [] })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('not under an identity that another one has', () => {
    expect(grant({}, { idTaken: true })).toMatchObject({ code: 'DUPLICATE' });
  });
});

describe('a mandate is live', () => {
  it('until the instant of its end, and not at it', () => {
    expect([BEFORE, NOON, AFTER].map((now) => isLive({ state: 'LIVE', endsAt: NOON }, now))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('without an end while nobody has ended it', () => {
    expect(isLive({ state: 'LIVE', endsAt: null }, NOON)).toBe(true);
    for (const state of ['REVOKED', 'HANDED_BACK', 'ENDED'] as const)
      expect(isLive({ state, endsAt: null }, NOON)).toBe(false);
  });
});

describe('a mandate may be revoked', () => {
  const revoke = { kind: 'REVOKE_MANDATE', mandateId: GRANT.mandateId, task: GRANT.task } as const;
  const standing = { task: GRANT.task, state: 'LIVE', endsAt: AFTER } as const;

  it('while it is live, by its own task', () => {
    expect(refuseRevocation(revoke, standing, NOON)).toBeNull();
    expect(refuseRevocation(revoke, { ...standing, endsAt: null }, NOON)).toBeNull();
  });

  it.each([
    ['that is not there', null],
    ['of another task', { ...standing, task: 'tracts' }],
    ['that has ended', { ...standing, state: 'HANDED_BACK' }],
    ['past its end', { ...standing, endsAt: NOON }],
  ] as const)('not one %s', (_, mandate) => {
    expect(refuseRevocation(revoke, mandate, NOON)).toMatchObject({
      code: 'MANDATE_NOT_LIVE',
      facts: { task: GRANT.task },
    });
  });
});

describe('a title', () => {
  it('stands on one line of at most 200 characters', () => {
    expect(refuseTitle('Assemblée générale')).toBeNull();
    expect(refuseTitle('𝔸'.repeat(200))).toBeNull();
  });

  it.each([
    [' \u00a0', 'EMPTY'],
    ['a'.repeat(201), 'TOO_LONG'],
    ['deux\nlignes', 'CONTROL_CHARACTER'],
    ['deux\u2028lignes', 'CONTROL_CHARACTER'],
    ['à \u202erebours', 'BIDI_CONTROL'],
    ['demi \ud800', 'ILL_FORMED'],
  ])('is not %j', (title, reason) => {
    expect(refuseTitle(title, ['input', 'title'])).toMatchObject({
      code: 'INVALID_INPUT',
      facts: { field: 'title', reason },
      where: ['input', 'title'],
    });
  });
});

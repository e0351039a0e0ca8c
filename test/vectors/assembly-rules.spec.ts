import {
  refuseCaller,
  refuseConvening,
  refuseEntry,
  refuseInRoom,
  refuseRole,
} from '../../src/assemblies/assembly.rules.js';
import { ROLES, taskOf } from '../../src/assemblies/sitting-roles.js';
import type { MemberActor } from '../../src/core/kernel/actors.js';
import { SITTING_ROLES } from '../../src/mandates/mandate.entity.js';
import { canBeOpened } from '../../src/mandates/scopes.js';

const HOUR = '2026-11-30T18:00:00.000Z';
const BEFORE = '2026-11-30T17:59:59.999Z';
const AFTER = '2026-11-30T18:00:00.001Z';

const LOUISE: MemberActor = {
  kind: 'MEMBER',
  collectiveId: '01939c00-0000-7000-8000-000000000001',
  memberId: '01939c00-0000-7000-8000-000000000002',
  memberKind: 'NATURAL',
  state: 'ACTIVE',
  assisted: false,
};
const NESTOR = '01939c00-0000-7000-8000-000000000003';
const ASSOCIATION: MemberActor = { ...LOUISE, memberKind: 'LEGAL' };
const FOUNDER: MemberActor = { ...LOUISE, state: 'FOUNDING' };
const GONE: MemberActor = { ...LOUISE, state: 'LEFT' };
const ASSEMBLY = '01939c00-0000-7000-8000-000000000004';

describe('an assembly is convened and started', () => {
  it.each(['conveneAssembly', 'startAssembly'] as const)(
    'by natural persons, members or founders: %s',
    (act) => {
      for (const actor of [LOUISE, FOUNDER]) expect(refuseCaller(actor, act)).toBeNull();
      for (const actor of [ASSOCIATION, GONE])
        expect(refuseCaller(actor, act)).toMatchObject({ code: 'MANDATE_REQUIRED', facts: { act } });
    },
  );

  it('for an hour that has not passed, under a name', () => {
    expect(refuseConvening({ title: 'Assemblée', startsAt: HOUR }, BEFORE)).toBeNull();
    expect(refuseConvening({ title: 'Assemblée', startsAt: HOUR }, HOUR)).toBeNull();
    expect(refuseConvening({ title: 'Assemblée', startsAt: HOUR }, AFTER)).toMatchObject({
      code: 'INVALID_INPUT',
      where: ['input', 'startsAt'],
    });
    const inTwoYears = `${Number(BEFORE.slice(0, 4)) + 2}${BEFORE.slice(4)}`;
    expect(refuseConvening({ title: 'Assemblée', startsAt: inTwoYears }, BEFORE)).toMatchObject({
      code: 'INVALID_INPUT',
      facts: { reason: 'TOO_FAR' },
    });
    expect(refuseConvening({ title: ' ', startsAt: HOUR }, BEFORE)).toMatchObject({
      code: 'INVALID_INPUT',
      where: ['input', 'title'],
    });
  });
});

describe('the doors of an assembly', () => {
  it('open at its hour, whether or not it was started', () => {
    const convened = { state: 'CONVENED', startsAt: HOUR } as const;
    expect(refuseEntry(convened, BEFORE)).toMatchObject({
      code: 'ASSEMBLY_NOT_STARTED',
      facts: { startsAt: HOUR },
    });
    expect(refuseEntry(convened, HOUR)).toBeNull();
    expect(refuseEntry({ ...convened, state: 'RUNNING' }, AFTER)).toBeNull();
  });

  it('close at its end', () => {
    expect(refuseEntry({ state: 'ENDED', startsAt: HOUR }, AFTER)).toMatchObject({
      code: 'ASSEMBLY_NOT_RUNNING',
    });
  });

  it('are where one must have come in to act in the room', () => {
    expect(refuseInRoom({ state: 'RUNNING', startsAt: HOUR }, true)).toBeNull();
    expect(refuseInRoom({ state: 'RUNNING', startsAt: HOUR }, false)).toMatchObject({ code: 'NOT_PRESENT' });
    for (const state of ['CONVENED', 'ENDED'] as const)
      expect(refuseInRoom({ state, startsAt: HOUR }, true)).toMatchObject({
        code: 'ASSEMBLY_NOT_RUNNING',
        facts: { state },
      });
  });
});

describe('a role', () => {
  it.each(SITTING_ROLES)('as %s is taken by natural persons, members or founders', (role) => {
    for (const actor of [LOUISE, FOUNDER]) expect(refuseRole(role, actor, [])).toBeNull();
    for (const actor of [ASSOCIATION, GONE])
      expect(refuseRole(role, actor, [])).toMatchObject({ code: 'MANDATE_HOLDER_NOT_ELIGIBLE' });
  });

  it.each(SITTING_ROLES)('as %s may be asked for again by whoever holds it', (role) => {
    expect(refuseRole(role, LOUISE, [LOUISE.memberId])).toBeNull();
  });

  it('is held by one person, but for the tellers', () => {
    const refused = SITTING_ROLES.filter((role) => refuseRole(role, LOUISE, [NESTOR])?.code === 'ROLE_HELD');
    expect(refused).toEqual(['FACILITATOR', 'MINUTE_TAKER', 'TIMEKEEPER', 'QUEUE_KEEPER']);
  });

  it('opens only acts that a mandate can open', () => {
    expect(SITTING_ROLES.flatMap((role) => ROLES[role].acts).every(canBeOpened)).toBe(true);
  });

  it('is a task of its sitting, which no decision can name', () => {
    const tasks = SITTING_ROLES.map((role) => taskOf(role, ASSEMBLY, NESTOR));
    expect(tasks).toEqual([
      `sitting/${ASSEMBLY}/facilitator`,
      `sitting/${ASSEMBLY}/minute-taker`,
      `sitting/${ASSEMBLY}/timekeeper`,
      `sitting/${ASSEMBLY}/queue-keeper`,
      `sitting/${ASSEMBLY}/teller/${NESTOR}`,
    ]);
  });
});

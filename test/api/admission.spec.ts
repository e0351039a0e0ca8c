import {
  adoptMembership,
  declares,
  mandateFor,
  membership,
  signsIn,
  stayingSignedIn,
} from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const refused = (code: string, facts: Record<string, string> = {}): object =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as object;

let world: World;
let collective: TestCollective;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const vouches = (member: TestMember, applicationId: string, attestsSignature = false) =>
  member.does<{ application: { state: string; signatureProof: string | null; memberId: string | null } }>(
    'vouchForApplicant',
    { applicationId, attestsSignature },
    'application { state signatureProof memberId voucherIds }',
  );

const collectiveId = () => collective.globalId('Collective', collective.id);
let names = 0;
/** Somebody declares themselves under a name that nobody has. */
const applicant = async (said: object = {}) => {
  const { applicationId, link, __typename } = await declares(world, collectiveId(), {
    publicName: `Candidature ${String.fromCodePoint(0x4e00 + (names += 1))}`,
    ...said,
  });
  expect(__typename).toBe('DeclareMembershipSuccess');
  return { applicationId, link };
};

describe('the rule on members', () => {
  beforeAll(async () => {
    collective = await world.collective().withMembers(3).grow();
  });

  const shown = async () =>
    (
      await collective.member(1).ask<{ collective: { membershipRule: Record<string, unknown> } }>(
        `{ collective { membershipRule { admission signedAppealId dues seniority legalPersons returnAfterExclusion
             provisionId hash inForceFrom openedById } } }`,
      )
    ).collective.membershipRule;

  it('lets the collective decide of each where its charter says nothing', async () => {
    expect(await shown()).toEqual({
      admission: 'DECISION',
      signedAppealId: null,
      dues: false,
      seniority: 'PT0S',
      legalPersons: true,
      returnAfterExclusion: 'DECISION',
      provisionId: null,
      hash: null,
      inForceFrom: null,
      openedById: null,
    });
  });

  it('is changed by the path of governance, and bears its decision', async () => {
    const effect = await membership(collective, { admission: 'DECLARATION', seniority: 'P1M' });
    const proposal = await collective.propose({ effects: [effect] });
    expect(proposal.matter).toBe('GOVERNANCE');
    await expect(proposal.open()).rejects.toEqual(refused('VENUE_NOT_ALLOWED'));
    const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
    expect(await shown()).toMatchObject({
      admission: 'DECLARATION',
      seniority: 'P1M',
      provisionId: collective.provision('Article 2'),
      openedById: decision?.id,
    });
  });

  it('is changed by whoever has read the one that stands', async () => {
    const effect = await membership(collective, {});
    await adoptMembership(collective, { dues: false });
    await expect(collective.propose({ effects: [effect] })).rejects.toEqual(
      refused('CLAUSE_CHANGED', { matter: 'MEMBERSHIP' }),
    );
  });

  it.each([
    ['a seniority longer than any clause may ask', { seniority: 'P2Y' }, 'CHARTER_INVALID'],
    ['an appeal that is not there', { signedAppealId: 'nothing' }, 'NOT_FOUND'],
  ])('refuses %s', async (_, fields, code) => {
    await expect(collective.propose({ effects: [await membership(collective, fields)] })).rejects.toEqual(
      refused(code),
    );
  });
});

describe('admission on declaration', () => {
  beforeAll(async () => {
    collective = await world.collective().withMembers(5).withLegalMember('Coopérative').grow();
    await adoptMembership(collective, { admission: 'DECLARATION' });
  });

  it('makes nobody a member by the declaration alone', async () => {
    const { applicationId, link } = await applicant();
    expect(await signsIn(world, link)).toEqual({ code: 'LINK_NOT_VALID' });
    await vouches(collective.member(0), applicationId);
    expect(await signsIn(world, link)).toEqual({ code: 'LINK_NOT_VALID' });
  });

  it('makes somebody a member for whom two members vouch, and gives the link to them alone', async () => {
    const { applicationId, link } = await applicant();
    await vouches(collective.member(0), applicationId);
    const { application } = await vouches(collective.member(1), applicationId);
    expect(application).toMatchObject({ state: 'ADMITTED', signatureProof: null });
    const { token, memberId } = await signsIn(world, link);
    expect(memberId).toBe(application.memberId);
    const { data } = await world.ask<{ viewer: { state: string } }>(token ?? null, '{ viewer { state } }');
    expect(data?.viewer.state).toBe('ACTIVE');
  });

  it('makes one member of an applicant for whom four members vouch at once', async () => {
    const { applicationId } = await applicant();
    const answers = await Promise.allSettled(
      [0, 1, 2, 3].map((place) => vouches(collective.member(place), applicationId)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toEqual(refused('APPLICATION_NOT_OPEN', { state: 'ADMITTED' }));
    const admitted = await world.sql(
      `SELECT FROM ormee.application application JOIN ormee.member member
         ON member.collective_id = application.collective_id AND member.id = application.member_id
       WHERE application.id = $1`,
      [collective.rowId(applicationId)],
    );
    expect(admitted).toHaveLength(1);
  });

  it('does not count the word of somebody who has left since', async () => {
    const { applicationId } = await applicant();
    await vouches(collective.member(4), applicationId);
    await world.sql(`UPDATE ormee.member SET state = 'LEFT', left_at = ormee.instant() WHERE id = $1`, [
      collective.member(4).memberId,
    ]);
    expect((await vouches(collective.member(0), applicationId)).application.state).toBe('OPEN');
    expect((await vouches(collective.member(1), applicationId)).application.state).toBe('ADMITTED');
  });

  it('waits for sixty days, and no longer', async () => {
    const { applicationId } = await applicant();
    await stayingSignedIn(collective);
    await world.wait('60 days');
    await expect(vouches(collective.member(0), applicationId)).rejects.toEqual(
      refused('APPLICATION_NOT_OPEN', { state: 'LAPSED' }),
    );
  });

  it('leaves a name that can be mistaken for a member’s to be chosen again, and tells no stranger whose it is', async () => {
    const [{ name }] = (await world.sql<{ name: string }>(
      'SELECT public_name AS name FROM ormee.member WHERE id = $1',
      [collective.member(1).memberId],
    )) as [{ name: string }];
    const { applicationId } = await applicant({ publicName: name.toUpperCase() });
    await vouches(collective.member(0), applicationId);
    await expect(vouches(collective.member(1), applicationId)).rejects.toEqual(refused('LOOKALIKE_NAME'));
  });

  it.each([
    ['a name that holds a script of another', { publicName: 'Lоuise' }],
    ['a name with a control character', { publicName: 'Lou\u0007ise' }],
    ['an invisible name', { publicName: '\u200b' }],
    ['what is no address', { email: 'chez moi' }],
    ['a statement that turns the direction of reading', { statement: '\u202eabc' }],
  ])('refuses %s', async (_, said) => {
    const before = await collective.rowCounts();
    expect(await declares(world, collectiveId(), said)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await collective.rowCounts()).toEqual(before);
  });

  it('answers for a collective that is not there as for what is no collective', async () => {
    for (const id of [collective.globalId('Member', collective.id), 'nothing'])
      expect(await declares(world, id)).toMatchObject({ code: 'NOT_FOUND' });
    const absent = '01234567-89ab-7def-8123-456789abcdef';
    const id = Buffer.from(`Collective:${absent}:${absent}`).toString('base64url');
    expect(await declares(world, id)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('says nothing of an address, whoever reads it, and keeps it only while it waits', async () => {
    const { applicationId } = await applicant({ email: 'candidate@example.org', statement: 'Bonjour.' });
    const { __type } = await collective
      .member(0)
      .ask<{ __type: { fields: { name: string }[] } }>('{ __type(name: "Application") { fields { name } } }');
    expect(__type.fields.map(({ name }) => name)).not.toContain('email');
    await vouches(collective.member(0), applicationId);
    await vouches(collective.member(1), applicationId);
    const kept = await world.sql('SELECT email, statement FROM ormee.application WHERE id = $1', [
      collective.rowId(applicationId),
    ]);
    expect(kept).toEqual([{ email: null, statement: '' }]);
  });

  it('takes the word of natural persons alone: a legal one has no voice, and speaks through somebody', async () => {
    const { applicationId } = await applicant();
    await expect(vouches(collective.member(5), applicationId)).rejects.toEqual(
      refused('NATURAL_PERSON_NEEDED'),
    );
    await world.sql(
      'INSERT INTO ormee.vouching (collective_id, application_id, member_id) VALUES ($1, $2, $3)',
      [collective.id, collective.rowId(applicationId), collective.member(5).memberId],
    );
    expect((await vouches(collective.member(0), applicationId)).application.state).toBe('OPEN');
  });

  it('counts one member once, however often they vouch', async () => {
    const { applicationId } = await applicant();
    await vouches(collective.member(0), applicationId);
    const { application } = await vouches(collective.member(0), applicationId);
    expect(application.state).toBe('OPEN');
  });
});

describe('a mandate to admit', () => {
  let holder: TestMember;

  beforeAll(async () => {
    collective = await world.collective().withMembers(4).grow();
    holder = collective.member(3);
    await adoptMembership(collective, { admission: 'DECLARATION' });
    await mandateFor(collective, holder, 'admitMember');
  });

  const admits = (applicationId: string, by = holder, more: object = {}) =>
    by.does<{ application: { state: string } }>(
      'admitMember',
      { applicationId, ...more },
      'application { state }',
    );

  it('lets its holder admit on a declaration, and nobody else', async () => {
    const { applicationId, link } = await applicant();
    await expect(admits(applicationId, collective.member(0))).rejects.toEqual(
      refused('MANDATE_REQUIRED', { act: 'admitMember' }),
    );
    expect((await admits(applicationId)).application.state).toBe('ADMITTED');
    expect((await signsIn(world, link)).token).toBeDefined();
  });

  it('does not replace the decision where the rule asks for one', async () => {
    await adoptMembership(collective, { admission: 'DECISION' });
    const { applicationId } = await applicant();
    await expect(admits(applicationId)).rejects.toEqual(refused('ADMISSION_NEEDS_DECISION'));
    await expect(vouches(collective.member(0), applicationId)).rejects.toEqual(
      refused('ADMISSION_NEEDS_DECISION'),
    );
  });

  it('is answered for in the register, without anybody’s name', async () => {
    const [last] = await world.sql<{ encoded: string }>(
      `SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'member.admitted'
       ORDER BY index DESC LIMIT 1`,
      [collective.id],
    );
    expect(last?.encoded).toContain('"way":"MANDATE"');
    expect(last?.encoded).not.toMatch(/Candidature/);
    expect(last?.encoded).not.toContain(holder.memberId);
  });
});

describe('admission by decision', () => {
  beforeAll(async () => {
    collective = await world.collective().withMembers(3).grow();
  });

  it('makes the applicant a member at the proclamation, and their own link opens', async () => {
    const { applicationId, link } = await applicant();
    const proposal = await collective.propose({ effects: [{ admitMember: { applicationId } }] });
    expect(proposal.matter).toBe('ROUTINE');
    const { decision } = await proposal.decideOnline({ for: 3 });
    expect(decision?.effectsState).toBe('APPLIED');
    expect((await signsIn(world, link)).token).toBeDefined();
  });

  it('admits nobody by a rejection', async () => {
    const { applicationId, link } = await applicant();
    await (
      await collective.propose({ effects: [{ admitMember: { applicationId } }] })
    ).decideOnline({ against: 3 });
    expect(await signsIn(world, link)).toEqual({ code: 'LINK_NOT_VALID' });
  });

  it('admits once: what was decided meanwhile leaves a later decision without effect', async () => {
    const { applicationId } = await applicant();
    const [first, second] = [
      await collective.propose({ effects: [{ admitMember: { applicationId } }] }),
      await collective.propose({ effects: [{ admitMember: { applicationId } }] }),
    ];
    const poll = await second.open();
    await poll.votes({ for: 3 });
    expect((await first.decideIn(await collective.assembly(3), { for: 3 })).decision?.effectsState).toBe(
      'APPLIED',
    );
    const { decision } = await poll.end();
    expect(decision).toMatchObject({
      effectsState: 'NOT_APPLIED',
      notApplied: { code: 'APPLICATION_NOT_OPEN' },
    });
  });

  it('names an application of this collective', async () => {
    const there = await world.collective().withMembers(1).named('Un autre collectif').grow();
    const { applicationId } = await declares(world, there.globalId('Collective', there.id));
    await expect(collective.propose({ effects: [{ admitMember: { applicationId } }] })).rejects.toEqual(
      refused('NOT_FOUND'),
    );
  });

  it('is the only way back after an exclusion, as who they were', async () => {
    await adoptMembership(collective, { admission: 'DECLARATION' });
    const former = collective.member(2);
    await stayingSignedIn(collective);
    await world.sql(`UPDATE ormee.member SET state = 'EXCLUDED', left_at = ormee.instant() WHERE id = $1`, [
      former.memberId,
    ]);
    const back = await declares(world, collectiveId(), { publicName: 'Un autre nom' }, former.token);
    const byMail = await applicant({ email: 'EXCLU@example.org' });
    await world.sql(`UPDATE ormee.member SET email = 'exclu@example.org' WHERE id = $1`, [former.memberId]);
    for (const { applicationId } of [back, byMail])
      await expect(vouches(collective.member(0), applicationId)).rejects.toEqual(
        refused('ADMISSION_NEEDS_DECISION'),
      );
    const effect = { admitMember: { applicationId: back.applicationId, returningMemberId: former.id } };
    await expect(
      collective.propose({ effects: [{ admitMember: { applicationId: back.applicationId } }] }),
    ).rejects.toEqual(refused('NOT_FOUND'));
    await world.sql(`UPDATE ormee.member SET left_at = ormee.instant() WHERE id = $1`, [former.memberId]);
    const proposal = await collective.propose({ effects: [effect] });
    expect(proposal.matter).toBe('EXCLUSION');
    const { decision } = await proposal.decideOnline({ for: 2 });
    expect(decision?.effectsState).toBe('APPLIED');
    const { viewer } = await former.ask<{ viewer: { state: string; member: { publicName: string } } }>(
      '{ viewer { state member { publicName } } }',
    );
    expect(viewer).toMatchObject({ state: 'ACTIVE', member: { publicName: 'Membre 3' } });
  });
});

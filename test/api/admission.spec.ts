import { adoptMembership, declares, membership, signsIn } from '../world/people.js';
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
    collective = await world.collective().withMembers(5).grow();
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

  it('counts one member once, however often they vouch', async () => {
    const { applicationId } = await applicant();
    await vouches(collective.member(0), applicationId);
    const { application } = await vouches(collective.member(0), applicationId);
    expect(application.state).toBe('OPEN');
  });
});

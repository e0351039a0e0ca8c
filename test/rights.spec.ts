import { isObjectType } from 'graphql';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { World, type TestCollective, type TestMember } from './world/world.js';
import { grant } from './world/effects.js';
import { declares } from './world/people.js';

/** The roles of a request. A signatory and the host have no session: their requests are made all the same. */
const ROLES = [
  'anonymous',
  'signatory',
  'host',
  'outsider',
  'stranger',
  'legal',
  'member',
  'holder',
  'teller',
  'facilitator',
] as const;
type Role = (typeof ROLES)[number];
type Row = Readonly<Partial<Record<Role, string>>> & { readonly others: string };

const NO_SESSION = { anonymous: 'NOT_SIGNED_IN', signatory: 'NOT_SIGNED_IN', host: 'NOT_SIGNED_IN' } as const;
/** What only active members may do, aimed at ids of the first collective: a stranger's answer is that of a missing id. */
const OF_MEMBERS = { ...NO_SESSION, outsider: 'NOT_A_MEMBER', stranger: 'NOT_FOUND' } as const;
const LIST = { ...NO_SESSION, outsider: 'NOT_A_MEMBER', others: 'SEEN' } as const;

/** Kept by hand: who gets what from each query. A stranger sees the lists of their own collective. */
const QUERIES: Readonly<Record<string, Row>> = {
  viewer: { ...NO_SESSION, others: 'SEEN' },
  node: { others: 'SEEN' },
  nodes: { others: 'SEEN' },
  collective: LIST,
  members: LIST,
  proposals: LIST,
  polls: LIST,
  decisions: LIST,
  legalTexts: LIST,
  mandates: LIST,
  assemblies: LIST,
  applications: LIST,
  appeals: LIST,
  register: LIST,
  checkpoint: LIST,
};

/** Kept by hand: what each act answers to whom, in the order in which a sitting would meet them. */
const ACTS: Readonly<Record<string, Row>> = {
  signIn: { others: 'LINK_NOT_VALID' },
  submitProposal: { ...OF_MEMBERS, stranger: 'DONE', others: 'DONE' },
  reviseProposal: { ...OF_MEMBERS, others: 'NOT_FOUND', member: 'DONE' },
  supportProposal: { ...OF_MEMBERS, others: 'PROPOSAL_CHANGED' },
  withdrawSupport: { ...OF_MEMBERS, others: 'PROPOSAL_CHANGED' },
  openPoll: { ...OF_MEMBERS, others: 'MANDATE_REQUIRED', facilitator: 'PROPOSAL_CHANGED' },
  castBallot: {
    ...NO_SESSION,
    stranger: 'NOT_FOUND',
    outsider: 'NOT_ON_ROLL',
    legal: 'NOT_ON_ROLL',
    others: 'DONE',
  },
  callLastCall: { ...OF_MEMBERS, others: 'MANDATE_REQUIRED', facilitator: 'DONE' },
  closePoll: { ...OF_MEMBERS, others: 'POLL_STILL_OPEN' },
  proclaimPoll: { ...OF_MEMBERS, others: 'POLL_STILL_OPEN' },
  conveneAssembly: { ...OF_MEMBERS, stranger: 'DONE', legal: 'MANDATE_REQUIRED', others: 'DONE' },
  startAssembly: { ...OF_MEMBERS, legal: 'MANDATE_REQUIRED', others: 'DONE' },
  checkIn: { ...OF_MEMBERS, others: 'DONE' },
  takeRole: { ...OF_MEMBERS, legal: 'MANDATE_HOLDER_NOT_ELIGIBLE', others: 'ROLE_HELD', facilitator: 'DONE' },
  objectToRole: { ...OF_MEMBERS, others: 'NOT_FOUND' },
  leaveRole: { ...OF_MEMBERS, others: 'DONE' }, // whoever holds no role has none to leave
  handBackMandate: { ...OF_MEMBERS, others: 'MANDATE_REQUIRED', holder: 'DONE' },
  endAssembly: { ...OF_MEMBERS, others: 'MANDATE_REQUIRED', facilitator: 'ASSEMBLY_HAS_OPEN_POLLS' },
  checkOut: { ...OF_MEMBERS, others: 'DONE' },
  // Procedures that protect people: the holder is accused by the first who may, the member by the facilitator.
  openExclusion: { ...OF_MEMBERS, others: 'DUPLICATE', legal: 'DONE', holder: 'EXCLUSION_OF_ONESELF' },
  answerExclusion: { ...OF_MEMBERS, others: 'NOT_FOUND', member: 'DONE' },
  sayLastWord: { ...OF_MEMBERS, others: 'NOT_FOUND', member: 'DONE' },
  appealExclusion: { ...NO_SESSION, others: 'NOT_FOUND', member: 'MEMBER_NOT_EXCLUDED' },
  withdrawExclusion: { ...OF_MEMBERS, others: 'NOT_FOUND', facilitator: 'DONE' },
  challengeProposal: { ...OF_MEMBERS, others: 'PROPOSAL_CHANGED' },
  withdrawChallenge: { ...OF_MEMBERS, others: 'NOT_FOUND', member: 'DONE' },
  contestOutcome: {
    ...NO_SESSION,
    stranger: 'NOT_FOUND',
    outsider: 'NOT_FOUND',
    member: 'DUPLICATE', // whose contest stands
    others: 'DONE',
  },
  withdrawContest: { ...OF_MEMBERS, others: 'NOT_FOUND', member: 'DONE' },
  // Asked without meaning it: whoever may leave is told to confirm, and stays for the rows below.
  leaveCollective: { ...NO_SESSION, outsider: 'NOT_A_MEMBER', others: 'INVALID_INPUT' },
  // Whoever is in already has nothing to declare; who has left declares that they come back.
  declareMembership: {
    anonymous: 'DONE',
    signatory: 'DONE',
    host: 'DONE',
    outsider: 'DONE',
    stranger: 'DONE',
    others: 'DUPLICATE',
  },
  vouchForApplicant: { ...OF_MEMBERS, others: 'ADMISSION_NEEDS_DECISION' },
  admitMember: { ...OF_MEMBERS, others: 'MANDATE_REQUIRED' },
  recordDues: { ...OF_MEMBERS, others: 'MANDATE_REQUIRED' },
  signOut: { ...NO_SESSION, others: 'DONE' },
};

/** Who sees an object of each type by its id, where it is the members'. */
const MEMBERS_ALONE: Row = {
  anonymous: 'HIDDEN',
  signatory: 'HIDDEN',
  host: 'HIDDEN',
  outsider: 'HIDDEN',
  stranger: 'HIDDEN',
  others: 'SEEN',
};

describe('who may do what', () => {
  let world: World;
  let collective: TestCollective;
  let tokens: Readonly<Record<Role, string | null>>;
  let objects: Readonly<Record<string, string>>;
  let inputs: Readonly<Record<string, object>>;
  let proposalId: string;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(6).withLegalMember('Une coopérative').grow();
    const other = await world.collective().withMembers(2).named('Un autre collectif').grow();
    const [facilitator, member, holder, teller, outsider] = collective.members as [
      TestMember,
      TestMember,
      TestMember,
      TestMember,
      TestMember,
    ];
    await (
      await collective.propose({ effects: [await grant(collective, { holderIds: [holder.id] })] })
    ).decideOnline({ for: 5 });
    await world.sql(`UPDATE ormee.member SET state = 'LEFT', left_at = ormee.instant() WHERE id = $1`, [
      outsider.memberId,
    ]);
    const assembly = await collective.assembly(4);
    await teller.does('takeRole', { assemblyId: assembly.id, role: 'TELLER' });
    const legal = collective.member(6);
    const proposal = await collective.propose({ by: member });
    proposalId = proposal.id;
    const poll = await (await collective.propose({ by: member })).openIn(assembly);
    const decision = await (await collective.propose({ by: member })).decideIn(assembly, { for: 4 });
    const mandate = await collective.mandate('tresorerie');
    const protecting = await procedures(facilitator, member, decision.id);
    tokens = {
      anonymous: null,
      signatory: null,
      host: null,
      outsider: outsider.token,
      stranger: other.member(0).token,
      legal: legal.token,
      member: member.token,
      holder: holder.token,
      teller: teller.token,
      facilitator: facilitator.token,
    };
    const { applicationId } = await declares(world, collective.globalId('Collective', collective.id));
    objects = {
      Collective: collective.globalId('Collective', collective.id),
      Member: member.id,
      Proposal: proposal.id,
      Poll: poll.id,
      Decision: decision.decision?.id ?? '',
      Mandate: mandate.id,
      Assembly: assembly.id,
      Application: applicationId,
      Exclusion: protecting.exclusionId,
    };
    const assemblyId = assembly.id;
    const pollId = poll.id;
    const version = { proposalId: proposal.id, version: 99 };
    inputs = {
      signIn: { link: 'nothing' },
      submitProposal: { title: 'Une question' },
      supportProposal: version,
      withdrawSupport: version,
      openPoll: { ...version, assemblyId },
      castBallot: { pollId, expectedRevision: 0, ballot: { choice: 'FOR' } },
      callLastCall: { pollId },
      closePoll: { pollId },
      proclaimPoll: { pollId },
      conveneAssembly: { title: 'Une assemblée', form: 'REMOTE' },
      startAssembly: { assemblyId },
      checkIn: { assemblyId },
      takeRole: { assemblyId, role: 'FACILITATOR' },
      objectToRole: { assemblyId, mandateId: mandate.id },
      leaveRole: { assemblyId, role: 'TIMEKEEPER' },
      handBackMandate: { mandateId: mandate.id },
      endAssembly: { assemblyId },
      checkOut: { assemblyId },
      openExclusion: { memberId: holder.id, grounds: 'Des faits graves.' },
      answerExclusion: { exclusionId: protecting.exclusionId, answer: 'Je conteste.' },
      sayLastWord: { exclusionId: protecting.exclusionId, words: 'J’ai tout dit.' },
      appealExclusion: { exclusionId: protecting.exclusionId, reason: 'C’est injuste.' },
      withdrawExclusion: { exclusionId: protecting.exclusionId },
      challengeProposal: { ...version, ground: { stricterMatter: 'DEEP' }, reason: 'C’est plus grave.' },
      withdrawChallenge: { challengeId: protecting.challengeId },
      contestOutcome: { pollId: decision.id, reason: 'On a mal compté.' },
      withdrawContest: { contestId: protecting.contestId },
      leaveCollective: { confirmed: false },
      declareMembership: {
        collectiveId: collective.globalId('Collective', collective.id),
        publicName: 'Quelqu’un',
      },
      vouchForApplicant: { applicationId },
      admitMember: { applicationId },
      recordDues: { memberId: member.id, until: '2026-12-31' },
      signOut: {},
    };
  });
  afterAll(() => world.close());

  /** Grounds sent to the member, and what the member challenges and contests. */
  const procedures = async (accuser: TestMember, member: TestMember, pollId: string) => {
    const { exclusion } = await accuser.does<{ exclusion: { id: string } }>(
      'openExclusion',
      { memberId: member.id, grounds: 'Des faits graves.' },
      'exclusion { id }',
    );
    const { id: proposalId } = await collective.propose();
    const { proposal } = await member.does<{ proposal: { challenges: { id: string }[] } }>(
      'challengeProposal',
      { proposalId, version: 1, ground: { stricterMatter: 'DEEP' }, reason: 'C’est plus grave.' },
      'proposal { challenges { id } }',
    );
    const { contest } = await member.does<{ contest: { id: string } }>(
      'contestOutcome',
      { pollId, reason: 'On a mal compté.' },
      'contest { id }',
    );
    const challengeId = proposal.challenges[0]?.id ?? '';
    return { exclusionId: exclusion.id, challengeId, contestId: contest.id };
  };

  const expected = (row: Row, role: Role): string => row[role] ?? row.others;

  const asked = async (role: Role, field: string): Promise<string> => {
    const id = objects['Member'];
    const selection =
      { node: `(id: "${id}") { id }`, nodes: `(ids: ["${id}"]) { id }` }[field] ?? '{ __typename }';
    const { data, errors } = await world.ask<Record<string, unknown>>(
      tokens[role],
      `{ ${field} ${selection} }`,
    );
    return errors?.[0]?.extensions?.code ?? (data && field in data ? 'SEEN' : 'NOTHING');
  };

  const done = async (role: Role, act: string): Promise<string> => {
    const name = act.charAt(0).toUpperCase() + act.slice(1);
    const input =
      act === 'reviseProposal'
        ? { proposalId, expectedVersion: 1, title: 'Une autre question' }
        : (inputs[act] as object);
    const { data, errors } = await world.ask<Record<string, { __typename: string; code?: string }>>(
      tokens[role],
      `mutation Act($input: ${name}Input!) { ${act}(input: $input) { __typename ... on Problem { code } } }`,
      { input },
    );
    const answer = data?.[act];
    if (answer?.__typename === `${name}Success`) return 'DONE';
    return answer?.code ?? errors?.[0]?.extensions?.code ?? 'NOTHING';
  };

  it('is said of every query and of every act, and of nothing that is gone', () => {
    const { schema } = world.app.get(GraphQLSchemaHost, { strict: false });
    const fieldsOf = (type: unknown): string[] =>
      isObjectType(type) ? Object.keys(type.getFields()).sort() : [];
    expect(Object.keys(QUERIES).sort()).toEqual(fieldsOf(schema.getQueryType()));
    expect(Object.keys(ACTS).sort()).toEqual(fieldsOf(schema.getMutationType()));
  });

  it.each(Object.keys(QUERIES))('answers the query %s to whom it is for', async (field) => {
    for (const role of ROLES)
      expect({ role, answer: await asked(role, field) }).toEqual({
        role,
        answer: expected(QUERIES[field] as Row, role),
      });
  });

  it.each(['Collective', 'Member', 'Proposal', 'Poll', 'Decision', 'Mandate', 'Assembly', 'Application'])(
    'shows a %s by its id to the members alone, and the same nothing as a missing one to others',
    async (type) => {
      const id = objects[type] as string;
      for (const role of ROLES) {
        const { data, errors } = await world.ask<{ node: object | null; nodes: (object | null)[] }>(
          tokens[role],
          `query($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { __typename id } }`,
          { id },
        );
        const seen = expected(MEMBERS_ALONE, role) === 'SEEN' ? { __typename: type, id } : null;
        expect({ role, data, errors }).toEqual({
          role,
          data: { node: seen, nodes: [seen] },
          errors: undefined,
        });
      }
    },
  );

  it('shows grounds that nobody has put yet to the person and to whoever sent them', async () => {
    for (const role of ROLES) {
      const { data } = await world.ask<{ node: object | null }>(
        tokens[role],
        `query($id: ID!) { node(id: $id) { ... on Exclusion { grounds } } }`,
        { id: objects['Exclusion'] },
      );
      const seen = role === 'member' || role === 'facilitator';
      expect({ role, node: data?.node }).toEqual({
        role,
        node: seen ? { grounds: 'Des faits graves.' } : null,
      });
    }
  });

  it('shows an address to nobody but its owner', async () => {
    await world.sql(`UPDATE ormee.member SET email = 'membre@example.org' WHERE id = $1`, [
      collective.member(1).memberId,
    ]);
    for (const role of ROLES) {
      const { data } = await world.ask<{ node: { email: string | null } | null }>(
        tokens[role],
        `query($id: ID!) { node(id: $id) { ... on Member { email } } }`,
        { id: objects['Member'] },
      );
      expect({ role, email: data?.node?.email ?? null }).toEqual({
        role,
        email: role === 'member' ? 'membre@example.org' : null,
      });
    }
  });

  it.each([
    ['PUBLIC', ['anonymous', 'stranger', 'outsider', 'member']],
    ['MEMBERS', ['member']],
    ['GROUP', []],
    ['NAMED', []],
  ] as const)('shows a decision that is %s to %j', async (visibility, seers) => {
    await world.sql('UPDATE ormee.decision SET visibility = $1', [visibility]);
    for (const role of ['anonymous', 'stranger', 'outsider', 'member'] as const) {
      const { data } = await world.ask<{ node: object | null }>(
        tokens[role],
        `query($id: ID!) { node(id: $id) { id } }`,
        { id: objects['Decision'] },
      );
      expect({ role, seen: data?.node != null }).toEqual({
        role,
        seen: (seers as readonly string[]).includes(role),
      });
    }
  });

  it.each(Object.keys(ACTS))('answers the act %s to whom it is for', async (act) => {
    for (const role of ROLES)
      expect({ role, answer: await done(role, act) }).toEqual({
        role,
        answer: expected(ACTS[act] as Row, role),
      });
  });
});

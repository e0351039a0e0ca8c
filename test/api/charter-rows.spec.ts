// Long because it is one table, the twelve rules of the first collective: each with what it lets pass and what it refuses.
import type { Clause } from '../../src/core/charter/clause.js';
import type { TestAssembly, TestPoll, Votes } from '../world/decisions.js';
import { changeRule, grant, replace, revoke } from '../world/effects.js';
import {
  adoptMembership,
  declares,
  mandateFor,
  publishAppeal,
  signsIn,
  stayingSignedIn,
} from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const refused = (code: string, facts: Record<string, string> = {}): object =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as object;

const everyRule =
  (fields: Partial<Clause>) =>
  (rules: readonly Clause[]): readonly Clause[] =>
    rules.map((rule) => ({ ...rule, ...fields }));

/** What the rule on members asks. */
async function asked(collective: TestCollective): Promise<{ signedAppealId: string }> {
  const { collective: read } = await collective
    .member(0)
    .ask<{ collective: { membershipRule: { signedAppealId: string } } }>(
      '{ collective { membershipRule { signedAppealId } } }',
    );
  return read.membershipRule;
}

describe('the rules of the first collective', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  describe('1. one member, one voice, and every member may propose', () => {
    let collective: TestCollective;

    beforeAll(async () => {
      collective = await world.collective().withMembers(3).grow();
    });

    it('lets any member put a proposal to the vote at once, without anybody’s support', async () => {
      const proposal = await collective.propose({ by: collective.member(2) });
      await expect(proposal.open()).resolves.toBeDefined();
    });

    it('keeps one ballot of a member, and refuses a second', async () => {
      const poll = await (await collective.propose()).open();
      await poll.cast(collective.member(1), 'FOR');
      await expect(poll.cast(collective.member(1), 'AGAINST')).rejects.toEqual(
        refused('STALE_REVISION', { currentRevision: '1' }),
      );
      expect(await poll.ballots()).toEqual([
        { member: collective.member(1).memberId, choice: 'FOR', revision: 1 },
      ]);
    });

    it.each([
      ['a weight', { weight: 2 }],
      ['a proxy', { onBehalfOf: 'somebody' }],
    ])('has no place for %s on a ballot', async (_, more) => {
      const poll = await (await collective.propose()).open();
      const answer = await world.ask(
        collective.member(1).token,
        'mutation($input: CastBallotInput!) { castBallot(input: $input) { __typename } }',
        { input: { pollId: poll.id, expectedRevision: 0, ballot: { choice: 'FOR' }, ...more } },
      );
      expect(answer.errors).toHaveLength(1);
      expect(await poll.ballots()).toEqual([]);
    });
  });

  describe('2. simple majority of those voting', () => {
    let collective: TestCollective;
    const grow = async (rules: Partial<Clause>) => {
      collective = await world.collective().withMembers(41).withRules(everyRule(rules)).grow();
    };
    const decide = async (votes: Votes) => (await collective.propose()).decideOnline(votes, '25 hours');

    describe('as more than half', () => {
      beforeAll(() => grow({}));

      it.each([
        ['adopts with 21 of 41', { for: 21, against: 20 }, 'ADOPTED'],
        ['rejects with 20 of 40', { for: 20, against: 20 }, 'REJECTED'],
        ['rejects with 20 of 40 when one abstains', { for: 20, against: 19, abstain: 1 }, 'REJECTED'],
        ['decides nothing with 0 of 0', {}, 'NO_DECISION'],
      ])('%s', async (_, votes, code) => {
        const { outcome, decision } = await decide(votes);
        expect(outcome?.code).toBe(code);
        expect(decision?.outcome ?? 'NO_DECISION').toBe(code);
      });
    });

    describe('as half plus one whole voice', () => {
      beforeAll(() => grow({ threshold: { fraction: '1/2', strict: false, plus: 1 } }));

      it.each([
        ['rejects with 21 of 41', { for: 21, against: 20 }, 'REJECTED'],
        ['adopts with 22 of 41', { for: 22, against: 19 }, 'ADOPTED'],
      ])('%s', async (_, votes, code) => {
        expect((await decide(votes)).outcome?.code).toBe(code);
      });
    });

    it.each([
      ['TURNOUT', 'REJECTED', '26 pour sur 40 votants'],
      ['EXPRESSED', 'ADOPTED', '26 pour sur 34 suffrages exprimés'],
    ] as const)(
      'counts 26 for, 8 against and 6 abstaining on the base %s as %s, and says « %s »',
      async (base, code, said) => {
        await grow({ base, threshold: { fraction: '2/3', strict: false, plus: 0 } });
        const { outcome } = await decide({ for: 26, against: 8, abstain: 6 });
        expect(outcome?.code).toBe(code);
        expect(outcome?.explanation.join('\n')).toContain(said);
        expect(outcome?.working).toContain(`"base":"${base}"`);
      },
    );
  });

  describe('3. governance only in assembly, by two thirds', () => {
    let collective: TestCollective;

    const anotherDeadline = async () => ({
      effects: [await changeRule(collective, 'ROUTINE', { minimumVoting: 'P2D' })],
    });
    const decideWith = async (votes: Votes): Promise<string | undefined> => {
      const proposal = await collective.propose(await anotherDeadline());
      return (await proposal.decideIn(await collective.assembly(40), votes)).outcome?.code;
    };

    beforeAll(async () => {
      collective = await world.collective().withMembers(40).grow();
    });

    it('refuses to put it online', async () => {
      const proposal = await collective.propose(await anotherDeadline());
      expect(proposal.matter).toBe('GOVERNANCE');
      await expect(proposal.open()).rejects.toEqual(refused('VENUE_NOT_ALLOWED', { venue: 'ONLINE' }));
    });

    it('refuses to put it in an assembly at a distance', async () => {
      const proposal = await collective.propose(await anotherDeadline());
      const remote = await collective.assembly(3, 'REMOTE');
      await expect(proposal.openIn(remote)).rejects.toEqual(refused('VENUE_NOT_ALLOWED', { form: 'REMOTE' }));
    });

    it('takes the same path for the statutes as for the rules', async () => {
      const text = await replace(collective, 'Article 1', 'Le collectif réunit qui veut.');
      expect((await collective.propose({ effects: [text] })).matter).toBe('GOVERNANCE');
    });

    it('rejects with 26 of 40', async () => {
      expect(await decideWith({ for: 26, against: 14 })).toBe('REJECTED');
      expect(await collective.rule('ROUTINE')).toMatchObject({ minimumVoting: 'P1D' });
    });

    it('adopts with 27 of 40, and the rule is changed', async () => {
      expect(await decideWith({ for: 27, against: 13 })).toBe('ADOPTED');
      expect(await collective.rule('ROUTINE')).toMatchObject({ minimumVoting: 'P2D' });
    });
  });

  describe('4. online, a day for routine matters and a week for those that need thought', () => {
    let collective: TestCollective;

    beforeAll(async () => {
      collective = await world.collective().withMembers(3).grow();
    });

    it('opens a routine question for a day, and refuses 23 hours', async () => {
      const proposal = await collective.propose();
      await expect(proposal.open({ lasting: '23 hours' })).rejects.toEqual(
        refused('VOTING_TOO_SHORT', { minimum: 'P1D' }),
      );
      await expect(proposal.open({ lasting: '25 hours' })).resolves.toBeDefined();
    });

    it('asks a week of a change to the bylaws', async () => {
      const bylaws = await replace(collective, 'Règle 1', 'Le collectif se réunit quand il veut.');
      const proposal = await collective.propose({ effects: [bylaws] });
      expect(proposal.matter).toBe('DEEP');
      await expect(proposal.open({ lasting: '6 days 23 hours' })).rejects.toEqual(
        refused('VOTING_TOO_SHORT', { minimum: 'P7D' }),
      );
      await expect(proposal.open()).resolves.toBeDefined();
    });

    it('knows that the week of the October clock change has an hour more', async () => {
      const october = await World.open();
      try {
        await october.travelTo('2026-10-21T12:00:00Z');
        const inParis = await october.collective().withMembers(2).grow();
        const proposal = await inParis.propose({ raiseTo: 'DEEP' });
        // Seven times 24 hours lead to 13:00 in Paris, an hour before the same hour of the next week.
        await expect(proposal.open({ lasting: '168 hours 10 minutes' })).rejects.toEqual(
          refused('VOTING_TOO_SHORT', { minimum: 'P7D' }),
        );
        await expect(proposal.open({ lasting: '169 hours 10 minutes' })).resolves.toBeDefined();
      } finally {
        await october.close();
      }
    });
  });

  describe('5. a physical assembly’s decisions are not put in question online', () => {
    const rule1 = (collective: TestCollective, body: string) => replace(collective, 'Règle 1', body);
    const decidedBy = async (
      collective: TestCollective,
      form: 'PHYSICAL' | 'HYBRID' | 'REMOTE',
      effect: object,
      votes: Votes,
    ) => {
      const proposal = await collective.propose({ effects: [effect] });
      return (await proposal.decideIn(await collective.assembly(3, form), votes)).decision;
    };

    it.each(['PHYSICAL', 'HYBRID'] as const)(
      'refuses to open an online poll on the words that a %s assembly last decided, naming its decision',
      async (form) => {
        const collective = await world.collective().withMembers(3).grow();
        const decision = await decidedBy(collective, form, await rule1(collective, 'En salle.'), { for: 3 });
        const again = await collective.propose({ effects: [await rule1(collective, 'En ligne.')] });
        await expect(again.open()).rejects.toEqual(
          refused('ASSEMBLY_PREVAILS', { decision: decision?.label ?? '' }),
        );
      },
    );

    it('refuses the proposal itself where the question can only be put online', async () => {
      const collective = await world.collective().withMembers(3).grow();
      await decidedBy(collective, 'PHYSICAL', await rule1(collective, 'En salle.'), { for: 3 });
      const change = await changeRule(collective, 'DEEP', {
        venues: ['ONLINE'],
        forms: [],
        prevailingForms: [],
      });
      expect((await decidedBy(collective, 'PHYSICAL', change, { for: 3 }))?.effectsState).toBe('APPLIED');
      await expect(collective.propose({ effects: [await rule1(collective, 'En ligne.')] })).rejects.toEqual(
        refused('ASSEMBLY_PREVAILS'),
      );
    });

    it('lets an online poll change what an assembly at a distance decided', async () => {
      const collective = await world.collective().withMembers(3).grow();
      await decidedBy(collective, 'REMOTE', await rule1(collective, 'À distance.'), { for: 3 });
      const again = await collective.propose({ effects: [await rule1(collective, 'En ligne.')] });
      await expect(again.open()).resolves.toBeDefined();
    });

    it('lets an online poll change it where the rule opens assemblies’ decisions', async () => {
      const collective = await world
        .collective()
        .withMembers(3)
        .withRules(everyRule({ revocableOnline: true }))
        .grow();
      await decidedBy(collective, 'PHYSICAL', await rule1(collective, 'En salle.'), { for: 3 });
      const again = await collective.propose({ effects: [await rule1(collective, 'En ligne.')] });
      await expect(again.open()).resolves.toBeDefined();
    });

    it('refuses to give online the mandate that an assembly refused', async () => {
      const collective = await world.collective().withMembers(3).grow();
      const refusal = await decidedBy(collective, 'PHYSICAL', await grant(collective), { against: 3 });
      expect(refusal?.outcome).toBe('REJECTED');
      const again = await collective.propose({ effects: [await grant(collective)] });
      await expect(again.open()).rejects.toEqual(
        refused('ASSEMBLY_PREVAILS', { target: 'mandate:tresorerie', decision: refusal?.label ?? '' }),
      );
    });

    it('refuses to put the mandate that an assembly gave to somebody else online', async () => {
      const collective = await world.collective().withMembers(3).grow();
      const short = await grant(collective, { endsAt: await world.in('1 day') });
      await decidedBy(collective, 'PHYSICAL', short, { for: 3 });
      await world.wait('2 days');
      const other = await grant(collective, { holderIds: [collective.member(0).id] });
      await expect((await collective.propose({ effects: [other] })).open()).rejects.toEqual(
        refused('ASSEMBLY_PREVAILS', { target: 'mandate:tresorerie' }),
      );
    });
  });

  describe('6. imperative mandates for precise tasks, and 7. revocable at once', () => {
    let collective: TestCollective;
    let holder: TestMember;
    let here: TestAssembly;
    let elsewhere: TestAssembly;

    const given = async (overrides: { task: string } & Record<string, unknown>): Promise<string> => {
      const proposal = await collective.propose({ effects: [await grant(collective, overrides)] });
      expect((await proposal.decideIn(here, { for: 3 })).decision?.effectsState).toBe('APPLIED');
      return (await collective.mandate(overrides.task)).id;
    };
    const opensIn = async (assembly: TestAssembly): Promise<TestPoll> =>
      (await collective.propose()).openIn(assembly, { by: holder });

    beforeAll(async () => {
      collective = await world.collective().withMembers(4).grow();
      holder = collective.member(3);
    });
    beforeEach(async () => {
      here = await collective.assembly(3);
      elsewhere = await collective.assembly(2);
    });

    it('lets the holder do the act on the object of the scope, and nothing beside', async () => {
      await given({
        task: 'scrutins',
        scopeActs: ['openPoll'],
        scopeKind: 'ASSEMBLY',
        scopeId: here.id,
      });
      const poll = await opensIn(here);
      await expect(opensIn(elsewhere)).rejects.toEqual(refused('MANDATE_REQUIRED', { act: 'openPoll' }));
      await expect(holder.does('callLastCall', { pollId: poll.id })).rejects.toEqual(
        refused('MANDATE_REQUIRED', { act: 'callLastCall' }),
      );
    });

    it('ends the mandate at its end, without anybody’s act', async () => {
      await given({ task: 'une-semaine', scopeActs: ['openPoll'], endsAt: await world.in('7 days') });
      await expect(opensIn(here)).resolves.toBeDefined();
      await world.wait('7 days');
      await expect(opensIn(here)).rejects.toEqual(refused('MANDATE_REQUIRED'));
    });

    it('gives its holder one voice like everybody, and no right to decide', async () => {
      await given({ task: 'une-voix', scopeActs: ['callLastCall', 'endAssembly'] });
      const poll = await (await collective.propose({ by: holder })).open({ lasting: '25 hours' });
      await poll.cast(holder, 'FOR');
      await poll.cast(collective.member(0), 'AGAINST');
      await poll.cast(collective.member(1), 'AGAINST');
      await expect(poll.close(holder)).rejects.toEqual(refused('POLL_STILL_OPEN'));
      expect((await poll.end('25 hours')).outcome?.code).toBe('REJECTED');
    });

    it('refuses the holder’s next act once an online decision has revoked what an assembly gave', async () => {
      const mandateId = await given({ task: 'revocable', scopeActs: ['openPoll'] });
      const poll = await (
        await collective.propose({ effects: [revoke(mandateId, 'revocable')] })
      ).open({ lasting: '25 hours' });
      await poll.votes({ for: 3 });
      await expect(opensIn(here)).resolves.toBeDefined();
      expect((await poll.end('25 hours')).decision?.effectsState).toBe('APPLIED');
      await expect(opensIn(here)).rejects.toEqual(refused('MANDATE_REQUIRED'));
    });
  });

  describe('8. who signed the founding appeal, and up to date with dues where they are asked', () => {
    let collective: TestCollective;
    let applicationId: string;
    const vouch = (place: number, attestsSignature: boolean) =>
      collective
        .member(place)
        .does<{ application: { state: string; signatureProof: string | null } }>(
          'vouchForApplicant',
          { applicationId, attestsSignature },
          'application { state signatureProof }',
        );

    beforeAll(async () => {
      collective = await world.collective().withMembers(4).grow();
      await adoptMembership(collective, { signedAppealId: await publishAppeal(collective) });
      await mandateFor(collective, collective.member(3), 'admitMember', 'importSignatories', 'recordDues');
      ({ applicationId } = await declares(world, collective.globalId('Collective', collective.id)));
    });

    it('refuses to admit somebody whose signature nobody answers for', async () => {
      await expect(vouch(0, false)).rejects.toEqual(
        refused('MEMBERSHIP_CONDITION_MISSING', { condition: 'SIGNED' }),
      );
      await expect(collective.member(3).does('admitMember', { applicationId })).rejects.toEqual(
        refused('MEMBERSHIP_CONDITION_MISSING', { condition: 'SIGNED' }),
      );
    });

    it('refuses it to a routine decision too: the rule is of governance', async () => {
      await expect(collective.propose({ effects: [{ admitMember: { applicationId } }] })).rejects.toEqual(
        refused('MEMBERSHIP_CONDITION_MISSING', { condition: 'SIGNED' }),
      );
    });

    it('admits on the word of two members who attest the signature', async () => {
      expect((await vouch(0, true)).application).toEqual({ state: 'OPEN', signatureProof: null });
      expect((await vouch(1, true)).application).toEqual({ state: 'ADMITTED', signatureProof: 'VOUCHED' });
    });

    it('admits by a signature that a mandate holder finds, once', async () => {
      const holder = collective.member(3);
      const { signedAppealId } = await asked(collective);
      await holder.does('importSignatories', { appealId: signedAppealId, file: 'nom\nLouise Michel\n' });
      const { signatories } = await holder.ask<{ signatories: { edges: { node: { id: string } }[] } }>(
        'query($id: ID!) { signatories(appealId: $id) { edges { node { id } } } }',
        { id: signedAppealId },
      );
      const signatoryId = signatories.edges[0]?.node.id;
      const declared = async (publicName: string) =>
        (await declares(world, collective.globalId('Collective', collective.id), { publicName }))
          .applicationId;
      await holder.does('admitMember', { applicationId: await declared('Louise Michel'), signatoryId });
      await expect(
        holder.does('admitMember', { applicationId: await declared('Louise M.'), signatoryId }),
      ).rejects.toEqual(refused('DUPLICATE', { what: 'signatory' }));
    });

    describe('where dues are asked', () => {
      const reasonsOf = async () => {
        const poll = await (await collective.propose()).open();
        const rows = await world.sql<{ memberId: string; reason: string }>(
          `SELECT member_id AS "memberId", reason FROM ormee.roll_entry WHERE collective_id = $1 AND poll_id = $2`,
          [collective.id, collective.rowId(poll.id)],
        );
        const reasons = new Map(rows.map(({ memberId, reason }) => [memberId, reason]));
        return { poll, of: (place: number) => reasons.get(collective.member(place).memberId) };
      };
      const pays = (place: number, until: string) =>
        collective.member(3).does('recordDues', { memberId: collective.member(place).id, until });

      beforeAll(async () => {
        await stayingSignedIn(collective);
        const { signedAppealId } = await asked(collective);
        await adoptMembership(collective, { signedAppealId, dues: true, duesGrace: 'P1M' });
      });

      it('leaves everybody their voice for the time that the rule gives', async () => {
        await pays(0, (await world.in('3 months')).slice(0, 10));
        const { of } = await reasonsOf();
        expect([0, 1, 2].map(of)).toEqual(['MEMBER', 'MEMBER', 'MEMBER']);
      });

      it('moves the date only forward, so that nobody takes a voice away on the eve of a poll', async () => {
        await expect(pays(0, (await world.now()).slice(0, 10))).rejects.toEqual(
          refused('DUES_NOT_SHORTENED'),
        );
      });

      it('puts on the roll whoever paid, and not whose dues lapse, with the reason', async () => {
        await world.wait('32 days');
        const { poll, of } = await reasonsOf();
        expect([0, 1].map(of)).toEqual(['MEMBER', 'DUES_LAPSED']);
        await expect(poll.cast(collective.member(1), 'FOR')).rejects.toEqual(
          refused('NOT_ON_ROLL', { reason: 'DUES_LAPSED' }),
        );
      });

      it('asks nobody for dues where it would leave nobody a voice', async () => {
        await world.wait('200 days');
        const { of } = await reasonsOf();
        expect([0, 1, 2].map(of)).toEqual(['MEMBER', 'MEMBER', 'MEMBER']);
      });
    });
  });

  describe('9. exclusion by the same decision process', () => {
    it('excludes by a decision on grounds that were sent, and keeps the person’s ballot until then', async () => {
      const collective = await world.collective().withMembers(4).grow();
      const [accuser, person] = [collective.member(0), collective.member(3)];
      const { exclusion } = await accuser.does<{ exclusion: { id: string } }>(
        'openExclusion',
        { memberId: person.id, grounds: 'Des faits graves, et deux rappels.' },
        'exclusion { id }',
      );
      const effects = [{ excludeMember: { exclusionId: exclusion.id, memberId: person.id } }];
      await expect(collective.propose({ effects })).rejects.toEqual(
        refused('ANSWER_TIME_RUNNING', { minimum: 'P7D' }),
      );
      await world.wait('7 days');
      const poll = await (await collective.propose({ effects })).open();
      await poll.cast(person, 'AGAINST');
      await poll.votes({ for: 3 });
      expect((await poll.end()).decision?.effectsState).toBe('APPLIED');
      await expect(person.does('submitProposal', { title: 'Encore' })).rejects.toEqual(
        refused('NOT_A_MEMBER'),
      );
    });

    it('is refused to anyone alone, and without grounds', async () => {
      const collective = await world.collective().withMembers(2).grow();
      const nothing = collective.globalId('Exclusion', collective.id);
      const effects = [{ excludeMember: { exclusionId: nothing, memberId: collective.member(1).id } }];
      await expect(collective.propose({ effects })).rejects.toEqual(refused('EXCLUSION_WITHOUT_GROUNDS'));
      const { mutations } = await collective
        .member(0)
        .ask<{ mutations: { fields: { name: string }[] } }>(
          '{ mutations: __type(name: "Mutation") { fields { name } } }',
        );
      expect(mutations.fields.map(({ name }) => name)).not.toContain('excludeMember');
    });
  });

  describe('10. legal persons join in support, without a vote', () => {
    it('lets one propose, and gives it no ballot', async () => {
      const collective = await world.collective().withMembers(2).withLegalMember('Coopérative').grow();
      const cooperative = collective.member(2);
      const poll = await (await collective.propose({ by: cooperative })).open();
      expect((await poll.read()).rollCount).toBe(2);
      await expect(poll.cast(cooperative, 'FOR')).rejects.toEqual(
        refused('NOT_ON_ROLL', { reason: 'LEGAL_PERSON' }),
      );
      expect(await poll.ballots()).toEqual([]);
    });

    it('refuses its proposal where the rule keeps proposing to natural persons', async () => {
      const collective = await world
        .collective()
        .withMembers(1)
        .withLegalMember('Coopérative')
        .withRules(everyRule({ mayPropose: 'NATURAL_MEMBERS' }))
        .grow();
      await expect(collective.propose({ by: collective.member(1) })).rejects.toEqual(
        refused('PROPOSER_NOT_ENTITLED', { matter: 'ROUTINE' }),
      );
    });
  });

  describe('10. and 11. legal persons where the rule lets them join, and belonging elsewhere is free', () => {
    it('admits a legal person, without asking for a signature', async () => {
      const collective = await world.collective().withMembers(3).grow();
      await adoptMembership(collective, { signedAppealId: await publishAppeal(collective) });
      const { applicationId } = await declares(world, collective.globalId('Collective', collective.id), {
        publicName: 'Coopérative',
        kind: 'LEGAL',
      });
      await collective.member(0).does('vouchForApplicant', { applicationId });
      const { application } = await collective
        .member(1)
        .does<{ application: { state: string } }>(
          'vouchForApplicant',
          { applicationId },
          'application { state }',
        );
      expect(application.state).toBe('ADMITTED');
    });

    it('refuses the declaration of a legal person where the rule keeps membership to natural persons', async () => {
      const collective = await world.collective().withMembers(3).grow();
      await adoptMembership(collective, { legalPersons: false });
      const answer = await declares(world, collective.globalId('Collective', collective.id), {
        publicName: 'Coopérative',
        kind: 'LEGAL',
      });
      expect(answer).toMatchObject({
        code: 'MEMBERSHIP_CONDITION_MISSING',
        facts: [{ name: 'condition', value: 'NATURAL_PERSON' }],
      });
    });

    it('admits under one address and one name in two collectives, and asks of neither about the other', async () => {
      for (const name of ['Un collectif', 'Un autre collectif']) {
        const collective = await world.collective().withMembers(3).named(name).grow();
        await adoptMembership(collective, {});
        const { applicationId, link } = await declares(
          world,
          collective.globalId('Collective', collective.id),
          { publicName: 'Flora Tristan', email: 'flora@example.org' },
        );
        await collective.member(0).does('vouchForApplicant', { applicationId });
        await collective.member(1).does('vouchForApplicant', { applicationId });
        expect((await signsIn(world, link)).token).toBeDefined();
      }
    });
  });

  describe('12. signing the appeal is not joining', () => {
    it('gives a signatory no session, no membership and no ballot', async () => {
      const collective = await world.collective().withMembers(3).grow();
      const appealId = await publishAppeal(collective);
      await adoptMembership(collective, { signedAppealId: appealId });
      await mandateFor(collective, collective.member(2), 'importSignatories');
      await collective
        .member(2)
        .does('importSignatories', { appealId, file: 'nom,courriel\nFlora Tristan,flora@example.org\n' });
      const poll = await (await collective.propose()).open();
      expect((await poll.read()).rollCount).toBe(3);
      const [signatory] = await world.sql<{ id: string }>(
        'SELECT id FROM ormee.signatory WHERE collective_id = $1',
        [collective.id],
      );
      expect(await world.sql('SELECT FROM ormee.member WHERE id = $1', [signatory?.id])).toEqual([]);
      const answer = await world.ask<{ castBallot: { code: string } }>(
        null,
        'mutation($input: CastBallotInput!) { castBallot(input: $input) { ... on Problem { code } } }',
        { input: { pollId: poll.id, expectedRevision: 0, ballot: { choice: 'FOR' } } },
      );
      expect(answer.data?.castBallot.code).toBe('NOT_SIGNED_IN');
      expect(await poll.ballots()).toEqual([]);
    });

    it('gives one who has declared that they join no ballot either, until they are admitted', async () => {
      const collective = await world.collective().withMembers(3).grow();
      await adoptMembership(collective, {});
      const { link } = await declares(world, collective.globalId('Collective', collective.id));
      expect(await signsIn(world, link)).toEqual({ code: 'LINK_NOT_VALID' });
    });
  });
});

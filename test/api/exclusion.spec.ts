// Long because one story is told from grounds to the path back, and each chapter needs those before it.
import { verifyInclusion } from '../../src/core/merkle/proofs.js';
import { hexToBytes } from '../../src/core/kernel/hash.js';
import { commit } from '../../src/core/kernel/leaves.js';
import { hashLeaf } from '../../src/core/merkle/tree.js';
import type { Clause } from '../../src/core/charter/clause.js';
import type { TestPoll, TestProposal } from '../world/decisions.js';
import { grant } from '../world/effects.js';
import { declares } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Exclusion {
  readonly id: string;
  readonly state: string;
  readonly grounds: string;
  readonly groundsHash: string;
  readonly answerUntil: string;
  readonly answer: string | null;
  readonly lastWord: string | null;
  readonly decisionId: string | null;
  readonly recourse: string;
}

const EXCLUSION =
  'id state grounds groundsHash answerUntil answer lastWord decisionId recourse memberId openedById';
const GROUNDS = 'Trois réunions perturbées, malgré deux rappels écrits.';

/** Charter row 9: exclusion by the same decision process, from grounds to recourse to the path back. */
describe('an exclusion', () => {
  let world: World;
  let collective: TestCollective;
  let accuser: TestMember;
  let person: TestMember;

  const grow = async (change: (rules: readonly Clause[]) => readonly Clause[] = (rules) => rules) => {
    collective = await world.collective().withMembers(5).withRules(change).grow();
    [accuser, person] = [collective.member(0), collective.member(4)];
  };
  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    await world.forgetJobs();
    await grow();
  });
  afterAll(() => world.close());

  const sendGrounds = async (grounds = GROUNDS): Promise<Exclusion> =>
    (
      await accuser.does<{ exclusion: Exclusion }>(
        'openExclusion',
        { memberId: person.id, grounds },
        `exclusion { ${EXCLUSION} }`,
      )
    ).exclusion;
  const excluding = ({ id }: Pick<Exclusion, 'id'>, memberId = person.id): object => ({
    excludeMember: { exclusionId: id, memberId },
  });
  const put = (effect: object, title = 'Exclusion d’un membre'): Promise<TestProposal> =>
    collective.propose({ title, effects: [effect] });
  const answered = async (): Promise<Exclusion> => {
    const exclusion = await sendGrounds();
    await person.does('answerExclusion', { exclusionId: exclusion.id, answer: 'Je conteste ces faits.' });
    return exclusion;
  };
  /** Grounds, answer, time, proposal: a poll on it is open. */
  const pollOn = async (exclusion: Exclusion): Promise<TestPoll> => {
    await world.wait('7 days');
    return (await put(excluding(exclusion))).open({ lasting: '8 days' });
  };
  const exclude = async (): Promise<Exclusion> => {
    const exclusion = await answered();
    const { decision } = await (await (await pollOn(exclusion)).votes({ for: 4 })).end();
    expect(decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
    return exclusion;
  };
  const against = async (member: TestMember): Promise<Exclusion | null> =>
    (
      await member.ask<{ viewer: { exclusionAgainstMe: Exclusion | null } }>(
        `{ viewer { exclusionAgainstMe { ${EXCLUSION} } } }`,
      )
    ).viewer.exclusionAgainstMe;
  const readBy = async (member: TestMember, id: string): Promise<Exclusion | null> =>
    (
      await member.ask<{ node: Exclusion | null }>(
        `query($id: ID!) { node(id: $id) { ... on Exclusion { ${EXCLUSION} } } }`,
        { id },
      )
    ).node;
  const stateOf = async (member: TestMember): Promise<string> =>
    (await member.ask<{ viewer: { state: string } }>('{ viewer { state } }')).viewer.state;

  describe('begins with written grounds', () => {
    it('that the person reads at once, and before them nobody but whoever sent them', async () => {
      const exclusion = await sendGrounds();
      expect(await against(person)).toMatchObject({ id: exclusion.id, grounds: GROUNDS, state: 'OPEN' });
      expect(await against(accuser)).toBeNull();
      expect(await readBy(accuser, exclusion.id)).toMatchObject({ grounds: GROUNDS });
      expect(await readBy(collective.member(1), exclusion.id)).toBeNull();
    });

    it('that members find once a proposal puts them, and until then the two whom they concern', async () => {
      const listedTo = async (member: TestMember): Promise<string[]> =>
        (
          await member.ask<{ exclusions: { edges: { node: { id: string } }[] } }>(
            '{ exclusions(first: 10) { edges { node { id } } } }',
          )
        ).exclusions.edges.map(({ node }) => node.id);
      const exclusion = await answered();
      for (const one of [accuser, person]) expect(await listedTo(one)).toEqual([exclusion.id]);
      expect(await listedTo(collective.member(1))).toEqual([]);
      await put(excluding(exclusion));
      expect(await listedTo(collective.member(1))).toEqual([exclusion.id]);
    });

    it('with a leaf of the register that names nobody, and a proof that only the person can open', async () => {
      const exclusion = await sendGrounds();
      interface Proof {
        index: number;
        encoded: string;
        hash: string;
        path: string[];
        checkpoint: string;
        openings: { field: string; salt: string; value: string }[];
      }
      const proofBy = async (member: TestMember): Promise<Proof> =>
        (
          await member.ask<{ node: { sendingProof: Proof } }>(
            `query($id: ID!) { node(id: $id) { ... on Exclusion { sendingProof {
              index encoded hash path checkpoint openings { field salt value } } } } }`,
            { id: exclusion.id },
          )
        ).node.sendingProof;
      const proof = await proofBy(person);
      const [, size, root] = proof.checkpoint.split('\n') as [string, string, string];
      expect(
        verifyInclusion({
          leafHash: hashLeaf(proof.encoded),
          index: proof.index,
          size: Number(size),
          root: Buffer.from(root, 'base64').toString('hex'),
          proof: proof.path,
        }),
      ).toBe(true);
      expect(Buffer.from(hexToBytes(proof.hash))).toEqual(Buffer.from(hashLeaf(proof.encoded)));
      for (const secret of [person.memberId, exclusion.groundsHash, GROUNDS])
        expect(proof.encoded).not.toContain(secret);
      const { body } = JSON.parse(proof.encoded) as { body: Record<string, { commitment: string }> };
      const opened = Object.fromEntries(
        proof.openings.map(({ field, salt, value }) => [field, { salt, value }]),
      );
      expect(opened['member']?.value).toBe(person.memberId);
      expect(opened['groundsHash']?.value).toBe(exclusion.groundsHash);
      for (const [field, { salt, value }] of Object.entries(opened))
        expect(body[field]?.commitment).toBe(commit(salt, value));
      expect((await proofBy(accuser)).openings).toEqual([]);
    });

    it.each([
      ['no words', { grounds: ' ' }, 'INVALID_INPUT'],
      ['words that nobody can read', { grounds: 'Motifs\u202e' }, 'INVALID_INPUT'],
    ])('and is refused with %s', async (_what, { grounds }, code) => {
      await expect(sendGrounds(grounds)).rejects.toMatchObject({ code });
      expect(await against(person)).toBeNull();
    });

    it('and is refused against oneself, somebody who left, and a stranger', async () => {
      const grounds = GROUNDS;
      await expect(accuser.does('openExclusion', { memberId: accuser.id, grounds })).rejects.toMatchObject({
        code: 'EXCLUSION_OF_ONESELF',
      });
      await world.sql(`UPDATE ormee.member SET state = 'LEFT', left_at = ormee.instant() WHERE id = $1`, [
        person.memberId,
      ]);
      await expect(sendGrounds()).rejects.toMatchObject({ code: 'MEMBER_NOT_ACTIVE' });
      const other = await world.collective().withMembers(1).grow();
      await expect(
        accuser.does('openExclusion', { memberId: other.member(0).id, grounds }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('once at a time against a person, also when two members send them at once', async () => {
      const sending = [0, 1].map((place) =>
        collective.member(place).does('openExclusion', { memberId: person.id, grounds: GROUNDS }),
      );
      const settled = await Promise.allSettled(sending);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(settled).toContainEqual({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'DUPLICATE' }) as unknown,
      });
    });

    it('that whoever sent them may take back, as long as no poll is open on them', async () => {
      const { id: exclusionId } = await sendGrounds();
      await expect(collective.member(1).does('withdrawExclusion', { exclusionId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await accuser.does('withdrawExclusion', { exclusionId });
      await accuser.does('withdrawExclusion', { exclusionId });
      expect(await against(person)).toBeNull();
      const again = await answered();
      await pollOn(again);
      await expect(accuser.does('withdrawExclusion', { exclusionId: again.id })).rejects.toMatchObject({
        code: 'POLL_ALREADY_OPEN',
      });
    });
  });

  describe('gives time to answer', () => {
    it('of seven days, or of the deliberation that the clause asks where it is longer', async () => {
      expect(Date.parse((await sendGrounds()).answerUntil)).toBeGreaterThan(
        Date.parse(await world.in('6 days 22 hours')),
      );
      await grow((rules) => rules.map((rule) => ({ ...rule, minimumDeliberation: 'P14D' })));
      expect(Date.parse((await sendGrounds()).answerUntil)).toBeGreaterThan(
        Date.parse(await world.in('13 days 22 hours')),
      );
    });

    it('before which nobody puts it to the collective, unless the person has answered', async () => {
      const exclusion = await sendGrounds();
      await expect(put(excluding(exclusion))).rejects.toMatchObject({
        code: 'ANSWER_TIME_RUNNING',
        facts: { earliest: exclusion.answerUntil, minimum: 'P7D' },
      });
      await person.does('answerExclusion', { exclusionId: exclusion.id, answer: 'Je conteste ces faits.' });
      await expect(put(excluding(exclusion))).resolves.toMatchObject({ matter: 'EXCLUSION' });
    });

    it('and opens no poll before its end, even when the person has answered', async () => {
      const exclusion = await answered();
      const proposal = await put(excluding(exclusion));
      await expect(proposal.open()).rejects.toMatchObject({
        code: 'ANSWER_TIME_RUNNING',
        facts: { earliest: exclusion.answerUntil },
      });
      await world.wait('7 days');
      await expect(proposal.open()).resolves.toBeDefined();
    });

    it('is put without an answer once the time has passed', async () => {
      const exclusion = await sendGrounds();
      await world.wait('7 days');
      await expect((await put(excluding(exclusion))).open()).resolves.toBeDefined();
    });

    it('lets the person alone answer, once, and say the last word, once', async () => {
      const { id: exclusionId } = await answered();
      const poll = await pollOn({ id: exclusionId } as Exclusion);
      const saying = { exclusionId, words: 'Je vous ai tout dit.' };
      await expect(accuser.does('sayLastWord', saying)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(
        accuser.does('answerExclusion', { exclusionId, answer: 'Elle avoue.' }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await person.does('sayLastWord', saying);
      await person.does('sayLastWord', saying);
      for (const [act, input] of [
        ['sayLastWord', { exclusionId, words: 'Et encore.' }],
        ['answerExclusion', { exclusionId, answer: 'Et encore.' }],
      ] as const)
        await expect(person.does(act, input)).rejects.toMatchObject({ code: 'DUPLICATE' });
      const { node } = await collective
        .member(2)
        .ask<{ node: { exclusion: Exclusion } }>(
          `query($id: ID!) { node(id: $id) { ... on Poll { exclusion { ${EXCLUSION} } } } }`,
          { id: poll.id },
        );
      expect(node.exclusion).toMatchObject({
        grounds: GROUNDS,
        answer: 'Je conteste ces faits.',
        lastWord: 'Je vous ai tout dit.',
      });
    });
  });

  describe('is decided by the collective alone', () => {
    it('never without grounds sent to that very person, nor on grounds taken back', async () => {
      const exclusion = await answered();
      const nothing = { id: collective.globalId('Exclusion', collective.id) };
      for (const effect of [excluding(nothing), excluding(exclusion, collective.member(1).id)])
        await expect(put(effect)).rejects.toMatchObject({ code: 'EXCLUSION_WITHOUT_GROUNDS' });
      await accuser.does('withdrawExclusion', { exclusionId: exclusion.id });
      await expect(put(excluding(exclusion))).rejects.toMatchObject({ code: 'EXCLUSION_NOT_OPEN' });
    });

    it('under a title that does not name the person, among members', async () => {
      const exclusion = await answered();
      for (const title of ['Exclure Membre 5', 'exclusion de MEMBRE  5 !', 'Adieu à Мembré-5.'])
        await expect(put(excluding(exclusion), title)).rejects.toMatchObject({ code: 'TITLE_NAMES_PERSON' });
      const input = { title: 'Exclusion d’un membre', effects: [excluding(exclusion)], visibility: 'PUBLIC' };
      await expect(accuser.does('submitProposal', input)).rejects.toMatchObject({ code: 'NOT_PUBLIC' });
      const open = await collective.propose({ title: 'Autre chose' });
      await expect(open.revise({ title: 'Membre 5', effects: [excluding(exclusion)] })).rejects.toMatchObject(
        { code: 'TITLE_NAMES_PERSON' },
      );
    });

    it('with the ballot of the person, who stays a member until the outcome', async () => {
      const exclusion = await answered();
      const poll = await pollOn(exclusion);
      await poll.votes({ for: 2, against: 2 });
      await poll.cast(person, 'AGAINST');
      expect((await poll.end()).decision?.outcome).toBe('REJECTED');
      expect(await stateOf(person)).toBe('ACTIVE');
      expect(await readBy(person, exclusion.id)).toMatchObject({ state: 'DECIDED' });
      await expect(put(excluding(exclusion))).rejects.toMatchObject({ code: 'EXCLUSION_NOT_OPEN' });
      await expect(
        person.does('answerExclusion', { exclusionId: exclusion.id, answer: 'Merci.' }),
      ).rejects.toMatchObject({ code: 'EXCLUSION_NOT_OPEN' });
    });

    it('and ends the membership and its mandates, in the transaction that proclaims it', async () => {
      const alone = await grant(collective, { task: 'caisse', holderIds: [person.id] });
      const shared = await grant(collective, { task: 'tracts', holderIds: [person.id, accuser.id] });
      await (await collective.propose({ effects: [alone, shared] })).decideOnline({ for: 3 }, '25 hours');
      await exclude();
      expect(await stateOf(person)).toBe('EXCLUDED');
      expect(await collective.mandate('caisse')).toMatchObject({ state: 'REVOKED' });
      expect(await collective.mandate('tracts')).toMatchObject({ state: 'LIVE' });
      await expect(person.does('submitProposal', { title: 'Encore moi' })).rejects.toMatchObject({
        code: 'NOT_A_MEMBER',
      });
    });

    it('which the register tells without a name', async () => {
      await exclude();
      const leaves = await world.sql<{ encoded: string }>(
        'SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND index > 5',
        [collective.id],
      );
      const told = leaves.map(({ encoded }) => encoded).join('\n');
      expect(told).toContain('member.excluded');
      expect(told).not.toContain('Membre 5');
      const since = told.slice(told.indexOf('exclusion.opened'));
      expect(since).not.toContain(person.memberId);
    });

    it('or by an assembly, like any other question', async () => {
      const exclusion = await answered();
      await world.wait('7 days');
      const proposal = await put(excluding(exclusion));
      const { decision } = await proposal.decideIn(await collective.assembly(5), { for: 4 });
      expect(decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
      expect(await stateOf(person)).toBe('EXCLUDED');
    });
  });

  describe('leaves the person', () => {
    const answerOf = async (document: string, variables: object = {}, token = person.token) =>
      world.ask<Record<string, unknown>>(token, document, variables);

    it('what concerns them to read, and nothing else', async () => {
      const exclusion = await exclude();
      const read = await against(person);
      expect(read).toMatchObject({ id: exclusion.id, state: 'DECIDED', grounds: GROUNDS });
      const concerning = `query($id: ID!) { node(id: $id) { __typename ... on Decision { label title
        effects { __typename } poll { title outcome { code } exclusion { lastWord } } } } }`;
      expect((await answerOf(concerning, { id: read?.decisionId })).data).toMatchObject({
        node: { __typename: 'Decision', poll: { outcome: { code: 'ADOPTED' } } },
      });
      const proof = '{ viewer { exclusionAgainstMe { decisionProof { encoded path checkpoint } } } }';
      expect((await answerOf(proof)).data).toMatchObject({
        viewer: {
          exclusionAgainstMe: {
            decisionProof: { encoded: expect.stringContaining('decision.numbered') as unknown },
          },
        },
      });
      const others = await collective.propose({ title: 'Autre chose' });
      for (const id of [others.id, accuser.id, collective.globalId('Collective', collective.id)])
        expect((await answerOf('query($id: ID!) { node(id: $id) { id } }', { id })).data).toEqual({
          node: null,
        });
      for (const list of ['members', 'proposals', 'polls', 'decisions', 'register'])
        expect(
          (await answerOf(`{ ${list} { pageInfo { hasNextPage } } }`)).errors?.[0]?.extensions?.code,
        ).toBe('NOT_A_MEMBER');
    });

    it('thirty days to read it, also by a new link', async () => {
      await exclude();
      await world.wait('29 days 23 hours');
      const token = await collective.signInAgain(person);
      expect((await answerOf('{ viewer { state } }', {}, token)).data).toEqual({
        viewer: { state: 'EXCLUDED' },
      });
      await world.wait('2 hours');
      expect((await answerOf('{ viewer { state } }', {}, token)).errors?.[0]?.extensions?.code).toBe(
        'NOT_SIGNED_IN',
      );
    });

    it('the outcome that excluded them to contest, and no other', async () => {
      const other = await (
        await collective.propose({ title: 'Autre chose' })
      ).decideOnline({ for: 3 }, '25 hours');
      const exclusion = await answered();
      const poll = await pollOn(exclusion);
      await (await poll.votes({ for: 4 })).end();
      const reason = 'On n’a pas compté mon bulletin.';
      await expect(person.does('contestOutcome', { pollId: poll.id, reason })).resolves.toBeDefined();
      await expect(person.does('contestOutcome', { pollId: other.id, reason })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });

    it('no place that they have not used on other rolls, where the late rule strikes it', async () => {
      await grow((rules) => rules.map((rule) => ({ ...rule, lateRule: 'STRIKE_UNCAST' })));
      const open = await (await collective.propose({ title: 'Une question' })).open({ lasting: '30 days' });
      const voted = await (await collective.propose({ title: 'Une autre' })).open({ lasting: '30 days' });
      await voted.cast(person, 'FOR');
      await exclude();
      await expect(open.cast(person, 'FOR')).rejects.toMatchObject({
        code: 'NOT_ON_ROLL',
        facts: { reason: 'STRUCK' },
      });
      expect((await voted.read(accuser)).castCount).toBe(1);
    });

    it('no seat in the sitting that excludes them', async () => {
      const exclusion = await answered();
      await world.wait('7 days');
      const sitting = await collective.assembly(5);
      await (await put(excluding(exclusion))).decideIn(sitting, { for: 4 });
      const still = await world.sql(
        'SELECT FROM ormee.attendance WHERE collective_id = $1 AND member_id = $2 AND left_at IS NULL',
        [collective.id, person.memberId],
      );
      expect(still).toEqual([]);
    });

    it('the poll they were on the roll of to finish, where the late rule keeps it', async () => {
      const open = await (
        await collective.propose({ title: 'Une autre question' })
      ).open({ lasting: '30 days' });
      await exclude();
      await expect(open.cast(person, 'FOR')).resolves.toMatchObject({ revision: 1 });
    });
  });

  describe('may be taken back', () => {
    const appealing = (exclusionId: string) =>
      person.does('appealExclusion', { exclusionId, reason: 'Les faits sont inexacts.' });
    const reinstating = (exclusionId: string): object => ({
      reinstateMember: { exclusionId, memberId: person.id },
    });

    it('by an assembly that hears the recourse of the person', async () => {
      const { id } = await exclude();
      await appealing(id);
      await appealing(id);
      expect(await against(person)).toMatchObject({ recourse: 'PENDING' });
      const proposal = await put(reinstating(id), 'Recours');
      await expect(proposal.open()).rejects.toMatchObject({ code: 'VENUE_NOT_ALLOWED' });
      const { decision } = await proposal.decideIn(await collective.assembly(4), { for: 4 });
      expect(decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
      expect(await stateOf(person)).toBe('ACTIVE');
      expect(await readBy(accuser, id)).toMatchObject({ recourse: 'HEARD' });
    });

    it('or not: the recourse is heard all the same, and once', async () => {
      const { id } = await exclude();
      await appealing(id);
      const proposal = await put(reinstating(id), 'Recours');
      expect((await proposal.decideIn(await collective.assembly(4), { against: 4 })).decision?.outcome).toBe(
        'REJECTED',
      );
      expect(await against(person)).toMatchObject({ recourse: 'HEARD' });
      await expect(put(reinstating(id), 'Recours')).rejects.toMatchObject({ code: 'RECOURSE_NOT_PENDING' });
      await expect(
        person.does('appealExclusion', { exclusionId: id, reason: 'Encore.' }),
      ).rejects.toMatchObject({ code: 'DUPLICATE' });
    });

    it('only within the contest period, by the person, once excluded', async () => {
      const { id } = await answered();
      const refusalOf = (member: TestMember) =>
        member.does('appealExclusion', { exclusionId: id, reason: 'Les faits sont inexacts.' });
      await expect(refusalOf(person)).rejects.toMatchObject({ code: 'MEMBER_NOT_EXCLUDED' });
      await (await (await pollOn({ id } as Exclusion)).votes({ for: 4 })).end();
      await expect(refusalOf(accuser)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await world.wait('7 days');
      await expect(refusalOf(person)).rejects.toMatchObject({ code: 'RECOURSE_OVER' });
    });

    it('not where an assembly decided, nor where the rule is for online polls alone', async () => {
      const first = await answered();
      await world.wait('7 days');
      const sitting = await collective.assembly(4);
      await (await put(excluding(first))).decideIn(sitting, { for: 4 });
      await expect(appealing(first.id)).rejects.toMatchObject({ code: 'RECOURSE_NOT_GIVEN' });
      await grow((rules) =>
        rules.map((rule) =>
          rule.matter === 'DEEP' ? { ...rule, venues: ['ONLINE'], forms: [], prevailingForms: [] } : rule,
        ),
      );
      await expect(appealing((await exclude()).id)).rejects.toMatchObject({ code: 'RECOURSE_NOT_GIVEN' });
    });

    it('keeps the person reading while the recourse pends, past thirty days', async () => {
      const { id } = await exclude();
      await appealing(id);
      await world.wait('40 days');
      const token = await collective.signInAgain(person);
      expect((await world.ask(token, '{ viewer { state } }')).data).toEqual({
        viewer: { state: 'EXCLUDED' },
      });
    });

    it('and the person, back again, asks anew for a relay, or takes that back', async () => {
      const asks = () => person.does('askForRelay', { memberId: person.id, way: 'ONESELF' });
      const relay = async () => (await person.ask<{ viewer: object }>('{ viewer { relay { way } } }')).viewer;
      await asks();
      const { id } = await exclude();
      await appealing(id);
      const hearing = await put(reinstating(id), 'Recours');
      await hearing.decideIn(await collective.assembly(4), { for: 4 });
      expect([await stateOf(person), await relay()]).toEqual(['ACTIVE', { relay: null }]);
      await asks();
      expect(await relay()).toEqual({ relay: { way: 'ONESELF' } });
      await person.does('endRelay', { memberId: person.id });
      expect(await relay()).toEqual({ relay: null });
    });

    it('by a later decision that admits them again, and never on the word of two members', async () => {
      await person.does('askForRelay', { memberId: person.id, way: 'ONESELF' });
      await exclude();
      const { applicationId } = await person.does<{ applicationId: string }>(
        'declareMembership',
        { collectiveId: collective.globalId('Collective', collective.id), publicName: 'Membre 5' },
        'applicationId',
      );
      await expect(
        accuser.does('vouchForApplicant', { applicationId, attestsSignature: true }),
      ).rejects.toMatchObject({ code: 'ADMISSION_NEEDS_DECISION' });
      const { decision } = await (
        await put({ admitMember: { applicationId, returningMemberId: person.id } }, 'Un retour')
      ).decideOnline({ for: 4 });
      expect(decision).toMatchObject({ effectsState: 'APPLIED' });
      expect(await stateOf(person)).toBe('ACTIVE');
      expect(await person.act('askForRelay', { memberId: person.id, way: 'ONESELF' })).not.toHaveProperty(
        'code',
      );
    });
  });

  describe('by an assembly is not undone by a lesser vote', () => {
    const excludedInAssembly = async (): Promise<void> => {
      const exclusion = await answered();
      await world.wait('7 days');
      const { decision } = await (
        await put(excluding(exclusion))
      ).decideIn(await collective.assembly(5), { for: 4 });
      expect(decision).toMatchObject({ effectsState: 'APPLIED' });
    };
    const declared = async (by: TestMember | null, said: object = {}): Promise<string> =>
      (await declares(world, collective.globalId('Collective', collective.id), said, by?.token))
        .applicationId;

    it('online, by whatever admission: under their own name, or another with the same address', async () => {
      await world.sql(`UPDATE ormee.member SET email = 'personne@example.org' WHERE id = $1`, [
        person.memberId,
      ]);
      await excludedInAssembly();
      const own = await declared(person);
      const byMail = await declared(null, { publicName: 'Jeanne Humbert', email: 'Personne@example.org' });
      for (const effect of [
        { applicationId: own, returningMemberId: person.id },
        { applicationId: byMail },
      ]) {
        const proposal = await put({ admitMember: effect }, 'Un retour');
        expect(proposal.matter).toBe('EXCLUSION');
        await expect(proposal.open()).rejects.toMatchObject({ code: 'ASSEMBLY_PREVAILS' });
      }
    });

    it('but by an assembly, under the rule of exclusions', async () => {
      await excludedInAssembly();
      const effect = { applicationId: await declared(person), returningMemberId: person.id };
      const proposal = await put({ admitMember: effect }, 'Un retour');
      const { decision } = await proposal.decideIn(await collective.assembly(4), { for: 4 });
      expect(decision).toMatchObject({ effectsState: 'APPLIED' });
      expect(await stateOf(person)).toBe('ACTIVE');
    });
  });

  it('is opened by whoever may propose it: not by a legal person where the rule keeps that to persons', async () => {
    collective = await world
      .collective()
      .withMembers(5)
      .withLegalMember('Coopérative')
      .withRules((rules) => rules.map((rule) => ({ ...rule, mayPropose: 'NATURAL_MEMBERS' })))
      .grow();
    const asked = { memberId: collective.member(4).id, grounds: GROUNDS };
    await expect(collective.member(5).does('openExclusion', asked)).rejects.toMatchObject({
      code: 'PROPOSER_NOT_ENTITLED',
    });
    await expect(collective.member(0).does('openExclusion', asked)).resolves.toBeDefined();
  });

  it('holds nothing for everybody to read, whoever would write it', async () => {
    const { id } = await sendGrounds();
    await expect(
      world.sql(`UPDATE ormee.exclusion SET visibility = 'PUBLIC' WHERE id = $1`, [collective.rowId(id)]),
    ).rejects.toThrow('exclusion_visibility');
  });

  it('is refused in French and in English', async () => {
    const sentences = await Promise.all(
      (['fr', 'en'] as const).map((locale) =>
        accuser.act('openExclusion', { memberId: accuser.id, grounds: GROUNDS }, '', locale),
      ),
    );
    expect(sentences.map(({ message }) => message)).toEqual([
      'On ne demande pas sa propre exclusion : on peut quitter le collectif.',
      'Nobody asks for their own exclusion: one may leave the collective.',
    ]);
  });
});

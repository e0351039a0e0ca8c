import { questionParts } from '../../src/polls/relays/question-sheet.js';
import { changeRule, grant } from '../world/effects.js';
import { groupNamed, type TestGroup } from '../world/groups.js';
import { stayingSignedIn } from '../world/people.js';
import { World, type TestCollective } from '../world/world.js';
import type { TestProposal } from '../world/decisions.js';

describe('what a working group decides', () => {
  let world: World;
  let collective: TestCollective;
  let group: TestGroup;
  const member = (place: number) => collective.member(place);

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(8).withLegalMember('Coopérative des Ormes').grow();
    await stayingSignedIn(collective);
    group = await groupNamed(collective, 'Communication', member(0), member(1), member(2));
  });
  afterAll(() => world.close());

  /** A task of the group, for one who is in it. */
  const role = async (task: string, holder = 1, of = group): Promise<object> =>
    grant(collective, {
      task,
      title: `Tenir la liste : ${task}`,
      holderIds: [member(holder).id],
      scopeKind: 'GROUP',
      scopeId: of.id,
    });

  const decide = async (proposal: TestProposal, ...choices: readonly ('FOR' | 'AGAINST')[]) => {
    const poll = await proposal.open();
    for (const [place, choice] of choices.entries()) await poll.cast(member(place), choice);
    return poll.end();
  };

  it('is decided by those who are in it, and stands in the register with its group', async () => {
    const proposal = await group.propose({ title: 'Publier le lundi' });
    const poll = await proposal.open();
    expect((await poll.read()).rollCount).toBe(3);
    await expect(poll.cast(member(5), 'FOR')).rejects.toMatchObject({
      code: 'NOT_ON_ROLL',
      facts: { reason: 'NOT_IN_GROUP' },
    });
    const { node } = await member(5).ask<{ node: unknown }>(
      'query($id: ID!) { node(id: $id) { ... on Poll { groupId viewerMayCast { allowed problem { code message } } } } }',
      { id: poll.id },
    );
    expect(node).toEqual({
      groupId: group.id,
      viewerMayCast: {
        allowed: false,
        problem: { code: 'NOT_ON_ROLL', message: expect.stringContaining('dans ce groupe') as string },
      },
    });
    await poll.cast(member(0), 'FOR');
    await poll.cast(member(1), 'FOR');
    await poll.cast(member(2), 'AGAINST');
    const { decision } = await poll.end();
    expect(decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'NONE' });
    const { decisions } = await member(5).ask<{
      decisions: { edges: { node: { id: string; groupId: string | null } }[] };
    }>('{ decisions(first: 1) { edges { node { id groupId } } } }');
    expect(decisions.edges[0]?.node).toEqual({ id: decision?.id, groupId: group.id });
  });

  it('is drawn up once: whoever joins later has no voice in it, whoever leaves keeps theirs', async () => {
    const poll = await (await group.propose({ title: 'Une affiche' })).open();
    await group.joinedBy(member(6));
    await group.leftBy(member(2));
    await expect(poll.cast(member(6), 'FOR')).rejects.toMatchObject({ code: 'NOT_ON_ROLL' });
    await poll.cast(member(2), 'AGAINST');
    await group.leftBy(member(6));
    await group.joinedBy(member(2));
    await poll.end();
  });

  it('is put and opened by whoever is in it, once they joined', async () => {
    await expect(group.propose({ by: member(5) })).rejects.toMatchObject({ code: 'NOT_IN_GROUP' });
    const proposal = await group.propose();
    await expect(proposal.open({ by: member(5) })).rejects.toMatchObject({ code: 'NOT_IN_GROUP' });
    await group.joinedBy(member(5));
    await proposal.open({ by: member(5) });
    await group.leftBy(member(5));
  });

  it('gives a role in its scope to one of its members, and takes it back', async () => {
    const given = await decide(await group.propose({ effects: [await role('liste')] }), 'FOR', 'FOR', 'FOR');
    expect(given.decision?.effectsState).toBe('APPLIED');
    const { node } = await member(7).ask<{ node: { roles: { edges: { node: object }[] } } }>(
      'query($id: ID!) { node(id: $id) { ... on WorkingGroup { roles { edges { node { task holders { id } } } } } } }',
      { id: group.id },
    );
    expect(node.roles.edges).toMatchObject([{ node: { task: 'liste', holders: [{ id: member(1).id }] } }]);
    const { id } = await collective.mandate('liste');
    const taken = await decide(
      await group.propose({ effects: [{ revokeMandate: { mandateId: id, task: 'liste' } }] }),
      'FOR',
      'FOR',
    );
    expect(taken.decision?.effectsState).toBe('APPLIED');
    expect(await collective.mandate('liste')).toMatchObject({ state: 'REVOKED' });
  });

  it('is nothing beyond its scope, which names what goes beyond and whom to ask', async () => {
    const refused = async (effects: readonly object[]) =>
      expect(group.propose({ effects })).rejects.toMatchObject({ code: 'GROUP_SCOPE_EXCEEDED' });
    await refused([await grant(collective, { task: 'caisse' })]);
    await refused([await changeRule(collective, 'ROUTINE', { minimumVoting: 'PT2H' })]);
    await refused([{ publishAppeal: { title: 'Un appel', body: 'Nous.' } }]);
    await refused([{ createGroup: { name: 'Un autre', scope: 'Rien.' } }]);
    await refused([{ endGroup: { groupId: group.id, named: 'Communication' } }]);
    const other = await groupNamed(collective, 'Accueil', member(3));
    await refused([await role('accueil', 1, other)]);
    await expect(group.propose({ effects: [await role('affichage', 5)] })).rejects.toMatchObject({
      code: 'HOLDER_NOT_IN_GROUP',
    });
    const proposal = await group.propose({ title: 'En assemblée ?' });
    await expect(proposal.openIn(await collective.assembly(3))).rejects.toMatchObject({
      code: 'GROUP_SCOPE_EXCEEDED',
      facts: { what: 'IN_ASSEMBLY' },
      message: expect.stringContaining('handToCollective') as string,
    });
  });

  it('is handed to the collective by one act, and is the same proposal', async () => {
    const proposal = await group.propose({ title: 'Changer de nom' });
    const poll = await proposal.open();
    const handed = { proposalId: proposal.id, version: 1 };
    await expect(member(0).does('handToCollective', handed)).rejects.toMatchObject({
      code: 'POLL_ALREADY_OPEN',
    });
    await member(0).does('withdrawPoll', { pollId: poll.id });
    await expect(member(5).does('handToCollective', handed)).rejects.toMatchObject({ code: 'NOT_IN_GROUP' });
    const seen = await member(1).does<{ proposal: { groupId: string; handedAt: string } }>(
      'handToCollective',
      handed,
      'proposal { groupId handedAt }',
    );
    expect(seen.proposal).toMatchObject({ groupId: group.id, handedAt: expect.any(String) as string });
    await member(0).does('handToCollective', handed);
    const open = await proposal.open({ by: member(5) });
    expect((await open.read()).rollCount).toBe(8);
    await open.cast(member(5), 'FOR');
    const { decision } = await open.end();
    expect(decision?.outcome).toBe('ADOPTED');
    await expect(
      member(0).does('handToCollective', { proposalId: (await collective.propose()).id, version: 1 }),
    ).rejects.toMatchObject({ code: 'PROPOSAL_OF_NO_GROUP' });
  });

  it('is recalled by the collective, after which the group does not do it again alone', async () => {
    const given = await decide(await group.propose({ effects: [await role('presse')] }), 'FOR', 'FOR');
    const { id } = await collective.mandate('presse');
    const recall = await collective.propose({
      by: member(5),
      effects: [
        { repealDecision: { decisionId: given.decision?.id } },
        { revokeMandate: { mandateId: id, task: 'presse' } },
      ],
    });
    const poll = await recall.open();
    for (const place of [3, 4, 5, 6, 7]) await poll.cast(member(place), 'FOR');
    expect((await poll.end()).decision?.effectsState).toBe('APPLIED');
    await expect(group.propose({ effects: [await role('presse')] })).rejects.toMatchObject({
      code: 'COLLECTIVE_PREVAILS',
    });
    const { node } = await member(2).ask<{ node: { decisions: { edges: { node: object }[] } } }>(
      `query($id: ID!) { node(id: $id) { ... on WorkingGroup {
         decisions(first: 100) { edges { node { id repealedById } } } } } }`,
      { id: group.id },
    );
    expect(node.decisions.edges.map(({ node: one }) => one)).toContainEqual({
      id: given.decision?.id,
      repealedById: expect.any(String) as string,
    });
  });

  it('is recalled alone by a decision that says no more, which ends the mandates that it gave and says so before the vote', async () => {
    const given = await decide(await group.propose({ effects: [await role('photos')] }), 'FOR', 'FOR');
    const { id } = await collective.mandate('photos');
    const recall = await collective.propose({
      effects: [{ repealDecision: { decisionId: given.decision?.id } }],
    });
    const poll = await recall.open();
    const words = async () =>
      (await questionParts(world.transactions, collective.id, collective.rowId(poll.id)))
        .flatMap((part) => (part.kind === 'WORDS' ? [part.words] : []))
        .join(' ');
    expect(await words()).toContain(
      `décision ${given.decision?.label} (« ${given.decision?.title} ») est rappelée. Les mandats en cours qu’elle a donnés prennent fin aussitôt : Tenir la liste : photos.`,
    );
    for (const place of [3, 4, 5, 6, 7]) await poll.cast(member(place), 'FOR');
    const { decision } = await poll.end();
    const { node } = await member(2).ask<{ node: object }>(
      `query($id: ID!) { node(id: $id) { ... on Mandate { state endedAt endedById handover { items { kind } } } } }`,
      { id },
    );
    expect(node).toEqual({
      state: 'REVOKED',
      endedAt: expect.any(String) as string,
      endedById: decision?.id,
      handover: { items: [] },
    });
    const leaves = await world.sql(
      `SELECT FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'mandate.ended'
         AND encoded LIKE '%' || $2 || '%' AND encoded LIKE '%' || $3 || '%'`,
      [collective.id, collective.rowId(id), collective.rowId(decision?.id as string)],
    );
    expect(leaves).toHaveLength(1);
    await expect(group.propose({ effects: [await role('photos')] })).rejects.toMatchObject({
      code: 'COLLECTIVE_PREVAILS',
    });
  });

  it('takes back no decision to end a mandate that the collective has kept since', async () => {
    const given = await decide(await group.propose({ effects: [await role('clefs')] }), 'FOR', 'FOR');
    const { id } = await collective.mandate('clefs');
    const repeal = () => group.propose({ effects: [{ repealDecision: { decisionId: given.decision?.id } }] });
    const waiting = await repeal();
    const effects = [{ revokeMandate: { mandateId: id, task: 'clefs' } }];
    await (await collective.propose({ effects })).decideOnline({ against: 8 });
    await expect(repeal()).rejects.toMatchObject({ code: 'COLLECTIVE_PREVAILS' });
    await expect(waiting.open()).rejects.toMatchObject({ code: 'COLLECTIVE_PREVAILS' });
    expect(await collective.mandate('clefs')).toMatchObject({ state: 'LIVE' });
  });

  it('is what its holder asks home about while it works, and the collective once it does not', async () => {
    const place = await groupNamed(collective, 'Terrain', member(0), member(1));
    await decide(await place.propose({ effects: [await role('terrain', 1, place)] }), 'FOR', 'FOR');
    const { id: mandateId } = await collective.mandate('terrain');
    const asks = async (title: string) => {
      const { mandate } = await member(1).does<{
        mandate: { instructionsAsked: { proposalId: string; groupId: string | null }[] };
      }>(
        'askForInstructions',
        { mandateId, title, question: `${title} ?` },
        'mandate { instructionsAsked { proposalId groupId } }',
      );
      return mandate.instructionsAsked.at(-1);
    };
    const asked = await asks('Quel terrain');
    const { node } = await member(5).ask<{ node: object }>(
      'query($id: ID!) { node(id: $id) { ... on Proposal { groupId } } }',
      { id: asked?.proposalId },
    );
    expect([asked?.groupId, node]).toEqual([place.id, { groupId: place.id }]);
    await world.sql(`UPDATE ormee.working_group SET state = 'ASLEEP' WHERE collective_id = $1 AND id = $2`, [
      collective.id,
      collective.rowId(place.id),
    ]);
    expect(await asks('Quelle saison')).toMatchObject({ groupId: null });
  });

  it('is handed back by whoever leaves the group, at once, and stays with the others who hold it', async () => {
    const place = await groupNamed(collective, 'Relecture', member(0), member(1), member(2));
    const shared = await grant(collective, {
      ...{ task: 'relire', title: 'Relire', holderIds: [member(1).id, member(2).id] },
      ...{ scopeKind: 'GROUP', scopeId: place.id },
    });
    const own = [await role('corriger', 1, place), shared];
    await decide(await place.propose({ effects: own }), 'FOR', 'FOR', 'FOR');
    const theirs = await collective.propose({ effects: [await role('imprimer', 1, place)] });
    await theirs.decideOnline({ for: 8 });
    const left = await member(1).does<{ handover: object[] }>(
      'leaveGroup',
      { groupId: place.id },
      'handover { task title othersHoldIt }',
    );
    expect(left.handover).toEqual([
      { task: 'corriger', title: 'Tenir la liste : corriger', othersHoldIt: false },
      { task: 'relire', title: 'Relire', othersHoldIt: true },
    ]);
    const states = [];
    for (const task of ['corriger', 'relire', 'imprimer'])
      states.push((await collective.mandate(task)).state);
    expect(states).toEqual(['HANDED_BACK', 'LIVE', 'LIVE']);
  });

  it('is not adopted again under another name once it was recalled, but put to the collective', async () => {
    const stands = await decide(
      await group.propose({ title: 'Le lundi', rationale: 'On se voit le lundi, à la gare.' }),
      'FOR',
      'FOR',
    );
    const task = await decide(await group.propose({ effects: [await role('micro')] }), 'FOR', 'FOR');
    const waiting = await group.propose({ title: 'Le début de semaine', rationale: 'Rien de plus.' });
    const effects = [stands, task].map(({ decision }) => ({ repealDecision: { decisionId: decision?.id } }));
    await (await collective.propose({ effects })).decideOnline({ for: 8 });
    const refused = { code: 'GROUP_DECISION_RECALLED', facts: { decision: stands.decision?.label } };
    const again = { title: 'La gare', rationale: 'on se voit le LUNDI à la Gare' };
    await expect(group.propose(again)).rejects.toMatchObject(refused);
    await expect(group.propose({ title: 'le  lundi !', rationale: 'Autre chose.' })).rejects.toMatchObject(
      refused,
    );
    const renamed = await grant(collective, {
      ...{ task: 'porte-voix', title: 'Tenir la LISTE (micro)', holderIds: [member(0).id] },
      ...{ scopeKind: 'GROUP', scopeId: group.id },
    });
    await expect(group.propose({ title: 'Parler', effects: [renamed] })).rejects.toMatchObject({
      code: 'GROUP_DECISION_RECALLED',
      facts: { decision: task.decision?.label },
    });
    expect((await decide(waiting, 'FOR', 'FOR')).decision?.outcome).toBe('ADOPTED');
    const asked = await collective.propose(again);
    expect((await asked.decideOnline({ for: 8 })).decision?.outcome).toBe('ADOPTED');
  });

  it('takes back what it decided itself', async () => {
    const given = await decide(await group.propose({ title: 'Le mardi' }), 'FOR', 'FOR');
    const repeal = { repealDecision: { decisionId: given.decision?.id } };
    const back = await decide(await group.propose({ effects: [repeal] }), 'FOR', 'FOR');
    expect(back.decision?.effectsState).toBe('APPLIED');
    const of = await (await collective.propose()).decideOnline({ for: 8 });
    await expect(
      group.propose({ effects: [{ repealDecision: { decisionId: of.decision?.id } }] }),
    ).rejects.toMatchObject({ code: 'GROUP_SCOPE_EXCEEDED', facts: { what: 'DECISION_OF_OTHERS' } });
  });

  it('does not hold the collective up, nor settle what the collective is voting on', async () => {
    const [first, second] = [await role('vigie', 0), await role('vigie', 1)];
    const own = await (await group.propose({ effects: [first] })).open();
    await expect((await group.propose({ effects: [second] })).open()).rejects.toMatchObject({
      code: 'TARGET_RESERVED',
    });
    const theirs = await (await collective.propose({ effects: [second] })).open({ lasting: '12 days' });
    await own.cast(member(0), 'FOR');
    const { decision } = await own.end();
    expect(decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'NOT_APPLIED' });
    expect(decision?.notApplied?.code).toBe('TARGET_RESERVED');
    await theirs.votes({ for: 5 });
    expect((await theirs.end('5 days')).decision?.effectsState).toBe('APPLIED');
  });

  it('stands beside a vote of the collective as advice, and weighs nothing in it', async () => {
    const asked = await collective.propose({ title: 'Louer une salle' });
    const advice = await group.propose({
      title: 'Avis : oui',
      rationale: 'Elle est grande.',
      advisesId: asked.id,
    });
    await expect(group.propose({ advisesId: asked.id })).rejects.toMatchObject({ code: 'DUPLICATE' });
    await expect(collective.propose({ advisesId: asked.id })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { reason: 'WITHOUT_GROUP' },
    });
    await expect(
      group.propose({ advisesId: asked.id, effects: [await role('salle')] }),
    ).rejects.toMatchObject({ facts: { reason: 'ADVICE_DOES_NOTHING' } });
    await expect(
      member(0).does('handToCollective', { proposalId: advice.id, version: 1 }),
    ).rejects.toMatchObject({ code: 'ADVICE_IS_OF_A_GROUP' });
    const read = async () =>
      (
        await member(5).ask<{ node: { advice: unknown } }>(
          'query($id: ID!) { node(id: $id) { ... on Proposal { advice { groupName title text outcome decisionId } } } }',
          { id: asked.id },
        )
      ).node.advice;
    const said = { groupName: 'Communication', title: 'Avis : oui', text: 'Elle est grande.' };
    expect(await read()).toEqual([{ ...said, outcome: null, decisionId: null }]);
    const { decision } = await decide(advice, 'FOR', 'FOR');
    expect(await read()).toEqual([{ ...said, outcome: 'ADOPTED', decisionId: decision?.id }]);
    const vote = await (await asked.open()).votes({ against: 5 });
    expect((await vote.end()).decision?.outcome).toBe('REJECTED');
  });
});

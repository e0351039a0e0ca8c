import { signIn } from '../../src/auth/sign-in.js';
import { writeMembers } from '../../src/collectives/write-members.js';
import { mintLink } from '../../src/platform/links/links.js';
import { changeRule, replace } from '../world/effects.js';
import { TestMember, World, type TestCollective } from '../world/world.js';

describe('what a poll was opened with stays its own', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(10).grow();
  });
  afterAll(() => world.close());

  /** No act admits or lets go yet: the row is what those acts will write. */
  const admit = async (publicName: string): Promise<TestMember> => {
    const { id: collectiveId } = collective;
    return world.transactions.write(async (tx) => {
      const id = tx.id();
      const joinedAt = await tx.now();
      await writeMembers(tx, [
        {
          collectiveId,
          id,
          kind: 'NATURAL',
          state: 'ACTIVE',
          publicName,
          email: null,
          joinedAt,
        },
      ]);
      const link = await mintLink(tx, { collectiveId, memberId: id }, 'SIGN_IN', 'P1D');
      return new TestMember(world, collectiveId, id, (await signIn(tx, link)).token);
    });
  };

  it('is counted by the rule in force when it opened, though an assembly changes that rule meanwhile', async () => {
    const poll = await (await collective.propose()).open();
    await poll.votes({ for: 4, against: 3, abstain: 3 });
    const pinned = (await poll.read()).clausesHash;

    const onlyExpressed = await changeRule(collective, 'ROUTINE', { base: 'EXPRESSED' });
    const change = await collective.propose({ effects: [onlyExpressed] });
    expect((await change.decideIn(await collective.assembly(10), { for: 10 })).decision).toMatchObject({
      effectsState: 'APPLIED',
    });

    expect(await poll.end()).toMatchObject({ clausesHash: pinned, outcome: { code: 'REJECTED' } });
    const next = await collective.propose();
    expect(await next.decideOnline({ for: 4, against: 3, abstain: 3 })).toMatchObject({
      outcome: { code: 'ADOPTED' },
    });
  });

  it('keeps the wording and the effects that were read, though the author revises meanwhile', async () => {
    const once = await replace(collective, 'Règle 1', 'Le collectif se réunit une fois par semaine.');
    const proposal = await collective.propose({ title: 'Une fois', effects: [once] });
    const poll = await proposal.open();
    const { title, wordingHash, effectsHash } = await poll.read();
    const twice = await replace(collective, 'Règle 1', 'Le collectif se réunit deux fois par semaine.');
    await proposal.revise({ title: 'Deux fois', effects: [twice] });

    await poll.votes({ for: 3 });
    expect(await poll.end()).toMatchObject({
      title,
      wordingHash,
      effectsHash,
      decision: { title: 'Une fois', effectsState: 'APPLIED' },
    });
    const { node } = await collective
      .member(0)
      .ask<{ node: { consolidated: { markdown: string } } }>(
        'query($id: ID!) { node(id: $id) { ... on LegalText { consolidated { markdown } } } }',
        { id: collective.globalId('LegalText', collective.planted.textIds[1] as string) },
      );
    expect(node.consolidated.markdown).toContain('une fois par semaine');
    expect(node.consolidated.markdown).not.toContain('deux fois par semaine');
  });

  it('does not put whoever is admitted meanwhile on its roll', async () => {
    const poll = await (await collective.propose()).open();
    const { rollHash } = await poll.read();
    const newcomer = await admit('Nouvelle');
    await expect(poll.cast(newcomer, 'FOR')).rejects.toMatchObject({
      code: 'NOT_ON_ROLL',
      facts: { reason: 'NOT_LISTED' },
    });
    expect(await poll.end()).toMatchObject({ rollCount: 10, rollHash });
    const next = await (await collective.propose()).open();
    await expect(next.cast(newcomer, 'FOR')).resolves.toMatchObject({ revision: 1 });
  });

  it('keeps the ballots and the place of whoever leaves meanwhile, who may still vote', async () => {
    const poll = await (await collective.propose()).open();
    await poll.cast(collective.member(0), 'FOR');
    for (const place of [0, 1])
      await world.sql(
        `UPDATE ormee.member SET state = 'LEFT', left_at = ormee.instant() WHERE collective_id = $1 AND id = $2`,
        [collective.id, collective.member(place).memberId],
      );
    await poll.cast(collective.member(1), 'FOR');
    await poll.cast(collective.member(2), 'AGAINST');
    await world.wait('8 days');
    expect(await poll.close(collective.member(2))).toMatchObject({
      rollCount: 10,
      castCount: 3,
      outcome: { code: 'ADOPTED' },
    });
  });
});

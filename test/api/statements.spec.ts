import { statementsOf } from '../world/statements.js';
import { World, type TestCollective } from '../world/world.js';

const PAGE = `{ proposals(first: 50) { edges { node {
  id title state version supportCount openPollCount author { publicName } } } } }`;

describe('the statements behind an answer', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(8).grow();
  });
  afterAll(() => world.close());

  it('are one for a cast', async () => {
    const poll = await (await collective.propose()).open();
    const sent = await statementsOf(() => poll.cast(collective.member(0), 'FOR'));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain('INSERT INTO ormee.ballot');
  });

  it('are fewer than the ballots when many cast at once', async () => {
    const poll = await (await collective.propose()).open();
    const sent = await statementsOf(() =>
      Promise.all(collective.members.map((member) => poll.cast(member, 'FOR'))),
    );
    expect(sent.length).toBeLessThan(collective.members.length);
    expect((await poll.read()).castCount).toBe(collective.members.length);
  });

  it('are two for a page of fifty proposals with author, counts and state: who asks, and the page', async () => {
    for (let count = 0; count < 50; count += 1) await collective.propose();
    const sent = await statementsOf(async () => {
      const { proposals } = await collective
        .member(0)
        .ask<{ proposals: { edges: readonly unknown[] } }>(PAGE);
      expect(proposals.edges).toHaveLength(50);
    });
    expect(sent).toHaveLength(2);
    expect(sent[1]).toContain('ormee.proposal_version');
  });
});

import type { TestPoll } from '../world/decisions.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Shown {
  readonly ballots: { readonly edges: readonly { readonly node: { memberId: string; choice: string } }[] };
  readonly rollCounts: readonly { reason: string; words: string; count: number }[];
}

describe('whoever doubts a count', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(5).withLegalMember('Une coopérative').grow();
  });
  afterAll(() => world.close());

  const shown = async (poll: TestPoll, by: TestMember = collective.member(4)): Promise<Shown> =>
    (
      await by.ask<{ node: Shown }>(
        `query($id: ID!) { node(id: $id) { ... on Poll {
          ballots(first: 100) { edges { node { memberId choice reason } } } rollCounts { reason words count } } } }`,
        { id: poll.id },
      )
    ).node;
  const said = ({ ballots }: Shown): string[] =>
    ballots.edges.map(({ node }) => `${node.memberId} ${node.choice}`).sort();

  it('finds every ballot by its voter once the poll is proclaimed, and none before', async () => {
    const poll = await (await collective.propose()).open();
    await poll.votes({ for: 2, against: 1 });
    expect(said(await shown(poll))).toEqual([]);
    await poll.end();
    const [a, b, c] = collective.members as [TestMember, TestMember, TestMember];
    expect(said(await shown(poll))).toEqual([`${a.id} FOR`, `${b.id} FOR`, `${c.id} AGAINST`].sort());
  });

  it('finds how the roll is made, by reason', async () => {
    const poll = await (await collective.propose()).open();
    expect((await shown(poll)).rollCounts).toEqual([
      { reason: 'LEGAL_PERSON', words: 'une personne morale n’a pas de bulletin', count: 1 },
      { reason: 'MEMBER', words: 'membre', count: 5 },
    ]);
  });

  it('finds no ballot where the rule shows them to nobody, nor from another collective', async () => {
    const discreet = await world
      .collective()
      .named('Discrets')
      .withMembers(3)
      .withRules((rules) => rules.map((rule) => ({ ...rule, ballotsVisibleTo: 'NOBODY' as const })))
      .grow();
    const poll = await (await discreet.propose()).open();
    await poll.votes({ for: 3 });
    await poll.end();
    expect(said(await shown(poll, discreet.member(0)))).toEqual([]);
    expect(await shown(poll, collective.member(0))).toBeNull();
  });
});

import { World, type TestCollective } from '../world/world.js';

interface Passages {
  readonly number: string;
  readonly body: string;
  readonly passages: readonly { text: string; writtenById: string; writtenByLabel: string }[];
}

describe('one decision, from proposal to statutes', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(5).grow();
  });
  afterAll(() => world.close());

  it('changes a rule of the bylaws online, by the vote of the members', async () => {
    const author = collective.member(0);
    const submitted = await author.act<{ proposal: { id: string; version: number; matter: string } }>(
      'submitProposal',
      {
        title: 'Se réunir deux fois par mois',
        rationale: 'Une fois ne suffit plus.',
        effects: [
          {
            patchText: {
              textId: collective.globalId('LegalText', collective.planted.textIds[1] as string),
              operations: [
                {
                  replace: {
                    provisionId: collective.provision('Règle 1'),
                    expectedHash: await collective.hashOf('Règle 1'),
                    content: {
                      number: 'Règle 1',
                      heading: 'Réunions',
                      body: 'Le collectif se réunit deux fois par mois.',
                    },
                  },
                },
              ],
            },
          },
        ],
      },
      'proposal { id version matter }',
    );
    expect(submitted).toMatchObject({
      __typename: 'SubmitProposalSuccess',
      proposal: { version: 1, matter: 'DEEP' },
    });
    const opened = await author.act<{ poll: { id: string; rollCount: number; state: string } }>(
      'openPoll',
      { proposalId: submitted.proposal.id, version: 1, closesAt: await world.in('8 days') },
      'poll { id rollCount state }',
    );
    expect(opened).toMatchObject({ __typename: 'OpenPollSuccess', poll: { rollCount: 5, state: 'OPEN' } });
    for (const [place, choice] of ['FOR', 'FOR', 'AGAINST', 'FOR'].entries()) {
      const cast = await collective
        .member(place)
        .act(
          'castBallot',
          { pollId: opened.poll.id, expectedRevision: 0, ballot: { choice } },
          'ballot { choice revision receipt { text signature } }',
        );
      expect(cast).toMatchObject({ __typename: 'CastBallotSuccess', ballot: { choice, revision: 1 } });
    }
    await world.wait('8 days');
    const closed = await author.act<{ poll: object }>(
      'closePoll',
      { pollId: opened.poll.id },
      'poll { state outcome { code explanation } decision { label effectsState notApplied { code } } }',
    );
    expect(closed).toMatchObject({
      poll: {
        state: 'DECIDED',
        outcome: { code: 'ADOPTED' },
        decision: { effectsState: 'APPLIED', notApplied: null },
      },
    });
    const { node } = await author.ask<{ node: { consolidated: { markdown: string } } }>(
      `query($id: ID!) { node(id: $id) { ... on LegalText { consolidated { markdown } } } }`,
      { id: collective.globalId('LegalText', collective.planted.textIds[1] as string) },
    );
    expect(node.consolidated.markdown).toContain('deux fois par mois');
    expect(node.consolidated.markdown).toMatch(/décision 20\d\d-001/);

    // From any word to its poll, in two questions.
    const { text } = await author.ask<{ text: { consolidated: { provisions: Passages[] } } }>(
      `query($id: ID!) { text: node(id: $id) { ... on LegalText { consolidated {
         provisions { number body passages { text writtenById writtenByLabel } } } } } }`,
      { id: collective.globalId('LegalText', collective.planted.textIds[1] as string) },
    );
    const rule = text.consolidated.provisions.find(({ number }) => number === 'Règle 1');
    expect(rule?.passages.map((passage) => passage.text).join('')).toBe(rule?.body);
    const times = rule?.passages.find((passage) => passage.text.includes('deux'));
    const { decision } = await author.ask<{ decision: object }>(
      `query($id: ID!) { decision: node(id: $id) { ... on Decision { label poll { id } } } }`,
      { id: times?.writtenById },
    );
    expect(decision).toEqual({ label: times?.writtenByLabel, poll: { id: opened.poll.id } });
    // What was kept of the rule is still the word of those who wrote it first.
    expect(new Set(rule?.passages.map((passage) => passage.writtenById)).size).toBe(2);
  });
});

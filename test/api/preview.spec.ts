import { replace } from '../world/effects.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Preview {
  readonly texts: readonly {
    readonly option: string | null;
    readonly title: string;
    readonly inForceOn: string;
    readonly problem: { readonly code: string } | null;
    readonly provisions: readonly {
      readonly number: string;
      readonly body: string;
      readonly change: string | null;
      readonly instructions: readonly string[];
    }[];
  }[];
}

const PREVIEW = `query ($of: ID!) { preview(of: $of) { texts { option title inForceOn problem { code }
  provisions { number body change instructions } } } }`;

describe('the text as it would be, before the vote', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(3).grow();
    await world.sql(`UPDATE ormee.session SET expires_at = expires_at + interval '1 year'`);
  });
  afterAll(() => world.close());

  const preview = async (of: string, by: TestMember = collective.member(1)): Promise<Preview | null> =>
    (await by.ask<{ preview: Preview | null }>(PREVIEW, { of })).preview;

  const twice = 'Le collectif se réunit deux fois par mois.';

  it('is what the proclamation then makes of it, to the letter, and is nothing once it is settled', async () => {
    const proposal = await collective.propose({ effects: [await replace(collective, 'Règle 1', twice)] });
    const poll = await proposal.open();
    const seen = await preview(proposal.id);
    expect(seen?.texts).toMatchObject([
      {
        option: null,
        title: 'Règlement intérieur',
        problem: null,
        provisions: [
          {
            number: 'Règle 1',
            body: twice,
            change: 'REPLACE',
            instructions: [
              'À « Règle 1 », remplacer l’intitulé « Réunions » par « Nouvelle rédaction ».',
              'À l’alinéa 1 de « Règle 1 », remplacer le mot « une » par le mot « deux ».',
            ],
          },
          { number: 'Règle 2', change: null, instructions: [] },
        ],
      },
    ]);
    expect(await preview(poll.id)).toEqual(seen);
    await (await poll.votes({ for: 3 })).end();
    const { node } = await collective
      .member(0)
      .ask<{ node: { consolidated: { provisions: { number: string; body: string }[] } } }>(
        `query ($id: ID!) { node(id: $id) { ... on LegalText { consolidated { provisions { number body } } } } }`,
        { id: collective.globalId('LegalText', collective.planted.textIds[1] as string) },
      );
    expect(node.consolidated.provisions).toEqual(
      seen?.texts[0]?.provisions.map(({ number, body }) => ({ number, body })),
    );
    expect(await preview(proposal.id)).toEqual({ texts: [] });
    expect(await preview(poll.id)).toEqual({ texts: [] });
  });

  it('is of the day on which the change takes effect', async () => {
    const later = await replace(collective, 'Règle 2', 'Un compte rendu public.', {
      effectiveOn: '2099-01-01',
    });
    const proposal = await collective.propose({ effects: [later] });
    expect((await preview(proposal.id))?.texts).toMatchObject([{ inForceOn: '2099-01-01', problem: null }]);
  });

  it('says of each option what it would do, and what can no longer be done', async () => {
    const options = [
      { label: 'Tous les jours', effects: [await replace(collective, 'Règle 1', 'Tous les jours.')] },
      { label: 'Une note', effects: [await replace(collective, 'Règle 2', 'Une note.')] },
    ];
    const proposal = await collective.propose({ options });
    const other = await collective.propose({ effects: [await replace(collective, 'Règle 1', 'Jamais.')] });
    await other.decideOnline({ for: 3 });
    expect((await preview(proposal.id))?.texts).toMatchObject([
      { option: 'Tous les jours', problem: { code: 'PROVISION_CHANGED' }, provisions: [] },
      { option: 'Une note', problem: null },
    ]);
  });

  it('is shown to whoever may see the proposal alone, and of texts that they may read', async () => {
    const other = await world.collective().withMembers(1).grow();
    const proposal = await collective.propose({ effects: [await replace(collective, 'Règle 2', 'Autre.')] });
    expect(await preview(proposal.id, other.member(0))).toBeNull();
    const asked = await world.ask<{ preview: Preview | null }>(null, PREVIEW, { of: proposal.id });
    expect(asked.data?.preview).toBeNull();
    expect(await preview(collective.globalId('Proposal', other.id))).toBeNull();
    expect(await preview('nothing')).toBeNull();
    await world.sql(`UPDATE ormee.legal_text SET visibility = 'NAMED' WHERE collective_id = $1`, [
      collective.id,
    ]);
    expect(await preview(proposal.id)).toEqual({ texts: [] });
  });
});

import { bundleOf, faultsOf, verified } from '../exchange/lived.js';
import { changeRule } from '../world/effects.js';
import { World, type TestCollective } from '../world/world.js';

interface Provision {
  readonly provisionId: string;
  readonly parentId: string | null;
  readonly depth: number;
  readonly number: string;
  readonly heading: string;
  readonly body: string;
  readonly hash: string;
  readonly placeHash: string | null;
  readonly change: string;
  readonly openedById: string;
  readonly repealedOn: string | null;
}

const READ = `query ($id: ID!) { node(id: $id) { ... on LegalText { consolidated { markdown provisions {
  provisionId parentId depth number heading body hash placeHash change openedById repealedOn } } } } }`;

describe('operations on provisions, from a proposal to the text', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(3).grow();
    await world.sql(`UPDATE ormee.session SET expires_at = expires_at + interval '1 year'`);
  });
  afterAll(() => world.close());

  const textOf = (place: number): string =>
    collective.globalId('LegalText', collective.planted.textIds[place] as string);

  const read = async (place = 1) =>
    (
      await collective
        .member(0)
        .ask<{ node: { consolidated: { markdown: string; provisions: Provision[] } } }>(READ, {
          id: textOf(place),
        })
    ).node.consolidated;

  /** The text as an outline: depth, number and heading of what is in force. */
  const outline = async (): Promise<string[]> =>
    (await read()).provisions
      .filter(({ repealedOn }) => repealedOn === null)
      .map(({ depth, number, heading }) => `${depth} ${number} : ${heading}`);

  const named = async (number: string, place = 1): Promise<Provision> => {
    const found = (await read(place)).provisions.find((provision) => provision.number === number);
    if (!found) throw new Error(`no ${number}`);
    return found;
  };

  /** What an author says of a provision as it is read. */
  const on = async (number: string, place = 1) => {
    const { provisionId, hash: expectedHash } = await named(number, place);
    return { provisionId, expectedHash };
  };

  const propose = (operations: readonly object[], more: object = {}, place = 1) =>
    collective.propose({ effects: [{ patchText: { textId: textOf(place), operations, ...more } }] });

  const decide = async (operations: readonly object[], more: object = {}) => {
    const { decision } = await (await propose(operations, more)).decideOnline({ for: 3 });
    expect(decision).toMatchObject({ effectsState: 'APPLIED', notApplied: null });
    return decision?.id as string;
  };

  const refused = (code: string, facts: object = {}) =>
    expect.objectContaining({ code, facts: expect.objectContaining(facts) });

  it('renumbers an article, whose old number is nobody else’s', async () => {
    const { provisionId } = await named('Règle 2');
    const decision = await decide([{ renumber: { ...(await on('Règle 2')), number: 'Règle 2 bis' } }]);
    expect(await named('Règle 2 bis')).toMatchObject({
      provisionId,
      heading: 'Compte rendu',
      change: 'RENUMBER',
      openedById: decision,
    });
    const again = { number: 'Règle 2', heading: '', body: 'Autre chose.' };
    await expect(propose([{ insert: { content: again } }])).rejects.toEqual(
      refused('NUMBER_TAKEN', { number: 'Règle 2' }),
    );
    await expect(propose([{ renumber: { ...(await on('Règle 1')), number: 'RÈGLE 2' } }])).rejects.toEqual(
      refused('NUMBER_TAKEN'),
    );
    const alike = { number: 'regle 2', heading: '', body: 'Autre chose.' };
    await expect(propose([{ insert: { content: alike } }])).rejects.toEqual(
      refused('NUMBER_TAKEN', { number: 'Règle 2' }),
    );
  });

  it('refuses what was written on other words, and two operations on one article', async () => {
    const read = await on('Règle 1');
    await expect(
      propose([{ renumber: { ...read, expectedHash: '0'.repeat(64), number: 'Règle 9' } }]),
    ).rejects.toEqual(refused('PROVISION_CHANGED'));
    await expect(
      propose([{ renumber: { ...read, number: 'Règle 9' } }, { setHeading: { ...read, heading: 'Quand' } }]),
    ).rejects.toEqual(refused('EFFECTS_OVERLAP'));
    await expect(propose([{ renumber: { ...read, number: 'Règle 1' } }])).rejects.toEqual(
      refused('INVALID_INPUT', { reason: 'UNCHANGED' }),
    );
  });

  it('names an article anew, and takes its heading away', async () => {
    await decide([{ setHeading: { ...(await on('Règle 1')), heading: 'Quand se réunir' } }]);
    expect(await outline()).toEqual(['0 Règle 1 : Quand se réunir', '0 Règle 2 bis : Compte rendu']);
    await decide([{ setHeading: { ...(await on('Règle 1')), heading: '' } }]);
    expect(await named('Règle 1')).toMatchObject({ heading: '', change: 'SET_HEADING' });
  });

  it('inserts what stands under and after what the same change inserts, and moves an article there', async () => {
    const moved = await named('Règle 2 bis');
    const content = (number: string) => ({ number, heading: '', body: `Mots de ${number}.` });
    await decide([
      { insert: { key: 'titre', content: { number: 'Titre A', heading: 'Réunions', body: '' } } },
      { insert: { key: 'a', parentKey: 'titre', content: content('Règle 3') } },
      { insert: { parentKey: 'titre', afterKey: 'a', content: content('Règle 4') } },
      {
        move: {
          provisionId: moved.provisionId,
          expectedHash: moved.hash,
          expectedPlace: moved.placeHash,
          fromId: null,
          parentKey: 'titre',
          afterKey: 'a',
        },
      },
    ]);
    expect(await outline()).toEqual([
      '0 Titre A : Réunions',
      '1 Règle 3 : ',
      '1 Règle 2 bis : Compte rendu',
      '1 Règle 4 : ',
      '0 Règle 1 : ',
    ]);
    expect(await named('Règle 2 bis')).toMatchObject({ provisionId: moved.provisionId, change: 'MOVE' });
    // Whoever read it at its old place moves nothing.
    const stale = { ...(await on('Règle 2 bis')), expectedPlace: moved.placeHash, fromId: null };
    await expect(propose([{ move: stale }])).rejects.toEqual(refused('PROVISION_CHANGED'));
  });

  it('says which key it does not know, or knows twice', async () => {
    const content = { number: 'Règle 8', heading: '', body: 'Mots.' };
    await expect(propose([{ insert: { parentKey: 'nulle part', content } }])).rejects.toEqual(
      refused('INVALID_INPUT', { field: 'parentKey', reason: 'UNKNOWN_KEY' }),
    );
    await expect(
      propose([{ insert: { key: 'x', content } }, { insert: { key: 'x', content } }]),
    ).rejects.toEqual(refused('INVALID_INPUT', { field: 'key', reason: 'TWICE' }));
    const parentId = (await named('Titre A')).provisionId;
    await expect(
      propose([{ insert: { key: 'x', content } }, { insert: { parentId, parentKey: 'x', content } }]),
    ).rejects.toEqual(refused('INVALID_INPUT', { field: 'parentKey', reason: 'EXACTLY_ONE' }));
  });

  it('puts nothing under itself', async () => {
    const title = await named('Titre A');
    const { provisionId, placeHash: expectedPlace } = title;
    const move = { provisionId, expectedHash: title.hash, expectedPlace };
    for (const parentId of [provisionId, (await named('Règle 3')).provisionId])
      await expect(propose([{ move: { ...move, parentId } }])).rejects.toEqual(
        refused('PROVISION_UNDER_ITSELF'),
      );
  });

  it('brings a repealed article back: the same one, under the number that nobody else may bear', async () => {
    const before = await named('Règle 3');
    const at = { parentId: (await named('Titre A')).provisionId };
    const restore = { ...(await on('Règle 3')), ...at };
    await expect(propose([{ restore }])).rejects.toEqual(refused('PROVISION_NOT_REPEALED'));
    await decide([{ repeal: await on('Règle 3') }]);
    const taken = { number: 'Règle 3', heading: '', body: 'Une autre.' };
    await expect(propose([{ insert: { content: taken } }])).rejects.toEqual(refused('NUMBER_TAKEN'));
    await decide([{ restore }]);
    expect(await named('Règle 3')).toMatchObject({
      provisionId: before.provisionId,
      body: before.body,
      change: 'RESTORE',
      repealedOn: null,
    });
    const { markdown } = await read();
    expect(markdown).toContain('### Règle 3');
  });

  it('mends a slip by an erratum that names the decision, and says so', async () => {
    const { provisionId, hash: expectedHash, openedById, body } = await named('Règle 4');
    const content = { number: 'Règle 4', heading: '', body: body.replace('Mots', 'Les mots') };
    const erratum = { provisionId, expectedHash, corrects: openedById, content };
    const other = (await named('Règle 3')).openedById;
    await expect(propose([{ erratum: { ...erratum, corrects: other } }])).rejects.toEqual(
      refused('ERRATUM_OF_ANOTHER_DECISION'),
    );
    await expect(
      propose([{ erratum: { ...erratum, content: { ...content, number: 'Règle 5' } } }]),
    ).rejects.toEqual(refused('INVALID_INPUT', { reason: 'NOT_BY_ERRATUM' }));
    await decide([{ erratum }]);
    expect(await named('Règle 4')).toMatchObject({ body: 'Les mots de Règle 4.', change: 'ERRATUM' });
  });

  it('refers to articles that there are', async () => {
    const content = (label: string) => ({ number: 'Règle 7', heading: '', body: `Voir [[art:${label}]].` });
    await expect(propose([{ insert: { content: content('Règle 77') } }])).rejects.toEqual(
      refused('REFERENCE_UNKNOWN', { number: 'Règle 77' }),
    );
    const adoptText = { title: 'Charte', matter: 'DEEP', markdown: '### Article 1\n\nVoir [[art:2]].' };
    await expect(collective.propose({ effects: [{ adoptText }] })).rejects.toEqual(
      refused('REFERENCE_UNKNOWN', { number: '2' }),
    );
    // Under the number that it bore before, too: no other article will ever bear it.
    await decide([{ insert: { content: content('Règle 2') } }]);
    expect((await named('Règle 7')).body).toBe('Voir [[art:Règle 2]].');
  });

  it('is of governance where a rule cites the article, and the rule must be said unchanged', async () => {
    const renumber = { ...(await on('Article 5', 0)), number: 'Article 5 bis' };
    await expect(propose([{ renumber }], {}, 0)).rejects.toEqual(refused('CITED_BY_CLAUSE'));
    const { hash } = await collective.rule('DEEP');
    const unchangedClauses = [{ matter: 'DEEP', hash }];
    expect(await propose([{ renumber }], { unchangedClauses }, 0)).toMatchObject({ matter: 'GOVERNANCE' });

    // An erratum leaves the rule alone: it cannot come with another one.
    const { provisionId, hash: expectedHash, openedById: corrects, ...words } = await named('Article 5', 0);
    const content = { number: words.number, heading: words.heading, body: `${words.body} ` };
    const erratum = { provisionId, expectedHash, corrects, content };
    const change = await changeRule(collective, 'DEEP', { minimumVoting: 'P9D' });
    const patchText = { textId: textOf(0), operations: [{ erratum }] };
    await expect(collective.propose({ effects: [{ patchText }, change] })).rejects.toEqual(
      refused('CITED_BY_CLAUSE'),
    );
    const stated = { patchText: { ...patchText, unchangedClauses } };
    expect(await collective.propose({ effects: [stated] })).toMatchObject({ matter: 'GOVERNANCE' });
  });

  it('can be verified by whoever has the bundle alone', async () => {
    for (const kind of ['FULL', 'PUBLIC'] as const)
      expect(faultsOf(verified(await bundleOf(collective, kind)))).toEqual([]);
  });
});

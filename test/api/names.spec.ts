import { bundleOf, faultsOf, verified } from '../exchange/lived.js';
import { adoptMembership, declares, stayingSignedIn } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Named {
  readonly publicName: string;
  readonly formerNames: readonly { readonly publicName: string; readonly until: string }[];
}

const NAMED = 'member { publicName formerNames { publicName until } }';

describe('a member’s own name', () => {
  let world: World;
  let collective: TestCollective;
  let person: TestMember;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).withLegalMember('Coopérative').grow();
    person = collective.member(0);
  });
  afterAll(() => world.close());

  const take = async (publicName: string, by = person): Promise<Named> =>
    (await by.does<{ member: Named }>('changePublicName', { publicName }, NAMED)).member;
  const leavesOf = (type: string): Promise<{ encoded: string }[]> =>
    world.sql('SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = $2', [
      collective.id,
      type,
    ]);

  it('is changed by themself, and the old one stands beside it, so that old minutes are read', async () => {
    const proposal = await collective.propose({ title: 'Une question' });
    expect(await take('  Louise   Michel ')).toMatchObject({
      publicName: 'Louise Michel',
      formerNames: [{ publicName: 'Membre 1' }],
    });
    const read = await collective
      .member(1)
      .ask<{ node: { author: Named } }>(
        `query($id: ID!) { node(id: $id) { ... on Proposal { author { publicName formerNames { publicName until } } } } }`,
        { id: proposal.id },
      );
    expect(read.node.author).toMatchObject({
      publicName: 'Louise Michel',
      formerNames: [{ publicName: 'Membre 1' }],
    });
    expect(await take('Coop Centrale', collective.member(4))).toMatchObject({ publicName: 'Coop Centrale' });
  });

  it('is a leaf that names nobody', async () => {
    await take('Louise Michel');
    const [leaf] = await leavesOf('member.renamed');
    for (const said of ['Louise', 'Membre', person.memberId]) expect(leaf?.encoded).not.toContain(said);
  });

  it('changes once a week, and comes back to what it was', async () => {
    await stayingSignedIn(collective);
    await take('Louise Michel');
    await take('Louise Michel'); // taking the same again is no change
    await expect(take('Emma')).rejects.toMatchObject({ code: 'NAME_JUST_CHANGED' });
    await world.wait('7 days');
    expect(await take('Membre 1')).toMatchObject({ formerNames: [{ publicName: 'Louise Michel' }] });
    await world.wait('7 days');
    expect((await take('Emma')).formerNames.map(({ publicName }) => publicName)).toEqual([
      'Membre 1',
      'Louise Michel',
    ]);
  });

  it.each([
    ['a name that holds a script of another', 'Lоuise'],
    ['a control character', 'Lou\u0007ise'],
    ['what takes no ink', '\u200b'],
    ['a turn of the direction of reading', 'Lou\u202eise'],
    ['nothing', ' '],
    ['more than eighty letters', 'a'.repeat(81)],
  ])('is refused as %s', async (_, name) => {
    await expect(take(name)).rejects.toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'publicName'] });
    expect(await leavesOf('member.renamed')).toEqual([]);
  });

  it('is refused where it looks like somebody’s, of now or of before', async () => {
    await expect(take('MEMBRE  2')).rejects.toMatchObject({ code: 'LOOKALIKE_NAME' });
    await take('Louise Michel');
    await expect(take('Membre l', collective.member(1))).rejects.toMatchObject({ code: 'LOOKALIKE_NAME' });
  });

  it('that was borne is nobody else’s, also of an applicant’s', async () => {
    await adoptMembership(collective, { admission: 'DECLARATION' });
    await take('Louise Michel');
    const { applicationId } = await declares(world, collective.globalId('Collective', collective.id), {
      publicName: 'Membre 1',
    });
    const vouch = (by: TestMember) => by.act('vouchForApplicant', { applicationId });
    await vouch(person);
    expect(await vouch(collective.member(1))).toMatchObject({ code: 'LOOKALIKE_NAME' });
  });

  it('is not taken in the moment in which its bearer leaves it', async () => {
    const release = await world.hold('SELECT FROM ormee.register_head WHERE collective_id = $1 FOR UPDATE', [
      collective.id,
    ]);
    const leaving = person.act('changePublicName', { publicName: 'Louise Michel' });
    await world.untilWaiting(1);
    const taking = collective.member(1).act('changePublicName', { publicName: 'Membre 1' });
    await world.untilWaiting(2);
    await release();
    expect([await leaving, await taking]).toMatchObject([
      { __typename: 'ChangePublicNameSuccess' },
      { code: 'LOOKALIKE_NAME' },
    ]);
  });

  it('stays out of the title of what would exclude them, whichever it is', async () => {
    await take('Louise Michel');
    const { exclusion } = await collective
      .member(1)
      .does<{ exclusion: { id: string } }>(
        'openExclusion',
        { memberId: person.id, grounds: 'Des faits graves.' },
        'exclusion { id }',
      );
    await person.does('answerExclusion', { exclusionId: exclusion.id, answer: 'Non.' });
    const effects = [{ excludeMember: { exclusionId: exclusion.id, memberId: person.id } }];
    for (const title of ['Exclure Louise Michel', 'Exclure Membre 1'])
      await expect(collective.propose({ by: collective.member(1), title, effects })).rejects.toMatchObject({
        code: 'TITLE_NAMES_PERSON',
      });
  });

  it('is shown to them among their data, and is gone with it: from rows, salts and what others are refused', async () => {
    await take('Louise Michel');
    const { viewer } = await person.ask<{ viewer: { ownData: string } }>('{ viewer { ownData } }');
    expect(viewer.ownData).toContain('Membre 1');
    await person.does('leaveCollective', { confirmed: true });
    await person.does('eraseMyData', { confirmed: true });
    for (const table of ['former_name', 'register_salt', 'member'])
      expect(
        JSON.stringify(
          await world.sql(`SELECT * FROM ormee.${table} WHERE collective_id = $1`, [collective.id]),
        ),
      ).not.toMatch(/Membre 1"|Louise Michel/);
    expect(await take('Membre 1', collective.member(1))).toMatchObject({ publicName: 'Membre 1' });
    expect(faultsOf(verified(await bundleOf(collective, 'FULL')))).toEqual([]);
  });

  it('is checked offline, and a former one that nobody bore is found out', async () => {
    await take('Louise Michel');
    for (const kind of ['FULL', 'PUBLIC', 'MEMBER'] as const) {
      const member = kind === 'MEMBER' ? person.memberId : undefined;
      expect(faultsOf(verified(await bundleOf(collective, kind, member)))).toEqual([]);
    }
    const bundle = await bundleOf(collective, 'FULL');
    const said = (rows: readonly object[]): string[] =>
      faultsOf(verified({ ...bundle, tables: { ...bundle.tables, former_name: rows as never } }));
    const [row] = bundle.tables['former_name'] as readonly [object];
    expect(said([{ ...row, publicName: 'Membre 9', nameSkeleton: 'rnernbre 9' }])).toContain(
      `MEMBERS FORMER_NAME ${person.memberId}`,
    );
    expect(said([])).toEqual([`MEMBERS FORMER_NAME ${person.memberId}`]);
  });

  it('is refused to whoever left, and says why in French and in English', async () => {
    await take('Louise Michel');
    const again = (locale: 'fr' | 'en') => person.act('changePublicName', { publicName: 'Emma' }, '', locale);
    expect((await again('fr')).message).toContain('gardez-le une semaine');
    expect((await again('en')).message).toContain('keep it for a week');
    await person.does('leaveCollective', { confirmed: true });
    expect(await again('fr')).toMatchObject({ code: 'NOT_A_MEMBER' });
  });
});

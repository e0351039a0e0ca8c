import { mintLink } from '../../src/platform/links/links.js';
import { mandateFor, signsIn } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const refused = (code: string, facts: Record<string, string> = {}): object =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as object;

let world: World;
let collective: TestCollective;
let holder: TestMember;

beforeAll(async () => {
  world = await World.open();
  collective = await world.collective().withMembers(4).grow();
  holder = collective.member(3);
  await mandateFor(collective, holder, 'importMembers', 'importDecisions');
});
afterAll(() => world.close());

const imports = (mutation: 'importMembers' | 'importDecisions', file: string, by = holder) =>
  by.does<{ imported: number }>(mutation, { file }, 'imported');

interface Listed {
  readonly id: string;
  readonly publicName: string;
  readonly kind: string;
  readonly state: string;
  readonly joinedAt: string;
  readonly email: string | null;
  readonly verified: boolean;
}

const members = async (): Promise<Listed[]> =>
  (
    await holder.ask<{ members: { edges: { node: Listed }[] } }>(
      '{ members(first: 100) { edges { node { id publicName kind state joinedAt email verified } } } }',
    )
  ).members.edges.map(({ node }) => node);

describe('members taken over from a file', () => {
  it('are members, not verified, with what the file said of them', async () => {
    const file =
      '\ufeffNom;Type;Courriel;Depuis\r\nÉmile Pouget;personne physique;emile@example.org;30/10/2020\r\nLa Coopérative;morale;;\r\n';
    expect(await imports('importMembers', file)).toMatchObject({ imported: 2 });
    const taken = (await members()).filter(({ verified }) => !verified);
    expect(taken.sort((a, b) => (a.publicName < b.publicName ? 1 : -1))).toMatchObject([
      {
        publicName: 'Émile Pouget',
        kind: 'NATURAL',
        state: 'ACTIVE',
        joinedAt: '2020-10-29T23:00:00.000Z',
        email: null,
        verified: false,
      },
      { publicName: 'La Coopérative', kind: 'LEGAL', verified: false },
    ]);
    expect(await members()).toHaveLength(6);
  });

  it('are verified once they sign in', async () => {
    const emile = (await members()).find(({ publicName }) => publicName === 'Émile Pouget') as Listed;
    const memberId = collective.rowId(emile.id);
    const link = await world.transactions.write((tx) =>
      mintLink(tx, { collectiveId: collective.id, memberId }, 'SIGN_IN', 'P1D'),
    );
    expect((await members()).find(({ id }) => id === emile.id)?.verified).toBe(false);
    expect((await signsIn(world, link)).memberId).toBe(emile.id);
    expect((await members()).find(({ id }) => id === emile.id)?.verified).toBe(true);
  });

  it('are each a leaf of the register that names nobody in clear', async () => {
    const leaves = await world.sql<{ encoded: string }>(
      `SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND encoded LIKE '%TAKEN_OVER%'`,
      [collective.id],
    );
    expect(leaves).toHaveLength(2);
    for (const { encoded } of leaves) expect(encoded).not.toMatch(/Pouget|emile/);
  });

  it('are taken over under a mandate, once the collective is founded', async () => {
    await expect(imports('importMembers', 'nom\nZoé\n', collective.member(0))).rejects.toEqual(
      refused('MANDATE_REQUIRED', { act: 'importMembers' }),
    );
  });

  it('are taken over by a founder while the collective founds itself', async () => {
    const young = await world.collective().withMembers(2).named('Un collectif en fondation').grow();
    await world.sql(`UPDATE ormee.member SET state = 'FOUNDING' WHERE collective_id = $1`, [young.id]);
    await expect(imports('importMembers', 'nom\nZoé\n', young.member(0))).rejects.toEqual(
      refused('MANDATE_REQUIRED'),
    );
    await world.sql(`UPDATE ormee.collective SET state = 'CONSTITUTING' WHERE id = $1`, [young.id]);
    expect(await imports('importMembers', 'nom\nZoé\n', young.member(0))).toMatchObject({ imported: 1 });
  });

  it.each([
    ['a name that looks like a member’s', 'nom\nZoé\nemile  pouget\n', 'FILE_LINE_TWICE', { line: '3' }],
    ['two names that look alike', 'nom\nZoé\nZoe\n', 'FILE_LINE_TWICE', { line: '3', column: '1' }],
    ['an invisible character', 'nom\nZo\u200bé\n', 'FILE_CELL_INVALID', { reason: 'INVISIBLE_CHARACTER' }],
    ['an unknown kind', 'nom;type\nZoé;chat\n', 'FILE_CELL_INVALID', { line: '2', column: '2' }],
    ['a day to come', 'nom;depuis\nZoé;2090-01-01\n', 'FILE_CELL_INVALID', { reason: 'IN_THE_FUTURE' }],
    ['a formula', 'nom\nZoé\n@SUM(A1)\n', 'FILE_CELL_FORMULA', { line: '3' }],
    ['a column of its own', 'nom;téléphone\nZoé;01\n', 'FILE_HEADER_WRONG', { line: '1', column: '2' }],
  ])('are refused with %s, and none of them is kept', async (_, file, code, facts) => {
    const before = await collective.rowCounts();
    await expect(imports('importMembers', file)).rejects.toEqual(refused(code, facts));
    expect(await collective.rowCounts()).toEqual(before);
  });

  it('are two thousand in one file', async () => {
    const grown = await world.collective().withMembers(3).named('Un grand collectif').grow();
    await mandateFor(grown, grown.member(2), 'importMembers');
    const file = `nom;type;courriel;depuis\n${Array.from(
      { length: 2_000 },
      (_, place) => `Membre ${String(place + 1000)};physique;p.${String(place)}@example.org;2021-03-14`,
    ).join('\n')}\n`;
    const before = Number(process.hrtime.bigint());
    expect(await imports('importMembers', file, grown.member(2))).toMatchObject({ imported: 2_000 });
    process.stdout.write(
      `2000 members imported in ${Math.round((Number(process.hrtime.bigint()) - before) / 1e6)} ms\n`,
    );
  });
});

describe('decisions taken over from a file', () => {
  const takenOver = async () =>
    (
      await holder.ask<{ takenOverDecisions: { edges: { node: Record<string, unknown> }[] } }>(
        '{ takenOverDecisions { edges { node { label decidedOn title body verified } } } }',
      )
    ).takenOverDecisions.edges.map(({ node }) => node);

  it('are read the latest first, not verified, and apart from the numbered ones', async () => {
    const numbered = async () =>
      (
        await holder.ask<{ decisions: { edges: { node: { label: string } }[] } }>(
          '{ decisions(first: 100) { edges { node { label } } } }',
        )
      ).decisions.edges.map(({ node }) => node.label);
    const before = await numbered();
    const file =
      'numéro;date;titre;texte\r\nAG-1;30/10/2020;Fondation;"Adopté,\r\nà 41 voix."\r\n2021-001;2021-03-14;Logo;\r\n';
    expect(await imports('importDecisions', file)).toMatchObject({ imported: 2 });
    expect(await takenOver()).toEqual([
      { label: '2021-001', decidedOn: '2021-03-14', title: 'Logo', body: '', verified: false },
      {
        label: 'AG-1',
        decidedOn: '2020-10-30',
        title: 'Fondation',
        body: 'Adopté,\nà 41 voix.',
        verified: false,
      },
    ]);
    expect(await numbered()).toEqual(before);
  });

  it('are the last word on nothing, and move no number', async () => {
    const [{ count }] = (await world.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM ormee.last_decision last
       JOIN ormee.taken_over_decision old ON old.collective_id = last.collective_id AND old.id = last.decision_id`,
    )) as [{ count: number }];
    expect(count).toBe(0);
    const next = await (await collective.propose()).decideOnline({ for: 3 });
    expect(next.decision?.label).toMatch(/^2026-/);
  });

  it.each([
    [
      'a label twice',
      'label,date,title\nA,2020-01-01,Un\na,2020-01-02,Deux\n',
      'FILE_LINE_TWICE',
      { line: '3' },
    ],
    ['a label that is there', 'label,date,title\nag-1,2020-01-01,Un\n', 'FILE_LINE_TWICE', { line: '2' }],
    ['no title', 'label,date,title\nA,2020-01-01,\n', 'FILE_CELL_INVALID', { line: '2', column: '3' }],
    ['a day to come', 'label,date,title\nA,2090-01-01,Un\n', 'FILE_CELL_INVALID', { line: '2', column: '2' }],
    [
      'a script',
      'label,date,title,body\nA,2020-01-01,Un,<script>\n',
      'FILE_CELL_MARKUP',
      { line: '2', column: '4' },
    ],
  ])('are refused with %s, and none of them is kept', async (_, file, code, facts) => {
    const before = await collective.rowCounts();
    await expect(imports('importDecisions', file)).rejects.toEqual(refused(code, facts));
    expect(await collective.rowCounts()).toEqual(before);
  });

  it('are taken over under a mandate', async () => {
    await expect(
      imports('importDecisions', 'label,date,title\nB,2020-01-01,Un\n', collective.member(0)),
    ).rejects.toEqual(refused('MANDATE_REQUIRED', { act: 'importDecisions' }));
  });
});

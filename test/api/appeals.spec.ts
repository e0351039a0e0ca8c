import { mandateFor, publishAppeal } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const refused = (code: string, facts: Record<string, string> = {}): object =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as object;

let world: World;
let collective: TestCollective;
let holder: TestMember;
let appealId: string;

beforeAll(async () => {
  world = await World.open();
  collective = await world.collective().withMembers(4).grow();
  holder = collective.member(3);
  appealId = await publishAppeal(collective);
  await mandateFor(collective, holder, 'importSignatories');
});
afterAll(() => world.close());

const imports = (file: string, by = holder, appeal = appealId) =>
  by.does<{ imported: number; appeal: { signatoryCount: number } }>(
    'importSignatories',
    { appealId: appeal, file },
    'imported appeal { signatoryCount }',
  );

const signatories = async (by: TestMember, appeal = appealId) =>
  by.ask<{
    signatories: { edges: { node: { id: string; name: string; signedOn: string; verified: boolean } }[] };
  }>(
    'query($appeal: ID!) { signatories(appealId: $appeal, first: 100) { edges { node { id name signedOn verified } } } }',
    { appeal },
  );

describe('an appeal', () => {
  it('is published by a decision, and read by everyone where it is public', async () => {
    const { data } = await world.ask<{ node: object }>(
      null,
      `query($id: ID!) { node(id: $id) { ... on Appeal { title body signatoryCount } } }`,
      { id: appealId },
    );
    expect(data?.node).toEqual({
      title: 'Appel fondateur',
      body: 'Nous, qui travaillons dans le numérique.',
      signatoryCount: null,
    });
  });

  it('for members is shown to members alone', async () => {
    const inside = await publishAppeal(collective, { title: 'Appel interne', visibility: 'MEMBERS' });
    const ask = async (token: string | null) =>
      (
        await world.ask<{ node: object | null }>(token, 'query($id: ID!) { node(id: $id) { id } }', {
          id: inside,
        })
      ).data?.node;
    expect(await ask(null)).toBeNull();
    expect(await ask(holder.token)).toEqual({ id: inside });
  });

  it.each([
    ['a title', { title: ' ' }],
    ['words', { body: '' }],
    ['a title that can be read', { title: 'Appel\u202e' }],
  ])('needs %s', async (_, fields) => {
    const publish = { title: 'Appel', body: 'Mots.', ...fields };
    await expect(collective.propose({ effects: [{ publishAppeal: publish }] })).rejects.toEqual(
      refused('INVALID_INPUT'),
    );
  });
});

describe('signatories', () => {
  it('are written down from a file as French spreadsheets write it, and nobody is a member by it', async () => {
    const before = await collective.rowCounts();
    const file =
      '\ufeffNom;Courriel;Date\r\nÉmile Pouget;emile@example.org;30/10/2020\r\nFlora Tristan;;2020-10-31\r\n';
    expect(await imports(file)).toMatchObject({ imported: 2, appeal: { signatoryCount: 2 } });
    const after = await collective.rowCounts();
    expect(after['member']).toBe(before['member']);
    const listed = (await signatories(holder)).signatories.edges.map(({ node }) => node);
    expect(listed.sort((a, b) => (a.signedOn < b.signedOn ? -1 : 1))).toMatchObject([
      { name: 'Émile Pouget', signedOn: '2020-10-30', verified: false },
      { name: 'Flora Tristan', signedOn: '2020-10-31', verified: false },
    ]);
  });

  it('are a number to members, and names to whoever holds the mandate', async () => {
    await expect(signatories(collective.member(0))).rejects.toThrow('MANDATE_REQUIRED');
    const { node } = await collective
      .member(0)
      .ask<{ node: { signatoryCount: number } }>(
        'query($id: ID!) { node(id: $id) { ... on Appeal { signatoryCount } } }',
        { id: appealId },
      );
    expect(node.signatoryCount).toBe(2);
  });

  it('leave their addresses to nobody, in no type of the API', async () => {
    const { __type } = await holder.ask<{ __type: { fields: { name: string }[] } }>(
      '{ __type(name: "Signatory") { fields { name } } }',
    );
    expect(__type.fields.map(({ name }) => name)).toEqual([
      ...['id', 'name', 'organisation', 'role', 'signedOn', 'verified'],
    ]);
  });

  it('are no node, also for whoever knows an id', async () => {
    const [first] = (await signatories(holder)).signatories.edges;
    const { node } = await holder.ask<{ node: object | null }>('query($id: ID!) { node(id: $id) { id } }', {
      id: first?.node.id,
    });
    expect(node).toBeNull();
  });

  it('are imported under a mandate', async () => {
    await expect(imports('nom\nLouise\n', collective.member(0))).rejects.toEqual(
      refused('MANDATE_REQUIRED', { act: 'importSignatories' }),
    );
  });

  it('are of an appeal of the collective', async () => {
    const other = await world.collective().withMembers(3).named('Un autre collectif').grow();
    const theirs = await publishAppeal(other);
    await expect(imports('nom\nLouise\n', holder, theirs)).rejects.toEqual(refused('NOT_FOUND'));
  });

  it.each([
    ['a formula', 'nom\nVoltairine\n=1+1\n', 'FILE_CELL_FORMULA', { line: '3', column: '1' }],
    ['a script', 'nom\nVoltairine\n<img src=x>\n', 'FILE_CELL_MARKUP', { line: '3', column: '1' }],
    ['a name of two alphabets', 'nom\nVoltairine\nLоuise\n', 'FILE_CELL_INVALID', { line: '3', column: '1' }],
    ['no address', 'nom;mail\nVoltairine;chez elle\n', 'FILE_CELL_INVALID', { line: '2', column: '2' }],
    ['no day', 'nom;date\nVoltairine;hier\n', 'FILE_CELL_INVALID', { line: '2', reason: 'NOT_A_DATE' }],
    ['a day to come', 'nom;date\nVoltairine;2090-01-01\n', 'FILE_CELL_INVALID', { reason: 'IN_THE_FUTURE' }],
    ['another encoding', 'nom\nVoltairine\nRen\ufffd\n', 'FILE_NOT_UTF8', { line: '3', column: '4' }],
    ['an end within a cell', 'nom\nVoltairine\n"Ren', 'FILE_NOT_CSV', { line: '3', column: '1' }],
  ])('are refused with %s, and none of them is kept', async (_, file, code, facts) => {
    const before = await collective.rowCounts();
    await expect(imports(file)).rejects.toEqual(refused(code, facts));
    expect(await collective.rowCounts()).toEqual(before);
  });

  it('are there once: twice in a file, sent again, or with an address in capitals', async () => {
    const file = 'nom;courriel\nVoltairine;\nvoltairine;\nÉmile Pouget;EMILE@example.org\n';
    const twice = 'imported alreadyThere unread { line } appeal { signatoryCount }';
    const sent = () => holder.does('importSignatories', { appealId, file }, twice);
    expect(await sent()).toMatchObject({ imported: 1, alreadyThere: 2, unread: [] });
    expect(await sent()).toMatchObject({ imported: 0, alreadyThere: 3, unread: [] });
  });

  it('imported twice at once are written once', async () => {
    const file = 'nom\nJeanne\nPaule\n';
    const answers = await Promise.all([imports(file), imports(file)]);
    expect(answers.map(({ imported }) => imported).sort()).toEqual([0, 2]);
  });

  it('are two thousand in one file', async () => {
    const file = `nom;courriel;date\n${Array.from(
      { length: 2_000 },
      (_, place) => `Signataire ${String(place + 1)};personne.${String(place)}@example.org;2020-10-30`,
    ).join('\n')}\n`;
    const before = Number(process.hrtime.bigint());
    expect((await imports(file)).imported).toBe(2_000);
    process.stdout.write(
      `2000 signatories imported in ${Math.round((Number(process.hrtime.bigint()) - before) / 1e6)} ms\n`,
    );
  });
});

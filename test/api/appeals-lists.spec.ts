import { readList } from '../../src/appeals/lists/read-list.js';
import { adoptMembership, declares, mandateFor, publishAppeal } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const refused = (code: string): object => expect.objectContaining({ code }) as object;

let world: World;
let collective: TestCollective;
let holder: TestMember;

beforeAll(async () => {
  world = await World.open();
  collective = await world.collective().withMembers(4).grow();
  holder = collective.member(3);
  await mandateFor(collective, holder, 'importSignatories', 'enterPaperSignature', 'admitMember');
});
afterAll(() => world.close());

interface Imported {
  readonly imported: number;
  readonly alreadyThere: number;
  readonly unread: readonly { line: number; raw: string; reason: string }[];
}
const imports = (appealId: string, file: string, more: object = {}, by = holder) =>
  by.does<Imported>(
    'importSignatories',
    { appealId, file, format: 'MARKDOWN', ...more },
    'imported alreadyThere unread { line raw reason words }',
  );

interface Read {
  readonly signatures: { verified: number; named: number; takenOver: number; withdrawn: number };
  readonly firstSignatories: { name: string; place: number }[];
  readonly namedSignatories: { edges: { node: { name: string } }[] };
}
async function read(id: string): Promise<Read> {
  const { data } = await world.ask<{ publicAppeal: Read }>(
    null,
    `query($id: ID!) { publicAppeal(id: $id) { signatures { verified named takenOver withdrawn }
       firstSignatories { name place } namedSignatories(first: 100) { edges { node { name } } } } }`,
    { id },
  );
  return data?.publicAppeal as Read;
}
const found = async (appealId: string, named: string, by = holder) =>
  (
    await by.ask<{ signatories: { edges: { node: { id: string; name: string; role: string | null } }[] } }>(
      'query($a: ID!, $n: String) { signatories(appealId: $a, named: $n) { edges { node { id name role } } } }',
      { a: appealId, n: named },
    )
  ).signatories.edges.map(({ node }) => node);

describe('a line of a list', () => {
  const today = '2026-11-27';
  it.each([
    [
      '* [Ada L.](https://ada.example/~a), rôle, Organisation',
      'Ada L.',
      'rôle',
      'Organisation',
      'https://ada.example/~a',
    ],
    ['- [Ada](https://w.example/A_(b)), x', 'Ada', 'x', null, 'https://w.example/A_(b)'],
    ['+ Ada, ingénieure, École, Nantes', 'Ada', 'ingénieure', 'École, Nantes', null],
    ['* **Ada**, ingénieure', 'Ada', 'ingénieure', null, null],
    ['* Ada – ingénieure – Coop', 'Ada', 'ingénieure', 'Coop', null],
    ['* Ada', 'Ada', null, null, null],
    ['* [Ada \\[L\\]](<https://a.example>) , dev.', 'Ada [L]', 'dev', null, 'https://a.example'],
  ])('%s is read', (line, name, role, organisation, url) => {
    const { signatures, unread } = readList(line, 'MARKDOWN', today);
    expect(unread).toEqual([]);
    expect(signatures).toMatchObject([{ name, role, organisation, url, raw: line, line: 1, place: null }]);
  });

  it.each([
    ['Une phrase.', 'NOT_A_SIGNATURE'],
    ['* [Ada](javascript:alert(1)), x', 'NOT_A_WEB_ADDRESS'],
    ['* Lоuise, x', 'MIXED_SCRIPTS'],
    ['* Ada\u202e, x', 'BIDI_CONTROL'],
    ['* Ada, <img src=x onerror=y>', 'MARKUP'],
    [`* ${'A'.repeat(81)}`, 'TOO_LONG'],
    ['* 🙂', 'NO_LETTER'],
    ['0. Ada', 'NOT_A_PLACE'],
  ])('%s is kept aside, with its number and why', (line, reason) => {
    const { signatures, unread } = readList(`# Liste\n\n${line}\n* Bon\n`, 'MARKDOWN', today);
    expect(signatures).toMatchObject([{ name: 'Bon', line: 4 }]);
    expect(unread).toEqual([{ line: 3, raw: line, reason }]);
  });

  it.each([
    [{ title: 'Signature de Ada Lovelace', body: '' }, 'Ada Lovelace', null],
    [{ title: 'Ajout', body: 'Bonjour !\n\n* [Ada](https://a.example), rôle' }, 'Ada', 'rôle'],
    [{ title: 'Je signe', body: 'Nom : Ada\r\nRôle : dev\r\n' }, 'Ada', 'dev'],
    [{ title: 'Ada de La Tour', body: null }, 'Ada de La Tour', null],
    [{ title: '[Ada](https://a.example), dev', description: '' }, 'Ada', 'dev'],
  ])('is found in the issue %j', (issue, name, role) => {
    const { signatures } = readList(
      JSON.stringify([{ created_at: '2020-01-02T03:04:05Z', ...issue }]),
      'ISSUES',
      today,
    );
    expect(signatures).toMatchObject([{ name, role, signedOn: '2020-01-02' }]);
  });

  it.each([
    { title: 'Ajout de ma signature', body: 'Merci !' },
    { title: 'Bug', body: '- [ ] vérifier\n- [x] relire' },
    { title: '', body: '' },
    null,
    7,
  ])('is not made of the issue %j', (issue) => {
    const { signatures, unread } = readList(JSON.stringify([issue]), 'ISSUES', today);
    expect(signatures).toEqual([]);
    expect(unread).toMatchObject([{ line: 1, reason: 'NOT_A_SIGNATURE' }]);
  });
});

describe('a list', () => {
  it('sent again longer adds what is new, and homonyms with another role are two', async () => {
    const appeal = await publishAppeal(collective, { title: 'Rejouer' });
    const list = '* [Ada](https://a.example), dev\n* Ada, jardinière\nIllisible\n';
    expect(await imports(appeal, list)).toMatchObject({
      imported: 2,
      alreadyThere: 0,
      unread: [{ line: 3, raw: 'Illisible', reason: 'NOT_A_SIGNATURE' }],
    });
    const longer = `* [ADA](http://www.a.example/), dev\n${list}* Bea\n`;
    expect(await imports(appeal, longer)).toMatchObject({ imported: 1, alreadyThere: 3 });
    expect((await read(appeal)).signatures).toEqual({ verified: 0, named: 0, takenOver: 3, withdrawn: 0 });
    expect((await read(appeal)).namedSignatories.edges).toEqual([]);
    const rows = await world.sql<{ raw: string }>(
      'SELECT raw FROM ormee.signatory WHERE collective_id = $1 AND appeal_id = $2 ORDER BY id',
      [collective.id, collective.rowId(appeal)],
    );
    expect(rows.map(({ raw }) => raw).sort()).toEqual([...list.split('\n').slice(0, 2), '* Bea'].sort());
    expect(await world.sql('SELECT FROM ormee.outbox WHERE collective_id = $1', [collective.id])).toEqual([]);
  });

  it('gives an order by its numbers alone, and nobody’s place to somebody else', async () => {
    const appeal = await publishAppeal(collective, { title: 'Ordre' });
    const list = '2. Bea\n1. Ada\n* Carl\n';
    await imports(appeal, list, { named: true });
    expect(await imports(appeal, '1. Voleuse\n2. Bea\n', { named: true })).toMatchObject({
      imported: 0,
      alreadyThere: 1,
      unread: [{ line: 1, reason: 'PLACE_TAKEN' }],
    });
    expect((await read(appeal)).firstSignatories).toEqual([
      { name: 'Ada', place: 1 },
      { name: 'Bea', place: 2 },
    ]);
  });

  it('brings nobody back who took their signature back, nor an issue that was edited', async () => {
    const appeal = await publishAppeal(collective, { title: 'Revenir' });
    const issue = (title: string) =>
      JSON.stringify([
        { title, body: '', html_url: 'https://forge.example/7', created_at: '2020-01-01T00:00:00Z' },
      ]);
    await imports(appeal, issue('Signature : Ada Partie'), { format: 'ISSUES' });
    const [ada] = await found(appeal, 'partie');
    await holder.does('withdrawPaperSignature', { signatoryId: ada?.id });
    for (const title of ['Signature : Ada Partie', 'Signature : Ada P.'])
      expect(await imports(appeal, issue(title), { format: 'ISSUES' })).toMatchObject({
        imported: 0,
        alreadyThere: 1,
      });
    expect((await read(appeal)).signatures).toMatchObject({ takenOver: 0, withdrawn: 1 });
  });

  it('is imported under a mandate, and refused when it is no list of issues', async () => {
    const appeal = await publishAppeal(collective, { title: 'Sans mandat' });
    await expect(imports(appeal, '* Ada\n', {}, collective.member(0))).rejects.toEqual(
      refused('MANDATE_REQUIRED'),
    );
    await expect(found(appeal, 'ada', collective.member(0))).rejects.toThrow('MANDATE_REQUIRED');
    await expect(imports(appeal, '{', { format: 'ISSUES' })).rejects.toEqual(refused('INVALID_INPUT'));
  });

  it('of 2,300 is imported twice without doubles', async () => {
    const appeal = await publishAppeal(collective, { title: 'Deux mille trois cents' });
    const lines = Array.from(
      { length: 2_300 },
      (_, at) => `* [Signe ${at}](https://s.example/${at}), rôle ${at % 7}`,
    );
    const started = performance.now();
    const batches = [0, 1, 2, 3, 4].map((at) => lines.slice(at * 500, (at + 1) * 500).join('\n'));
    const first = [];
    for (const [at, batch] of batches.entries())
      first.push(await imports(appeal, batch, { firstLine: at * 500 + 1 }));
    const again = [];
    for (const batch of batches) again.push(await imports(appeal, batch));
    process.stdout.write(`2300 signatures imported twice in ${Math.round(performance.now() - started)} ms\n`);
    const sum = (all: readonly Imported[], field: 'imported' | 'alreadyThere') =>
      all.reduce((total, one) => total + one[field], 0);
    expect([sum(first, 'imported'), sum(again, 'imported'), sum(again, 'alreadyThere')]).toEqual([
      2_300, 0, 2_300,
    ]);
    expect((await read(appeal)).signatures.takenOver).toBe(2_300);
  });
});

describe('a signature on paper', () => {
  const enters = (appealId: string, said: object, by = holder) =>
    by.does<{ signatory: { id: string; verified: boolean } }>(
      'enterPaperSignature',
      { appealId, ...said },
      'signatory { id verified }',
    );

  it('counts at once, once, and is named where the paper says so', async () => {
    const appeal = await publishAppeal(collective, { title: 'Papier' });
    const [one, two] = [
      await enters(appeal, { name: 'Ada', named: true }),
      await enters(appeal, { name: ' ada ', named: true }),
    ];
    expect(two).toEqual(one);
    await enters(appeal, { name: 'Ada', role: 'fille' });
    expect((await read(appeal)).signatures).toMatchObject({ verified: 2, named: 1 });
    await expect(enters(appeal, { name: 'Bea' }, collective.member(0))).rejects.toEqual(
      refused('MANDATE_REQUIRED'),
    );
    await expect(enters(appeal, { name: 'Bea', url: 'javascript:x' })).rejects.toEqual(
      refused('INVALID_INPUT'),
    );
  });

  it('proves the line of a list that says the same', async () => {
    const appeal = await publishAppeal(collective, { title: 'Papier et liste' });
    await imports(appeal, '* Ada, dev\n');
    await enters(appeal, { name: 'Ada', role: 'dev' });
    expect((await read(appeal)).signatures).toMatchObject({ verified: 1, takenOver: 0 });
  });
});

describe('at the door of an assembly', () => {
  it('a mandate holder finds a signature by its name, and admits by it once', async () => {
    const appeal = await publishAppeal(collective, { title: 'La porte' });
    await adoptMembership(collective, { signedAppealId: appeal });
    await imports(appeal, '* Éloïse Dupré, luthière\n* Autre\n');
    const [signatory, ...others] = await found(appeal, 'eloise dup');
    expect(others).toEqual([]);
    expect(signatory).toMatchObject({ name: 'Éloïse Dupré', role: 'luthière' });
    const id = collective.globalId('Collective', collective.id);
    const one = await declares(world, id, { publicName: 'Éloïse' });
    await holder.does('admitMember', { applicationId: one.applicationId, signatoryId: signatory?.id });
    expect((await read(appeal)).signatures).toMatchObject({ verified: 1, takenOver: 1 });
    const two = await declares(world, id, { publicName: 'Usurpatrice' });
    await expect(
      holder.does('admitMember', { applicationId: two.applicationId, signatoryId: signatory?.id }),
    ).rejects.toEqual(refused('DUPLICATE'));
  });
});

describe('first signatories whom a decision names', () => {
  it('appear in its order once each has signed, and not before', async () => {
    const [a, b] = [collective.member(0), collective.member(1)];
    const proposal = await collective.propose({
      effects: [{ publishAppeal: { title: 'Premières', body: 'Mots.', firstSignatoryIds: [b.id, a.id] } }],
    });
    await proposal.decideIn(await collective.assembly(3), { for: 3 });
    const { appeals } = await a.ask<{ appeals: { edges: { node: { id: string; title: string } }[] } }>(
      '{ appeals(first: 100) { edges { node { id title } } } }',
    );
    const appealId = appeals.edges.find(({ node }) => node.title === 'Premières')?.node.id ?? '';
    expect((await read(appealId)).firstSignatories).toEqual([]);
    const signs = (by: TestMember, name: string) => by.does('signAppeal', { appealId, name, named: true });
    await signs(a, 'Alice');
    await signs(b, 'Berthe');
    await signs(b, 'Berthe encore');
    expect((await read(appealId)).firstSignatories.map(({ name }) => name)).toEqual(['Berthe', 'Alice']);
    expect((await read(appealId)).signatures).toMatchObject({ verified: 2, named: 2 });
  });
});

describe('a text of others', () => {
  const cosigns = (said: object) =>
    collective.propose({
      effects: [{ cosignText: { title: 'Tribune', url: 'https://t.example/', ...said } }],
    });

  it('is signed by a decision, as it was read, and once', async () => {
    const proposal = await cosigns({ words: 'Nous demandons.' });
    expect(proposal.matter).toBe('ROUTINE');
    await proposal.decideIn(await collective.assembly(3), { for: 3 });
    const { cosignedTexts } = await collective
      .member(0)
      .ask<{ cosignedTexts: { edges: { node: object }[] } }>(
        '{ cosignedTexts { edges { node { title url words hash } } } }',
      );
    expect(cosignedTexts.edges).toMatchObject([{ node: { title: 'Tribune', words: 'Nous demandons.' } }]);
    await expect(cosigns({ words: 'Nous demandons.', title: 'Autrement' })).rejects.toEqual(
      refused('DUPLICATE'),
    );
  });

  it.each([
    ['neither words nor hash', {}],
    ['a hash of other words', { words: 'Autre.', hash: 'a'.repeat(64) }],
    ['a script as its page', { words: 'Autre.', url: 'javascript:alert(1)' }],
  ])('is refused with %s', async (_, said) => {
    await expect(cosigns(said)).rejects.toEqual(refused('INVALID_INPUT'));
  });
});

import { mandateFor, publishAppeal } from '../world/people.js';
import { namesOf, Signing } from '../world/signing.js';
import type { TestCollective, TestMember } from '../world/world.js';

let signing: Signing;
let collective: TestCollective;
let holder: TestMember;

beforeAll(async () => {
  signing = await Signing.open();
  collective = await signing.world.collective().withMembers(4).grow();
  holder = collective.member(3);
  await mandateFor(collective, holder, 'importSignatories', 'enterPaperSignature', 'admitMember');
});
afterAll(() => signing.close());

/** A list is a table here, with addresses: whose names are public. */
const imports = (appealId: string, lines: string) =>
  holder.does(
    'importSignatories',
    { appealId, file: `nom;courriel;rôle\n${lines}`, named: true },
    'imported alreadyThere',
  );

describe('two people with one address', () => {
  it('have one line each: whoever signs by a letter does not take over what a list has of the other', async () => {
    const appeal = await publishAppeal(collective, { title: 'Foyer' });
    const list = 'Alice Martin;foyer@example.org;sage-femme\n';
    await imports(appeal, list);
    await signing.confirmed(appeal, 'foyer@example.org', { name: 'Bernard Martin', named: true });
    const read = await signing.read(appeal);
    expect(read?.namedSignatories.edges.map(({ node }) => node)).toMatchObject([
      { name: 'Alice Martin', role: 'sage-femme', verified: false },
      { name: 'Bernard Martin', role: null, verified: true },
    ]);
    expect(read?.signatures).toMatchObject({ verified: 1, takenOver: 1 });
    expect(await imports(appeal, list)).toMatchObject({ imported: 0, alreadyThere: 1 });
  });

  it('are told apart by their names, whatever their case and accents', async () => {
    const appeal = await publishAppeal(collective, { title: 'Foyer, encore' });
    await imports(appeal, 'Hélène Roy;roy@example.org;luthière\n');
    await signing.confirmed(appeal, 'ROY@example.org', { name: 'HELENE ROY', named: true });
    expect(namesOf(await signing.read(appeal))).toEqual(['HELENE ROY']);
    expect((await signing.read(appeal))?.signatures).toMatchObject({ verified: 1, takenOver: 0 });
  });
});

describe('whoever took their signature back', () => {
  const LOUISE = 'louise@example.org';
  const goes = async (appeal: string): Promise<void> => {
    expect(await signing.withdrawn(appeal, LOUISE)).toMatchObject({ withdrawn: true });
  };

  it('is brought back by no list of which a line was passed over, for they had signed by a letter', async () => {
    const appeal = await publishAppeal(collective, { title: 'Revenir' });
    const list = 'Louise Michel;louise@example.org;\nL. Michel;LOUISE@example.org;institutrice\nAda;;\n';
    await signing.confirmed(appeal, LOUISE, { named: true });
    expect(await imports(appeal, list)).toMatchObject({ imported: 1, alreadyThere: 2 });
    expect(await imports(appeal, list)).toMatchObject({ imported: 0, alreadyThere: 3 });
    await goes(appeal);
    expect(await imports(appeal, list)).toMatchObject({ imported: 0, alreadyThere: 3 });
    expect(namesOf(await signing.read(appeal))).toEqual(['Ada']);
    expect((await signing.read(appeal))?.signatures).toEqual({
      ...{ verified: 0, named: 0, takenOver: 1, withdrawn: 1 },
    });
  });

  it('is not written down again from a paper on which their address stood', async () => {
    const appeal = await publishAppeal(collective, { title: 'Du papier' });
    const paper = {
      appealId: appeal,
      name: 'Louise Michel',
      role: 'institutrice',
      email: LOUISE,
      named: true,
    };
    await signing.confirmed(appeal, LOUISE);
    await holder.does('enterPaperSignature', paper);
    await goes(appeal);
    expect(await holder.act('enterPaperSignature', paper)).toMatchObject({ code: 'DUPLICATE' });
    expect(namesOf(await signing.read(appeal))).toEqual([]);
  });

  it.each([
    ['was there from before', '* Ada Partie, sage\n'],
    ['stood above in the same file', null],
  ])('is not brought back by an issue that was edited, where what it says %s', async (_, list) => {
    const appeal = await publishAppeal(collective, { title: 'Des billets' });
    const issue = (number: number, title: string) => ({
      ...{ title, body: '', html_url: `https://forge.example/${number}`, created_at: '2020-01-01T00:00:00Z' },
    });
    const sends = (file: string, format: string) =>
      holder.does('importSignatories', { appealId: appeal, file, format, named: true }, 'imported');
    if (list !== null) await sends(list, 'MARKDOWN');
    const says = 'Signature : Ada Partie, sage';
    await sends(JSON.stringify([...(list === null ? [issue(6, says)] : []), issue(7, says)]), 'ISSUES');
    const { signatories } = await holder.ask<{ signatories: { edges: { node: { id: string } }[] } }>(
      'query($a: ID!) { signatories(appealId: $a) { edges { node { id } } } }',
      { a: appeal },
    );
    expect(signatories.edges).toHaveLength(1);
    await holder.does('withdrawPaperSignature', { signatoryId: signatories.edges[0]?.node.id });
    await sends(JSON.stringify([issue(7, 'Signature : Ada P., sage')]), 'ISSUES');
    expect((await signing.read(appeal))?.signatures).toMatchObject({ takenOver: 0, withdrawn: 1 });
  });
});

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

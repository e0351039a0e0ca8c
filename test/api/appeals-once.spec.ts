import { adoptMembership, declares, mandateFor, publishAppeal, signsIn } from '../world/people.js';
import { namesOf, Signing } from '../world/signing.js';
import { TestMember, type TestCollective } from '../world/world.js';

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

/** The signatures of an appeal as whoever admits finds them. */
const found = async (appealId: string): Promise<readonly { id: string }[]> => {
  const { signatories } = await holder.ask<{ signatories: { edges: { node: { id: string } }[] } }>(
    'query($a: ID!) { signatories(appealId: $a) { edges { node { id } } } }',
    { a: appealId },
  );
  return signatories.edges.map(({ node }) => node);
};

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
    const [line, ...others] = await found(appeal);
    expect(others).toEqual([]);
    await holder.does('withdrawPaperSignature', { signatoryId: line?.id });
    await sends(JSON.stringify([issue(7, 'Signature : Ada P., sage')]), 'ISSUES');
    expect((await signing.read(appeal))?.signatures).toMatchObject({ takenOver: 0, withdrawn: 1 });
  });
});

describe('somebody whose signature led to their admission', () => {
  const enters = async (link = ''): Promise<TestMember> => {
    const { token = '', memberId = '' } = await signsIn(signing.world, link);
    return new TestMember(signing.world, collective.id, collective.rowId(memberId), token);
  };

  /** Signs by a letter, joins from it, and is admitted. */
  const joins = async (appealId: string, email: string, said: object): Promise<TestMember> => {
    await adoptMembership(collective, { signedAppealId: appealId });
    const { joinLink } = await signing.confirmed(appealId, email, said);
    const { applicationId, link } = await signing.stranger(
      'joinBySignature',
      { link: joinLink, statement: 'Bonjour' },
      'applicationId link',
    );
    await holder.does('admitMember', { applicationId });
    return enters(link);
  };

  it('has signed, also with their session: a letter and a session are one signature', async () => {
    const appeal = await publishAppeal(collective, { title: 'Par une lettre' });
    const nina = await joins(appeal, 'nina@example.org', { name: 'Nina', named: true });
    await nina.does('signAppeal', { appealId: appeal, name: 'Nina' });
    expect((await signing.read(appeal))?.signatures).toMatchObject({ verified: 1, named: 1 });
    const other = await publishAppeal(collective, { title: 'Un autre' });
    await nina.does('signAppeal', { appealId: other, name: 'Nina' });
    expect((await signing.read(other))?.signatures).toMatchObject({ verified: 1 });
  });

  it('has signed, also where whoever admitted them found their line in a list', async () => {
    const appeal = await publishAppeal(collective, { title: 'À la porte' });
    await adoptMembership(collective, { signedAppealId: appeal });
    await imports(appeal, 'Olga;;\n');
    const [line] = await found(appeal);
    const id = collective.globalId('Collective', collective.id);
    const { applicationId, link } = await declares(signing.world, id, { publicName: 'Olga' });
    await holder.does('admitMember', { applicationId, signatoryId: line?.id });
    const olga = await enters(link);
    await olga.does('signAppeal', { appealId: appeal, name: 'Olga' });
    expect((await signing.read(appeal))?.signatures).toMatchObject({ verified: 1, takenOver: 0 });
  });

  it('takes it back with their session, and what led from it to them is gone', async () => {
    const appeal = await publishAppeal(collective, { title: 'Reprendre' });
    const vera = await joins(appeal, 'vera@example.org', { name: 'Vera', named: true });
    await vera.does('nameMySignature', { appealId: appeal, named: false });
    expect((await signing.read(appeal))?.signatures).toMatchObject({ verified: 1, named: 0 });
    await vera.does('withdrawMySignature', { appealId: appeal });
    expect((await signing.read(appeal))?.signatures).toMatchObject({ verified: 0, withdrawn: 1 });
    const rows = await signing.world.sql<{ servedBy: string | null }>(
      'SELECT served_by AS "servedBy" FROM ormee.signatory WHERE appeal_id = $1',
      [collective.rowId(appeal)],
    );
    expect(rows).toEqual([{ servedBy: null }]);
  });

  it('reads it among what is held of them, and has it erased with the rest', async () => {
    const appeal = await publishAppeal(collective, { title: 'Effacer' });
    const rosa = await joins(appeal, 'rosa@example.org', { name: 'Rosa Luxo', named: true });
    const { viewer } = await rosa.ask<{ viewer: { ownData: string } }>('{ viewer { ownData } }');
    expect(viewer.ownData).toContain('Rosa Luxo');
    const { held } = JSON.parse(viewer.ownData) as { held: Record<string, object[]> };
    expect(held['signatory.served_by']).toMatchObject([{ name: 'Rosa Luxo', named: true }]);
    await rosa.does('leaveCollective', { confirmed: true });
    await rosa.does('eraseMyData', { confirmed: true });
    expect(namesOf(await signing.read(appeal))).toEqual([]);
    expect((await signing.read(appeal))?.signatures).toMatchObject({ verified: 0, withdrawn: 1 });
  });
});

describe('a member who signed with their session', () => {
  const OWN = `query($id: ID!) { publicAppeal(id: $id) {
    signatures { verified named withdrawn } viewerSignature { name role named place } } }`;
  const own = async (member: TestMember, id: string) =>
    (await member.ask<{ publicAppeal: { viewerSignature: object | null } }>(OWN, { id })).publicAppeal
      .viewerSignature;
  const signed = async (title: string): Promise<{ appeal: string; member: TestMember }> => {
    const appeal = await publishAppeal(collective, { title });
    const member = collective.member(0);
    await member.does('signAppeal', { appealId: appeal, name: 'Emma G.', role: 'imprimeuse', named: true });
    return { appeal, member };
  };

  it('takes it back by one act: it leaves no trace of them, and a count that says so', async () => {
    const { appeal, member } = await signed('Une session');
    await collective.member(1).does('signAppeal', { appealId: appeal, name: 'Reste', named: true });
    const withdraws = () =>
      member.does(
        'withdrawMySignature',
        { appealId: appeal },
        'appeal { signatures { verified withdrawn } }',
      );
    const counted = { appeal: { signatures: { verified: 1, withdrawn: 1 } } };
    for (const answer of [await withdraws(), await withdraws()]) expect(answer).toMatchObject(counted);
    expect(namesOf(await signing.read(appeal))).toEqual(['Reste']);
    const rows = await signing.world.sql<{ row: string }>(
      `SELECT to_jsonb(it)::text AS row FROM ormee.signatory it WHERE collective_id = $1 AND state = 'WITHDRAWN'`,
      [collective.id],
    );
    expect(rows.map(({ row }) => row).join('\n')).not.toMatch(
      new RegExp(`Emma G|imprimeuse|${member.memberId}`),
    );
    await member.does('signAppeal', { appealId: appeal, name: 'Emma G.' });
    expect((await signing.read(appeal))?.signatures).toMatchObject({ verified: 2, withdrawn: 1 });
  });

  it('takes their consent to be named back, and gives it again, without taking the signature back', async () => {
    const { appeal, member } = await signed('Nommée');
    const names = (named: boolean) => member.does('nameMySignature', { appealId: appeal, named });
    await names(false);
    expect(namesOf(await signing.read(appeal))).toEqual([]);
    expect((await signing.read(appeal))?.signatures).toMatchObject({ verified: 1, named: 0, withdrawn: 0 });
    expect(await own(member, appeal)).toMatchObject({ name: 'Emma G.', named: false });
    await names(true);
    expect(namesOf(await signing.read(appeal))).toEqual(['Emma G.']);
  });

  it('reads their own signature, and touches nobody else’s', async () => {
    const { appeal, member } = await signed('La sienne');
    expect(await own(member, appeal)).toEqual({
      ...{ name: 'Emma G.', role: 'imprimeuse', named: true, place: null },
    });
    const other = collective.member(1);
    expect(await own(other, appeal)).toBeNull();
    await other.does('withdrawMySignature', { appealId: appeal });
    expect(await other.act('nameMySignature', { appealId: appeal, named: false })).toMatchObject({
      ...{ code: 'NOT_FOUND', path: ['input', 'appealId'] },
    });
    expect(namesOf(await signing.read(appeal))).toEqual(['Emma G.']);
  });

  it('does so also once the appeal is signed no more, and on one that is for members', async () => {
    const appeal = await publishAppeal(collective, { title: 'Interne', visibility: 'MEMBERS' });
    const member = collective.member(0);
    await member.does('signAppeal', { appealId: appeal, name: 'Emma G.', named: true });
    await signing.world.sql(`UPDATE ormee.appeal SET closes_at = ormee.instant() WHERE id = $1`, [
      collective.rowId(appeal),
    ]);
    await member.does('nameMySignature', { appealId: appeal, named: false });
    await member.does('withdrawMySignature', { appealId: appeal });
    expect((await signing.read(appeal, member.token))?.signatures).toEqual({
      ...{ verified: 0, named: 0, takenOver: 0, withdrawn: 1 },
    });
  });
});

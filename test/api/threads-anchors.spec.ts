import { replace } from '../world/effects.js';
import { statementsOf } from '../world/statements.js';
import { TestThread, type AnchorRead } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const WORDS = `On se réunit le mardi soir, à la maison des associations.

Chacun apporte de quoi manger.`;

describe('a contribution about a passage', () => {
  let world: World;
  let collective: TestCollective;
  let thread: TestThread;
  let first: TestMember;
  let second: TestMember;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).grow();
    [first, second] = [collective.member(0), collective.member(1)];
    thread = await TestThread.open(collective);
  });
  afterAll(() => world.close());

  const about = (readIn: object, quote: string, more: object = {}) =>
    thread.say({ by: first, kind: 'CONCERN', body: 'Cela me gêne.', anchor: { readIn, quote, ...more } });
  const anchorOf = async (id: string): Promise<AnchorRead | null> =>
    (await thread.contribution(second, id)).anchor;

  it('of a proposal follows its words through versions, and says when they are gone, with the words of then', async () => {
    const proposal = await collective.propose({ rationale: WORDS });
    const read = { proposal: { proposalId: proposal.id, version: 1 } };
    const { id, anchor } = await about(read, 'la maison des associations');
    expect(anchor).toEqual({
      state: 'EXACT',
      quote: 'la maison des associations',
      paragraphThen: WORDS.split('\n')[0],
      now: { paragraph: WORDS.split('\n')[0], start: 30, end: 56 },
    });
    await proposal.revise({ title: 'Autre titre', rationale: `Voici pourquoi.\n\n${WORDS}` });
    expect(await anchorOf(id)).toMatchObject({ state: 'EXACT' });
    await proposal.revise({ title: 'Autre titre', rationale: WORDS.replace('mardi', 'jeudi') });
    expect(await anchorOf(id)).toMatchObject({
      state: 'CHANGED_AROUND',
      now: { paragraph: 'On se réunit le jeudi soir, à la maison des associations.' },
    });
    await proposal.revise({
      title: 'Autre titre',
      rationale: WORDS.replace('des associations', 'du peuple'),
    });
    expect(await anchorOf(id)).toEqual({
      state: 'ORPHANED',
      quote: 'la maison des associations',
      paragraphThen: WORDS.split('\n')[0],
      now: null,
    });
    // Its author may still speak of what was said in a version that is no more.
    await expect(about(read, 'de quoi manger')).resolves.toMatchObject({ anchor: { state: 'EXACT' } });
  });

  it('of a wording that a proposal would give to a text is found in it', async () => {
    const effects = [await replace(collective, 'Règle 1', 'On se réunit le jeudi.\n\nÀ midi, ou le soir.')];
    const proposal = await collective.propose({ effects, rationale: 'Pour changer.' });
    const read = { proposal: { proposalId: proposal.id, version: 1 } };
    expect((await about(read, 'ou le soir')).anchor).toMatchObject({
      state: 'EXACT',
      paragraphThen: 'À midi, ou le soir.',
    });
  });

  it('of a provision follows it through decisions, to its repeal', async () => {
    const [version] = await world.sql<{ id: string; body: string }>(
      `SELECT id, body FROM ormee.provision_version WHERE collective_id = $1 AND provision_id = $2`,
      [collective.id, collective.planted.provisionOf('Règle 1')],
    );
    const { id: versionId, body } = version as { id: string; body: string };
    const quote = body.split(' ').slice(0, 4).join(' ');
    const { id, anchor } = await about(
      { provisionVersionId: collective.globalId('ProvisionVersion', versionId) },
      quote,
    );
    expect(anchor).toMatchObject({ state: 'EXACT', quote });
    const longer = await replace(collective, 'Règle 1', `Un préambule entier.\n\n${body}`);
    await (await collective.propose({ effects: [longer] })).decideOnline({ for: 4 });
    expect(await anchorOf(id)).toMatchObject({ state: 'EXACT' });
    const other = await replace(collective, 'Règle 1', 'Rien de tout cela.');
    await (await collective.propose({ effects: [other] })).decideOnline({ for: 4 });
    expect(await anchorOf(id)).toMatchObject({ state: 'ORPHANED', quote });
  });

  it('is refused where the words are not there, are there twice, or are not for all to read', async () => {
    const proposal = await collective.propose({ rationale: 'Un point. Deux points. Un point.' });
    const read = (version = 1, proposalId = proposal.id) => ({ proposal: { proposalId, version } });
    const refused = { code: 'QUOTE_NOT_FOUND', path: ['input', 'anchor', 'quote'] };
    await expect(about(read(), 'trois points')).rejects.toMatchObject({
      ...refused,
      facts: { reason: 'NOT_FOUND' },
    });
    await expect(about(read(), 'Un point')).rejects.toMatchObject({
      ...refused,
      facts: { reason: 'AMBIGUOUS' },
    });
    await expect(about(read(), 'Un point', { before: 'points.' })).resolves.toBeDefined();
    for (const field of ['quote', 'before', 'after'])
      await expect(about(read(), 'Un point', { [field]: 'mot '.repeat(251) })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        facts: { field, reason: 'TOO_LONG' },
      });
    await expect(about(read(2), 'Un point')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const neighbours = await world.collective().withMembers(1).grow();
    const theirs = await neighbours.propose({ rationale: 'Un point.' });
    await expect(about(read(1, theirs.id), 'Un point')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id } = await about(read(), 'Deux points');
    await world.sql(`UPDATE ormee.proposal SET visibility = 'NAMED' WHERE collective_id = $1`, [
      collective.id,
    ]);
    await expect(about(read(), 'Deux points')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await anchorOf(id)).toMatchObject({ quote: 'Deux points' });
    expect((await thread.readBy(first)).contributionCount).toBe(2);
  });

  it('costs the same number of statements for one and for a hundred of them, with authors and passages', async () => {
    const proposal = await collective.propose({ rationale: WORDS });
    const read = { proposal: { proposalId: proposal.id, version: 1 } };
    const page = () => statementsOf(() => thread.contributions(second));
    await about(read, 'le mardi soir');
    const few = await page();
    for (let place = 0; place < 99; place += 1)
      await thread.say({
        by: collective.member(place % 4),
        body: `Voici ${place}.`,
        ...(place % 2 && {
          anchor: { readIn: read, quote: place % 4 > 1 ? 'de quoi manger' : 'On se réunit' },
        }),
      });
    const many = await page();
    expect(many).toHaveLength(few.length);
    expect(many.length).toBeLessThanOrEqual(9);
    expect(await thread.contributions(second)).toHaveLength(100);
  }, 60_000);
});

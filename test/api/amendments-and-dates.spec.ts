import { bundleOf, faultsOf, verified } from '../exchange/lived.js';
import { Amendments } from '../world/amendments.js';
import { replace } from '../world/effects.js';
import { stayingSignedIn } from '../world/people.js';
import { World, type TestCollective } from '../world/world.js';

const BODY = `Le collectif se réunit deux fois par mois, le mardi soir.

Chaque réunion est annoncée une semaine avant.`;

/** A proposal waits to be amended on the eve of the day from which a decision changes another provision of its text. */
describe('amendments on the eve of a decision that takes effect', () => {
  let world: World;
  let collective: TestCollective;
  let amendments: Amendments;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    await world.forgetJobs();
    collective = await world
      .collective()
      .withMembers(5)
      .withRules((rules) => rules.map((rule) => ({ ...rule, friendlyAmendments: true })))
      .grow();
    const day = (await world.in('60 days')).slice(0, 10);
    const later = await replace(collective, 'Règle 2', 'Un compte rendu bref.', { effectiveOn: day });
    await (await collective.propose({ title: 'Plus tard', effects: [later] })).decideOnline({ for: 4 });
    await world.travelTo(new Date(Date.parse(day) - 12 * 3_600_000).toISOString());
    await stayingSignedIn(collective);
    const effects = [await replace(collective, 'Règle 1', BODY)];
    amendments = new Amendments(await collective.propose({ title: 'Se réunir', effects }));
    await amendments.put({ by: collective.member(1), replace: 'mardi', with: 'jeudi' });
  });
  afterAll(() => world.close());

  const later = async (interval: string): Promise<void> => {
    await world.wait(interval);
    await stayingSignedIn(collective);
    await world.runDueJobs();
  };
  const faults = async (): Promise<string> => {
    const bundles = [
      await bundleOf(collective, 'FULL'),
      await bundleOf(collective, 'PUBLIC'),
      await bundleOf(collective, 'MEMBER', collective.member(1).memberId),
    ];
    return bundles.flatMap((bundle) => faultsOf(verified(bundle))).join(' ');
  };

  it('are carried onto the words of that day before they are written in, as the register says', async () => {
    await amendments.proposal.author.does('acceptAmendment', {
      amendmentId: (await amendments.read('A1')).id,
    });
    await later('25 hours');
    expect(await amendments.read('A1')).toMatchObject({ state: 'ADOPTED', revision: 2 });
    expect((await amendments.file()).wording).toContain('le jeudi soir');
    expect(await faults()).toBe('');
  });

  it('are carried so on that day, also under a vote', async () => {
    const poll = await amendments.open([await amendments.read('A1')], { lasting: '8 days' });
    await poll.votes({ for: 4 });
    await later('20 hours');
    expect(await amendments.read('A1')).toMatchObject({ state: 'PENDING', revision: 2 });
    await later('9 days');
    expect(await amendments.read('A1')).toMatchObject({ state: 'ADOPTED', revision: 2 });
    expect(await faults()).toBe('');
  });

  it('are amended themselves on the words of that day', async () => {
    await later('20 hours');
    const parent = await amendments.read('A1');
    await amendments.put({ by: collective.member(2), replace: 'jeudi', with: 'vendredi', parent });
    expect(await amendments.read('A2')).toMatchObject({ state: 'PENDING' });
    expect(await faults()).toBe('');
  });
});

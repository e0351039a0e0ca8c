import type { Bundle } from '../../src/core/verify/bundle.js';
import { MAJORITY, TestFounding } from '../world/founding.js';
import { grant, replace } from '../world/effects.js';
import { declares, stayingSignedIn } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';
import { draftOf } from './forger.js';
import { bundleOf, faultsOf, verified } from './lived.js';

let world: World;

beforeAll(async () => {
  world = await World.open();
}, 120_000);
afterAll(() => world.close());

async function holds(collective: TestCollective): Promise<void> {
  for (const kind of ['FULL', 'PUBLIC', 'MEMBER'] as const) {
    const member = kind === 'MEMBER' ? collective.member(0).memberId : undefined;
    expect([kind, ...faultsOf(verified(await bundleOf(collective, kind, member)))]).toEqual([kind]);
  }
}

describe('what a collective takes home holds', () => {
  it('while it founds itself, with a draft put to the vote, and once it is founded', async () => {
    const founding = await TestFounding.begin(world);
    await founding.adopt({ majority: MAJORITY });
    await (await founding.draft({ majority: MAJORITY })).open({ lasting: '10 minutes' });
    await holds(founding);
    const founded = await (await TestFounding.begin(world)).prepare();
    await founded.adopt({ confirmation: true });
    await holds(founded);
  }, 120_000);

  it('when members leave, and lose a place that they have not used', async () => {
    const collective = await world
      .collective()
      .withMembers(4)
      .withRules((rules) => rules.map((rule) => ({ ...rule, lateRule: 'STRIKE_UNCAST' })))
      .grow();
    const poll = await (await collective.propose()).open({ lasting: '2 days' });
    await poll.votes({ for: 2 });
    await collective.member(3).does('leaveCollective', { confirmed: true });
    await poll.end('2 days');
    await holds(collective);
  }, 120_000);

  it('when somebody is excluded, and comes back by the rule that excluded them, known by name or by address', async () => {
    const collective = await world
      .collective()
      .withMembers(4)
      .withMember('Jeanne', 'jeanne@example.org')
      .grow();
    await stayingSignedIn(collective);
    const [accuser, person] = [collective.member(0), collective.member(4)];
    const { exclusion } = await accuser.does<{ exclusion: { id: string } }>(
      'openExclusion',
      { memberId: person.id, grounds: 'Trois réunions perturbées.' },
      'exclusion { id }',
    );
    await world.wait('7 days');
    const effects = [{ excludeMember: { exclusionId: exclusion.id, memberId: person.id } }];
    await (await collective.propose({ title: 'Une exclusion', effects })).decideOnline({ for: 4 });
    const here = collective.globalId('Collective', collective.id);
    const byMail = await declares(world, here, { publicName: 'Emma', email: 'jeanne@example.org' });
    const own = await declares(world, here, { publicName: 'Jeanne' }, person.token);
    for (const admitMember of [
      { applicationId: byMail.applicationId },
      { applicationId: own.applicationId, returningMemberId: person.id },
    ]) {
      const proposal = await collective.propose({ title: 'Un retour', effects: [{ admitMember }] });
      expect(proposal.matter).toBe('EXCLUSION');
      expect(await proposal.decideOnline({ for: 4 })).toMatchObject({
        decision: { effectsState: 'APPLIED' },
      });
    }
    await holds(collective);
  }, 120_000);

  it('when effects no longer apply at the proclamation', async () => {
    const collective = await world.collective().withMembers(3).grow();
    const first = await collective.propose({ effects: [await replace(collective, 'Règle 1', 'Une fois.')] });
    const second = await collective.propose({
      effects: [await replace(collective, 'Règle 1', 'Deux fois.')],
    });
    await first.decideOnline({ for: 2 });
    await second.decideOnline({ for: 2 }).catch(() => null);
    await holds(collective);
  }, 120_000);

  it('when whoever was excluded and whoever accused them had themselves erased', async () => {
    const collective = await world.collective().withMembers(5).grow();
    const [accuser, person] = [collective.member(0), collective.member(4)];
    const { exclusion } = await accuser.does<{ exclusion: { id: string } }>(
      'openExclusion',
      { memberId: person.id, grounds: 'Des faits graves.' },
      'exclusion { id }',
    );
    await person.does('answerExclusion', { exclusionId: exclusion.id, answer: 'Je conteste.' });
    await world.wait('7 days');
    const effects = [{ excludeMember: { exclusionId: exclusion.id, memberId: person.id } }];
    const poll = await (
      await collective.propose({ title: 'Une exclusion', effects, by: accuser })
    ).decideOnline({ for: 4 });
    await accuser.does('contestOutcome', { pollId: poll.id, reason: 'Mal compté.' });
    await person.does('appealExclusion', { exclusionId: exclusion.id, reason: 'C’est injuste.' });
    // What was written to them and what they wrote is theirs to prove, and nobody else's.
    const about = async (member: TestMember): Promise<unknown[]> =>
      ((await bundleOf(collective, 'MEMBER', member.memberId)).tables['register_salt'] ?? [])
        .map(({ field }) => field)
        .filter((field) => String(field).endsWith('Hash'));
    expect((await about(person)).sort()).toEqual(['answerHash', 'groundsHash', 'reasonHash']);
    expect(await about(accuser)).toEqual(['reasonHash']); // of their own contest
    const own = await person.ask<{ viewer: { ownData: string } }>('{ viewer { ownData } }');
    expect(own.viewer.ownData).toContain('groundsHash');
    await person.does('eraseMyData', { confirmed: true });
    await holds(collective);
    await accuser.does('leaveCollective', { confirmed: true });
    await accuser.does('eraseMyData', { confirmed: true });
    expect(faultsOf(verified(await bundleOf(collective, 'FULL')))).toEqual([]);
  }, 120_000);

  it('when somebody whom public words named had themselves erased, and no public bundle names them', async () => {
    const collective = await world.collective().withMembers(4).withMember('Louise Michel', null).grow();
    const louise = collective.member(4);
    const wordings = [
      {
        title: 'Un mandat pour LOUISE MICHEL',
        effects: [await grant(collective, { holderIds: [louise.id] })],
      },
      { title: 'Le bureau', rationale: 'Louise Michel l’a demandé.' },
      { title: 'Le local' },
    ];
    for (const wording of wordings) {
      const put = { ...wording, visibility: 'PUBLIC' } as object;
      await (await collective.propose(put)).decideIn(await collective.assembly(3), { for: 3 });
    }
    const text = async (kind: 'PUBLIC' | 'FULL') => JSON.stringify((await bundleOf(collective, kind)).tables);
    expect(await text('PUBLIC')).toMatch(/louise michel/i);
    await louise.does('leaveCollective', { confirmed: true });
    await louise.does('eraseMyData', { confirmed: true });
    expect(await text('PUBLIC')).not.toMatch(/louise/i);
    expect(await text('PUBLIC')).toContain('Le local');
    expect(await text('FULL')).toContain('LOUISE MICHEL'); // what was decided is never edited
    await holds(collective);
  }, 120_000);

  it('but not when somebody is said to be erased who asked for nothing', async () => {
    const collective = await world.collective().withMembers(3).grow();
    await collective.member(2).does('leaveCollective', { confirmed: true });
    const draft = draftOf(await bundleOf(collective, 'FULL'));
    const [left] = (draft.tables['member'] ?? []).filter(({ state }) => state === 'LEFT');
    Object.assign(left as object, { erasedAt: (left as { leftAt: string }).leftAt });
    expect(faultsOf(verified(draft as Bundle))).toEqual(['MEMBERS ERASED_WITHOUT_LEAF 0']);
  });
});

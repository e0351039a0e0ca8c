import { charterFile, MAJORITY, TestFounding, TEXTS } from '../world/founding.js';
import { World } from '../world/world.js';

describe('a collective that founds itself', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  it('goes from a link to decision 0, by the voices of its founders alone', async () => {
    const founding = await TestFounding.begin(world);
    const majority = await founding.draft({ majority: MAJORITY });
    expect((await majority.decideOnline({ for: 5 }, '10 minutes')).outcome?.code).toBe('ADOPTED');
    const texts = await founding.draft({ texts: TEXTS });
    expect((await texts.decideOnline({ for: 4, against: 1 }, '10 minutes')).decision).toBeNull();
    const charter = await founding.draft({ charter: charterFile() });
    expect((await charter.decideOnline({ for: 4, against: 1 }, '10 minutes')).outcome?.code).toBe('ADOPTED');
    const confirmation = await founding.draft({ confirmation: true });
    const poll = await confirmation.decideOnline({ for: 5 }, '10 minutes');
    expect(poll).toMatchObject({
      state: 'DECIDED',
      outcome: { code: 'ADOPTED' },
      decision: { number: 0, title: 'Fondation', effectsState: 'APPLIED' },
    });
    const read = await founding.member(0).ask<object>(`{
      viewer { state }
      collective { name charter { clause { matter threshold { fraction } } } }
      legalTexts { edges { node { title consolidated { markdown } } } }
    }`);
    expect(read).toMatchObject({
      viewer: { state: 'ACTIVE' },
      collective: {
        name: 'Les Ormes',
        charter: [{}, {}, { clause: { matter: 'GOVERNANCE', threshold: { fraction: '2/3' } } }],
      },
    });
    expect(JSON.stringify(read)).toMatch(/décision 20\d\d-000/);
  });
});

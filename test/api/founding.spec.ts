import { foundingLink } from '../world/founding.js';
import { charterFile, enterBy, FOUNDERS, MAJORITY, press, TestFounding, TEXTS } from '../world/founding.js';
import { Refused, World } from '../world/world.js';

const TEN_MINUTES = '10 minutes';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const refusal = async (work: Promise<unknown>): Promise<{ code: string; facts: object }> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refused)) throw error ?? new Error('it was not refused');
  return { code: error.code, facts: error.facts };
};

describe('a collective that founds itself', () => {
  it('goes from a link to decision 0, by the voices of its founders alone', async () => {
    const founding = await TestFounding.begin(world);
    const majority = await founding.draft({ majority: MAJORITY });
    expect((await majority.decideOnline({ for: 5 }, TEN_MINUTES)).outcome?.code).toBe('ADOPTED');
    const texts = await founding.draft({ texts: TEXTS });
    expect((await texts.decideOnline({ for: 4, against: 1 }, TEN_MINUTES)).decision).toBeNull();
    const charter = await founding.draft({ charter: charterFile() });
    expect((await charter.decideOnline({ for: 4, against: 1 }, TEN_MINUTES)).outcome?.code).toBe('ADOPTED');
    const confirmation = await founding.draft({ confirmation: true });
    const poll = await confirmation.decideOnline({ for: 5 }, TEN_MINUTES);
    expect(poll).toMatchObject({
      state: 'DECIDED',
      outcome: { code: 'ADOPTED' },
      decision: { number: 0, title: 'Fondation', effectsState: 'APPLIED' },
    });
    expect(poll.outcome?.explanation.join(' ')).toContain('il faut la voix de chaque personne qui fonde');

    const read = await founding.member(0).ask<object>(`{
      viewer { state }
      collective { name charter { clause { matter threshold { fraction } interpretations { choice } } } }
      legalTexts { edges { node { title consolidated { markdown } } } }
      decisions { edges { node { label poll { id } effects { __typename } } } }
    }`);
    expect(read).toMatchObject({
      viewer: { state: 'ACTIVE' },
      collective: {
        name: 'Les Ormes',
        charter: [
          { clause: { interpretations: [{ choice: 'Les abstentions et les blancs aussi.' }] } },
          {},
          { clause: { matter: 'GOVERNANCE', threshold: { fraction: '2/3' } } },
        ],
      },
      decisions: {
        edges: [
          {
            node: {
              poll: { id: poll.id },
              effects: [
                { __typename: 'AdoptText' },
                { __typename: 'AdoptText' },
                { __typename: 'ChangeCharter' },
              ],
            },
          },
        ],
      },
    });
    expect(JSON.stringify(read)).toMatch(/Rédaction issue de la décision 20\d\d-000/);
  });

  it('lives by its own rules from then on, and its next decision is the first', async () => {
    const founding = await (await TestFounding.begin(world)).prepare();
    await founding.adopt({ confirmation: true });
    const poll = await (await founding.propose()).decideOnline({ for: 5 });
    expect(poll).toMatchObject({ matter: 'ROUTINE', decision: { number: 1 } });
    for (const again of [founding.draft({ majority: MAJORITY }), founding.draft({ confirmation: true })])
      expect((await refusal(again)).code).toBe('FOUNDING_OVER');
    expect((await refusal(founding.member(0).does('inviteFounder', { publicName: 'Zoé' }))).code).toBe(
      'FOUNDING_OVER',
    );
  });

  it('agrees on its majority by all of its founders: one against, or one silent, and there is none', async () => {
    const founding = await TestFounding.begin(world);
    const majority = await founding.draft({ majority: MAJORITY });
    expect((await majority.decideOnline({ for: 4, against: 1 }, TEN_MINUTES)).outcome?.code).toBe('REJECTED');
    expect((await majority.decideOnline({ for: 4 }, TEN_MINUTES)).outcome?.code).toBe('REJECTED');
    const charter = await founding.draft({ charter: charterFile() });
    expect(await refusal(charter.open({ lasting: TEN_MINUTES }))).toEqual({
      code: 'FOUNDING_STEP_MISSING',
      facts: { step: 'MAJORITY' },
    });
  });

  it('adopts its charter by the majority that it agreed on, and rejects it short of it', async () => {
    const founding = await TestFounding.begin(world);
    await founding.adopt({ majority: MAJORITY });
    const charter = await founding.draft({ charter: charterFile() });
    expect((await charter.decideOnline({ for: 3, against: 2 }, TEN_MINUTES)).outcome?.code).toBe('REJECTED');
    expect((await charter.decideOnline({ for: 4, against: 1 }, TEN_MINUTES)).outcome?.code).toBe('ADOPTED');
  });

  it('amends a draft by a new version, and founds itself on the last one adopted', async () => {
    const founding = await (await TestFounding.begin(world)).prepare();
    const rival = await founding.draft({ charter: charterFile({ governance: '3/4' }) }, founding.member(1));
    await rival.decideOnline({ for: 5 }, TEN_MINUTES);
    await founding.member(1).does('reviseFoundingDraft', {
      proposalId: rival.id,
      expectedVersion: 1,
      draft: { charter: charterFile({ governance: '4/5' }) },
    });
    rival.version = 2;
    await rival.decideOnline({ for: 5 }, TEN_MINUTES);
    await founding.adopt({ confirmation: true });
    expect(await founding.rule('GOVERNANCE')).toMatchObject({ threshold: { fraction: '4/5' } });
  });

  it('confirms what is adopted now, not what a confirmation gathered before', async () => {
    const founding = await (await TestFounding.begin(world)).prepare();
    const confirmation = await founding.draft({ confirmation: true });
    await founding.adopt({ charter: charterFile({ governance: '3/4' }) });
    expect((await refusal(confirmation.open({ lasting: TEN_MINUTES }))).code).toBe('FOUNDING_DRAFTS_CHANGED');
  });

  it('is confirmed by each: one who does not holds it up, until they confirm or leave', async () => {
    const founding = await (await TestFounding.begin(world)).prepare();
    const confirmation = await founding.draft({ confirmation: true });
    const held = await confirmation.decideOnline({ for: 4 }, TEN_MINUTES);
    expect(held).toMatchObject({ outcome: { code: 'REJECTED' }, decision: null });
    const poll = await confirmation.open({ lasting: TEN_MINUTES });
    await poll.votes({ for: 4 });
    await founding.member(4).does('leaveCollective', { confirmed: true });
    expect(await poll.end(TEN_MINUTES)).toMatchObject({ decision: { number: 0 } });
  });

  it('refuses a charter that cites an article of none of the adopted texts', async () => {
    const founding = await TestFounding.begin(world);
    await founding.adopt({ majority: MAJORITY });
    await founding.adopt({ texts: TEXTS });
    const astray = founding.draft({ charter: charterFile({ article: 'Article 44' }) });
    expect((await refusal(astray)).code).toBe('PROVISION_NOT_IN_FORCE');
  });

  it('says the line of what is wrong in a charter file, in both languages', async () => {
    const founding = await TestFounding.begin(world);
    const draft = { charter: charterFile({ governance: '5/3' }) };
    const said = async (locale: 'fr' | 'en') =>
      (await founding.member(0).act('submitFoundingDraft', { draft }, '', locale)).message;
    const line = draft.charter.split('\n').findIndex((one) => one.includes('5/3')) + 1;
    expect(await said('fr')).toMatch(
      new RegExp(`^Ligne ${line}, règle gouvernance, champ « threshold.fraction »`),
    );
    expect(await said('en')).toMatch(
      new RegExp(`^Line ${line}, rule governance, field "threshold.fraction"`),
    );
  });

  it('warns in words where the rules of a draft are dangerous, and those in force', async () => {
    const founding = await (await TestFounding.begin(world)).prepare();
    const seen = async (locale: 'fr' | 'en') =>
      JSON.stringify(
        await founding
          .member(0)
          .ask(
            '{ proposals { edges { node { effects { ... on ChangeCharter { warnings { code matter message } } } } } } }',
            {},
            locale,
          ),
      );
    expect(await seen('fr')).toContain('deux personnes peuvent en exclure une troisième');
    expect(await seen('en')).toContain('two people can exclude a third');
    await founding.adopt({ confirmation: true });
    const { collective } = await founding
      .member(0)
      .ask<{ collective: { charterWarnings: object[] } }>(
        '{ collective { charterWarnings { code matter } } }',
      );
    expect(collective.charterWarnings).toContainEqual({ code: 'FEW_EXCLUDE', matter: 'DEEP' });
  });

  it('may be held in a sitting that its founders convene, start and facilitate', async () => {
    const founding = await TestFounding.begin(world);
    const assembly = await founding.assembly(5, 'REMOTE');
    for (const draft of [{ majority: MAJORITY }, { texts: TEXTS }, { charter: charterFile() }]) {
      const poll = await (await founding.draft(draft)).decideIn(assembly, { for: 5 });
      expect(poll.outcome?.code).toBe('ADOPTED');
    }
    const founded = await (await founding.draft({ confirmation: true })).decideIn(assembly, { for: 5 });
    expect(founded.decision).toMatchObject({ number: 0, effectsState: 'APPLIED' });
    await founding.member(0).does('endAssembly', { assemblyId: assembly.id });
  });

  it('lets a legal person found, speak and propose, without a ballot', async () => {
    const founders = [...FOUNDERS.slice(0, 2), { publicName: 'Une coopérative', kind: 'LEGAL' as const }];
    const founding = await TestFounding.begin(world, founders);
    const poll = await (
      await founding.draft({ majority: MAJORITY }, founding.member(2))
    ).open({
      lasting: TEN_MINUTES,
    });
    expect((await refusal(poll.cast(founding.member(2), 'FOR'))).code).toBe('NOT_ON_ROLL');
    await poll.votes({ for: 2 });
    expect((await poll.end(TEN_MINUTES)).outcome?.code).toBe('ADOPTED');
  });

  it('holds one poll a subject at a time, wherever, and none beside the confirmation', async () => {
    const founding = await (await TestFounding.begin(world)).prepare();
    const assembly = await founding.assembly(5);
    const first = await founding.draft({ charter: charterFile() });
    await first.open({ lasting: TEN_MINUTES });
    const rival = await founding.draft({ charter: charterFile({ governance: '3/4' }) }, founding.member(1));
    expect((await refusal(rival.open({ lasting: TEN_MINUTES }))).code).toBe('TARGET_RESERVED');
    expect((await refusal(rival.openIn(assembly))).code).toBe('TARGET_RESERVED');
    const confirmation = await founding.draft({ confirmation: true });
    expect((await refusal(confirmation.openIn(assembly))).code).toBe('TARGET_RESERVED');
  });
});

describe('while a collective is being founded', () => {
  let founding: TestFounding;
  beforeAll(async () => {
    founding = await TestFounding.begin(world);
  });

  it('takes no challenge of a draft: its path is one for all', async () => {
    const draft = await founding.draft({ majority: MAJORITY });
    const challenge = {
      proposalId: draft.id,
      version: 1,
      ground: { stricterMatter: 'GOVERNANCE' },
      reason: 'Trop peu.',
    };
    await expect(founding.member(1).does('challengeProposal', challenge)).rejects.toMatchObject({
      code: 'FOUNDING_HAS_ONE_PATH',
    });
  });

  it('nothing else is put to it', async () => {
    expect((await refusal(founding.propose())).code).toBe('COLLECTIVE_CONSTITUTING');
    const draft = await founding.draft({ majority: MAJORITY });
    expect((await refusal(draft.revise({}))).code).toBe('COLLECTIVE_CONSTITUTING');
  });

  it('every step is named in French and in English before it is there', async () => {
    const asked = (locale: 'fr' | 'en') =>
      founding.member(0).act('submitFoundingDraft', { draft: { confirmation: true } }, '', locale);
    expect((await asked('fr')).message).toBe(
      'Il faut d’abord adopter une majorité : c’est une étape de la fondation.',
    );
    expect((await asked('en')).message).toBe(
      'First, a majority must be adopted: it is a step of the founding.',
    );
  });

  it('two founders make a third, one alone does not, however often', async () => {
    const named = { publicName: 'Gisèle' };
    const founder = 'founder { memberId link }';
    type Said = { founder: { link: string } | null };
    const [ada, blaise] = [founding.member(0), founding.member(1)];
    expect((await ada.does<Said>('inviteFounder', named, founder)).founder).toBeNull();
    expect((await ada.does<Said>('inviteFounder', named, founder)).founder).toBeNull();
    const twin = await refusal(blaise.does('inviteFounder', { publicName: 'GISELE' }, founder));
    expect(twin.code).toBe('LOOKALIKE_NAME');
    const { founder: added } = await blaise.does<Said>('inviteFounder', named, founder);
    const gisele = await enterBy(world, (added as { link: string }).link);
    expect(await gisele.ask('{ viewer { state } }')).toEqual({ viewer: { state: 'FOUNDING' } });
    expect((await refusal(ada.does('inviteFounder', named))).code).toBe('LOOKALIKE_NAME');
  });

  it('two who name the same person at once make one founder', async () => {
    const both = await Promise.all(
      [2, 3].map((place) =>
        founding
          .member(place)
          .does<{ founder: object | null }>('inviteFounder', { publicName: 'Hector' }, 'founder { link }'),
      ),
    );
    expect(both.map(({ founder }) => founder !== null).sort()).toEqual([false, true]);
  });

  it('nobody from outside declares that they join, and a stranger founds nothing of it', async () => {
    const declared = await world.ask<{ declareMembership: { code: string } }>(
      null,
      `mutation ($input: DeclareMembershipInput!) { declareMembership(input: $input) { ... on Problem { code } } }`,
      { input: { collectiveId: founding.globalId('Collective', founding.id), publicName: 'Zoé' } },
    );
    expect(declared.data?.declareMembership.code).toBe('NOT_FOUND');
    const other = await TestFounding.begin(world);
    const theirs = await founding.draft({ majority: MAJORITY });
    const asked = other.member(0).does('reviseFoundingDraft', {
      proposalId: theirs.id,
      expectedVersion: 1,
      draft: { majority: MAJORITY },
    });
    expect((await refusal(asked)).code).toBe('NOT_FOUND');
  });
});

describe('a founding link', () => {
  it('leaves whoever pressed the button without any right', async () => {
    const link = await foundingLink(world);
    const begun = await press(world, link);
    const { data } = await world.ask<{ signIn: { code: string } }>(
      null,
      'mutation ($link: String!) { signIn(input: { link: $link }) { ... on Problem { code } } }',
      { link },
    );
    expect(data?.signIn.code).toBe('LINK_NOT_VALID');
    const seen = await world.ask(null, 'query ($id: ID!) { node(id: $id) { id } }', {
      id: begun.collectiveId,
    });
    expect(seen.data).toEqual({ node: null });
    expect(begun.founders.map(({ publicName }) => publicName)).toEqual(
      FOUNDERS.map(({ publicName }) => publicName),
    );
  });

  it('works once, and not after its fourteen days', async () => {
    const link = await foundingLink(world);
    expect((await press(world, link)).code).toBeUndefined();
    expect((await press(world, link)).code).toBe('LINK_NOT_VALID');
    const late = await foundingLink(world);
    await world.wait('15 days');
    expect(await press(world, late, {}, 'en')).toMatchObject({
      code: 'LINK_NOT_VALID',
      message: 'This link is unknown, expired or already used. Ask for a new one.',
    });
  });

  it('is used up by one of two who press at once', async () => {
    const link = await foundingLink(world);
    const both = await Promise.all([press(world, link), press(world, link)]);
    expect(both.filter(({ code }) => code === undefined)).toHaveLength(1);
    expect(both.filter(({ code }) => code === 'LINK_NOT_VALID')).toHaveLength(1);
  });

  it('is whole again, and nothing has begun, where the database dies before the commit', async () => {
    const link = await foundingLink(world);
    await world.sql(`CREATE FUNCTION ormee.die() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`);
    await world.sql(`ALTER FUNCTION ormee.die() SECURITY DEFINER`);
    await world.sql(
      `CREATE TRIGGER die BEFORE INSERT ON ormee.link FOR EACH ROW EXECUTE FUNCTION ormee.die()`,
    );
    const count = async () => (await world.sql('SELECT FROM ormee.collective')).length;
    const before = await count();
    await expect(press(world, link)).rejects.toThrow();
    await world.sql('DROP TRIGGER die ON ormee.link; DROP FUNCTION ormee.die()');
    expect(await count()).toBe(before);
    expect((await press(world, link)).code).toBeUndefined();
  });

  it.each([
    ['a single founder', { founders: FOUNDERS.slice(0, 1) }, 'INVALID_INPUT', ['input', 'founders']],
    [
      'two legal persons',
      { founders: [...FOUNDERS.slice(0, 1), { publicName: 'Une coopérative', kind: 'LEGAL' }] },
      'INVALID_INPUT',
      ['input', 'founders'],
    ],
    [
      'names that look alike',
      { founders: [{ publicName: 'Ada' }, { publicName: 'ADA' }] },
      'LOOKALIKE_NAME',
      ['input', 'founders', '1', 'publicName'],
    ],
    ['no name', { name: ' ' }, 'INVALID_INPUT', ['input', 'name']],
    ['no zone', { zone: 'Lune/Mer' }, 'INVALID_INPUT', ['input', 'zone']],
    [
      'no address',
      { founders: [{ publicName: 'Ada', email: 'nulle part' }, { publicName: 'Blaise' }] },
      'INVALID_INPUT',
      ['input', 'founders', '0', 'email'],
    ],
  ])('is not used up by %s', async (_what, input, code, path) => {
    const link = await foundingLink(world);
    expect(await press(world, link, input)).toMatchObject({ code, path });
    expect((await press(world, link)).code).toBeUndefined();
  });
});

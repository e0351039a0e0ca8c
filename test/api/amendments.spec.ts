import { Amendments } from '../world/amendments.js';
import { grant, replace } from '../world/effects.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const BODY = `Le collectif se réunit deux fois par mois, le mardi soir.

Chaque réunion est annoncée une semaine avant.`;

interface TextsWithPassages {
  readonly edges: readonly {
    readonly node: {
      readonly consolidated: {
        readonly provisions: readonly {
          readonly number: string;
          readonly passages: readonly { text: string; writtenById: string; amendmentIds: string[] }[];
        }[];
      };
    };
  }[];
}

describe('amendments to a proposal', () => {
  let world: World;
  let collective: TestCollective;
  let [author, ada, blaise, camille]: TestMember[] = [];

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    await world.forgetJobs();
    collective = await world.collective().withMembers(6).grow();
    [author, ada, blaise, camille] = [0, 1, 2, 3].map((place) => collective.member(place));
  });
  afterAll(() => world.close());

  const amended = async (): Promise<Amendments> => {
    const proposal = await collective.propose({
      by: author as TestMember,
      title: 'Se réunir plus souvent',
      effects: [await replace(collective, 'Règle 1', BODY)],
    });
    return new Amendments(proposal);
  };
  const bodyOf = async (number: string): Promise<string> => {
    const [row] = await world.sql<{ body: string }>(
      `SELECT body FROM ormee.provision_version WHERE collective_id = $1 AND number = $2
         AND known_until IS NULL AND in_force_until IS NULL`,
      [collective.id, number],
    );
    return row?.body ?? '';
  };
  const member = (one: TestMember | undefined): TestMember => one as TestMember;

  it('are written by editing a copy of the text as the proposal would make it', async () => {
    const amendments = await amended();
    const file = await amendments.file();
    expect(file.wording).toContain('deux fois par mois, le mardi soir');
    expect(file.wording).toContain('## Règle 2');
    expect(file.sections.map(({ number }) => number)).toEqual(['Règle 1', 'Règle 2']);

    const preview = await amendments.preview({ by: member(ada), replace: 'mardi', with: 'jeudi' });
    expect(preview.instructions).toEqual([
      'À l’alinéa 1 de « Règle 1 », remplacer le mot « mardi » par le mot « jeudi ».',
    ]);
    expect(await amendments.all()).toEqual([]);

    const put = await amendments.put({ by: member(ada), replace: 'mardi', with: 'jeudi' });
    expect(put).toMatchObject({
      label: 'A1',
      state: 'PENDING',
      instructions: preview.instructions,
      hash: preview.hash,
    });
    expect(put.wording).toContain('le jeudi soir');
  });

  it('are written by editing a copy of one article alone', async () => {
    const amendments = await amended();
    const put = await amendments.put({
      by: member(ada),
      provision: 'Règle 1',
      replace: 'une semaine',
      with: 'trois jours',
    });
    expect(put.instructions).toEqual([
      'À l’alinéa 2 de « Règle 1 », remplacer les mots « une semaine » par les mots « trois jours ».',
    ]);
  });

  it('are put at once where no other contradicts them, and make a new version without a decision', async () => {
    const amendments = await amended();
    const tuesday = await amendments.put({ by: member(ada), replace: 'mardi', with: 'jeudi' });
    const notice = await amendments.put({ by: member(blaise), replace: 'une semaine', with: 'trois jours' });
    const file = await amendments.file();
    expect(file.uncontested).toEqual([tuesday.id, notice.id]);
    expect(file.groups).toEqual([]);
    expect(file.merged).toContain('le jeudi soir');
    expect(file.merged).toContain('trois jours avant');

    const poll = await amendments.open([tuesday, notice]);
    expect(await poll.read()).toMatchObject({ title: 'Se réunir plus souvent — amendements A1, A2' });
    const closed = await (await poll.votes({ for: 3, against: 1 })).end();
    expect(closed).toMatchObject({ state: 'DECIDED', outcome: { code: 'ADOPTED' }, decision: null });
    expect((await amendments.all()).map(({ state }) => state)).toEqual(['ADOPTED', 'ADOPTED']);
    expect(await amendments.file()).toMatchObject({ version: 2, wording: file.merged });

    const decided = await amendments.proposal.decideOnline({ for: 4 });
    expect(decided.decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
    expect(await bodyOf('Règle 1')).toContain('le jeudi soir');
  });

  it('take no support of the proposal away when they are adopted, and let more come', async () => {
    const amendments = await amended();
    const { id: proposalId } = amendments.proposal;
    const support = async (by: TestMember) => {
      const { node } = await by.ask<{ node: object }>(
        'query($id: ID!) { node(id: $id) { ... on Proposal { version supportCount viewerSupports } } }',
        { id: proposalId },
      );
      return node;
    };
    await member(ada).does('supportProposal', { proposalId, version: 1 });
    const put = await amendments.put({ by: member(blaise), replace: 'mardi', with: 'jeudi' });
    await (await (await amendments.open([put])).votes({ for: 3 })).end();
    expect(await support(member(ada))).toEqual({ version: 2, supportCount: 1, viewerSupports: true });
    await member(blaise).does('supportProposal', { proposalId, version: 2 });
    await member(ada).does('withdrawSupport', { proposalId, version: 2 });
    expect(await support(member(blaise))).toEqual({ version: 2, supportCount: 1, viewerSupports: true });
    expect(await support(member(ada))).toMatchObject({ viewerSupports: false });
    await member(ada).does('supportProposal', { proposalId, version: 2 });
    expect(await support(member(ada))).toEqual({ version: 2, supportCount: 2, viewerSupports: true });
  });

  it('are found again from the words that they wrote', async () => {
    const amendments = await amended();
    const day = await amendments.put({ by: member(ada), replace: 'mardi', with: 'jeudi' });
    const notice = await amendments.put({ by: member(blaise), replace: 'une semaine', with: 'trois jours' });
    await (await (await amendments.open([day], {})).votes({ for: 3 })).end();
    await (await (await amendments.open([await amendments.read('A2')])).votes({ for: 3 })).end();
    await amendments.all();
    const { decision } = await amendments.proposal.decideOnline({ for: 4 });
    const { legalTexts } = await member(camille).ask<{ legalTexts: TextsWithPassages }>(
      `{ legalTexts { edges { node { consolidated { provisions { number passages { text writtenById amendmentIds } } } } } } }`,
    );
    const found = legalTexts.edges
      .flatMap(({ node }) => node.consolidated.provisions)
      .find(({ number }) => number === 'Règle 1');
    const passages = found?.passages ?? [];
    expect(passages.map(({ text }) => text).join('')).toBe(await bodyOf('Règle 1'));
    const byAmendments = passages.filter(({ amendmentIds }) => amendmentIds.length > 0);
    expect(byAmendments).toEqual([
      { text: ' jeudi', writtenById: decision?.id, amendmentIds: [day.id] },
      { text: ' trois jours', writtenById: decision?.id, amendmentIds: [notice.id] },
    ]);
    expect(passages).toContainEqual({
      text: expect.stringContaining('Chaque réunion est annoncée') as string,
      writtenById: decision?.id,
      amendmentIds: [],
    });
  });

  it('that contradict each other are put in order, and the one adopted makes the other lapse', async () => {
    const amendments = await amended();
    const far = await amendments.put({
      by: member(ada),
      replace: /deux fois par mois, le mardi soir/,
      with: 'chaque semaine',
    });
    const near = await amendments.put({ by: member(blaise), replace: 'mardi', with: 'jeudi' });
    const file = await amendments.file();
    expect(file.uncontested).toEqual([]);
    expect(file.groups).toEqual([{ order: [[far.id], [near.id]] }]);
    expect(file.merged).toBeNull();

    await expect(amendments.open([far, near])).rejects.toMatchObject({ code: 'AMENDMENTS_CONFLICT' });
    await expect(amendments.open([near])).rejects.toMatchObject({
      code: 'AMENDMENT_OUT_OF_ORDER',
      facts: { first: 'A1' },
    });
    const poll = await amendments.open([far]);
    await expect(amendments.open([near], { outOfOrder: 'La salle le demande.' })).rejects.toMatchObject({
      code: 'TARGET_RESERVED',
    });
    await (await poll.votes({ for: 3 })).end();
    expect(await amendments.all()).toMatchObject([
      { label: 'A1', state: 'ADOPTED', pollId: poll.id },
      {
        label: 'A2',
        state: 'LAPSED',
        cause: 'RIVAL_ADOPTED',
        pollId: poll.id,
        base: near.base,
        instructions: near.instructions,
      },
    ]);
  });

  it('are printed in the order in which they are put, for people who hold the text on paper', async () => {
    const amendments = await amended();
    await amendments.put({ by: member(ada), replace: 'mardi', with: 'jeudi' });
    await amendments.put({
      by: member(blaise),
      replace: 'deux fois par mois, le mardi soir',
      with: 'chaque jour',
    });
    const free = await amendments.put({ by: member(camille), replace: 'une semaine', with: 'dix jours' });
    await amendments.put({
      by: member(ada),
      parent: free,
      replace: 'dix',
      with: 'six',
      reason: '# Un titre ?\n<script>alert(1)</script>',
    });
    expect((await amendments.file()).printed).toBe(
      [
        '# Amendements : Se réunir plus souvent',
        '*Version 1 de la proposition. Dossier ouvert : il peut encore changer.*',
        '## Ordre de mise aux voix',
        '1. A2 → A1 : l’un après l’autre, car ils se contredisent.\n2. A3 : en bloc, sauf si quelqu’un demande à en mettre un à part.',
        '## A2',
        '> C’est plus juste.',
        '- À l’alinéa 1 de « Règle 1 », remplacer les mots « deux fois par mois, le mardi soir » par les mots « chaque jour ».',
        '## A1',
        '> C’est plus juste.',
        '- À l’alinéa 1 de « Règle 1 », remplacer le mot « mardi » par le mot « jeudi ».',
        '## A3',
        '> C’est plus juste.',
        '- À l’alinéa 2 de « Règle 1 », remplacer les mots « une semaine » par les mots « dix jours ».',
        '### A4 : sous-amendement à A3, mis aux voix avant lui',
        '> \\# Un titre ?\n> \\<script>alert(1)\\</script>',
        '- À l’alinéa 2 de « Règle 1 », remplacer le mot « dix » par le mot « six ».',
      ].join('\n\n') + '\n',
    );
  });

  it('that contradict each other may be options of one ballot, beside the text as it is', async () => {
    const electing = await world
      .collective()
      .withMembers(5)
      .withRules((rules) =>
        rules.map((rule) => ({
          ...rule,
          allowedMethods: [...rule.allowedMethods, 'schulze/wv@1'],
          election: { adopts: 'THRESHOLD', grades: [], options: {}, ballotsPublished: true },
        })),
      )
      .grow();
    const proposal = await electing.propose({
      title: 'Se réunir plus souvent',
      effects: [await replace(electing, 'Règle 1', BODY)],
    });
    const amendments = new Amendments(proposal);
    const one = await amendments.put({ by: electing.member(1), replace: 'mardi', with: 'jeudi' });
    const other = await amendments.put({ by: electing.member(2), replace: 'mardi', with: 'lundi' });
    const poll = await amendments.open([one, other], { asOptions: true, method: 'SCHULZE_WV_1' });
    expect((await poll.read()).options).toMatchObject([
      { key: '0', label: 'Rien ne change', statusQuo: true },
      { key: '1', label: 'A1' },
      { key: '2', label: 'A2' },
    ]);
    for (const place of [0, 1, 2])
      await poll.cast(electing.member(place), { ranking: [['2'], ['0'], ['1']] });
    await poll.end();
    expect((await amendments.all()).map(({ state }) => state)).toEqual(['REJECTED', 'ADOPTED']);
    expect((await amendments.file()).wording).toContain('le lundi soir');
  });

  it('are carried along when the author rewrites the proposal, and lapse where their words are gone', async () => {
    const amendments = await amended();
    const kept = await amendments.put({ by: member(ada), replace: 'une semaine', with: 'trois jours' });
    await amendments.put({ by: member(blaise), replace: 'mardi', with: 'jeudi' });
    await amendments.proposal.revise({
      title: 'Se réunir plus souvent',
      effects: [
        await replace(collective, 'Règle 1', BODY.replace(', le mardi soir', '').replace('Chaque', 'Toute')),
      ],
    });
    expect(await amendments.all()).toMatchObject([
      { label: 'A1', state: 'PENDING', revision: 2, instructions: kept.instructions },
      { label: 'A2', state: 'LAPSED', cause: 'ORPHANED' },
    ]);
    expect((await amendments.file()).merged).toContain('Toute réunion est annoncée trois jours avant.');
  });

  it('are all decided before the proposal is put, and come in no more once one is voted on', async () => {
    const amendments = await amended();
    const first = await amendments.put({ by: member(ada), replace: 'mardi', with: 'jeudi' });
    const second = await amendments.put({ by: member(blaise), replace: 'une semaine', with: 'trois jours' });
    await expect(amendments.proposal.open()).rejects.toMatchObject({
      code: 'AMENDMENTS_WAIT',
      facts: { amendments: 'A1, A2' },
    });
    const mistaken = await amendments.open([first]);
    await member(author).does('withdrawPoll', { pollId: mistaken.id });
    expect(await amendments.file()).toMatchObject({ frozenAt: null });
    const poll = await amendments.open([first]);
    await expect(
      amendments.put({ by: member(camille), replace: 'annoncée', with: 'préparée' }),
    ).rejects.toMatchObject({ code: 'AMENDMENTS_FROZEN' });
    await expect(amendments.proposal.revise({})).rejects.toMatchObject({ code: 'POLL_ALREADY_OPEN' });
    await expect(amendments.proposal.open()).rejects.toMatchObject({ code: 'POLL_ALREADY_OPEN' });
    await (await poll.votes({ against: 3 })).end();
    await expect(amendments.proposal.revise({})).rejects.toMatchObject({ code: 'AMENDMENTS_FROZEN' });
    expect((await amendments.all()).map(({ state }) => state)).toEqual(['REJECTED', 'PENDING']);
    await member(blaise).does('withdrawAmendment', { amendmentId: second.id });
    await expect(amendments.proposal.open()).resolves.toBeDefined();
  });

  it('may be amended themselves, one level deep, and those are put first', async () => {
    const amendments = await amended();
    const parent = await amendments.put({ by: member(ada), replace: 'mardi', with: 'jeudi ou le vendredi' });
    const sub = await amendments.put({ by: member(blaise), parent, replace: ' ou le vendredi', with: '' });
    expect(sub).toMatchObject({ label: 'A2', parentId: parent.id });
    await expect(
      amendments.put({ by: member(camille), parent: sub, replace: 'jeudi', with: 'lundi' }),
    ).rejects.toMatchObject({ code: 'AMENDMENT_TOO_DEEP' });
    await expect(amendments.open([parent])).rejects.toMatchObject({
      code: 'SUB_AMENDMENTS_FIRST',
      facts: { amendments: 'A2' },
    });
    await (await (await amendments.open([sub])).votes({ for: 3 })).end();
    expect(await amendments.read('A1')).toMatchObject({
      state: 'PENDING',
      revision: 2,
      instructions: ['À l’alinéa 1 de « Règle 1 », remplacer le mot « mardi » par le mot « jeudi ».'],
    });
    await (await (await amendments.open([await amendments.read('A1')])).votes({ for: 3 })).end();
    expect((await amendments.file()).wording).toContain('le jeudi soir');
  });

  describe('that the author accepts', () => {
    it('are put to the vote where the charter does not allow it', async () => {
      const amendments = await amended();
      const put = await amendments.put({ by: member(ada), replace: 'mardi', with: 'jeudi' });
      await expect(member(author).does('acceptAmendment', { amendmentId: put.id })).rejects.toMatchObject({
        code: 'FRIENDLY_NOT_ALLOWED',
      });
    });

    const friendly = async (): Promise<Amendments> => {
      const own = await world
        .collective()
        .withMembers(4)
        .withRules((rules) => rules.map((rule) => ({ ...rule, friendlyAmendments: true })))
        .grow();
      return new Amendments(
        await own.propose({ title: 'Se réunir', effects: [await replace(own, 'Règle 1', BODY)] }),
      );
    };

    it('are written in once the time to object is over', async () => {
      const amendments = await friendly();
      const { collective: own, author: by } = amendments.proposal;
      const put = await amendments.put({ by: own.member(1), replace: 'mardi', with: 'jeudi' });
      await expect(own.member(2).does('acceptAmendment', { amendmentId: put.id })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await by.does('acceptAmendment', { amendmentId: put.id });
      expect(await amendments.read('A1')).toMatchObject({ state: 'ACCEPTED' });
      await expect(amendments.proposal.open()).rejects.toMatchObject({ code: 'AMENDMENTS_WAIT' });
      await world.wait('25 hours');
      await world.runDueJobs();
      expect(await amendments.read('A1')).toMatchObject({ state: 'ADOPTED', pollId: null });
      expect(await amendments.file()).toMatchObject({ version: 2 });
    });

    it('lapse where the author rewrites the proposal into what nobody amends, and hold up nothing', async () => {
      const amendments = await friendly();
      const { proposal } = amendments;
      const { collective: own, author: by } = proposal;
      const accepted = await amendments.put({ by: own.member(1), replace: 'mardi', with: 'jeudi' });
      const other = await amendments.put({ by: own.member(2), replace: 'une semaine', with: 'trois jours' });
      await amendments.put({ by: own.member(3), replace: 'trois', with: 'six', parent: other });
      await by.does('acceptAmendment', { amendmentId: accepted.id });
      await proposal.revise({ effects: [await grant(own)] });
      expect(await amendments.all()).toMatchObject([
        { label: 'A1', state: 'LAPSED', cause: 'ORPHANED' },
        { label: 'A2', state: 'LAPSED', cause: 'ORPHANED' },
        { label: 'A3', state: 'LAPSED', cause: 'PARENT_SETTLED' },
      ]);
      await world.wait('25 hours');
      await world.runDueJobs();
      expect(await world.sql(`SELECT FROM ormee.job WHERE kind = 'settle-acceptance'`)).toEqual([]);
      await expect(proposal.open()).resolves.toBeDefined();
    });

    it('go to the vote as soon as anybody objects', async () => {
      const amendments = await friendly();
      const { collective: own, author: by } = amendments.proposal;
      const put = await amendments.put({ by: own.member(1), replace: 'mardi', with: 'jeudi' });
      await by.does('acceptAmendment', { amendmentId: put.id });
      await own.member(3).does('objectToAcceptance', { amendmentId: put.id });
      await world.wait('25 hours');
      await world.runDueJobs();
      expect(await amendments.read('A1')).toMatchObject({ state: 'PENDING', acceptanceObjected: true });
      await expect(by.does('acceptAmendment', { amendmentId: put.id })).rejects.toMatchObject({
        code: 'FRIENDLY_NOT_ALLOWED',
      });
    });

    it('make no other lapse without a vote', async () => {
      const amendments = await friendly();
      const { collective: own, author: by } = amendments.proposal;
      const put = await amendments.put({ by: own.member(1), replace: 'mardi', with: 'jeudi' });
      await amendments.put({ by: own.member(2), replace: 'mardi', with: 'lundi' });
      await expect(by.does('acceptAmendment', { amendmentId: put.id })).rejects.toMatchObject({
        code: 'AMENDMENTS_CONFLICT',
        facts: { amendments: 'A1, A2' },
      });
    });
  });

  it('of the sitting are typed, read and voted while it runs', async () => {
    const amendments = await amended();
    const assembly = await collective.assembly(6);
    const before = await amendments.put({ by: member(ada), replace: 'mardi', with: 'jeudi' });
    await (await (await amendments.open([before], { assembly })).votes({ for: 4 })).lastCall();
    const sitting = await amendments.put({
      by: member(blaise),
      assembly,
      replace: 'une semaine',
      with: 'trois jours',
    });
    await (await (await amendments.open([sitting], { assembly })).votes({ for: 4 })).lastCall();
    const decided = await amendments.proposal.decideIn(assembly, { for: 4 }).catch(async () => {
      await amendments.all();
      return amendments.proposal.decideIn(assembly, { for: 4 });
    });
    expect(decided.decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
    const text = await bodyOf('Règle 1');
    expect(text).toContain('le jeudi soir');
    expect(text).toContain('trois jours avant');
  });

  it('are an assembly’s to decide, also while somebody has the proposal itself put online', async () => {
    const amendments = await amended();
    const online = await amendments.proposal.open();
    await expect(amendments.put({ by: member(ada), replace: 'mardi', with: 'jeudi' })).rejects.toMatchObject({
      code: 'POLL_ALREADY_OPEN',
    });
    const assembly = await collective.assembly(6);
    const sitting = await amendments.put({ by: member(ada), assembly, replace: 'mardi', with: 'jeudi' });
    await (await (await amendments.open([sitting], { assembly })).votes({ for: 5 })).lastCall();
    await amendments.all();
    const decided = await amendments.proposal.decideIn(assembly, { for: 5 });
    expect(decided.decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
    expect(await online.read()).toMatchObject({ state: 'SUPERSEDED' });
    expect(await bodyOf('Règle 1')).toContain('le jeudi soir');
  });

  it('come in until the deadline of the assembly that takes the proposal up, and the file is frozen then', async () => {
    const amendments = await amended();
    const { assembly } = await member(ada).does<{ assembly: { id: string } }>(
      'conveneAssembly',
      { title: 'Assemblée', form: 'PHYSICAL', startsAt: await world.in('10 days') },
      'assembly { id }',
    );
    const deadline = async (by: TestMember, until: string) =>
      by.act('setAmendmentDeadline', { assemblyId: assembly.id, proposalId: amendments.proposal.id, until });
    const inFive = await world.in('5 days');
    expect(await deadline(member(blaise), inFive)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await deadline(member(ada), await world.in('2 hours'))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await deadline(member(ada), await world.in('11 days'))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await deadline(member(ada), inFive)).toMatchObject({ __typename: 'SetAmendmentDeadlineSuccess' });
    expect(await deadline(member(ada), await world.in('6 days'))).toMatchObject({ code: 'DUPLICATE' });
    await amendments.put({ by: member(blaise), replace: 'mardi', with: 'jeudi' });
    await world.wait('5 days');
    const late = amendments.put({ by: member(camille), replace: 'annoncée', with: 'préparée' });
    await expect(late).rejects.toMatchObject({ code: 'AMENDMENTS_FROZEN' });
    await world.runDueJobs();
    const file = await amendments.file();
    expect(file.frozenAt).toBe(inFive);
    expect(file.frozenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(file.reference?.replaceAll(' ', '')).toBe(file.frozenHash?.slice(0, 16));
    expect(file.printed).toContain(`Dossier clos, référence ${file.reference}.`);
    await expect(amendments.proposal.revise({})).rejects.toMatchObject({ code: 'AMENDMENTS_FROZEN' });
  });

  it('move with the text when another decision changes it, in that decision’s transaction', async () => {
    const amendments = await amended();
    await amendments.put({ by: member(ada), provision: 'Règle 2', replace: 'Chaque', with: 'Toute' });
    const elsewhere = await amendments.put({ by: member(blaise), replace: 'mardi', with: 'jeudi' });
    const other = await collective.propose({
      title: 'Ne plus rendre compte',
      effects: [await replace(collective, 'Règle 2', 'Un compte rendu suit, sous huit jours.')],
    });
    await other.decideOnline({ for: 4 });
    expect(await amendments.all()).toMatchObject([
      { label: 'A1', state: 'LAPSED', cause: 'ORPHANED' },
      { label: 'A2', state: 'PENDING', revision: 2, instructions: elsewhere.instructions },
    ]);
    const merged = (await amendments.file()).merged;
    expect(merged).toContain('sous huit jours');
    expect(merged).toContain('le jeudi soir');
  });

  it('are refused by name when their base is stale, their copy says the same, or the text cannot be read', async () => {
    const amendments = await amended();
    const { baseHash, wording } = await amendments.file();
    const draft = { proposalId: amendments.proposal.id, version: 1, baseHash, copy: wording };
    const refusal = async (change: object, code: string): Promise<void> =>
      expect(await member(ada).act('previewAmendment', { ...draft, ...change })).toMatchObject({ code });
    await refusal({}, 'AMENDS_NOTHING');
    await refusal({ copy: wording.replaceAll('’', "'") }, 'AMENDS_NOTHING');
    await refusal({ baseHash: 'a'.repeat(64) }, 'WORDING_CHANGED');
    await refusal({ version: 2 }, 'PROPOSAL_CHANGED');
    await refusal({ provision: 'Règle 9', copy: 'x' }, 'INVALID_INPUT');
    await refusal({ copy: `${wording}\n\`\`\`\nnever closed` }, 'INVALID_INPUT');
    await refusal({ copy: `${wording}\u202e` }, 'INVALID_INPUT');
    await refusal({ copy: wording.replace('## Règle 2', '## Règle 1') }, 'NUMBER_TAKEN');
    const edited = wording.replace('mardi', 'jeudi');
    expect(
      await member(ada).act('submitAmendment', { ...draft, copy: edited, confirms: 'b'.repeat(64) }),
    ).toMatchObject({ code: 'AMENDMENT_DIFFERS' });
    expect(await amendments.all()).toEqual([]);
  });
});

import { changeRule, grant, insertAfter, replace } from '../world/effects.js';
import type { TestProposal } from '../world/decisions.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('what is sent wrong', () => {
  let world: World;
  let collective: TestCollective;
  let neighbours: TestCollective;
  let proposal: TestProposal;
  let author: TestMember;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(3).grow();
    neighbours = await world.collective().named('Voisins').withMembers(1).grow();
    proposal = await collective.propose({ title: 'La première', idempotencyKey: 'une fois' });
    author = collective.member(0);
    await world.runDueJobs();
  });
  afterAll(() => world.close());

  const typeOf = (mutation: string): string => mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const send = (mutation: string, input: object, locale: 'fr' | 'en') =>
    world.ask<Record<string, { __typename: string; code?: string; message?: string }>>(
      author.token,
      `mutation($input: ${typeOf(mutation)}Input!) {
        ${mutation}(input: $input) { __typename ... on Problem { code message } } }`,
      { input },
      locale,
    );
  const submit = (input: object) => ({ title: 'Une proposition', ...input });
  const patch = async (change: object) => {
    const { patchText } = (await replace(collective, 'Règle 1', 'Mots.')) as { patchText: object };
    return submit({ effects: [{ patchText: { ...patchText, ...change } }] });
  };
  const opening = (change: object) => ({ proposalId: proposal.id, version: 1, ...change });

  /** A name, the mutation, what is sent, and the code that comes back. */
  const CASES: [string, string, () => object | Promise<object>, string][] = [
    ['a field that nobody knows', 'submitProposal', () => submit({ weight: 3 }), 'BAD_USER_INPUT'],
    ['a field that is missing', 'submitProposal', () => ({ rationale: 'Sans titre' }), 'BAD_USER_INPUT'],
    ['a matter that is none', 'submitProposal', () => submit({ raiseTo: 'URGENT' }), 'BAD_USER_INPUT'],
    ['a date that is none', 'openPoll', () => opening({ closesAt: 'demain' }), 'BAD_USER_INPUT'],
    ['an empty title', 'submitProposal', () => submit({ title: '  ' }), 'INVALID_INPUT'],
    ['a title that nobody sees', 'submitProposal', () => submit({ title: '\u200b\u2060' }), 'INVALID_INPUT'],
    ['a title that hides its order', 'submitProposal', () => submit({ title: 'a\u202eb' }), 'INVALID_INPUT'],
    [
      'half a sign, in a call that is safe to repeat',
      'submitProposal',
      () => submit({ title: '\ud800', idempotencyKey: 'une autre fois' }),
      'INVALID_INPUT',
    ],
    ['a title of 201 letters', 'submitProposal', () => submit({ title: 'é'.repeat(201) }), 'INVALID_INPUT'],
    ['a matter fixed by its effect', 'submitProposal', () => submit({ raiseTo: 'MANDATE' }), 'INVALID_INPUT'],
    ['two effects in one', 'submitProposal', async () => twoInOne(), 'INVALID_INPUT|BAD_USER_INPUT'],
    [
      'no effect in an effect',
      'submitProposal',
      () => submit({ effects: [{}] }),
      'INVALID_INPUT|BAD_USER_INPUT',
    ],
    ['effects that overlap', 'submitProposal', async () => overlapping(), 'EFFECTS_OVERLAP'],
    ['a text of the neighbours', 'submitProposal', () => patch({ textId: theirText() }), 'NOT_FOUND'],
    ['an id of another type', 'openPoll', () => opening({ proposalId: author.id }), 'NOT_FOUND'],
    ['an id that is none', 'openPoll', () => opening({ proposalId: '%' }), 'NOT_FOUND'],
    ['a deadline in a sitting', 'openPoll', async () => inSitting(), 'INVALID_INPUT'],
    ['an assembly that is not there', 'openPoll', () => opening({ assemblyId: nowhere() }), 'NOT_FOUND'],
    ['other words than those in force', 'submitProposal', async () => otherWords(), 'PROVISION_CHANGED'],
    ['a number already given', 'submitProposal', () => numberTaken(), 'NUMBER_TAKEN'],
    ['a rule of another fingerprint', 'submitProposal', async () => otherRule(), 'CLAUSE_CHANGED'],
    [
      'a share above one',
      'submitProposal',
      async () => ruleWith({ threshold: { fraction: '3/2', strict: false, plus: 0 } }),
      'CHARTER_INVALID|BAD_USER_INPUT',
    ],
    [
      'a secret mode',
      'submitProposal',
      async () => ruleWith({ ballotMode: 'SEALED' }),
      'UNSUPPORTED_BALLOT_MODE',
    ],
    [
      'a mandate for a stranger',
      'submitProposal',
      async () => mandate({ holderIds: [neighbours.member(0).id] }),
      'NOT_FOUND',
    ],
    [
      'a mandate that has ended',
      'submitProposal',
      async () => mandate({ endsAt: '2020-01-01T00:00:00.000Z' }),
      'MANDATE_END_PAST',
    ],
    [
      'a mandate to decide',
      'submitProposal',
      async () => mandate({ scopeActs: ['castBallot'] }),
      'MANDATE_SCOPE_UNKNOWN',
    ],
    [
      'a stale version to revise',
      'reviseProposal',
      () => submit({ proposalId: proposal.id, expectedVersion: 2 }),
      'PROPOSAL_CHANGED',
    ],
    [
      'a stale version to open',
      'openPoll',
      async () => opening({ version: 2, closesAt: await world.in('8 days') }),
      'PROPOSAL_CHANGED',
    ],
    [
      'a deadline in the past',
      'openPoll',
      () => opening({ closesAt: '2020-01-01T00:00:00.000Z' }),
      'DEADLINE_PAST',
    ],
    ['no deadline online', 'openPoll', () => opening({}), 'INVALID_INPUT'],
    [
      'a repeat that says something else',
      'submitProposal',
      () => submit({ idempotencyKey: 'une fois' }),
      'IDEMPOTENCY_KEY_REUSED',
    ],
    [
      'a key without end',
      'submitProposal',
      () => submit({ idempotencyKey: 'k'.repeat(101) }),
      'INVALID_INPUT',
    ],
    [
      'a key that no database holds',
      'submitProposal',
      () => submit({ idempotencyKey: 'a\0b' }),
      'INVALID_INPUT',
    ],
    [
      'words that no database holds',
      'submitProposal',
      async () => mandate({ instructions: 'a\0b' }),
      'INVALID_INPUT|BAD_USER_INPUT',
    ],
    [
      'an interpretation that no database holds',
      'submitProposal',
      async () => ruleWith({ interpretations: [{ question: 'a\0b', choice: '\ud800' }] }),
      'CHARTER_INVALID|INVALID_INPUT',
    ],
  ];

  const twoInOne = async () =>
    submit({
      effects: [{ ...(await grant(collective)), ...(await replace(collective, 'Règle 1', 'Mots.')) }],
    });
  const overlapping = async () =>
    submit({ effects: [await grant(collective), await grant(collective, { title: 'Encore' })] });
  const theirText = () => neighbours.globalId('LegalText', neighbours.planted.textIds[1] as string);
  const nowhere = () => collective.globalId('Assembly', collective.id);
  const inSitting = async () => opening({ assemblyId: nowhere(), closesAt: await world.in('2 seconds') });
  const otherWords = async () => {
    const { patchText } = (await replace(collective, 'Règle 1', 'Mots.')) as {
      patchText: { operations: [{ replace: object }] };
    };
    const operations = [{ replace: { ...patchText.operations[0].replace, expectedHash: '0'.repeat(64) } }];
    return patch({ operations });
  };
  const numberTaken = () => submit({ effects: [insertAfter(collective, 'Règle 2', 'Règle 1')] });
  const ruleWith = async (fields: object) =>
    submit({ effects: [await changeRule(collective, 'ROUTINE', fields)] });
  const otherRule = async () => {
    const { changeCharter } = (await changeRule(collective, 'ROUTINE', {})) as {
      changeCharter: { changes: object[] };
    };
    const changes = changeCharter.changes.map((change) => ({ ...change, expectedHash: '0'.repeat(64) }));
    return submit({ effects: [{ changeCharter: { changes } }] });
  };
  const mandate = async (fields: object) => submit({ effects: [await grant(collective, fields)] });

  it.each(CASES)(
    '%s is refused in the caller’s language, and nothing is written',
    async (_, mutation, input, code) => {
      const sent = await input();
      const before = await collective.rowCounts();
      const said = [];
      for (const locale of ['fr', 'en'] as const) {
        const { data, errors } = await send(mutation, sent, locale);
        const problem = data?.[mutation];
        expect(problem?.code ?? errors?.[0]?.extensions?.code).toMatch(new RegExp(`^(${code})$`));
        said.push(problem?.message ?? errors?.[0]?.message ?? '');
      }
      expect(said[0]).not.toBe(said[1]);
      expect(said.every((sentence) => sentence.length > 10)).toBe(true);
      expect(await collective.rowCounts()).toEqual(before);
    },
  );

  it.each([
    ['over 256 KiB', { rationale: 'x'.repeat(256 * 1024) }],
    ['of more than ten thousand objects', { effects: Array.from({ length: 10_001 }, () => ({})) }],
  ])('a body %s is refused before it is read', async (_, given) => {
    const before = await collective.rowCounts();
    const payload = JSON.stringify({
      query: 'mutation($input: SubmitProposalInput!) { submitProposal(input: $input) { __typename } }',
      variables: { input: { ...submit({}), ...given } },
    });
    const response = await world.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${author.token}` },
      payload,
    });
    expect(response.statusCode).toBe(413);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'BODY_TOO_LARGE' } }] });
    expect(response.body).not.toContain('xxx');
    expect(await collective.rowCounts()).toEqual(before);
  });

  it('a body of ten thousand lists is read, whatever is wrong with it', async () => {
    const input = { ...submit({}), effects: Array.from({ length: 9_990 }, () => []) };
    const { errors } = await send('submitProposal', input, 'en');
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  it.each(['1', '0'])(
    'a query that cannot be answered says at which field, compiled or not (%s)',
    async (jit) => {
      const single = await World.open({ GRAPHQL_JIT: jit });
      const grown = await single.collective().withMembers(1).grow();
      // Twice: the first time, the operation may not be compiled yet.
      for (let time = 1; time <= 2; time += 1)
        expect(
          await single.ask(grown.member(0).token, '{ once: polls(first: 101) { pageInfo { hasNextPage } } }'),
        ).toMatchObject({ errors: [{ path: ['once'], extensions: { code: 'INVALID_INPUT' } }] });
      await single.close();
    },
  );

  it.each([
    ['POST', '/graphql', '{', 400, 'BAD_REQUEST'],
    ['GET', '/nulle-part', undefined, 404, 'NO_SUCH_PAGE'],
  ] as const)(
    '%s %s is refused in the caller’s language before any operation',
    async (method, url, payload, status, code) => {
      const said = new Set<string>();
      for (const language of ['fr', 'en;q=0.9, fr;q=0.1']) {
        const headers = { 'accept-language': language, 'content-type': 'application/json' };
        const response = await world.app.inject({ method, url, headers, ...(payload && { payload }) });
        expect(response.statusCode).toBe(status);
        expect(response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
        said.add(response.json<{ errors: { message: string }[] }>().errors[0]?.message ?? '');
      }
      expect(said.size).toBe(2);
    },
  );
});

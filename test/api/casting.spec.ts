import { createPublicKey, verify } from 'node:crypto';
import type { Clause } from '../../src/core/charter/clause.js';
import { changeRule } from '../world/effects.js';
import type { PollRead, Receipt, TestPoll } from '../world/decisions.js';
import { World, type TestCollective } from '../world/world.js';

const everyRule =
  (fields: Partial<Clause>) =>
  (rules: readonly Clause[]): readonly Clause[] =>
    rules.map((rule) => ({ ...rule, ...fields }));

describe('casting a ballot', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).grow();
  });
  afterAll(() => world.close());

  const open = async (): Promise<TestPoll> => (await collective.propose()).open();
  const openConsent = async (): Promise<TestPoll> =>
    (await collective.propose()).open({ method: 'CONSENT_1' });

  describe('and changing it', () => {
    it('takes the last of a member’s ballots where the rule lets them change', async () => {
      const poll = await open();
      const member = collective.member(0);
      await poll.cast(member, 'FOR');
      expect(await poll.cast(member, 'AGAINST', 1)).toMatchObject({ choice: 'AGAINST', revision: 2 });
      expect(await poll.ballots()).toEqual([{ member: member.memberId, choice: 'AGAINST', revision: 2 }]);
    });

    it('keeps the first where the rule does not, and still answers its repeat', async () => {
      const final = everyRule({ ballotMayChange: false });
      collective = await world.collective().withMembers(2).withRules(final).grow();
      const poll = await open();
      const member = collective.member(0);
      const first = await poll.cast(member, 'FOR');
      await expect(poll.cast(member, 'AGAINST', 1)).rejects.toMatchObject({ code: 'BALLOT_NOT_CHANGEABLE' });
      expect(await poll.cast(member, 'FOR')).toEqual(first);
      expect(await poll.ballots()).toMatchObject([{ choice: 'FOR', revision: 1 }]);
    });

    it('refuses a revision that is not the one that stands', async () => {
      const poll = await open();
      const member = collective.member(0);
      await expect(poll.cast(member, 'FOR', 1)).rejects.toMatchObject({
        code: 'STALE_REVISION',
        facts: { currentRevision: '0' },
      });
      await poll.cast(member, 'FOR');
      await expect(poll.cast(member, 'AGAINST', 2)).rejects.toMatchObject({
        code: 'STALE_REVISION',
        facts: { currentRevision: '1' },
      });
    });

    it('never lets the late retry of an older ballot overwrite a newer one', async () => {
      const poll = await open();
      const member = collective.member(0);
      await poll.cast(member, 'FOR');
      await poll.cast(member, 'AGAINST', 1);
      await expect(poll.cast(member, 'FOR')).rejects.toMatchObject({
        code: 'STALE_REVISION',
        facts: { currentRevision: '2' },
      });
      expect(await poll.ballots()).toMatchObject([{ choice: 'AGAINST', revision: 2 }]);
    });

    it.each([-1, 2_147_483_647])('has no revision %s', async (revision) => {
      const poll = await open();
      await expect(poll.cast(collective.member(0), 'FOR', revision)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    });
  });

  describe('and its receipt', () => {
    const keyOf = async () => {
      const { checkpoint } = await collective
        .member(0)
        .ask<{ checkpoint: { verifierKey: string } }>('{ checkpoint { verifierKey } }');
      // C2SP signed-note: name+hash+key, where the key is one byte of algorithm and 32 of Ed25519 (RFC 8410 wraps them).
      const key = Buffer.from(checkpoint.verifierKey.split('+').slice(2).join('+'), 'base64').subarray(1);
      const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
      return createPublicKey({ key: der, format: 'der', type: 'spki' });
    };
    const isSigned = async ({ text, signature }: Receipt): Promise<boolean> =>
      verify(null, Buffer.from(text), await keyOf(), Buffer.from(signature, 'base64'));

    it('verifies with the key that the register publishes, and with no other text', async () => {
      const { receipt } = await (await open()).cast(collective.member(0), 'FOR');
      expect(await isSigned(receipt)).toBe(true);
      expect(await isSigned({ ...receipt, text: receipt.text.replace('FOR', 'AGAINST') })).toBe(false);
    });

    it('is the same for a repeat, and when read again', async () => {
      const poll = await open();
      const member = collective.member(0);
      const first = await poll.cast(member, 'FOR');
      expect(await poll.cast(member, 'FOR')).toEqual(first);
      const { node } = await member.ask<{ node: { viewerBallot: object } }>(
        'query($id: ID!) { node(id: $id) { ... on Poll { viewerBallot { choice reason revision receipt { text signature } } } } }',
        { id: poll.id },
      );
      expect(node.viewerBallot).toEqual(first);
    });

    it('bears neither a time nor a rank', async () => {
      const { receipt } = await (await open()).cast(collective.member(0), 'FOR');
      expect(Object.keys(JSON.parse(receipt.text) as object).sort()).toEqual([
        'choice',
        'collective',
        'member',
        'poll',
        'reasonHash',
        'revision',
        'v',
      ]);
    });
  });

  describe('by consent', () => {
    it.each([undefined, '', '  \n '])('refuses an objection whose reason is %j', async (reason) => {
      const poll = await openConsent();
      const ballot = { consent: { choice: 'OBJECT', ...(reason !== undefined && { reason }) } };
      await expect(poll.cast(collective.member(0), ballot)).rejects.toMatchObject({
        code: 'OBJECTION_NEEDS_REASON',
      });
      expect(await poll.ballots()).toEqual([]);
    });

    it.each(['Trop\0cher', 'Trop \ud800 cher', 'Trop \u202erehc'])(
      'refuses an objection whose reason %j no reader would see as it was typed',
      async (reason) => {
        const poll = await openConsent();
        await expect(poll.object(collective.member(0), reason)).rejects.toMatchObject({
          code: 'INVALID_INPUT',
          facts: { field: 'reason' },
        });
        expect(await poll.ballots()).toEqual([]);
      },
    );

    it('refuses a reason without an objection', async () => {
      const poll = await openConsent();
      await expect(
        poll.cast(collective.member(0), { consent: { choice: 'CONSENT', reason: 'Parce que.' } }),
      ).rejects.toMatchObject({ code: 'BALLOT_INVALID' });
    });

    it('rejects while an argued objection stands, and then shows it', async () => {
      const poll = await openConsent();
      await poll.consent(collective.member(0));
      await poll.object(collective.member(1), 'Trop cher.');
      expect(await poll.end()).toMatchObject({
        outcome: { code: 'REJECTED' },
        objections: [{ memberId: collective.member(1).id, reason: 'Trop cher.', stands: true }],
      });
    });

    it('adopts once every objection was withdrawn by another ballot', async () => {
      const poll = await openConsent();
      await poll.consent(collective.member(0));
      await poll.object(collective.member(1), 'Trop cher.');
      await poll.consent(collective.member(1), 1);
      expect(await poll.end()).toMatchObject({
        outcome: { code: 'ADOPTED' },
        objections: [{ reason: 'Trop cher.', stands: false }],
      });
    });

    it('lets an objection be raised again with another reason', async () => {
      const poll = await openConsent();
      const member = collective.member(1);
      await poll.object(member, 'Trop cher.');
      await poll.consent(member, 1);
      expect(await poll.object(member, 'Trop tôt.', 2)).toMatchObject({ reason: 'Trop tôt.', revision: 3 });
      expect(await poll.object(member, 'Trop tard.', 3)).toMatchObject({ revision: 4 });
      expect(await poll.end()).toMatchObject({
        outcome: { code: 'REJECTED' },
        objections: [{ reason: 'Trop tard.', stands: true }],
      });
    });

    it('knows the repeat of an objection by its reason too', async () => {
      const poll = await openConsent();
      const first = await poll.object(collective.member(1), 'Trop cher.');
      expect(await poll.object(collective.member(1), 'Trop cher.')).toEqual(first);
      await expect(poll.object(collective.member(1), 'Trop tôt.')).rejects.toMatchObject({
        code: 'STALE_REVISION',
      });
    });

    it('decides nothing when nobody answers', async () => {
      expect(await (await openConsent()).end()).toMatchObject({
        outcome: { code: 'NO_DECISION' },
        decision: null,
      });
    });
  });

  describe('of a shape that the poll does not ask for', () => {
    const document =
      'mutation($input: CastBallotInput!) { castBallot(input: $input) { __typename ... on Problem { code } } }';

    it.each([
      ['a consent in a poll that is counted', open, { consent: { choice: 'CONSENT' } }],
      ['a choice in a poll by consent', openConsent, { choice: 'FOR' }],
    ])('refuses %s', async (_, opened, ballot) => {
      const poll = await opened();
      await expect(poll.cast(collective.member(0), ballot)).rejects.toMatchObject({
        code: 'BALLOT_INVALID',
        facts: { reason: 'WRONG_KIND' },
      });
      expect(await poll.ballots()).toEqual([]);
    });

    it.each([
      ['two answers at once', { choice: 'FOR', consent: { choice: 'CONSENT' } }],
      ['no answer', {}],
      ['an empty answer', { choice: null }],
      ['an option that is none', { choice: 'MAYBE' }],
      ['a number', { choice: 1 }],
      ['several options', { choice: ['FOR', 'FOR'] }],
    ])('refuses %s, in a variable and written out', async (_, ballot) => {
      for (const inVariable of [true, false]) {
        const poll = await open();
        const input = { pollId: poll.id, expectedRevision: 0, ballot };
        const answer = inVariable
          ? await world.ask<{ castBallot: { code: string } }>(collective.member(0).token, document, { input })
          : await world.ask<{ castBallot: { code: string } }>(
              collective.member(0).token,
              `mutation { castBallot(input: ${literal(input)}) { __typename ... on Problem { code } } }`,
            );
        expect(answer.errors?.[0]?.extensions?.code ?? answer.data?.castBallot.code).toMatch(
          /^(INVALID_INPUT|BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/,
        );
        expect(await poll.ballots()).toEqual([]);
      }
    });

    const literal = (value: unknown): string => {
      if (typeof value !== 'object' || value === null)
        return value === 'FOR' || value === 'CONSENT' || value === 'MAYBE' ? value : JSON.stringify(value);
      if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
      return `{ ${Object.entries(value)
        .map(([name, one]) => `${name}: ${literal(one)}`)
        .join(', ')} }`;
    };
  });

  describe('where one may not', () => {
    it('gives one answer to a foreign, a malformed and a missing poll', async () => {
      const foreign = await world.collective().named('Voisins').withMembers(1).grow();
      const theirs = await (await foreign.propose()).open();
      const ids = [
        theirs.id,
        collective.globalId('Poll', foreign.rowId(theirs.id)),
        collective.globalId('Poll', '01a207cb-464b-73ee-ac6a-8d691506ae1b'),
        collective.globalId('Proposal', collective.id),
        'not an id',
        '',
      ];
      const answers = [];
      for (const pollId of ids)
        answers.push(
          await collective
            .member(0)
            .act('castBallot', { pollId, expectedRevision: 0, ballot: { choice: 'FOR' } }),
        );
      for (const { code, message, facts } of answers)
        expect({ code, message, facts }).toEqual({
          code: 'NOT_FOUND',
          message: answers[0]?.message,
          facts: [],
        });
      expect(await theirs.ballots()).toEqual([]);
    });

    it('refuses somebody who is not in the sitting, with the reason that the poll gives them beforehand', async () => {
      const poll = await (await collective.propose()).openIn(await collective.assembly(2));
      const absent = collective.member(3);
      const { node } = await absent.ask<{ node: { viewerMayCast: { allowed: boolean; problem: object } } }>(
        'query($id: ID!) { node(id: $id) { ... on Poll { viewerMayCast { allowed problem { code message } } } } }',
        { id: poll.id },
      );
      const refusal = { code: 'NOT_ON_ROLL', facts: { reason: 'NOT_PRESENT' } };
      await expect(poll.cast(absent, 'FOR')).rejects.toMatchObject(refusal);
      expect(node.viewerMayCast).toMatchObject({ allowed: false, problem: { code: 'NOT_ON_ROLL' } });
      await expect(poll.cast(collective.member(1), 'FOR')).resolves.toBeDefined();
    });

    it('refuses from the deadline on, though no job has closed the box', async () => {
      const poll = await open();
      const { closesAt } = await poll.read();
      const release = await world.hold('SELECT FROM ormee.job WHERE collective_id = $1 FOR UPDATE', [
        collective.id,
      ]);
      try {
        await world.wait('8 days');
        await expect(poll.cast(collective.member(0), 'FOR')).rejects.toMatchObject({
          code: 'POLL_NOT_OPEN',
          facts: { state: 'OPEN', closesAt },
        });
        expect(await poll.read()).toMatchObject({ state: 'OPEN', castCount: 0 });
      } finally {
        await release();
      }
    });

    it('refuses somebody who signed out', async () => {
      const poll = await open();
      await collective.member(1).does('signOut', {});
      await expect(poll.cast(collective.member(1), 'FOR')).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
      expect(await poll.ballots()).toEqual([]);
    });
  });

  it('lets nobody read, before closing, what the ballots say', async () => {
    const adopted = await open();
    await adopted.votes({ for: 3 });
    const rejected = await open();
    await rejected.votes({ against: 3 });
    const shown = async (poll: TestPoll): Promise<Partial<PollRead>> => {
      const { outcome, objections, decision, castCount, state } = await poll.read(collective.member(3));
      return { outcome, objections, decision, castCount, state };
    };
    expect(await shown(adopted)).toEqual(await shown(rejected));
    const objected = await openConsent();
    await objected.object(collective.member(0), 'Trop cher.');
    expect(await shown(objected)).toEqual({
      outcome: null,
      objections: [],
      decision: null,
      castCount: 1,
      state: 'OPEN',
    });
    await expect(adopted.close()).rejects.toMatchObject({ code: 'POLL_STILL_OPEN' });
    await expect(adopted.proclaim()).rejects.toMatchObject({ code: 'POLL_STILL_OPEN' });
  });

  it('judges a change of the rules as governance, whatever its author calls it', async () => {
    const proposal = await collective.propose({
      raiseTo: 'ROUTINE',
      effects: [await changeRule(collective, 'ROUTINE', { minimumVoting: 'P2D' })],
    });
    expect(proposal.matter).toBe('GOVERNANCE');
    await expect(proposal.open()).rejects.toMatchObject({ code: 'VENUE_NOT_ALLOWED' });
    const poll = await proposal.openIn(await collective.assembly(4));
    expect((await poll.read()).matter).toBe('GOVERNANCE');
    await poll.votes({ for: 2, against: 2 });
    expect((await poll.lastCall()).outcome?.code).toBe('REJECTED');
  });
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFolder } from '../world/folder.js';
import { Service } from '../world/service.js';
import { World, type TestCollective } from '../world/world.js';

/** Words that nobody says but a ballot. The second line would pass for a line of a stack. */
const PLANTED = 'Zinzolin';
const REASON = `${PLANTED}\n    at ${PLANTED} (1:1)`;

describe('what a ballot says', () => {
  let world: World;
  let collective: TestCollective;
  let dataDir: string;
  let service: Service;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(2).grow();
    await world.app.close();
    dataDir = await mkdtemp(join(tmpdir(), 'ormee-logs-'));
    service = await Service.start(world, dataDir, { LOG_LEVEL: 'trace' });
    await service.listening();
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await world.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const send = async (document: string, input: object): Promise<string> => {
    const answer = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${collective.member(0).token}` },
      body: JSON.stringify({ query: document, variables: { input } }),
    });
    return answer.text();
  };
  const idIn = (answer: string): string => /"id":"([^"]+)"/.exec(answer)?.[1] ?? '';
  const openPoll = async (): Promise<string> => {
    const proposalId = idIn(
      await send(
        `mutation($input: SubmitProposalInput!) {
          submitProposal(input: $input) { ... on SubmitProposalSuccess { proposal { id } } } }`,
        { title: 'Une proposition' },
      ),
    );
    const opening = { proposalId, version: 1, method: 'CONSENT_1', closesAt: await world.in('8 days') };
    return idIn(
      await send(
        'mutation($input: OpenPollInput!) { openPoll(input: $input) { ... on OpenPollSuccess { poll { id } } } }',
        opening,
      ),
    );
  };
  const object = (pollId: string, extra: object = {}): Promise<string> =>
    send('mutation($input: CastBallotInput!) { castBallot(input: $input) { __typename } }', {
      pollId,
      expectedRevision: 0,
      ballot: { consent: { choice: 'OBJECT', reason: REASON } },
      ...extra,
    });
  const databaseLog = (): Promise<string> => readFile(join(runFolder(), 'data', 'postgres.log'), 'utf8');

  it('stands in no log, neither when it is cast, nor refused, nor when the database breaks on it', async () => {
    const pollId = await openPoll();
    expect(await object(pollId)).toContain('CastBallotSuccess');
    expect(await object(pollId, { weight: PLANTED })).toContain('BAD_USER_INPUT');
    expect(await object(pollId, { expectedRevision: 5 })).toContain('StaleRevision');

    // Two faults: one whose detail quotes the row, and one whose message quotes the value.
    for (const broken of [
      `ALTER TABLE ormee.objection ADD CONSTRAINT planted CHECK (reason NOT LIKE '${PLANTED}%') NOT VALID`,
      `ALTER TABLE ormee.objection ADD CONSTRAINT quoted CHECK (length(reason) < 0 OR reason::integer > 0) NOT VALID`,
    ]) {
      await world.sql(broken);
      expect(await object(await openPoll())).toContain('FAULT');
      await world.sql('ALTER TABLE ormee.objection DROP CONSTRAINT IF EXISTS planted');
    }
    await service.stop();
    expect(service.output.match(/"msg":"fault"/g)).toHaveLength(2);
    expect(service.output.match(/CastBallot/g)?.length).toBeGreaterThan(1);
    expect(service.output).not.toContain(PLANTED);
    expect(service.output).not.toContain(collective.member(0).token);
    expect(await databaseLog()).not.toContain(PLANTED);
  });

  it('would stand in the database’s log without its settings (control)', async () => {
    await world.sql(`SET log_min_messages = 'error'`);
    await expect(world.sql(`SELECT 'Garance'::integer`)).rejects.toThrow('Garance');
    expect(await databaseLog()).toContain('Garance');
    await world.sql('RESET log_min_messages');
  });
});

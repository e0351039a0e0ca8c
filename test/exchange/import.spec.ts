import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import pg from 'pg';
import { printBundle, type Bundle } from '../../src/core/verify/bundle.js';
import { FULL_BUNDLE, seal } from '../../src/exchange/sealed.js';
import { Random } from '../../src/platform/random/random.js';
import { Amendments } from '../world/amendments.js';
import { Commands, ormee as byItself } from '../world/command-line.js';
import { setClock } from '../world/database-clock.js';
import { cloneDatabase, type TestDatabase } from '../world/database.js';
import { replace } from '../world/effects.js';
import { World, type TestCollective } from '../world/world.js';
import { bundleOf, liveThrough } from './lived.js';

const PASSPHRASE = 'sous les ormes de Bordeaux';

let world: World;
let collective: TestCollective;
let bundle: Bundle;
let shown: Bundle;
let file: string;
let elsewhere: TestDatabase;
let folder: string;
let made = 0;

const commands = new Commands();
afterAll(() => commands.end());
const { ormee } = commands;

const settings = (): Record<string, string> => ({
  DATABASE_URL: elsewhere.url,
  MIGRATION_DATABASE_URL: elsewhere.ownerUrl,
  ORMEE_PASSPHRASE: PASSPHRASE,
  LOG_LEVEL: 'silent',
});

async function sealed(plain: Bundle): Promise<string> {
  const path = join(folder, `${(made += 1)}.bundle`);
  const pieces: Buffer[] = [];
  for await (const piece of seal(
    Readable.from([Buffer.from(printBundle(plain))]),
    PASSPHRASE,
    new Random(),
    FULL_BUNDLE,
  ))
    pieces.push(piece);
  await writeFile(path, Buffer.concat(pieces));
  return path;
}

async function sql<T extends object>(text: string): Promise<T[]> {
  const client = new pg.Client(elsewhere.ownerUrl);
  await client.connect();
  return (await client.query(text).finally(() => client.end())).rows as T[];
}

async function setClockElsewhere(instant: string): Promise<void> {
  const client = new pg.Client(elsewhere.ownerUrl);
  await client.connect();
  await setClock(client, instant).finally(() => client.end());
}

beforeAll(async () => {
  world = await World.open();
  collective = await liveThrough(world);
  bundle = await bundleOf(collective, 'FULL');
  shown = await bundleOf(collective, 'PUBLIC');
  elsewhere = await cloneDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ormee-import-'));
  file = await sealed(bundle);
}, 180_000);
afterAll(async () => {
  await world.close();
  await elsewhere.drop();
  await rm(folder, { recursive: true });
});

describe('ormee import', () => {
  it('takes nothing in with another passphrase, or that does not hold', async () => {
    const other = await ormee(['import', file], { ...settings(), ORMEE_PASSPHRASE: 'another passphrase' });
    expect(other).toMatchObject({ code: 1, out: '' });
    expect(other.error).toContain('The passphrase is not the one of this export');
    const tables = { ...bundle.tables, ballot: (bundle.tables['ballot'] ?? []).slice(1) };
    const forged = await ormee(['import', await sealed({ ...bundle, tables })], settings());
    expect(forged).toMatchObject({ code: 22, out: '' });
    expect(forged.error).toContain('Nothing was imported.');
    expect(await sql('SELECT FROM ormee.collective')).toEqual([]);
  }, 60_000);

  it('brings the same register, texts and outcomes, and what it exports again is the same, byte for byte', async () => {
    const said = await byItself(['import', file], settings());
    expect(said).toMatchObject({ code: 0 });
    expect(said.error).toMatch(/^register_leaf: \d+$/m);
    const there = await ormee(['export', '--public', '--collective', collective.id], settings());
    expect(there).toEqual({ code: 0, out: printBundle(shown), error: '' });
  }, 60_000);

  it('takes no collective in twice', async () => {
    const said = await ormee(['import', file], settings());
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toContain('lives here already');
  }, 60_000);

  it('leaves the rules of the database as they were, and what waits for the clock asked for, the nightly forgetting too', async () => {
    expect(
      await sql(
        `SELECT conname FROM pg_constraint WHERE connamespace = 'ormee'::regnamespace AND condeferrable`,
      ),
    ).toEqual([]);
    const jobs = await sql<{ kind: string; runAt: Date }>(
      `SELECT kind, run_at AS "runAt" FROM ormee.job
       WHERE kind <> 'carry-amendments' OR run_at > ormee.instant() ORDER BY run_at`,
    );
    const open = (bundle.tables['poll'] ?? []).filter((poll) => poll['state'] === 'OPEN');
    expect(
      jobs.filter(({ kind }) => kind !== 'forget').map(({ kind, runAt }) => [kind, runAt.toISOString()]),
    ).toEqual([
      ...open.map((poll) => ['close-poll', poll['closesAt']]),
      ['carry-amendments', '2026-12-31T23:00:00.000Z'],
    ]);
    expect(jobs.filter(({ kind }) => kind === 'forget')).toHaveLength(1);
  });

  it('waits for the lot of a tied poll until the day on which it would have been given up', async () => {
    const tied = await world
      .collective()
      .withMembers(2)
      .withRules((rules) => rules.map((rule) => ({ ...rule, tieRule: 'LOT' })))
      .grow();
    const poll = await (await tied.propose()).open({ lasting: '2 days' });
    await poll.votes({ for: 1, against: 1 });
    expect((await poll.end('2 days')).lot).toMatchObject({ awaited: true });
    const taken = await bundleOf(tied, 'FULL');
    expect(await ormee(['import', await sealed(taken)], settings())).toMatchObject({ code: 0 });
    const waiting = await sql<{ days: number }>(
      `SELECT extract(day FROM job.run_at - poll.tied_at)::int AS days FROM ormee.job job
       JOIN ormee.poll poll ON poll.id = job.subject_id WHERE job.kind = 'proclaim-poll' AND poll.tied_at IS NOT NULL`,
    );
    expect(waiting).toEqual([{ days: 7 }]);
  }, 60_000);

  it('asks again for all that the clock was asked for where it lived', async () => {
    const waiting = await world
      .collective()
      .withMembers(4)
      .withRules((rules) => rules.map((rule) => ({ ...rule, friendlyAmendments: true })))
      .grow();
    const day = (await world.in('40 days')).slice(0, 10);
    const later = await replace(waiting, 'Règle 2', 'Un compte rendu bref.', { effectiveOn: day });
    await (await waiting.propose({ title: 'Plus tard', effects: [later] })).decideOnline({ for: 4 });
    const proposal = await waiting.propose({
      effects: [await replace(waiting, 'Règle 1', 'Le mardi soir.')],
    });
    const put = await new Amendments(proposal).put({
      by: waiting.member(1),
      replace: 'mardi',
      with: 'jeudi',
    });
    await proposal.author.does('acceptAmendment', { amendmentId: put.id });
    await (await waiting.propose({ title: 'Autre chose' })).open();
    const asked = `SELECT kind, subject_id AS subject, run_at AS at FROM ormee.job
      WHERE collective_id = '${waiting.id}' AND run_at > ormee.instant() AND kind <> 'forget' ORDER BY kind`;
    await setClockElsewhere(await world.now());
    expect(await ormee(['import', await sealed(await bundleOf(waiting, 'FULL'))], settings())).toMatchObject({
      code: 0,
    });
    const there = await sql<{ kind: string }>(asked);
    expect(there.map(({ kind }) => kind)).toEqual(['carry-amendments', 'close-poll', 'settle-acceptance']);
    expect(there).toEqual(await world.sql(asked));
  }, 60_000);

  it('takes in no bundle but a full one', async () => {
    const said = await ormee(['import', await sealed(shown)], settings());
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toContain('Only a full bundle can be imported');
  }, 60_000);
});

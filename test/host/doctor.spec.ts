import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIGNING_KEY_FILE } from '../../src/exchange/backup/check-registers.js';
import { exitCodeOf, type Finding } from '../../src/exchange/doctor/finding.js';
import { lookAtDatabase } from '../../src/exchange/doctor/look-at-database.js';
import { lookAtMachine, node } from '../../src/exchange/doctor/look-at-machine.js';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import { CONFIG } from '../../src/platform/config/config.token.js';
import { Random } from '../../src/platform/random/random.js';
import { Checkpoints } from '../../src/register/checkpoints.js';
import { Signer } from '../../src/register/signer.js';
import { ormee } from '../world/command-line.js';
import { makeFolder } from '../world/folder.js';
import { World, type TestCollective } from '../world/world.js';

let world: World;
let collective: TestCollective;
let settings: Record<string, string>;
let folder: string;

beforeAll(async () => {
  world = await World.open();
  await world.travelHome(); // the doctor holds the database's clock to the machine's
  collective = await world.collective().withMembers(2).grow();
  folder = await makeFolder();
  settings = {
    DATA_DIR: world.app.get<Config>(CONFIG).dataDir,
    DATABASE_URL: world.database.url,
    MIGRATION_DATABASE_URL: world.database.ownerUrl,
  };
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const look = (changes: Record<string, string> = {}): Promise<Finding[]> =>
  lookAtDatabase(loadConfig({ ...settings, ...changes }));
const of = (findings: readonly Finding[], about: string): Finding | undefined =>
  findings.findLast((finding) => finding.about === about);

describe('the doctor, in good health', () => {
  it('finds nothing to mend but that tests keep nothing through a power cut', async () => {
    await collective.propose();
    await world.app.get(Checkpoints).sign(collective.id);
    const said = await ormee(['doctor', '--json'], settings);
    const { exitCode, findings } = JSON.parse(said.out) as { exitCode: number; findings: Finding[] };
    const bad = findings.filter(({ gravity }) => gravity === 'WARNING' || gravity === 'FAULT');
    expect(bad.map(({ says }) => says)).toEqual([
      'fsync is off: a power cut loses ballots that were acknowledged.',
    ]);
    expect({ exitCode, code: said.code }).toEqual({ exitCode: 2, code: 2 });
    expect(exitCodeOf(findings.filter((finding) => !bad.includes(finding)))).toBe(0);
    expect(findings.map(({ about }) => about)).toEqual(
      expect.arrayContaining([
        'node',
        'address',
        'mail',
        'folder',
        'keys',
        'disk',
        'memory',
        'database',
        'migrations',
        'role',
        'clock',
        'jobs',
        'registers',
      ]),
    );
  });
});

describe('the doctor, of the machine', () => {
  const machine = (changes: Record<string, string>): Finding[] =>
    lookAtMachine(loadConfig({ ...settings, ...changes }), changes);

  it('refuses a Node that is too old', () => {
    expect([node('20.18.9'), node('18.20.1')].map(({ gravity }) => gravity)).toEqual(['FAULT', 'FAULT']);
    expect([node('20.19.0'), node('24.0.0')].map(({ gravity }) => gravity)).toEqual(['FINE', 'FINE']);
  });

  it('names the keys that others may read', async () => {
    const place = join(folder, 'keys');
    await mkdir(place, { mode: 0o700 });
    await writeFile(join(place, 'signing-key.pem'), '', { mode: 0o600 });
    expect(of(machine({ DATA_DIR: folder }), 'keys')?.gravity).toBe('FINE');
    await chmod(join(place, 'signing-key.pem'), 0o640);
    expect(of(machine({ DATA_DIR: folder }), 'keys')).toMatchObject({
      gravity: 'FAULT',
      says: `Others may read ${place}/signing-key.pem.`,
    });
  });

  it('tells an address that can be overheard', () => {
    expect(of(machine({ PUBLIC_URL: 'http://ormes.example' }), 'address')?.gravity).toBe('WARNING');
  });

  it('says that no mail is sent, which is no fault', () => {
    expect(of(machine({}), 'mail')?.gravity).toBe('NOTE');
    expect(of(machine({ SMTP_URL: 'smtp://localhost' }), 'mail')?.gravity).toBe('FINE');
  });
});

describe('the doctor, of the database', () => {
  it('tells a role that serves and could do more', async () => {
    const asOwner = { DATABASE_URL: world.database.ownerUrl };
    expect(of(await look(asOwner), 'role')).toMatchObject({
      gravity: 'FAULT',
      says: expect.stringContaining('owns the schema or a table of it') as string,
    });
    await world.sql('GRANT UPDATE ON ormee.register_leaf TO ormee_serving');
    expect(of(await look(), 'role')?.says).toContain('may rewrite the register');
    await world.sql('REVOKE UPDATE ON ormee.register_leaf FROM ormee_serving');
    await world.sql('REVOKE SELECT ON ormee.job FROM ormee_serving');
    expect(of(await look(), 'role')?.says).toContain('cannot read job');
    await world.sql('GRANT SELECT ON ormee.job TO ormee_serving');
  });

  it('names the migrations that are pending, and those that it does not know', async () => {
    const [last] = await world.sql<{ name: string; timestamp: string }>(
      `DELETE FROM ormee.migration WHERE id = (SELECT max(id) FROM ormee.migration) RETURNING name, timestamp`,
    );
    expect(of(await look(), 'migrations')).toMatchObject({
      gravity: 'WARNING',
      says: expect.stringContaining(last?.name as string) as string,
    });
    await world.sql(`INSERT INTO ormee.migration (timestamp, name) VALUES ($1, $2), (9, 'FromTomorrow9')`, [
      last?.timestamp,
      last?.name,
    ]);
    expect(of(await look(), 'migrations')).toMatchObject({
      gravity: 'FAULT',
      says: 'The database was migrated by a newer Ormée (FromTomorrow9).',
    });
    await world.sql(`DELETE FROM ormee.migration WHERE timestamp = 9`);
  });

  it('tells acts that are not signed, and a key that did not sign', async () => {
    await world.sql(
      `DELETE FROM ormee.register_checkpoint WHERE size = (SELECT max(size) FROM ormee.register_checkpoint)`,
    );
    expect(of(await look(), 'checkpoints')?.gravity).toBe('WARNING');
    await world.app.get(Checkpoints).sign(collective.id);
    const other = join(folder, 'other');
    Signer.open(join(other, SIGNING_KEY_FILE), new Random());
    expect(of(await look({ DATA_DIR: other }), 'signing key')).toMatchObject({
      gravity: 'FAULT',
      says: 'The signing key here did not sign the register of “Collectif d’essai”.',
    });
    expect(of(await look({ DATA_DIR: folder }), 'signing key')?.says).toContain('no readable signing key');
  });

  it('tells jobs that nobody runs, and a clock that is not this machine’s', async () => {
    await world.sql(
      `INSERT INTO ormee.job (id, collective_id, kind, subject_id, run_at)
       VALUES (gen_random_uuid(), $1, 'NOBODY', $1, ormee.instant() + interval '50 minutes')`,
      [collective.id],
    );
    await world.app.close();
    await world.wait('1 hour');
    const findings = await look();
    expect(of(findings, 'jobs')?.says).toContain('1 jobs are overdue');
    expect(of(findings, 'clock')).toMatchObject({ gravity: 'FAULT' });
    expect(exitCodeOf(findings)).toBe(2);
  });

  it('says in a sentence that no database answers, never its password', async () => {
    const said = await ormee(['doctor'], {
      ...settings,
      DATABASE_URL: 'postgres://o:secret@127.0.0.1:9/o',
      MIGRATION_DATABASE_URL: '',
    });
    expect(said.code).toBe(2);
    expect(said.out).toContain('FAULT    database: The database does not answer (ECONNREFUSED).');
    expect(said.out).not.toContain('secret');
  });
});

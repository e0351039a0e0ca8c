import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SIGNING_KEY_FILE } from '../../src/exchange/backup/check-registers.js';
import type { Manifest } from '../../src/exchange/backup/manifest.js';
import { readPassphrase } from '../../src/exchange/passphrase.js';
import { restoreBackup } from '../../src/exchange/backup/restore-backup.js';
import { takeBackup, writeNew } from '../../src/exchange/backup/take-backup.js';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import { CONFIG } from '../../src/platform/config/config.token.js';
import { MIGRATION_NAMES } from '../../src/platform/database/migrate.js';
import { withClient } from '../../src/platform/database/open-database.js';
import { Checkpoints } from '../../src/register/checkpoints.js';
import { Commands, ormee } from '../world/command-line.js';
import { emptyDatabase, type TestDatabase } from '../world/database.js';
import { makeFolder } from '../world/folder.js';
import { Service } from '../world/service.js';
import { World, type TestCollective } from '../world/world.js';
import { firstStart, PASSPHRASE } from './first-start.js';
import { ForgedBackup } from './forged-backup.js';

const CHECKPOINT = '{ checkpoint { size root note verifierKey } }';

let world: World;
let collective: TestCollective;
let config: Config;
let folder: string;
let file: string;
let manifest: Manifest;

beforeAll(async () => {
  world = await World.open();
  folder = await makeFolder();
  config = loadConfig({
    DATA_DIR: world.app.get<Config>(CONFIG).dataDir,
    DATABASE_URL: world.database.url,
    MIGRATION_DATABASE_URL: world.database.ownerUrl,
  });
  collective = await world.collective().named('Les Ormes "et \\ les frênes').withMembers(5).grow();
  await liveALittle();
  file = join(folder, 'whole.ormee');
  await writeFile(join(config.dataDir, 'keys', 'serving-role-password'), 'secret');
  ({ manifest } = await takeBackup(config, PASSPHRASE, (sealed) => writeNew(file, sealed)));
});

afterAll(async () => {
  for (const database of places) await database.drop();
  await world.close();
  await rm(folder, { recursive: true });
});

/** Decisions that name their polls, and a poll that names the decision which superseded it. */
async function liveALittle(): Promise<void> {
  const proposal = await collective.propose({ title: 'Une ligne', rationale: 'Deux\nlignes, et \\N, \\.' });
  const { decision } = await proposal.decideIn(await collective.assembly(5), { for: 4, against: 1 });
  const other = await (await collective.propose({ title: 'Dépassée' })).open();
  await world.sql(`UPDATE ormee.poll SET state = 'SUPERSEDED', superseded_by = $2 WHERE id = $1`, [
    collective.rowId(other.id),
    collective.rowId(decision?.id as string),
  ]);
  await world.app.get(Checkpoints).sign(collective.id);
}

interface Place {
  readonly database: TestDatabase;
  readonly config: Config;
}

const places: TestDatabase[] = [];

async function emptyPlace(): Promise<Place> {
  const database = await emptyDatabase();
  places.push(database);
  return placeOn(database);
}

async function placeOn(database: TestDatabase): Promise<Place> {
  const dataDir = join(await makeFolder(), 'data');
  return { database, config: loadConfig(settingsOf(database, dataDir)) };
}

const settingsOf = ({ url, ownerUrl }: TestDatabase, dataDir: string): Record<string, string> => ({
  DATA_DIR: dataDir,
  DATABASE_URL: url,
  MIGRATION_DATABASE_URL: ownerUrl,
});

const rows = <T extends object>({ database }: Pick<Place, 'database'>, sql: string): Promise<T[]> =>
  withClient(database.ownerUrl, async (client) => (await client.query<T>(sql)).rows);

const schemaOf = (place: Pick<Place, 'database'>): Promise<{ line: string }[]> =>
  rows(
    place,
    `SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line
     FROM pg_constraint WHERE connamespace = 'ormee'::regnamespace
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'ormee'
     UNION ALL SELECT format('%s %s.%s %s', grantee, table_name, column_name, privilege_type)
     FROM information_schema.column_privileges WHERE table_schema = 'ormee' AND grantee = 'ormee_serving'
     UNION ALL SELECT format('%s %s %s', grantee, table_name, privilege_type)
     FROM information_schema.role_table_grants WHERE table_schema = 'ormee' AND grantee = 'ormee_serving'
     ORDER BY line`,
  );

/** A place in which nothing was left behind: no schema, no data folder. */
async function expectUntouched(place: Place): Promise<void> {
  expect(await rows(place, `SELECT FROM pg_namespace WHERE nspname = 'ormee'`)).toEqual([]);
  await expect(stat(join(place.config.dataDir, 'keys'))).rejects.toThrow('ENOENT');
}

describe('a backup that is restored into an empty place', () => {
  let place: Place;
  beforeAll(async () => {
    place = await emptyPlace();
    await restoreBackup(place.config, file, PASSPHRASE);
  });

  it('brings every row of every table back, the circle of polls and decisions included', async () => {
    const tables = await world.sql<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'ormee' AND table_name <> 'migration'`,
    );
    await withClient(place.database.ownerUrl, async (client) => {
      for (const { name } of tables) {
        const all = `SELECT row.*::text AS line FROM ormee.${name} row ORDER BY row.*::text COLLATE "C"`;
        expect((await client.query(all)).rows).toEqual(await world.sql(all));
      }
    });
    const [circle] = await rows<{ polls: number }>(
      place,
      `SELECT count(*)::int AS polls FROM ormee.poll JOIN ormee.decision ON decision.id = poll.superseded_by
       WHERE decision.poll_id IS NOT NULL`,
    );
    expect(circle).toEqual({ polls: 1 });
  });

  it('has the same rules, indexes and grants as a database that was migrated', async () => {
    expect(await schemaOf(place)).toEqual(await schemaOf(world));
  });

  it('keeps the keys for the eyes of their owner, and leaves the password of the other host behind', async () => {
    const key = join(place.config.dataDir, SIGNING_KEY_FILE);
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    expect(await readFile(key)).toEqual(await readFile(join(config.dataDir, SIGNING_KEY_FILE)));
    expect(manifest.files).toEqual([SIGNING_KEY_FILE]);
    expect(await readdir(join(place.config.dataDir, 'keys'))).toEqual([basename(SIGNING_KEY_FILE)]);
  });

  it('gives the same checkpoint under the same key, and a service there serves who was signed in', async () => {
    const before = await collective.member(0).ask(CHECKPOINT);
    const service = await Service.start(place, place.config.dataDir);
    try {
      await service.listening();
      const answer = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${collective.member(0).token}`,
        },
        body: JSON.stringify({ query: CHECKPOINT }),
      });
      expect(await answer.json()).toEqual({ data: before });
    } finally {
      await service.stop();
    }
  }, 300_000);

  it('is no empty place any more', async () => {
    await expect(restoreBackup(place.config, file, PASSPHRASE)).rejects.toThrow(
      /^The database is not empty \(its table \w+ has rows\): give an empty DATA_DIR, or a new database\.$/,
    );
  });
});

describe('a backup', () => {
  it('is of one instant, whatever is done meanwhile, and comes where a restore was cut off after its keys', async () => {
    const during = join(folder, 'during.ormee');
    const taken = await takeBackup(config, PASSPHRASE, async (sealed) => {
      await collective.propose({ title: 'Pendant la sauvegarde' });
      await writeNew(during, sealed);
    });
    const place = await emptyPlace();
    await mkdir(join(place.config.dataDir, 'keys'), { recursive: true });
    await copyFile(join(config.dataDir, SIGNING_KEY_FILE), join(place.config.dataDir, SIGNING_KEY_FILE));
    await restoreBackup(place.config, during, PASSPHRASE);
    expect(
      await rows(place, `SELECT FROM ormee.proposal_version WHERE title = 'Pendant la sauvegarde'`),
    ).toEqual([]);
    const [head] = await rows<{ size: number }>(place, 'SELECT size::int FROM ormee.register_head');
    expect(head?.size).toBe(taken.manifest.registers[0]?.size);
  });

  it('shows nobody what it holds', async () => {
    const sealed = (await readFile(file)).toString('latin1');
    for (const word of ['Ormes', 'PRIVATE KEY', 'register_leaf', collective.id])
      expect(sealed).not.toContain(word);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('replaces no file', async () => {
    await expect(takeBackup(config, PASSPHRASE, (sealed) => writeNew(file, sealed))).rejects.toThrow(
      `${file} is there already: a backup overwrites nothing, give another name.`,
    );
  });

  it('leaves no half of a file where it is cut off', async () => {
    const cut = join(folder, 'cut.ormee');
    const failing = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('half');
      throw new Error('cut off');
    };
    await expect(writeNew(cut, failing())).rejects.toThrow('cut off');
    for (const name of [cut, `${cut}.part`]) await expect(stat(name)).rejects.toThrow('ENOENT');
  });
});

describe('a restore that cannot be', () => {
  let place: Place;
  let copy: string;
  let forger: ForgedBackup;
  let empty: TestDatabase; // which each of them leaves as it was
  beforeAll(async () => {
    forger = await ForgedBackup.of(file, PASSPHRASE);
    empty = (await emptyPlace()).database;
  });
  beforeEach(async () => {
    place = await placeOn(empty);
    copy = join(await makeFolder(), 'copy.ormee');
    await copyFile(file, copy);
    await chmod(copy, 0o600);
  });

  const refusal = (passphrase = PASSPHRASE): Promise<string> =>
    restoreBackup(place.config, copy, passphrase).then(
      () => 'restored',
      (error: Error) => error.message,
    );

  it('does nothing with another passphrase', async () => {
    expect(await refusal('sous les ormes de Paris')).toBe(
      'The passphrase is not the one of this backup, or its beginning was altered: nothing was done.',
    );
    await expectUntouched(place);
  });

  it.each([1, 4_000])('does nothing with a file that lost its last %i bytes', async (lost) => {
    await truncate(copy, (await stat(copy)).size - lost);
    expect(await refusal()).toMatch(/^This backup was cut short or altered: nothing was done; /);
    await expectUntouched(place);
  });

  it.each([0.001, 0.5, 0.99])('does nothing with a file altered at %d of its length', async (part) => {
    const bytes = await readFile(copy);
    const at = Math.floor(part * bytes.length);
    bytes[at] = (bytes[at] as number) ^ 1;
    await writeFile(copy, bytes);
    expect(await refusal()).toMatch(/altered/);
    await expectUntouched(place);
  });

  it('does nothing with what is no backup', async () => {
    await writeFile(copy, 'CREATE TABLE a ();');
    expect(await refusal()).toBe('This file is no backup of Ormée: give the one that "backup" wrote.');
    await expectUntouched(place);
  });

  it('does nothing with a backup of a newer version, and names what it does not know', async () => {
    await forge((whole) => ({
      ...whole,
      migrations: [...MIGRATION_NAMES, 'FromTomorrow20991231000000'],
    }));
    expect(await refusal()).toMatch(
      /^This backup is newer than this Ormée, .* the migration FromTomorrow20991231000000:/,
    );
    await expectUntouched(place);
  });

  it('does nothing where one row points at nothing: the database checks every rule again', async () => {
    await forge((whole) => whole, { member: '' });
    expect(await refusal()).toMatch(/foreign key/);
    await expectUntouched(place);
  });

  it('does nothing where an act of the register is not what was recorded', async () => {
    const leaves = forger.textOf('register_leaf').replace('"v":1', '"v":2');
    await forge((whole) => whole, { register_leaf: leaves });
    expect(await refusal()).toMatch(/^Act \d+ is not what was recorded in the register of “Les Ormes/);
    await expectUntouched(place);
  });

  it('does nothing beside the keys of somebody else', async () => {
    await mkdir(join(place.config.dataDir, 'keys'), { recursive: true });
    await writeFile(join(place.config.dataDir, SIGNING_KEY_FILE), 'another');
    expect(await refusal()).toBe(
      `${place.config.dataDir} was used already (${SIGNING_KEY_FILE} is there, and is another): give an empty DATA_DIR, or move that file away.`,
    );
    expect(await rows(place, `SELECT FROM pg_namespace WHERE nspname = 'ormee'`)).toEqual([]);
  });

  const forge = async (...how: Parameters<ForgedBackup['sealed']>): Promise<void> =>
    writeFile(copy, await forger.sealed(...how));
});

describe('the command line', () => {
  const commands = new Commands();
  afterAll(() => commands.end());

  it('backs up and restores a PostgreSQL of its own, while the service runs and when it does not', async () => {
    const home = await makeFolder();
    const there = join(home, 'there');
    const settings = (dataDir: string) => ({ ORMEE_PASSPHRASE: PASSPHRASE, DATA_DIR: dataDir });
    const { backup: running, dataDir: here } = await firstStart();
    const stopped = await commands.ormee(['backup', join(home, 'stopped')], settings(here));
    const said = [running, stopped];
    const checkpoints = said.map(({ code, out }) => ({ code, root: /root ([0-9a-f]{64})/.exec(out)?.[1] }));
    expect(checkpoints).toEqual([
      { code: 0, root: expect.any(String) as string },
      { code: 0, root: checkpoints[0]?.root },
    ]);

    const restored = await commands.ormee(['restore', running.file], settings(there));
    expect(restored).toMatchObject({ code: 0, error: '' });
    expect(restored.out).toContain(`root ${checkpoints[0]?.root}`);
    const again = await Service.start(null, there, { DEMO: '1' });
    try {
      await again.listening();
      expect(again.output).toContain('The demonstration: L’Atelier des Ormes');
    } finally {
      await again.stop();
    }
  }, 300_000);

  it('writes to its output, where the words go to the other one', async () => {
    const { code, out, error } = await ormee(['backup', '-'], {
      ...settingsOf(world.database, config.dataDir),
      ORMEE_PASSPHRASE: PASSPHRASE,
    });
    expect({ code, begins: out.startsWith('ormee-backup 1 scrypt') }).toEqual({ code: 0, begins: true });
    expect(error).toMatch(/^Backup taken at /);
  });

  it('refuses in one sentence without a passphrase, and writes nothing', async () => {
    const wanted = join(folder, 'refused');
    const said = await commands.ormee(['backup', wanted], settingsOf(world.database, config.dataDir));
    expect(said).toEqual({
      code: 1,
      out: '',
      error:
        'A backup holds every secret of the service and is locked: give a passphrase in ORMEE_PASSPHRASE or --passphrase-file.\n',
    });
    await expect(stat(wanted)).rejects.toThrow('ENOENT');
  });
});

describe('a passphrase', () => {
  it('comes from a file, without its last line end, before the environment', async () => {
    const words = join(folder, 'words');
    await writeFile(words, 'deux ormes et un frêne\n');
    expect(await readPassphrase(words, { ORMEE_PASSPHRASE: PASSPHRASE })).toBe('deux ormes et un frêne');
    expect(await readPassphrase(undefined, { ORMEE_PASSPHRASE: PASSPHRASE })).toBe(PASSPHRASE);
  });

  it('is refused when it is short, or when its file is not there', async () => {
    await expect(readPassphrase(undefined, { ORMEE_PASSPHRASE: 'court' })).rejects.toThrow(
      /^The passphrase has fewer than 12 characters: /,
    );
    await expect(readPassphrase('/nowhere/words', {})).rejects.toThrow(
      /^The passphrase cannot be read from \/nowhere\/words \(ENOENT\): /,
    );
  });
});

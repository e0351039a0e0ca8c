import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { restoreBackup } from '../../src/exchange/backup/restore-backup.js';
import { upgrade } from '../../src/exchange/backup/upgrade.js';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import { MIGRATION_NAMES } from '../../src/platform/database/migrate.js';
import { refill } from '../../src/platform/database/refill.js';
import { emptyDatabase, type TestDatabase } from '../world/database.js';
import { makeFolder } from '../world/folder.js';
import { World } from '../world/world.js';

const PASSPHRASE = 'sous les ormes de Bordeaux';
/** The version before this one, as far as its database goes. */
const BEFORE = MIGRATION_NAMES.slice(0, -1);
const NEW = MIGRATION_NAMES.at(-1) as string;

let database: TestDatabase;
let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await makeFolder();
  said = [];
});
afterEach(() => rm(folder, { recursive: true }));

const configOf = ({ url, ownerUrl }: TestDatabase, dataDir = join(folder, 'data')): Config =>
  loadConfig({ DATA_DIR: dataDir, DATABASE_URL: url, MIGRATION_DATABASE_URL: ownerUrl });

const run = (file: string | null = null, of = database): Promise<readonly string[]> =>
  upgrade(configOf(of), {
    file,
    passphrase: () => Promise.resolve(PASSPHRASE),
    backedUp: (_taken, written) => void said.push(written),
  });

describe('the migrations', () => {
  it('have one order, by their moments and then by their names', () => {
    const key = (name: string): string => `${/\d{14}$/.exec(name)?.[0]} ${name}`;
    expect(MIGRATION_NAMES).toEqual(MIGRATION_NAMES.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)));
  });
});

describe('an upgrade', () => {
  beforeEach(async () => {
    database = await emptyDatabase();
    await refill(database.ownerUrl, BEFORE, () => Promise.resolve());
  });
  afterEach(() => database.drop());

  it('takes a backup, says where, then migrates; once, and never without its backup', async () => {
    await expect(run('/nowhere/at/all.ormee')).rejects.toThrow(
      /^The backup cannot be written to \/nowhere\/at\/all\.ormee \(ENOENT\): /,
    );
    expect(said).toEqual([]);
    expect(await run()).toEqual([NEW]);
    const [file] = await readdir(join(folder, 'data', 'backups'));
    expect(said).toEqual([join(folder, 'data', 'backups', file as string)]);
    expect((await stat(said[0] as string)).mode & 0o777).toBe(0o600);
    expect(await run()).toEqual([]);
    expect(said).toHaveLength(1);
  });

  it('leaves a backup from which an empty place comes to this version', async () => {
    const file = join(folder, 'before.ormee');
    await run(file);
    const other = await emptyDatabase();
    const restored = await restoreBackup(configOf(other, join(folder, 'other')), file, PASSPHRASE);
    await other.drop();
    expect(restored.manifest.migrations).toEqual(BEFORE);
    expect(restored.migrated).toBe(1);
  });
});

describe('an upgrade of a database in use', () => {
  it('waits for nobody to be served', async () => {
    const world = await World.open();
    await expect(run(null, world.database)).rejects.toThrow(
      'A service is using this database: stop it first, then try again.',
    );
    await world.close();
  });
});

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { lookAtServingRole } from '../../src/exchange/doctor/look-at-serving-role.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { startCluster, type Cluster } from '../../src/platform/database/embedded-postgres.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { openReader } from '../../src/platform/database/open-reader.js';
import { OWNER_ROLE } from '../../src/platform/database/roles.js';
import { makeFolder } from '../world/folder.js';

interface Container {
  readonly image?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck: { readonly test: string };
  readonly [setting: string]: unknown;
}

describe('docker-compose.yml', () => {
  let services: Readonly<Record<string, Container>>;
  beforeAll(async () => {
    ({ services } = parse(await readFile('docker-compose.yml', 'utf8')) as { services: typeof services });
  });

  it('is a service and its PostgreSQL, each telling whether it is well', () => {
    expect(Object.keys(services).sort()).toEqual(['database', 'ormee']);
    expect(services['ormee']?.healthcheck.test).toContain('/health/ready');
    expect(services['database']?.healthcheck.test).toContain('pg_isready');
  });

  it('holds no password, and gives the database no network', async () => {
    expect(await readFile('docker-compose.yml', 'utf8')).not.toMatch(/PASSWORD|:\/\/\w+:[^/]/);
    expect(services['database']?.['network_mode']).toBe('none');
  });

  it('runs the service as nobody in particular, with less than 1 GB for both', async () => {
    expect(await readFile('Dockerfile', 'utf8')).toMatch(/^USER node$/m);
    expect(services['ormee']).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    const granted = Object.values(services).map((service) =>
      Number.parseInt(service['mem_limit'] as string, 10),
    );
    expect(granted.reduce((sum, each) => sum + each, 0) * 1_048_576).toBeLessThan(1_000_000_000);
  });
});

describe('a first start with the two addresses of docker-compose.yml', () => {
  let folder: string;
  let cluster: Cluster;
  beforeEach(async () => {
    folder = await makeFolder();
    cluster = await startCluster({ dataDir: join(folder, 'server'), throwaway: true });
  });
  afterEach(async () => {
    await cluster.stop();
    await rm(folder, { recursive: true });
  });

  const settings = (role: string): Record<string, string> => ({
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: cluster.url('postgres', role),
    MIGRATION_DATABASE_URL: cluster.url('postgres', OWNER_ROLE),
  });

  it('makes the role that serves, which owns nothing', async () => {
    const config = loadConfig(settings('ormee_serving'));
    const database = await openDatabase(config);
    const { reader, close } = await openReader(config, 'OWNER');
    expect((await lookAtServingRole(reader, config)).gravity).toBe('FINE');
    await close();
    await database.close();
  });
});

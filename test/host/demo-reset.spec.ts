import { rm } from 'node:fs/promises';
import { createApp } from '../../src/create-app.js';
import { readMark, writeMark } from '../../src/demo/demo-mark.js';
import { resetDemo } from '../../src/demo/reset-demo.js';
import { loadConfig } from '../../src/platform/config/config.js';
import type { TestDatabase } from '../world/database.js';
import { makeFolder } from '../world/folder.js';
import { configOf, lived, openLived } from '../world/demonstration.js';
import { World } from '../world/world.js';

const reset = ({ url, ownerUrl }: TestDatabase, dataDir: string): Promise<string> =>
  resetDemo(
    loadConfig({
      DATA_DIR: dataDir,
      DATABASE_URL: url,
      MIGRATION_DATABASE_URL: ownerUrl,
      LOG_LEVEL: 'silent',
    }),
    createApp,
  ).then(
    () => 'reset',
    (error: Error) => error.message,
  );

let folder: string;
beforeEach(async () => void (folder = await makeFolder()));
afterEach(() => rm(folder, { recursive: true }));

describe('npm run demo:reset', () => {
  it('gives the demonstration of its first day back, and the clock as it was', async () => {
    const { played, clocks } = await lived();
    const world = await openLived();
    expect(await world.sql('SELECT name FROM ormee.collective')).toEqual([{ name: 'L’Atelier des Ormes' }]);
    const after = readMark(configOf(world).dataDir);
    expect(after).toMatchObject({ lived: true });
    expect(after?.collectiveId).not.toBe(played);
    expect(clocks[1]).toBe(clocks[0]);
    await world.close();
  }, 300_000);

  it('refuses while a service is using it', async () => {
    const world = await World.open();
    const { id: collectiveId } = await world.collective().withMembers(1).grow();
    writeMark(folder, { collectiveId, lived: true });
    expect(await reset(world.database, folder)).toBe(
      'A service is using this database: stop it first, then try again.',
    );
    expect(await world.sql('SELECT id FROM ormee.collective')).toEqual([{ id: collectiveId }]);
    await world.close();
  });

  it('refuses where there is no demonstration, and where a collective would be lost', async () => {
    const world = await World.open();
    const collective = await world.collective().named('Les Ormes').withMembers(1).grow();
    await world.app.close();
    expect(await reset(world.database, folder)).toMatch(/^There is no demonstration in /);
    writeMark(folder, { collectiveId: collective.id.replace(/^./, 'f'), lived: true });
    expect(await reset(world.database, folder)).toBe(
      'The database also holds “Les Ormes”, which a reset would take away: nothing was done.',
    );
    expect(await world.sql('SELECT name FROM ormee.collective')).toEqual([{ name: 'Les Ormes' }]);
    await world.close();
  });
});

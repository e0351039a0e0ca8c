import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Command } from 'commander';
import { addPeopleCommands } from '../../src/exchange/people.command.js';
import { mandateFor } from '../world/people.js';
import { World, type TestCollective } from '../world/world.js';

describe('ormee members import', () => {
  let world: World;
  let collective: TestCollective;
  let folder: string;
  let to: string;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(3).grow();
    await mandateFor(collective, collective.member(2), 'importMembers');
    await world.app.listen(0, '127.0.0.1');
    to = await world.app.getUrl();
    folder = await mkdtemp(join(tmpdir(), 'ormee-people-'));
    process.env['ORMEE_TOKEN'] = collective.member(2).token;
  });
  afterAll(async () => {
    delete process.env['ORMEE_TOKEN'];
    await rm(folder, { recursive: true });
    await world.close();
  });

  const run = async (content: string | Uint8Array): Promise<string> => {
    const path = join(folder, 'members.csv');
    await writeFile(path, content);
    const said: string[] = [];
    const hear = (text: unknown) => Boolean(said.push(String(text)));
    const outputs = [process.stdout, process.stderr].map((output) =>
      jest.spyOn(output, 'write').mockImplementation(hear),
    );
    const program = new Command('ormee').exitOverride();
    addPeopleCommands(program);
    try {
      await program.parseAsync(['members', 'import', path, '--to', to], { from: 'user' });
    } finally {
      for (const output of outputs) output.mockRestore();
    }
    return said.join('');
  };

  it('says where it is, and how many lines are imported', async () => {
    expect(await run('nom;type\r\nZoé;\r\nLa Coopérative;morale\r\n')).toBe(
      'Read: 2 lines.\nSent: all of it is written, or nothing.\nImported: 2 lines.\n',
    );
  });

  it('finds bytes that are no UTF-8, with their line and column', async () => {
    const latin1 = Buffer.from('nom\nYann\nRené\n', 'latin1');
    await expect(run(latin1)).rejects.toThrow('Line 3, column 4: the file is not in UTF-8.');
  });

  it('says what is wrong before anything is sent, and what the service refuses', async () => {
    await expect(run('nom\nYann\n=1+1\n')).rejects.toThrow(
      'Line 3, column 1: a cell does not begin like a formula.',
    );
    await expect(run('nom\nYann\nZoé\n')).rejects.toThrow('Line 3, column 1: this is there already');
  });

  it('is refused without a session', async () => {
    const token = process.env['ORMEE_TOKEN'];
    delete process.env['ORMEE_TOKEN'];
    await expect(run('nom\nYann\n')).rejects.toThrow('ORMEE_TOKEN is missing');
    process.env['ORMEE_TOKEN'] = token as string;
  });
});

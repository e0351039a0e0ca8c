import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Command } from 'commander';
import { addAppealsCommand } from '../../src/exchange/appeals.command.js';
import { mandateFor, publishAppeal } from '../world/people.js';
import { World, type TestCollective } from '../world/world.js';

describe('ormee appeals import', () => {
  let world: World;
  let collective: TestCollective;
  let appeal: string;
  let folder: string;
  let to: string;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(3).grow();
    appeal = await publishAppeal(collective);
    await mandateFor(collective, collective.member(2), 'importSignatories');
    await world.app.listen(0, '127.0.0.1');
    to = await world.app.getUrl();
    folder = await mkdtemp(join(tmpdir(), 'ormee-appeals-'));
    process.env['ORMEE_TOKEN'] = collective.member(2).token;
  });
  afterAll(async () => {
    delete process.env['ORMEE_TOKEN'];
    await rm(folder, { recursive: true });
    await world.close();
  });

  const run = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    const said: string[] = [];
    const hear = (text: unknown) => Boolean(said.push(String(text)));
    const outputs = [process.stdout, process.stderr].map((output) =>
      jest.spyOn(output, 'write').mockImplementation(hear),
    );
    const program = new Command('ormee').exitOverride();
    addAppealsCommand(program);
    try {
      await program.parseAsync(['appeals', 'import', path, '--appeal', appeal, '--to', to], { from: 'user' });
    } finally {
      for (const output of outputs) output.mockRestore();
    }
    return said.join('');
  };

  it('shows where it is, sends a longer list again, and keeps aside what it cannot read', async () => {
    const lines = Array.from({ length: 1_200 }, (_, at) => `* [Signe ${at}](https://s.example/${at}), rôle`);
    lines[700] = 'Illisible';
    expect(await run('liste.md', lines.join('\n'))).toBe(
      '500 of 1200 lines: 500 added, 0 there already, 0 kept aside.\n' +
        '1000 of 1200 lines: 999 added, 0 there already, 1 kept aside.\n' +
        '1200 of 1200 lines: 1199 added, 0 there already, 1 kept aside.\n' +
        `Line 701: it is no signature.\nThose lines are in ${join(folder, 'liste.md')}.aside.\n` +
        'Imported: 1199. There already: 0. Kept aside: 1.\n',
    );
    expect(await readFile(join(folder, 'liste.md.aside'), 'utf8')).toBe('Illisible\n');
    lines[700] = '* Enfin lisible';
    expect(await run('liste.md', lines.join('\n'))).toContain(
      'Imported: 1. There already: 1199. Kept aside: 0.',
    );
  });

  it('reads the issues of a forge, and leaves what a forge says beside', async () => {
    const issue = {
      title: 'Signature : Ada',
      body: null,
      user: { login: 'ada' },
      html_url: 'https://f.example/1',
    };
    expect(await run('issues.json', JSON.stringify([issue]))).toContain('Imported: 1.');
    await expect(run('issues.json', '{"message": "Not Found"}')).rejects.toThrow('no list of issues');
  });
});

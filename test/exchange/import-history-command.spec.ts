import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Command } from 'commander';
import { addImportTextCommand } from '../../src/exchange/amend/import-text.command.js';
import { makeFolder } from '../world/folder.js';
import { charterFile, MAJORITY, TestFounding } from '../world/founding.js';
import { exported, statutesOfElsewhere, textOfElsewhere } from '../world/histories.js';
import { World } from '../world/world.js';

describe('ormee texts import, of JSON', () => {
  let world: World;
  let founding: TestFounding;
  let folder: string;
  let to: string;

  beforeAll(async () => {
    world = await World.open();
    founding = await TestFounding.begin(world);
    await world.app.listen(0, '127.0.0.1');
    to = await world.app.getUrl();
    folder = await makeFolder();
    process.env['ORMEE_TOKEN'] = founding.member(0).token;
  });
  afterAll(async () => {
    delete process.env['ORMEE_TOKEN'];
    await world.close();
  });

  const run = async (files: Readonly<Record<string, string>>, ...flags: string[]): Promise<string> => {
    const paths = Object.keys(files).map((name) => join(folder, name));
    for (const [place, content] of Object.values(files).entries())
      await writeFile(paths[place] as string, content);
    const said: string[] = [];
    const hear = (text: unknown) => Boolean(said.push(String(text)));
    const output = jest.spyOn(process.stdout, 'write').mockImplementation(hear);
    const texts = new Command('texts').exitOverride();
    addImportTextCommand(texts);
    try {
      await texts.parseAsync(['import', ...paths, ...flags], { from: 'user' });
    } finally {
      output.mockRestore();
    }
    return said.join('');
  };
  const statutes = { 'statuts.json': exported(statutesOfElsewhere()) };
  const proposals = async () => (await founding.rowCounts())['proposal'];

  it('says what is in a file, and asks no service', async () => {
    expect(await run(statutes)).toBe(
      'Statuts (Les Charmes) : 8 articles et titres, 8 décisions du 1er mai 2025 au 1er décembre 2025, rejouées mot pour mot ; reprises, elles ne seront pas vérifiées.\n',
    );
    expect(await run(statutes, '--locale', 'en')).toContain('8 decisions from 1 May 2025 to 1 December 2025');
    expect(await proposals()).toBe(0);
  });

  it('says where a file goes wrong', async () => {
    const forged = { 'statuts.json': exported(statutesOfElsewhere()).replaceAll('Words of', 'Forged of') };
    await expect(run(forged)).rejects.toThrow(/statuts\.json : .*versions\[\d+\]\.hash/);
    await expect(run({ 'x.json': 'nothing' })).rejects.toThrow('ce n’est pas du JSON');
    await expect(run({ 'a.md': '# A', 'b.md': '# B' })).rejects.toThrow('Several files');
  });

  it('prints what is sent, which is read as the file is', async () => {
    const compact = await run(statutes, '--json');
    expect(compact.length).toBeLessThan(statutes['statuts.json'].length / 2);
    expect(await run({ 'compact.json': compact }, '--json')).toBe(compact);
  });

  it('puts the texts of a founding to its founders, once however often it is run', async () => {
    await founding.adopt({ majority: MAJORITY });
    const both = { ...statutes, 'charte.json': underOtherNames(textOfElsewhere('Charte')) };
    const put = await run(both, '--to', to);
    expect(put).toMatch(/Put to the vote: \S+\n$/);
    expect(await run(both, '--to', to)).toBe(put);
    const [, id = ''] = /vote: (\S+)/.exec(put) ?? [];
    const poll = await founding
      .member(0)
      .ask<{ node: { version: number } }>(
        'query ($id: ID!) { node(id: $id) { ... on Proposal { version } } }',
        { id },
      );
    expect(poll.node.version).toBe(1);
    expect(await proposals()).toBe(2);
  });

  it('puts a text to the vote of a collective that lives', async () => {
    await founding.adopt({
      texts: [{ title: 'Statuts', matter: 'GOVERNANCE', history: statutes['statuts.json'] }],
    });
    await founding.adopt({ charter: charterFile() });
    await founding.adopt({ confirmation: true });
    const file = { 'charte.json': underOtherNames(textOfElsewhere('Charte')) };
    const put = await run(file, '--to', to, '--matter', 'DEEP');
    expect(await run(file, '--to', to, '--matter', 'DEEP')).toBe(put);
    await expect(run(statutes, '--to', to)).rejects.toThrow('This exists already');
    process.env['ORMEE_TOKEN'] = 'nobody';
    await expect(run(file, '--to', to)).rejects.toThrow();
  });
});

/** The same text under other identities, by a decision of another number. */
const underOtherNames = (file: string): string =>
  file.replaceAll('00000000-0000-7000', '00000000-0000-7001').replaceAll('2025-001', '2025-101');

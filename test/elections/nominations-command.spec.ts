import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Commands } from '../world/command-line.js';

const FORMAT = '"format":"ormee-nominations@1"';
const METHOD = 'without-candidates/consent@1';
/** A file whose second line holds these fields. */
const fileWith = (fields: string): string => `{${FORMAT},"persons":["Ada","Bé"],\n${fields}}`;
const EXAMPLE = /```\n(\{ "format": "ormee-nominations@1"[^`]*)```/.exec(
  readFileSync('docs/counting-files.md', 'utf8'),
)?.[1] as string;

describe('ormee count --method without-candidates/consent@1', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ormee-nominations-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const commands = new Commands();
  afterAll(() => commands.end());
  const count = async (text: string, ...flags: readonly string[]) => {
    const path = join(folder, 'circle.json');
    await writeFile(path, text);
    return { path, ...(await commands.ormee(['count', '--method', METHOD, ...flags, path])) };
  };

  it('counts the file of its documentation, in the shape of the other methods', async () => {
    const { path, code, out, error } = await count(EXAMPLE, '--no-trace');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(JSON.parse(out)).toEqual({
      file: path,
      format: 'json',
      title: 'Treasurer',
      ignored: [],
      method: METHOD,
      seats: 1,
      status: 'ELECTED',
      winners: [['Bé']],
      put: [],
      ranking: [['Cléo'], ['Bé'], ['Dan']],
      ties: [],
    });
  });

  it('says who is to be put next, by lot where a value was drawn, and its working in words', async () => {
    const open = fileWith('"nominations":[{"for":"Ada"},{"for":"Bé"}]');
    expect(JSON.parse((await count(open)).out)).toMatchObject({
      status: 'OPEN',
      winners: [],
      put: ['Ada', 'Bé'],
      ties: [{ of: 'CONSENT', among: ['Ada', 'Bé'], chosen: null }],
      trace: { inputs: { persons: ['Ada', 'Bé'], nominators: '2', blank: '0' } },
    });
    const drawn = await count(open, '--seed', '4 2 6', '--explain', 'en');
    const line = JSON.parse(drawn.out) as { put: [string] };
    expect(line).toMatchObject({ seed: '4 2 6', ties: [{ chosen: line.put }] });
    expect(drawn.error).toContain(`To be put to consent: ${line.put[0]}.\n`);
  });

  it('refuses with a sentence what cannot be', async () => {
    const skipped = fileWith('"nominations":[{"for":"Ada"}],"consent":[{"person":"Bé","objections":0}]');
    const { path, code, out, error } = await count(skipped, '--locale', 'en');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toBe(`${path}: It is not the turn of Bé to be put to consent, but of: Ada.\n`);
    expect(await count(EXAMPLE, '--seats', '2')).toMatchObject({ code: 2, out: '' });
    expect(await count(EXAMPLE, '--options', '{"tries":0}')).toMatchObject({ code: 2, out: '' });
    expect(await count('3 1\n', '--locale', 'fr')).toMatchObject({ code: 1, out: '' });
  });
});

import { parse, type ParserError } from 'parse5';
import { provisionsFromMarkdown } from '../../src/core/text/markdown.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { Commands } from '../world/command-line.js';
import { newId } from '../world/texts.js';
import { World, type TestCollective } from '../world/world.js';

const TITLE = 'Règlement intérieur';

let world: World;
let collective: TestCollective;
let labels: string[];

const commands = new Commands();
afterAll(() => commands.end());

const declared = (...flags: string[]) =>
  commands.ormee(['texts', 'declare', TITLE, ...flags], { DATABASE_URL: world.database.url });

const declare = async (...flags: string[]): Promise<string> => {
  const said = await declared(...flags);
  expect(said).toMatchObject({ code: 0, error: '' });
  return said.out;
};

const on = async (number: string) => ({
  provisionId: collective.provision(number),
  expectedHash: await collective.hashOf(number),
});

const decide = async (operations: readonly object[]): Promise<string> => {
  const textId = collective.globalId('LegalText', collective.planted.textIds[1] as string);
  const effects = [{ patchText: { textId, operations } }];
  const proposal = await collective.propose({ title: 'Se réunir <souvent> & bien', effects });
  const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 2, against: 1 });
  expect(decision).toMatchObject({ effectsState: 'APPLIED' });
  return decision?.label as string;
};

beforeAll(async () => {
  world = await World.open();
  await world.travelTo('2026-11-23T08:00:00.000Z');
  collective = await world.collective().named('Les Ormes').withMembers(3).grow();
  const twice = {
    number: 'Règle 1',
    heading: 'Réunions',
    body: 'Le collectif se réunit deux fois par mois.',
  };
  labels = [await decide([{ replace: { ...(await on('Règle 1')), content: twice } }])];
  labels.push(await decide([{ repeal: await on('Règle 2') }]));
});
afterAll(() => world.close());

/** What stands in one part of the page. */
const partOf = (html: string, id: string): string => {
  const parts = html.split(/^<section id="(decision|changes|marked|clean|signatures)">$/m);
  return parts[parts.indexOf(id) + 1] ?? '';
};

describe('what is handed in where a decision changed a text', () => {
  it('is one page that a printer takes: the decision, its changes, the marked text, the clean one, room to sign', async () => {
    const html = await declare('--decision', labels[0] as string);
    const errors: ParserError[] = [];
    parse(html, { onParseError: (error) => errors.push(error) });
    expect(errors).toEqual([]);
    expect(html).not.toMatch(/<script|<img|<link|https?:/);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);

    expect(partOf(html, 'decision')).toContain(`${labels[0] as string} du 23 novembre 2026`);
    expect(partOf(html, 'decision')).toContain('Se réunir &lt;souvent&gt; &amp; bien');
    expect(partOf(html, 'decision')).toContain('en assemblée (en présence)');
    expect(partOf(html, 'decision')).toMatch(/Adopté\.<br>Règle des questions de fond : .*2.*3/);
    expect(partOf(html, 'changes')).toMatch(/<li>.*« une ».*« deux ».*<\/li>/);
    expect(partOf(html, 'marked')).toMatch(/<del>.*une<.*<ins>.*deux</);
    expect(partOf(html, 'clean')).not.toMatch(/<ins|<del/);
    expect(partOf(html, 'clean')).toContain('se réunit deux fois par mois');
    expect(partOf(html, 'signatures')).toContain('Fait à ____');
    expect(html).toContain('au plus tard le 23 février 2027');
  });

  it('tells one decision alone, where another changed the same text on the same day', async () => {
    const first = await declare('--decision', labels[0] as string);
    expect(partOf(first, 'clean')).toContain('donne un compte rendu');
    expect(partOf(first, 'marked')).toContain('donne un compte rendu');
    const last = await declare();
    expect(last).toBe(await declare('--decision', labels[1] as string));
    expect(partOf(last, 'marked')).not.toContain('<ins>');
    expect(partOf(last, 'marked')).toMatch(/<del>.*donne un compte rendu/s);
    expect(partOf(last, 'clean')).not.toContain('donne un compte rendu');
    expect(partOf(last, 'changes')).toContain('Abroger « Règle 2 ».');
  });

  it('names nobody', async () => {
    for (const file of [await declare(), await declare('--format', 'markdown')])
      expect(file).not.toMatch(/Membre \d/);
  });

  it('is Markdown too, whose last part is the text as the import reads it', async () => {
    const markdown = await declare(
      '--decision',
      labels[0] as string,
      '--format',
      'markdown',
      '--locale',
      'en',
    );
    expect(markdown).toContain(
      '**Before**\n\n> **Règle 1 : Réunions**\n>\n> Le collectif se réunit une fois',
    );
    expect(markdown).toContain(
      '**After**\n\n> **Règle 1 : Réunions**\n>\n> Le collectif se réunit deux fois',
    );
    const text = markdown.slice(markdown.indexOf(`# ${TITLE}\n`));
    const read = provisionsFromMarkdown(text, newId);
    if (read instanceof Refusal) throw read;
    expect(read.operations.map(({ content }) => content.number)).toEqual(['Règle 1', 'Règle 2']);
  });

  it('tells a founding, which no poll came before', async () => {
    const html = await declare('--decision', '2026-000', '--locale', 'en');
    expect(partOf(html, 'decision')).toContain('at the founding of the collective, without a poll');
    expect(partOf(html, 'marked')).toMatch(/<ins>.*une fois par mois/s);
  });

  it.each([
    ['a decision that is not there', ['--decision', '2026-999'], 'No decision 2026-999 changed this text.'],
    ['another way to number', ['--decision', '12'], 'A decision is numbered like 2026-012.'],
  ])('refuses %s', async (_what, flags, because) => {
    const said = await declared(...flags);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toContain(because);
  });
});

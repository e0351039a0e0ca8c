import { createHash } from 'node:crypto';
import { explorerPage } from '../../src/platform/graphql/page.js';
import { World } from '../world/world.js';

describe('the page to try the API on', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  it('runs its own script and style alone, named by their hashes', async () => {
    const { body, headers } = await world.app.inject({
      url: '/explorer',
      headers: { 'accept-language': 'en' },
    });
    const policy = String(headers['content-security-policy']);
    const inline = [...body.matchAll(/<(style|script)>([^]*?)<\/\1>/g)].map((match) => match[2] as string);
    expect(inline).toHaveLength(2);
    for (const text of inline)
      expect(policy).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    expect(policy).not.toContain('unsafe');
    expect(body).not.toMatch(/<[^>]+\son\w+=/);
  });

  it('names no other host, and weighs less than 30 KB', async () => {
    const { rawPayload } = await world.app.inject({ url: '/explorer' });
    expect(rawPayload.length).toBeLessThan(30 * 1024);
    expect(rawPayload.toString('utf8')).not.toMatch(/https?:\/\//);
  });

  it('speaks French unless asked for English', async () => {
    const french = await world.app.inject({ url: '/explorer' });
    const english = await world.app.inject({ url: '/explorer', headers: { 'accept-language': 'en-GB' } });
    expect(french.body).toContain('Opérations prêtes');
    expect(english.body).toContain('Ready operations');
  });

  it('holds operations as data, which cannot end the element they lie in', () => {
    const hostile = { name: '</script><script>alert(1)</script>', document: '{ a }', variables: {} };
    const page = explorerPage('en', { endpoint: '/graphql', readyOperations: [hostile] });
    expect(page).not.toContain('<script>alert');
    const data = /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({ readyOperations: [hostile] });
  });
});

import { mintLink } from '../../src/platform/links/links.js';
import { World, type TestCollective } from '../world/world.js';

describe('the page behind a one-time link', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(1).grow();
  });

  afterAll(() => world.close());

  const newLink = async (): Promise<string> => {
    const { collectiveId, memberId } = collective.member(0);
    return world.transactions.write((tx) => mintLink(tx, { collectiveId, memberId }, 'SIGN_IN', 'P1D'));
  };
  const open = (link: string) => world.app.inject({ method: 'GET', url: `/entrer/${link}` });
  const press = (link: string) => world.app.inject({ method: 'POST', url: `/entrer/${link}` });

  it('opens a session that the API knows, by its button', async () => {
    const entered = await press(await newLink());
    expect(entered.statusCode).toBe(303);
    const [cookie] = entered.cookies as [
      { name: string; value: string; httpOnly: boolean; sameSite: string },
    ];
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });

    const { json } = await world.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', cookie: `${cookie.name}=${cookie.value}` },
      payload: { query: '{ viewer { memberId } }' },
    });
    expect(json()).toEqual({ data: { viewer: { memberId: collective.member(0).id } } });
  });

  it('uses nothing up when it is opened, so that a preview costs nobody their link', async () => {
    const link = await newLink();
    for (const page of [await open(link), await open(link)]) expect(page.statusCode).toBe(200);
    expect((await press(link)).statusCode).toBe(303);
  });

  // Under `no-referrer` a browser sends this very form with `Origin: null` (Fetch, “serializing a request origin”), which is refused.
  it('lets the browser say that its form comes from here, and nothing to anybody else', async () => {
    const { body, headers } = await open(await newLink());
    expect(body).toContain('<meta name="referrer" content="same-origin">');
    expect(headers['referrer-policy'] ?? 'same-origin').toBe('same-origin');
  });

  it('answers 410 and no cookie to a link that was used', async () => {
    const link = await newLink();
    await press(link);
    const again = await press(link);
    expect(again.statusCode).toBe(410);
    expect(again.cookies).toEqual([]);
    expect(again.body).toContain('déjà utilisé');
  });

  it('lets no page elsewhere sign a browser in, and uses nothing up', async () => {
    const link = await newLink();
    const from = (origin: string) =>
      world.app.inject({
        method: 'POST',
        url: `/entrer/${link}`,
        headers: { origin, host: 'ormee.example' },
      });
    expect((await from('http://evil.example')).statusCode).toBe(403);
    expect((await from('null')).statusCode).toBe(403);
    expect((await from('https://ormee.example')).statusCode).toBe(303);
  });
});

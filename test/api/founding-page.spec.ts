import { enterBy, foundingLink } from '../world/founding.js';
import { World } from '../world/world.js';

describe('the page behind a founding link', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const press = (link: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    world.app.inject({
      method: 'POST',
      url: `/fonder/${link}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(form).toString(),
    });

  const linksIn = (body: string): string[] =>
    [...body.matchAll(/\/entrer\/([\w-]{64})/g)].map(([, one]) => one as string);

  it('uses nothing up when it is opened, and begins a collective by its button', async () => {
    const link = await foundingLink(world);
    for (let times = 0; times < 2; times += 1)
      expect((await world.app.inject({ method: 'GET', url: `/fonder/${link}` })).statusCode).toBe(200);
    const begun = await press(link, { name: 'Les Ormes', founders: 'Ada\r\nBlaise\r\n\r\n' });
    expect(begun.statusCode).toBe(200);
    const links = linksIn(begun.body);
    expect(links).toHaveLength(2);
    const ada = await enterBy(world, links[0] as string);
    expect(await ada.ask('{ viewer { state member { publicName } } }')).toEqual({
      viewer: { state: 'FOUNDING', member: { publicName: 'Ada' } },
    });
  });

  it('says why nothing was done, keeps what was typed, and can be sent again', async () => {
    const link = await foundingLink(world);
    const alone = await press(link, { name: '<b>Moi</b>', founders: 'Ada' }, { 'accept-language': 'en' });
    expect(alone.statusCode).toBe(422);
    expect(alone.body).toContain('at least two natural persons are needed');
    expect(alone.body).toContain('Ada</textarea>');
    expect(alone.body).not.toContain('<b>');
    expect(linksIn((await press(link, { name: 'Nous', founders: 'Ada\nBlaise' })).body)).toHaveLength(2);
    expect((await press(link, { name: 'Nous', founders: 'Ada\nBlaise' })).body).toContain('déjà utilisé');
  });

  it('is pressed from no page elsewhere, and runs no script', async () => {
    const link = await foundingLink(world);
    const elsewhere = { origin: 'https://ailleurs.example', host: 'ormee.example' };
    expect((await press(link, { name: 'Nous', founders: 'Ada\nBlaise' }, elsewhere)).statusCode).toBe(403);
    const page = await world.app.inject({ method: 'GET', url: `/fonder/${link}` });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(linksIn((await press(link, { name: 'Nous', founders: 'Ada\nBlaise' })).body)).toHaveLength(2);
  });
});

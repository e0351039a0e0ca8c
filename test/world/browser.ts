import type { TestMember, World } from './world.js';

type Response = Awaited<ReturnType<World['app']['inject']>>;

/** What somebody's browser asks of a page: with the cookie of their session, or none. */
export class Browser {
  constructor(private readonly world: World) {}

  get(
    who: TestMember | null,
    url: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return this.world.app.inject({ method: 'GET', url, headers: { ...cookieOf(who), ...headers } });
  }

  /** Sends a form, with line ends as browsers send them; `origin`: the page of which host it stood on, where that is said. */
  send(
    who: TestMember | null,
    url: string,
    form: Readonly<Record<string, string>>,
    origin?: string,
  ): Promise<Response> {
    return this.world.app.inject({
      method: 'POST',
      url,
      headers: {
        ...cookieOf(who),
        ...(origin && { origin }),
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams(asBrowsersSend(form)).toString(),
    });
  }
}

const asBrowsersSend = (form: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value.replaceAll('\n', '\r\n')]));

const cookieOf = (who: TestMember | null): Readonly<Record<string, string>> =>
  who ? { cookie: `ormee_session=${who.token}` } : {};

/** The status of an answer, and what it says in a sentence of what was sent. */
export const refusalOf = ({ statusCode, body }: Response): string =>
  `${statusCode} ${/role="alert">([^<]*)</.exec(body)?.[1]}`;

/** What a hidden field of a page holds. */
export const hiddenIn = (name: string, { body }: Pick<Response, 'body'>): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] as string;

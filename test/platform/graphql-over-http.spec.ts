import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { BODY_LIMIT_BYTES } from '../../src/platform/graphql/limits.js';
import { done, startMiniApp, type MiniApp } from './graphql-mini-app.js';

let village: MiniApp;
const PREFLIGHT = { 'apollo-require-preflight': 'true' };

describe.each([{ jit: true }, { jit: false }])('GraphQL over HTTP, %p', ({ jit }) => {
  beforeAll(async () => {
    village = await startMiniApp({ jit });
  });
  afterAll(() => village.close());

  const audits = serverAudits({
    url: () => `${village.url}/graphql`,
    fetchFn: (url: string, init?: RequestInit) =>
      fetch(url, { ...init, headers: { ...init?.headers, ...PREFLIGHT } }),
  });

  it('is audited by the whole list', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s: %s', async (_id, _name, fn) => {
    expect(await fn()).toMatchObject({ status: 'ok' });
  });
});

describe('What speaks to the API', () => {
  beforeAll(async () => {
    village = await startMiniApp({ jit: true });
  });
  afterAll(() => village.close());
  beforeEach(() => {
    done.length = 0;
  });

  const get = (query: string, headers: Record<string, string>) =>
    fetch(`${village.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
  const mutation = 'mutation { put(input: { number: 1 }) { __typename } }';

  it.each([
    ['nothing said', {}, 'application/json', 200],
    ['anything', { accept: '*/*' }, 'application/json', 200],
    ['any application type', { accept: 'application/*' }, 'application/json', 200],
    ['plain JSON', { accept: 'application/json' }, 'application/json', 200],
    [
      'the GraphQL type',
      { accept: 'application/graphql-response+json' },
      'application/graphql-response+json',
      400,
    ],
    [
      'the GraphQL type first, as Apollo Client and urql send it',
      { accept: 'application/graphql-response+json, application/graphql+json, application/json, */*' },
      'application/graphql-response+json',
      400,
    ],
    [
      'plain JSON first',
      { accept: 'application/json, application/graphql-response+json' },
      'application/json',
      200,
    ],
    [
      'the GraphQL type less',
      { accept: 'application/graphql-response+json;q=0.5, application/json;q=0.9' },
      'application/json',
      200,
    ],
    [
      'no plain JSON',
      { accept: 'application/json;q=0, application/graphql-response+json' },
      'application/graphql-response+json',
      400,
    ],
  ])(
    'gets media type and status that agree when it accepts %s',
    async (_name, headers, mediaType, status) => {
      const answer = await village.send({ query: '{ nothingOfThatName }' }, headers);
      expect(answer.headers.get('content-type')).toBe(`${mediaType}; charset=utf-8`);
      expect(answer.status).toBe(status);
      expect(answer.body.data).toBeUndefined();
    },
  );

  it('is told so when it accepts neither media type', async () => {
    expect((await village.send({ query: '{ __typename }' }, { accept: 'image/png' })).status).toBe(406);
  });

  it('gets 200 for an executed operation with errors, in both media types', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const answer = await village.send({ query: '{ fails }' }, { accept });
      expect(answer).toMatchObject({ status: 200, body: { data: { fails: null } } });
    }
  });

  it('reads by GET with the preflight header only', async () => {
    expect((await get('{ __typename }', {})).status).toBe(400);
    expect((await get('{ __typename }', PREFLIGHT)).status).toBe(200);
    expect((await get('{ __typename }', { 'x-apollo-operation-name': 'Any' })).status).toBe(200);
  });

  it('never acts by GET', async () => {
    expect((await get(mutation, PREFLIGHT)).status).toBe(405);
    expect(done).toEqual([]);
  });

  it.each([
    ['application/x-www-form-urlencoded', {}, 400],
    ['application/x-www-form-urlencoded', PREFLIGHT, 415],
    ['text/plain', {}, 400],
    ['text/plain', PREFLIGHT, 400],
  ])('never acts by a body of type %s, with %p', async (contentType, headers, status) => {
    const body =
      contentType === 'text/plain'
        ? JSON.stringify({ query: mutation })
        : `query=${encodeURIComponent(mutation)}`;
    const answer = await village.send(body, { 'content-type': contentType, ...headers });
    expect(answer.status).toBe(status);
    expect(done).toEqual([]);
  });

  it('is told when the document has no operation of the name it asks for', async () => {
    const answer = await village.send({ query: 'query One { __typename }', operationName: 'Other' });
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors?.[0]?.message).toMatch(/operation/i);
  });

  it('sends one operation a request', async () => {
    const answer = await village.send([{ query: mutation }, { query: mutation }]);
    expect(answer.status).toBe(400);
    expect(done).toEqual([]);
  });

  it('is refused above the limit on bodies, and heard just below', async () => {
    const query = '{ __typename }';
    const sized = (bytes: number) => JSON.stringify({ query, padding: 'x'.repeat(bytes - 39) });
    expect(sized(100)).toHaveLength(100);
    expect((await village.send(sized(BODY_LIMIT_BYTES))).status).toBe(200);
    expect((await village.send(sized(BODY_LIMIT_BYTES + 1))).status).toBe(413);
  });

  it('finds no page that loads from another host', async () => {
    const response = await fetch(`${village.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toMatch(/<html|cdn|https?:\/\//i);
  });

  it('sees no stack of the server', async () => {
    const answer = await village.send({ query: '{ fails nothing }' });
    expect(JSON.stringify(answer.body)).not.toMatch(/stacktrace|node_modules/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import fc from 'fast-check';
import { isInterfaceType, isObjectType } from 'graphql';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { decodeCursor, encodeCursor, pageFrom, readPage } from '../../src/platform/graphql/connections.js';
import {
  fromBase64url,
  fromGlobalId,
  toBase64url,
  toGlobalId,
} from '../../src/platform/graphql/global-ids.js';
import { NOTES, startMiniApp, type NOTE_KEY, type MiniApp } from './graphql-mini-app.js';

const uuid = fc.uuid();
const COLLECTIVE = '01936f2e-0000-7000-8000-000000000001';
const ROW = '01936f2e-0000-7000-8000-000000000002';

describe('A global id', () => {
  it('comes back as it was made', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,20}$/), uuid, uuid, (type, collectiveId, id) => {
        expect(fromGlobalId(toGlobalId(type, collectiveId, id))).toEqual({ type, collectiveId, id });
      }),
    );
  });

  it('has one spelling: no text but the one that was made is read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string().map(toBase64url)), (text) => {
        const id = fromGlobalId(text);
        expect(id && toGlobalId(id.type, id.collectiveId, id.id)).toBe(id && text);
      }),
    );
  });

  const good = `Poll:${COLLECTIVE}:${ROW}`;
  it.each([
    ['padding', `${toBase64url(good)}=`],
    ['a space', ` ${toBase64url(good)}`],
    ['the other base64 alphabet', Buffer.from(`Poll?>:${COLLECTIVE}:${ROW}`).toString('base64')],
    ['spare bits', toBase64url(good).replace(/.$/, 'B')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe]).toString('base64url')],
    ['upper case in the uuid', toBase64url(good.toUpperCase().replace('POLL', 'Poll'))],
    ['a type that is no type', toBase64url(good.replace('Poll', 'poll'))],
    ['too few parts', toBase64url(`Poll:${ROW}`)],
    ['too many parts', toBase64url(`${good}:${ROW}`)],
    ['nothing', ''],
  ])('is nothing with %s', (_name, text) => {
    expect(fromGlobalId(toBase64url(good))).toEqual({ type: 'Poll', collectiveId: COLLECTIVE, id: ROW });
    expect(fromGlobalId(text)).toBeNull();
  });
});

describe('A cursor', () => {
  const shape = ['instant', 'date', 'uuid', 'integer', 'text'] as const;
  const key = ['2026-11-23T08:12:41.123Z', '2026-11-23', ROW, 42, 'é'] as const;

  it('comes back as it was made', () => {
    expect(decodeCursor(encodeCursor(key), shape)).toEqual(key);
    fc.assert(
      fc.property(uuid, fc.integer(), (id, place) => {
        expect(decodeCursor(encodeCursor([place, id]), ['integer', 'uuid'])).toEqual([place, id]);
      }),
    );
  });

  it('is total: any other text is null, and what is read has one spelling', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json().map(toBase64url)), (text) => {
        const read = decodeCursor(text, ['integer']);
        expect(read && encodeCursor(read)).toBe(read && text);
      }),
    );
  });

  it.each([
    ['another number of parts', ['integer'], [1, 2]],
    ['text for a number', ['integer'], ['1']],
    ['half a number', ['integer'], [1.5]],
    ['a number too large to be exact', ['integer'], [2 ** 53]],
    ['a number that no column of ours holds', ['integer'], [2 ** 31]],
    ['a number for text', ['text'], [1]],
    ['a NUL, which PostgreSQL refuses', ['text'], ['a\0']],
    ['another form of an instant', ['instant'], ['2026-11-23T08:12:41Z']],
    ['a day that is none', ['date'], ['2026-02-30']],
    ['something else than a uuid', ['uuid'], ['1']],
    ['an object', ['integer'], { 0: 1, length: 1 }],
  ] as const)('is not read with %s', (_name, keyShape, value) => {
    expect(decodeCursor(toBase64url(JSON.stringify(value)), keyShape)).toBeNull();
  });

  it('has one spelling of its JSON', () => {
    expect(decodeCursor(toBase64url('[1]'), ['integer'])).toEqual([1]);
    for (const text of ['[ 1]', '[1.0]', '[1e0]'])
      expect(decodeCursor(toBase64url(text), ['integer'])).toBeNull();
    expect(fromBase64url(toBase64url('[1]'))).toBe('[1]');
  });
});

describe('A page', () => {
  const row = (place: number) => ({ place });
  const keyOf = ({ place }: { place: number }) => [place] as const;

  it('says that more follow when one row too many was read, and leaves that row out', () => {
    const page = readPage({ first: 2, after: null }, ['integer']);
    const { edges, pageInfo } = pageFrom([row(1), row(2), row(3)], page, keyOf);
    expect(edges.map(({ node }) => node.place)).toEqual([1, 2]);
    expect(pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: encodeCursor([1]),
      endCursor: encodeCursor([2]),
    });
  });

  it('is the last when no row too many was read', () => {
    const page = readPage({ first: 2, after: encodeCursor([1]) }, ['integer']);
    expect(page.after).toEqual([1]);
    expect(pageFrom([row(2), row(3)], page, keyOf).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: true,
    });
  });

  it('may be empty', () => {
    const none = { startCursor: null, endCursor: null, hasPreviousPage: false };
    const all = readPage({ first: 20 }, ['integer']);
    expect(pageFrom([], all, keyOf)).toEqual({ edges: [], pageInfo: { ...none, hasNextPage: false } });
    const nothing = readPage({ first: 0 }, ['integer']);
    expect(pageFrom([row(1)], nothing, keyOf)).toEqual({
      edges: [],
      pageInfo: { ...none, hasNextPage: true },
    });
  });

  it.each([101, -1, 1.5, NaN, 2 ** 40])('is refused with first: %p', (first) => {
    expect(() => readPage({ first }, ['integer'])).toThrow(Refusal);
    expect(refusalOf(() => readPage({ first }, ['integer']))).toMatchObject({
      code: 'INVALID_INPUT',
      facts: { field: 'first' },
      where: ['first'],
    });
  });

  it.each(['', 'x', toBase64url('["a"]'), encodeCursor([1, 2])])(
    'is refused after the cursor %p',
    (after) => {
      expect(refusalOf(() => readPage({ first: 1, after }, ['integer']))).toMatchObject({
        code: 'INVALID_INPUT',
        facts: { field: 'after' },
        where: ['after'],
      });
    },
  );
});

describe('A connection of the API', () => {
  let village: MiniApp;
  beforeAll(async () => {
    village = await startMiniApp({ jit: true });
  });
  afterAll(() => village.close());

  const query = `query ($first: Int, $after: String) {
    notes(first: $first, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } }
  }`;
  const read = async (variables: object) => {
    const { body } = await village.send({ query, variables });
    return (body.data as { notes: ReturnType<typeof pageFrom<{ id: string }, typeof NOTE_KEY>> }).notes;
  };

  it('gives every row once, in order, page after page', async () => {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo } = await read({ first: 7, after });
      ids.push(...edges.map(({ node }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(ids).toEqual(NOTES.map(({ id }) => id));
  });

  it('gives 20 when the caller does not say', async () => {
    const { body } = await village.send({ query: '{ notes { edges { node { id } } } }' });
    expect((body.data as { notes: { edges: [] } }).notes.edges).toHaveLength(20);
  });

  it('refuses what it cannot give by name', async () => {
    for (const variables of [{ first: 101 }, { first: -1 }, { first: 1, after: 'x' }])
      expect((await village.send({ query, variables })).body.errors).toMatchObject([
        { extensions: { code: 'INVALID_INPUT' } },
      ]);
  });

  it('describes each of its types and fields', () => {
    const { schema } = village.app.get(GraphQLSchemaHost);
    for (const name of ['NoteConnection', 'NoteEdge', 'PageInfo']) {
      const type = schema.getType(name);
      expect(type?.description).toMatch(/\w{3}/);
      expect(type?.extensions['seenBy']).toMatch(/^(ANYONE|PARENT)$/);
      if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`${name} is no object type`);
      for (const field of Object.values(type.getFields())) expect(field.description).toMatch(/\w{3}/);
    }
  });
});

function refusalOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (refusal) {
    return refusal;
  }
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLError, parseValue, type GraphQLScalarType } from 'graphql';
import {
  DateScalar,
  DateTimeScalar,
  DurationScalar,
  FractionScalar,
  MARKDOWN_MAX_LENGTH,
  MarkdownScalar,
  Sha256Scalar,
} from '../../src/platform/graphql/scalars.js';
import { startMiniApp, type MiniApp } from './graphql-mini-app.js';

const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

interface Case {
  readonly scalar: GraphQLScalarType<string, string>;
  /** What may be sent, and the one form it takes. */
  readonly reads: readonly (readonly [string, string])[];
  readonly refuses: readonly string[];
}

const CASES: readonly Case[] = [
  {
    scalar: DateTimeScalar,
    reads: [
      ['2026-11-23T08:12:41.123Z', '2026-11-23T08:12:41.123Z'],
      ['2026-11-23T09:12:41.5+01:00', '2026-11-23T08:12:41.500Z'],
      ['2026-11-23T08:12Z', '2026-11-23T08:12:00.000Z'],
      ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ],
    refuses: [
      '2026-11-23',
      '2026-11-23T08:12:41',
      '2026-11-23 08:12:41Z',
      '2026-11-23T08:12:41.1234Z', // would be rounded
      '2026-11-23T08:12:60Z', // leap seconds cannot be stored
      '2026-02-30T00:00:00Z',
      '2026-11-23T24:00:00Z',
      '2026-11-23T08:12:41+25:00',
      '2026-11-23T08:12:41+01:00[Europe/Paris]',
      '0000-01-01T00:00:00Z', // PostgreSQL has no year 0
      '0001-01-01T00:00:00+23:00',
      '9999-12-31T23:59:00-05:00', // 10000 needs six digits
      '+010000-01-01T00:00:00Z',
      'now',
    ],
  },
  {
    scalar: DateScalar,
    reads: [['2024-02-29', '2024-02-29']],
    refuses: ['2026-02-29', '2026-2-1', '2026-11-23T00:00:00Z', '0000-01-01', '20261123', 'infinity'],
  },
  {
    scalar: DurationScalar,
    reads: [
      ['P7D', 'P7D'],
      ['PT60S', 'PT60S'],
      ['P1Y2M3W4DT5H6M7.5S', 'P1Y2M3W4DT5H6M7.5S'],
      ['P0D', 'PT0S'],
    ],
    refuses: ['-P7D', '+P7D', 'p7d', 'P', 'PT', '7D', 'P1H', 'P999999999999999999D', 'P1D '],
  },
  {
    scalar: FractionScalar,
    reads: [
      ['2/3', '2/3'],
      ['50/100', '50/100'],
      ['0/1', '0/1'],
    ],
    refuses: ['1/0', '-1/2', '0.5', '2', '02/3', '2/3/4', ' 2/3', `${'9'.repeat(19)}/1`],
  },
  {
    scalar: MarkdownScalar,
    reads: [
      ['', ''],
      ['# Élan\n\nvital 🌳', '# Élan\n\nvital 🌳'],
      ['x'.repeat(MARKDOWN_MAX_LENGTH), 'x'.repeat(MARKDOWN_MAX_LENGTH)],
    ],
    refuses: ['x'.repeat(MARKDOWN_MAX_LENGTH + 1), 'a\0b', 'half a pair \ud83c'],
  },
  {
    scalar: Sha256Scalar,
    reads: [[HASH, HASH]],
    refuses: [HASH.toUpperCase(), HASH.slice(1), `${HASH}0`, HASH.replace('e', 'g'), ''],
  },
];

describe.each(CASES.map((one) => [one.scalar.name, one] as const))(
  '%s',
  (name, { scalar, reads, refuses }) => {
    it('reads what is sent into its one form, as a variable and as a literal', () => {
      for (const [sent, form] of reads) {
        expect(scalar.parseValue(sent)).toBe(form);
        expect(scalar.parseLiteral(parseValue(JSON.stringify(sent)), {})).toBe(form);
        expect(scalar.serialize(sent)).toBe(form);
      }
    });

    it('refuses everything else by one sentence, which cannot repeat it', () => {
      const sentence = errorOf(() => scalar.parseValue(undefined)).message;
      expect(sentence).toMatch(new RegExp(`^Expected a ${name}: `));
      for (const sent of [...refuses, 7, 7.5, true, null, undefined, {}, ['2/3']]) {
        const error = errorOf(() => scalar.parseValue(sent));
        expect(error).toBeInstanceOf(GraphQLError);
        expect(error.message).toBe(sentence);
      }
      for (const sent of refuses) {
        if (!sent.isWellFormed()) continue; // no document can hold half a pair
        const literal = parseValue(JSON.stringify(sent));
        expect(errorOf(() => scalar.parseLiteral(literal, {})).message).toBe(sentence);
      }
      for (const literal of ['7', '7.5', 'true', 'null', 'WORD', '["P7D"]', '{ a: 1 }'])
        expect(errorOf(() => scalar.parseLiteral(parseValue(literal), {})).message).toBe(sentence);
    });

    it('lets nothing out that it could not read', () => {
      // How long a text may be is asked of what is sent alone.
      const unreadable = refuses.filter((text) => text.length <= MARKDOWN_MAX_LENGTH);
      for (const held of [...unreadable, 7, {}, Number.NaN])
        expect(() => scalar.serialize(held)).toThrow(GraphQLError);
    });

    it('says what it is', () => {
      expect(scalar.description).toMatch(/\w+ \w+ \w+/);
    });
  },
);

describe('Markdown', () => {
  it('answers texts longer than what may be sent', () => {
    const statutes = 'x'.repeat(MARKDOWN_MAX_LENGTH + 1);
    expect(MarkdownScalar.serialize(statutes)).toBe(statutes);
  });
});

describe('Scalars in the API', () => {
  let village: MiniApp;
  beforeAll(async () => {
    village = await startMiniApp({ jit: false });
  });
  afterAll(() => village.close());

  const query = 'query ($input: ScalarsInput!) { scalars(input: $input) }';

  it('reach a resolver in their one form', async () => {
    const input = {
      dateTime: '2026-11-23T09:12:41+01:00',
      date: '2026-11-23',
      duration: 'P7D',
      fraction: '2/3',
      markdown: '*oui*',
      sha256: HASH,
      numbers: [3],
    };
    const { body } = await village.send({ query, variables: { input } });
    expect(JSON.parse((body.data as { scalars: string }).scalars)).toEqual({
      ...input,
      dateTime: '2026-11-23T08:12:41.000Z',
    });
  });

  it('turn a field typed Date in TypeScript into a DateTime', async () => {
    const { body } = await village.send({ query: '{ note(place: 0) { at } }' });
    expect(body).toEqual({ data: { note: { at: '2026-11-23T08:12:41.123Z' } } });
  });

  it('are refused where they stand in the input, without the value', async () => {
    const { body } = await village.send({ query, variables: { input: { date: 'secret-date' } } });
    expect(body.errors).toMatchObject([
      {
        message: 'Variable "$input" at "input.date" is refused: Expected a Date: written like 2026-11-23.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    const literal = await village.send({ query: '{ scalars(input: { date: "secret-date" }) }' });
    expect(literal.body.errors).toMatchObject([{ message: 'Expected a Date: written like 2026-11-23.' }]);
    expect(JSON.stringify([body, literal.body])).not.toContain('secret');
  });
});

function errorOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

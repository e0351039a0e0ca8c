import fc from 'fast-check';
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';
import { toGlobalId } from '../../src/platform/graphql/global-ids.js';

/** A stream of choices: fast-check's, so that a seed says all that a run did. */
export type Choose = fc.GeneratorValue;

export const below = (g: Choose, count: number): number => g(fc.nat, Math.max(0, count - 1));
export const oneOf = <T>(g: Choose, from: readonly T[]): T => from[below(g, from.length)] as T;
export const oneIn = (g: Choose, count: number): boolean => below(g, count) === 0;

const NOBODY = '00000000-0000-7000-8000-000000000000';

const STRINGS = [
  '',
  ' ',
  'Une question',
  'dons',
  'P1D',
  '2026-11-26',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202edroite à gauche',
  "'; DROP TABLE ormee.member; --",
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}',
  '__proto__',
  'constructor',
  '# Titre\n\n- un\n- deux',
  'é'.repeat(5_000),
  '[](javascript:alert(1))',
  '=HYPERLINK("x")',
  'nom,prénom\n"ouvert',
  'publicName,kind\nAnne,NATURAL\n',
];
const NUMBERS = [0, 1, -1, 2, 20, 100, 101, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, 1e308, 0.5, -0];
const MOMENTS = [
  '2026-12-24T18:00:00.000Z',
  '2027-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-11-26T00:00:00+26:00',
  '+275760-09-13T00:00:00Z',
];
const DATES = [
  '2026-12-24',
  '2027-02-29',
  '0000-00-00',
  '9999-12-31',
  '0001-01-01',
  '-0001-01-01',
  '10000-01-01',
];
const DURATIONS = [
  'P1D',
  'PT1H',
  'P0D',
  'P1Y2M',
  '-P1D',
  'P999999999Y',
  'PT0.5S',
  'P',
  'PT1000000000H',
  'P1W',
];
const FRACTIONS = ['1/2', '2/3', '0/1', '1/0', '-1/2', '4/3', '99999999999999999999/3', '1', '0.5', '6/4'];
const ANYTHING: readonly unknown[] = [null, true, [], {}, [[]], { length: 1 }, NaN, [null], 'RIEN', 1.5];

/** A value for an input type, mostly as it should be and now and then as it should not. */
export function valueFor(g: Choose, type: GraphQLInputType, ids: readonly string[], depth = 0): unknown {
  if (oneIn(g, 60)) return oneOf(g, ANYTHING);
  if (isNonNullType(type)) return valueFor(g, type.ofType as GraphQLInputType, ids, depth);
  if (isListType(type)) return listFor(g, type.ofType as GraphQLInputType, ids, depth);
  if (isEnumType(type)) return oneIn(g, 40) ? 'RIEN' : oneOf(g, type.getValues()).name;
  if (!isInputObjectType(type)) return scalarFor(g, type.name, ids);
  const fields = Object.values(type.getFields());
  if (type.isOneOf && !oneIn(g, 30)) {
    const field = oneOf(g, fields);
    return { [field.name]: valueFor(g, field.type, ids, depth + 1) };
  }
  const kept = fields.filter((field) =>
    isRequiredInputField(field) ? !oneIn(g, 50) : depth < 4 && !oneIn(g, 2),
  );
  const value = Object.fromEntries(
    kept.map((field) => [field.name, valueFor(g, field.type, ids, depth + 1)]),
  );
  return oneIn(g, 80) ? { ...value, nothingOfThatName: 1 } : value;
}

function listFor(g: Choose, of: GraphQLInputType, ids: readonly string[], depth: number): unknown {
  const length = oneIn(g, 40) ? 60 : below(g, 4);
  const first = valueFor(g, of, ids, depth);
  if (length === 60) return Array.from({ length }, () => first); // the same, many times over
  return Array.from({ length }, () => valueFor(g, of, ids, depth));
}

function scalarFor(g: Choose, name: string, ids: readonly string[]): unknown {
  switch (name) {
    case 'ID':
      return idFor(g, ids);
    case 'Int':
      return oneIn(g, 3) ? g(fc.integer) : oneOf(g, NUMBERS);
    case 'Float':
      return oneOf(g, NUMBERS);
    case 'Boolean':
      return oneIn(g, 2);
    case 'DateTime':
      return oneOf(g, MOMENTS);
    case 'Date':
      return oneOf(g, DATES);
    case 'Duration':
      return oneOf(g, DURATIONS);
    case 'Fraction':
      return oneOf(g, FRACTIONS);
    case 'Sha256':
      return oneIn(g, 3) ? 'f'.repeat(63) : 'f'.repeat(64);
    default:
      return oneIn(g, 3) ? g(fc.string, { unit: 'binary', maxLength: 60 }) : oneOf(g, STRINGS);
  }
}

function idFor(g: Choose, ids: readonly string[]): string {
  const known = oneOf(g, ids);
  if (!oneIn(g, 8)) return known;
  const broken = [
    toGlobalId('Poll', NOBODY, NOBODY),
    known.slice(1),
    `${known}=`,
    NOBODY,
    '',
    'é',
    '\u0000',
    Buffer.from('Poll:x:y').toString('base64url'),
  ];
  return oneOf(g, broken);
}

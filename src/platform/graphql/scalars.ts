import { GraphQLError, GraphQLScalarType, Kind, type GraphQLErrorOptions } from 'graphql';
import { parseFraction, printFraction } from '../../core/kernel/fractions.js';
import {
  instantFromMilliseconds,
  parseCivilDate,
  parseDuration,
  parseInstant,
  type Instant,
} from '../../core/kernel/instants.js';

/** Longest text that one field takes, in UTF-16 code units. */
export const MARKDOWN_MAX_LENGTH = 100_000;

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
const ISO_DURATION = /^P[0-9A-Z.]{1,40}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** A point in time (RFC 3339); read with any offset and at most milliseconds, written in the house's one form. */
export const DateTimeScalar = exactScalar({
  name: 'DateTime',
  form: 'written like 2026-11-23T08:12:41.123Z',
  description:
    'A point in time, in Coordinated Universal Time with milliseconds: `2026-11-23T08:12:41.123Z`. ' +
    'Another offset may be sent (`2026-11-23T09:12:41+01:00`), never a date without an hour and an offset.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  read: readInstant,
  // TypeORM gives timestamptz columns as Date
  write: (value) => (value instanceof Date ? instantFromMilliseconds(value.getTime()) : value),
});

/** A civil date in the collective's zone (RFC 3339, full-date). */
export const DateScalar = exactScalar({
  name: 'Date',
  form: 'written like 2026-11-23',
  description: "A day of the calendar, in the collective's time zone: `2026-11-23`.",
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  read: (text) => (text.startsWith('0000') ? null : parseCivilDate(text)), // PostgreSQL has no year 0
});

/** A calendar duration that does not run backwards (ISO 8601). */
export const DurationScalar = exactScalar({
  name: 'Duration',
  form: 'written like P7D or PT60S',
  description:
    'A length of time by the calendar: `P7D` is seven days, `PT60S` sixty seconds. ' +
    'A day is a day of the calendar, also when the clocks change.',
  specifiedByURL: 'https://www.iso.org/iso-8601-date-and-time-format.html',
  read: (text) => (ISO_DURATION.test(text) ? parseDuration(text) : null),
});

/** An exact fraction of whole numbers, as text; never reduced, so that `50/100` stays what was decided. */
export const FractionScalar = exactScalar({
  name: 'Fraction',
  form: 'written like 2/3',
  description:
    'An exact share, as two whole numbers: `2/3`. Never a decimal number, so that nothing is rounded.',
  read: (text) => {
    const fraction = parseFraction(text);
    return fraction && printFraction(fraction);
  },
});

/**
 * Text in Markdown, at most `MARKDOWN_MAX_LENGTH` long where it is sent: what we answer, such as whole statutes, is as
 * long as it is. Rendering it safely is the reader's work.
 */
export const MarkdownScalar = exactScalar({
  name: 'Markdown',
  form: 'a text of at most 100,000 characters',
  description:
    'A text with Markdown marks; one that you send has at most 100,000 characters. HTML in it is shown as it is written.',
  read: (text) => (text.isWellFormed() && !text.includes('\0') ? text : null),
  longestSent: MARKDOWN_MAX_LENGTH,
});

/** A SHA-256 digest (FIPS 180-4) in lower-case hexadecimal. */
export const Sha256Scalar = exactScalar({
  name: 'Sha256',
  form: '64 hexadecimal digits in lower case',
  description:
    'The fingerprint of a text or record (SHA-256), as 64 hexadecimal digits: two equal fingerprints, the same content.',
  specifiedByURL: 'https://csrc.nist.gov/pubs/fips/180-4/upd1/final',
  read: (text) => (SHA256.test(text) ? text : null),
});

/** For `buildSchemaOptions.scalarsMap`: a field typed `Date` in TypeScript is a DateTime, not Nest's own scalar. */
export const scalarsMap = [{ type: Date, scalar: DateTimeScalar }];

interface ExactScalar {
  readonly name: string;
  /** How it is written, for whoever sent something else. */
  readonly form: string;
  readonly description: string;
  readonly specifiedByURL?: string;
  /** The one form of what was sent; null refuses it. */
  readonly read: (text: string) => string | null;
  /** How many characters what is sent may have; what is answered is ours, and not bounded here. */
  readonly longestSent?: number;
  /** What the code holds, as what `read` takes. */
  readonly write?: (value: unknown) => unknown;
}

/** A scalar that goes both ways through one strict reading, and whose refusals never repeat what was sent. */
function exactScalar(scalar: ExactScalar) {
  const { name, form, description, specifiedByURL, read, write, longestSent = Infinity } = scalar;
  const refusal = (options: GraphQLErrorOptions = {}) =>
    new GraphQLError(`Expected a ${name}: ${form}.`, options);
  const sent = (text: string): string | null => (text.length <= longestSent ? read(text) : null);
  const exactly = (value: unknown, readOne: (text: string) => string | null): string => {
    const exact = typeof value === 'string' ? readOne(value) : null;
    if (exact === null) throw refusal();
    return exact;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL: specifiedByURL ?? null,
    serialize: (value) => exactly(write ? write(value) : value, read),
    parseValue: (value) => exactly(value, sent),
    parseLiteral: (node) => {
      const exact = node.kind === Kind.STRING ? sent(node.value) : null;
      if (exact === null) throw refusal({ nodes: node });
      return exact;
    },
  });
}

function readInstant(text: string): Instant | null {
  const instant = RFC_3339.test(text) ? parseInstant(text) : null;
  // An offset can push the first and last days out of the years 0001 to 9999, which is all that the form can say.
  return instant && RFC_3339.test(instant) && !instant.startsWith('0000') ? instant : null;
}

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { parseDuration, parseInstant } from '../../src/core/kernel/instants.js';

/** What the calendar alone says; null where it says nothing. */
const byCalendar = (read: () => string): string | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

const numbers = (most: number, width: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(width, '0'));

/** Instants in the one form, and what looks like them: the thirtieth of February, the hour 24, the second 60. */
const instants = fc
  .tuple(numbers(9999, 4), numbers(13, 2), numbers(32, 2), numbers(25, 2), numbers(61, 2), numbers(61, 2))
  .chain(([year, month, day, hour, minute, second]) =>
    fc
      .constantFrom('.123Z', '.1Z', 'Z', '', '.123+01:00', '.1234Z')
      .map((end) => `${year}-${month}-${day}T${hour}:${minute}:${second}${end}`),
  );

const durations = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 70 }), fc.constantFrom('Y', 'M', 'W', 'D', 'TH', 'TM', 'TS')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => `P${parts.map(([count, unit]) => unit.replace(/(T?)(.)/, `$1${count}$2`)).join('')}`);

describe('what is read the short way', () => {
  it('is the instant that the calendar reads', () => {
    fc.assert(
      fc.property(instants, (text) => {
        const read = () => Temporal.Instant.from(text).toString({ smallestUnit: 'millisecond' });
        expect(parseInstant(text)).toBe(byCalendar(read));
      }),
      { numRuns: 2000 },
    );
  });

  it('is the duration that the calendar reads, the first time and again, however many were read between', () => {
    fc.assert(
      fc.property(fc.array(durations, { minLength: 150, maxLength: 300 }), (texts) => {
        for (const text of [...texts, ...texts])
          expect(parseDuration(text)).toBe(byCalendar(() => Temporal.Duration.from(text).toString()));
      }),
      { numRuns: 3 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../../../src/core/kernel/refusals.js';
import { historyOf, replayHistory, type TextHistory } from '../../../src/core/text/history.js';
import { renderJson } from '../../../src/core/text/render/json.js';
import { printHistory, readHistory } from '../../../src/core/text/render/read-history.js';
import { readTextJson } from '../../../src/core/text/render/read-json.js';
import { WORDS } from '../../../src/platform/i18n/words.js';
import { exported, statutesOfElsewhere } from '../../world/histories.js';
import { aTextKnown } from './generated-text.js';

function read(json: string): TextHistory {
  const history = readHistory(json);
  if (history instanceof Refusal) throw history;
  return history;
}

/** Why a file is refused; null: it is not. */
function refusalOf(json: string): { field: string; reason: string } | null {
  const history = readHistory(json);
  return history instanceof Refusal ? (history.facts as { field: string; reason: string }) : null;
}

const FILE = exported(statutesOfElsewhere());

type Path = readonly (string | number)[];

/** The compact file, with one place changed. */
const changed = (path: Path, put: (old: unknown) => unknown): string => {
  const file = JSON.parse(printHistory(read(FILE))) as unknown;
  const old = path.reduce((at, key) => (at as Record<string, unknown>)[key], file);
  return JSON.stringify(withValue(file, path, put(old)));
};

const [FIRST_VERSION] = read(FILE).patches[0]?.versionIds ?? [];
const without = (list: unknown): unknown => (list as unknown[]).slice(0, -1);
const and =
  (one: unknown) =>
  (list: unknown): unknown => [...(list as unknown[]), one];

describe('the history of a text from a file', () => {
  it('is what the file says, whatever was decided, and is printed and read as it is', () => {
    fc.assert(
      fc.property(aTextKnown, ({ text, knownAt }) => {
        const file = renderJson(text, { inForceOn: '2027-01-01', knownAt });
        const whole = readTextJson(file);
        if (whole instanceof Refusal || whole.text.patches.length === 0) return;
        const history = read(file);
        expect(read(printHistory(history))).toEqual(history);
        expect(historyOf(whole.text)).toEqual(history);
        const versions = replayHistory(history);
        if (versions instanceof Refusal) throw versions;
        const byId = (all: readonly { readonly versionId: string }[]) =>
          all.toSorted((a, b) => (a.versionId < b.versionId ? -1 : 1));
        expect(byId(versions)).toEqual(byId(whole.text.versions));
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, Path, (old: unknown) => unknown, string, string]>([
    ['another format', ['format'], () => 'ormee-text/9', 'format', 'OTHER_TEXT_FORMAT'],
    ['nothing decided', ['operations'], () => [], 'operations', 'EMPTY'],
    ['a decision that is not there', ['decisions'], without, 'operations[7].decision', 'DECISION_UNKNOWN'],
    [
      'a decision that writes nothing',
      ['decisions'],
      and({ number: '2025-099', date: '2025-12-02' }),
      'decisions[8]',
      'WRITES_NOTHING',
    ],
    ['a decision twice', ['operations', 1, 'decision'], () => '2025-001', 'operations[1].decision', 'TWICE'],
    [
      'a version twice',
      ['operations', 1, 'versionIds', 0],
      () => FIRST_VERSION,
      'operations[1].versionIds',
      'TWICE',
    ],
    [
      'a version too many',
      ['operations', 1, 'versionIds'],
      and(read(FILE).textId),
      'operations[1]',
      'NOT_REPLAYED',
    ],
    ['a version too few', ['operations', 1, 'versionIds'], without, 'operations[1]', 'NOT_REPLAYED'],
    [
      'other words than those that a later decision was on',
      ['operations', 0, 'operations', 1, 'content', 'body'],
      () => 'Forged.',
      'operations[1]',
      'NOT_REPLAYED',
    ],
    [
      'decisions that go back in time',
      ['operations'],
      (list) => (list as unknown[]).toReversed(),
      'operations[0]',
      'NOT_REPLAYED',
    ],
    [
      'a direction of writing that hides words',
      ['operations', 0, 'operations', 1, 'content', 'body'],
      () => 'a\u202eb',
      'operations[0].operations[1].content.body',
      'BIDI_CONTROL',
    ],
    ['a title of two lines', ['title'], () => 'a\nb', 'title', 'CONTROL_CHARACTER'],
    [
      'a number that is none',
      ['decisions', 0, 'number'],
      () => '<script>',
      'decisions[0].number',
      'OTHER_KIND',
    ],
  ])('is refused by name with %s', (_, path, put, field, reason) => {
    expect(refusalOf(changed(path, put))).toEqual({ field, reason });
    expect(WORDS).toHaveProperty(reason);
  });

  it('is refused, or is itself, whatever one place of the file becomes', () => {
    const said = JSON.parse(FILE) as unknown;
    const places = placesOf(said, []);
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom<unknown>(null, '', 0, [], {}, 'x', '2025-01-01', '\u0000', '__proto__', true),
        (place, value) => {
          const forged = withValue(said, place, value);
          const history = readHistory(JSON.stringify(forged));
          if (history instanceof Refusal) expect(history.code).toBe('INVALID_INPUT');
          else expect(replayHistory(history)).not.toBeInstanceOf(Refusal);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(['', 'null', '[]', '{}', '"', '{"format":"ormee-text-history/1"}', '[[[['])(
    'is not read from %j',
    (json) => {
      expect(refusalOf(json)).not.toBeNull();
    },
  );
});

function placesOf(value: unknown, path: (string | number)[]): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, at) => at) : Object.keys(value);
  return [path, ...keys.flatMap((key) => placesOf((value as Record<string, unknown>)[key], [...path, key]))];
}

function withValue(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = withValue(copy[key], rest, put);
  return copy;
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Uuid } from '../../../src/core/kernel/ids.js';
import { Refusal } from '../../../src/core/kernel/refusals.js';
import { consolidate } from '../../../src/core/text/consolidation.js';
import { renderJson } from '../../../src/core/text/render/json.js';
import { readTextJson, type ReadTextJson } from '../../../src/core/text/render/read-json.js';
import { asKnownAt, type WholeText } from '../../../src/core/text/render/whole-text.js';
import { WORDS } from '../../../src/platform/i18n/words.js';
import { DAYS } from '../../properties/stories.js';
import { aTextKnown } from './generated-text.js';
import { CONSTITUTION_IS_THERE, constitution, LATER, statutes, uuid } from './told-text.js';

const POINT = { inForceOn: '2027-01-01', knownAt: LATER };

function readBack(json: string): ReadTextJson {
  const read = readTextJson(json);
  if (read instanceof Refusal) throw read;
  return read;
}

/** A text as a file says it: with the numbers of decisions for their ids. */
function numbered(text: WholeText): WholeText {
  const label = (id: Uuid) => text.decisions.get(id)?.label ?? id;
  return {
    ...text,
    versions: text.versions.map((version) => ({
      ...version,
      openedBy: label(version.openedBy),
      closedBy: version.closedBy && label(version.closedBy),
    })),
    patches: text.patches.map((patch) => ({
      ...patch,
      decisionId: label(patch.decisionId),
      operations: patch.operations.map((operation) =>
        operation.kind === 'ERRATUM' ? { ...operation, corrects: label(operation.corrects) } : operation,
      ),
    })),
    decisions: new Map([...text.decisions.values()].map((decision) => [decision.label, decision])),
  };
}

describe('a text as JSON', () => {
  it('reads back with identical text and history, whatever was decided, on any day, as known at any instant', () => {
    fc.assert(
      fc.property(aTextKnown, fc.constantFrom(...DAYS), ({ text, knownAt }, inForceOn) => {
        const { text: read, point } = readBack(renderJson(text, { inForceOn, knownAt }));
        const known = numbered(asKnownAt(text, knownAt));
        expect(read).toEqual(known);
        expect(point).toEqual({ inForceOn, knownAt });
        // What is known of it by then says the same as the whole did, on every day.
        for (const day of DAYS)
          expect(consolidate(read.versions, { inForceOn: day, knownAt })).toEqual(
            consolidate(numbered(text).versions, { inForceOn: day, knownAt }),
          );
        expect(renderJson(read, point)).toBe(renderJson(text, { inForceOn, knownAt }));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the statutes with both clocks, their versions, their operations and decisions by number', () => {
    const json = JSON.parse(renderJson(statutes().whole(), POINT)) as Record<string, never[]>;
    expect(json).toMatchObject({
      format: 'ormee-text/1',
      title: 'Statuts',
      inForceOn: '2027-01-01',
      knownAt: LATER,
    });
    expect(json['decisions']?.map(({ number }) => number)).toEqual([
      '2026-001',
      '2026-002',
      '2026-003',
      '2026-004',
    ]);
    expect(json['operations']).toHaveLength(4);
    const second = json['provisions']?.find(({ number }) => number === 'Article 2');
    expect(second).toMatchObject({
      decision: '2026-002',
      repealed: { decision: '2026-003', on: '2027-01-01' },
    });
    expect(JSON.stringify(json)).not.toContain(uuid(1, 1));
  });

  (CONSTITUTION_IS_THERE ? it : it.skip)('carries the Constitution of 1958', () => {
    const text = constitution('2005-03-02').whole();
    expect(readBack(renderJson(text, { ...POINT, inForceOn: '2005-03-02' })).text).toEqual(numbered(text));
  });
});

describe('a file that is not what it says', () => {
  const written = () => JSON.parse(renderJson(statutes().whole(), POINT)) as Record<string, never>;
  type Change = (file: Record<string, any>) => void; // eslint-disable-line @typescript-eslint/no-explicit-any

  it.each<[string, Change, string, string]>([
    ['another format', (file) => (file['format'] = 'ormee-text/2'), 'format', 'OTHER_TEXT_FORMAT'],
    ['a language that it does not know', (file) => (file['language'] = 'de'), 'language', 'OTHER_KIND'],
    ['no title', (file) => delete file['title'], 'title', 'MISSING'],
    ['a title that turns the text round', (file) => (file['title'] = 'a\u202eb'), 'title', 'BIDI_CONTROL'],
    ['a day that does not exist', (file) => (file['inForceOn'] = '2026-02-30'), 'inForceOn', 'OTHER_KIND'],
    [
      'an instant in another form',
      (file) => (file['knownAt'] = '2099-01-01T00:00:00Z'),
      'knownAt',
      'OTHER_KIND',
    ],
    ['versions that are no list', (file) => (file['versions'] = {}), 'versions', 'OTHER_KIND'],
    [
      'an id that is none',
      (file) => (file['versions'][2].provisionId = '"><script>'),
      'versions[2].provisionId',
      'OTHER_KIND',
    ],
    [
      'words that their hash does not name',
      (file) => (file['versions'][2].body += ' Ou pas.'),
      'versions[2].hash',
      'HASH_DIFFERS',
    ],
    [
      'a number that goes on',
      (file) => (file['versions'][2].number = 'a\nb'),
      'versions[2].number',
      'CONTROL_CHARACTER',
    ],
    [
      'a decision twice',
      (file) => file['decisions'].push(file['decisions'][0]),
      'decisions[4].number',
      'TWICE',
    ],
    [
      'a decision that is not there',
      (file) => file['decisions'].pop(),
      'operations[3].decision',
      'DECISION_UNKNOWN',
    ],
    [
      'an operation of no kind',
      (file) => (file['operations'][1].operations[0].kind = 'DROP'),
      'operations[1].operations[0].kind',
      'OTHER_KIND',
    ],
    [
      'operations that do not apply',
      (file) => (file['operations'][1].operations[0].expectedHash = '0'),
      'operations[1]',
      'NOT_REPLAYED',
    ],
    ['operations in another order', (file) => file['operations'].reverse(), 'operations[0]', 'NOT_REPLAYED'],
    ['a decision left out of the history', (file) => file['operations'].pop(), 'versions', 'NOT_REPLAYED'],
    ['a version left out', (file) => file['versions'].pop(), 'versions', 'NOT_REPLAYED'],
    [
      'a version with another time',
      (file) => (file['versions'][0].inForceUntil = '2030-01-01'),
      'versions',
      'NOT_REPLAYED',
    ],
    [
      'what was decided after it was known',
      (file) => (file['knownAt'] = '2026-07-15T00:00:00.000Z'),
      'operations[3].knownAt',
      'KNOWN_LATER',
    ],
    [
      'a wording that nobody decided',
      (file) => (file['provisions'][2].body = 'Tout est permis.'),
      'provisions',
      'OTHER_WORDING',
    ],
    ['a provision left out', (file) => file['provisions'].pop(), 'provisions', 'OTHER_WORDING'],
    ['a repeal left out', (file) => (file['provisions'][3].repealed = null), 'provisions', 'OTHER_WORDING'],
  ])('is refused for %s, by its place and its reason', (_what, change, field, reason) => {
    const file = written();
    change(file);
    const read = readTextJson(JSON.stringify(file));
    expect(read).toBeInstanceOf(Refusal);
    expect(read).toMatchObject({ code: 'INVALID_INPUT', facts: { field, reason } });
    expect(Object.hasOwn(WORDS, reason)).toBe(true);
  });

  it.each([
    ['no JSON', '{', 'NO_JSON'],
    ['nested without end', '['.repeat(200_000), 'NO_JSON'],
    ['no object', '[]', 'OTHER_KIND'],
    ['nothing', 'null', 'OTHER_KIND'],
    ['a prototype', '{"__proto__":{"format":"ormee-text/1"}}', 'OTHER_TEXT_FORMAT'],
  ])('is refused where it is %s', (_what, json, reason) => {
    expect(readTextJson(json)).toMatchObject({ code: 'INVALID_INPUT', facts: { reason } });
  });

  it('is refused or read, never a fault, whatever is changed in it', () => {
    const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
      typeof value === 'object' && value !== null
        ? [
            path,
            ...Object.entries(value).flatMap(([key, inner]) =>
              places(inner, [...path, Array.isArray(value) ? Number(key) : key]),
            ),
          ]
        : [path];
    const file = written();
    const all = places(file).filter((path) => path.length > 0);
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.jsonValue(), (path, value) => {
        const changed = structuredClone(file) as Record<string, unknown>;
        let holder: Record<string | number, unknown> = changed;
        for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
        holder[path.at(-1) as string] = value;
        const read = readTextJson(JSON.stringify(changed));
        if (read instanceof Refusal) expect(read.code).toBe('INVALID_INPUT');
        else
          expect(read.text.versions.map(({ hash }) => hash)).toEqual(
            statutes().versions.map(({ hash }) => hash),
          );
      }),
      { numRuns: 1000 },
    );
  });
});

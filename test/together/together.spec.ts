import { existsSync, readdirSync } from 'node:fs';
import { ALONE, PARTS, specsOf } from './together.js';

const named = Object.entries(PARTS).flatMap(([name, parts]) =>
  Array.from({ length: parts }, (_, at) => ({ name, number: at + 1 })),
);

describe('what npm test runs', () => {
  it('is every spec, once', () => {
    const all = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.spec.ts'),
    );
    const together = named.flatMap(({ name, number }) => specsOf(name, number));
    expect([...together, ...ALONE].sort()).toEqual(all.sort());
    for (const path of ALONE) expect(existsSync(`test/${path}`)).toBe(true);
  });

  it('is run by a file for each part, and by no other', () => {
    const files = readdirSync('test/together').filter((path) => path.endsWith('.together.ts'));
    expect(files.sort()).toEqual(named.map(({ name, number }) => `${name}-${number}.together.ts`).sort());
  });
});

describe('a spec that runs with others', () => {
  const told: string[] = [];

  // What a spec does at its top is told to jest in its order, and holds for it alone.
  it.each(['one', 'two'])('may tell its tests by a table (%s)', (row) => {
    told.push(row);
  });

  it('keeps their order', () => {
    expect(told).toEqual(['one', 'two']);
  });
});

import { readFile } from 'node:fs/promises';
import { ENTITIES } from '../../src/entities.js';
import { CLASSIFICATION, isShared } from '../../src/exchange/classification.js';
import { openDataSource } from '../../src/platform/database/data-source.js';
import { cloneDatabase } from '../world/database.js';

interface Table {
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

const ADD_A_LINE =
  'add it to CLASSIFICATION in src/exchange/classification.ts, with `because(…)` for what should not leave';

let tables: ReadonlyMap<string, Table>;

beforeAll(async () => {
  const database = await cloneDatabase();
  const source = await openDataSource({ url: database.url, poolSize: 1, entities: ENTITIES });
  const names = (columns: readonly { propertyName: string }[]) =>
    columns.map(({ propertyName }) => propertyName).filter((name) => name !== 'collectiveId');
  tables = new Map(
    source.entityMetadatas.map(({ tableName, columns, primaryColumns }) => [
      tableName,
      { columns: names(columns), key: names(primaryColumns) },
    ]),
  );
  await source.destroy();
  await database.drop();
}, 180_000);

describe('what leaves in a bundle', () => {
  it('is said of every table, and of no other', () => {
    const said = Object.keys(CLASSIFICATION);
    const unsaid = [...tables.keys()].filter((table) => !said.includes(table));
    expect(unsaid.map((table) => `${table}: ${ADD_A_LINE}`)).toEqual([]);
    expect(said.filter((table) => !tables.has(table))).toEqual([]);
  });

  it('is said of every column, and of no other', () => {
    const differing = Object.entries(CLASSIFICATION).flatMap(([table, { columns }]) => {
      const real = tables.get(table)?.columns ?? [];
      return [
        ...real.filter((one) => !columns.includes(one)).map((one) => `${table}.${one}: ${ADD_A_LINE}`),
        ...columns.filter((one) => !real.includes(one)).map((one) => `${table}.${one}: no such column`),
      ];
    });
    expect(differing).toEqual([]);
  });

  it('tells rows apart by the keys of the database', () => {
    const keys = Object.entries(CLASSIFICATION).map(([table, { key }]) => [table, [...key].sort()]);
    expect(keys).toEqual(
      Object.keys(CLASSIFICATION).map((table) => [table, [...(tables.get(table)?.key ?? [])].sort()]),
    );
  });

  it('says in docs/bundle.md what nobody would find, and why', async () => {
    const listed = Object.entries(CLASSIFICATION).flatMap(([table, { uncovered }]) =>
      Object.entries(uncovered).map(([column, reason]) => `- \`${table}.${column}\`: ${reason}`),
    );
    const page = await readFile('docs/bundle.md', 'utf8');
    expect(page.split('\n').filter((line) => line.startsWith('- `'))).toEqual(listed);
  });

  it('has no name, no salt and no ballot in public', () => {
    const open = Object.entries(CLASSIFICATION).filter(([, { PUBLIC }]) => isShared(PUBLIC));
    const columns = open.flatMap(([table, { columns, PUBLIC }]) =>
      columns
        .filter((column) => !(isShared(PUBLIC) && PUBLIC.without?.includes(column)))
        .map((column) => `${table}.${column}`),
    );
    expect(columns.filter((one) => /member|author|salt|email|publicName|By$/i.test(one)).sort()).toEqual([
      'appeal.publishedBy', // each of these is by a decision
      'cosigned_text.cosignedBy',
      'legal_text.takenOverBy',
      'poll.supersededBy',
      'provision_version.closedBy',
      'provision_version.openedBy',
      'text_operation.adoptedBy',
    ]);
  });
});

/** One line of a table: what each column gets, for each of the names on it. */
export type Cells<Column extends string> = ReadonlyMap<string, Readonly<Record<Column, string>>>;

/**
 * Reads a table as people write it: a mark a column, a colon, then what the marks are of. After `Poll:` come fields of
 * a type, as `Poll.title`; after a colon alone come names. Throws on a line that has not a mark for each column, on a
 * mark without meaning, and on a name that stands twice.
 */
export function readTable<Column extends string>(
  columns: readonly Column[],
  meanings: Readonly<Record<string, string>>,
  table: string,
): Cells<Column> {
  const rows = new Map<string, Record<Column, string>>();
  for (const line of table.split('\n').filter((text) => text.trim() !== '')) {
    const [, said, type, names] = /^(.*?)\s*(\w*):\s*(.+)$/.exec(line) ?? [];
    const marks = (said ?? '').trim().split(/\s+/);
    const meaning = marks.map((mark) => meanings[mark]);
    if (marks.length !== columns.length || meaning.includes(undefined))
      throw new Error(`the table cannot be read at: ${line}`);
    const cells = Object.fromEntries(columns.map((column, place) => [column, meaning[place]]));
    for (const name of namesOf(type ?? '', names ?? '')) {
      if (rows.has(name)) throw new Error(`${name} stands twice in the table`);
      rows.set(name, cells as Record<Column, string>);
    }
  }
  return rows;
}

/** `Poll: title state` is Poll.title and Poll.state; without a type, commas part names that may hold spaces. */
const namesOf = (type: string, names: string): string[] =>
  type === ''
    ? names.split(',').map((name) => name.trim())
    : names
        .trim()
        .split(/\s+/)
        .map((name) => `${type}.${name}`);

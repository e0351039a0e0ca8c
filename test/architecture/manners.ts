import ts from 'typescript';
import { findNodes, roomOf, type House, type HouseFile } from './house.js';

/** Files that only pass on what others export, so that nobody sees who imports whom. */
export function barrels({ files }: House): string[] {
  const named = [...files.keys()]
    .filter((path) => /\/index\.ts$/.test(path))
    .map((path) => `${path} is a barrel`);
  const passingOn = findNodes(files.values(), (node) =>
    ts.isExportDeclaration(node) && node.moduleSpecifier
      ? `passes on ${node.moduleSpecifier.getText()}`
      : null,
  );
  return [...named, ...passingOn];
}

/** `forwardRef` is a circle that asks to be believed. */
export const forwardRefs = ({ files }: House): string[] =>
  findNodes(files.values(), (node) =>
    ts.isIdentifier(node) && node.text === 'forwardRef' ? 'names forwardRef' : null,
  );

const NO_JOB = /(Manager|Helper|Helpers|Util|Utils|Common|Base|BaseService)$/;

/** Classes and files whose name says no job. */
export function namesWithoutAJob({ files }: House): string[] {
  const classes = findNodes(files.values(), (node) =>
    ts.isClassLike(node) && node.name && NO_JOB.test(node.name.text)
      ? `names a class ${node.name.text}`
      : null,
  );
  const paths = [...files.keys()].filter((path) => /\b(manager|helpers?|utils?|common|base)\.ts$/.test(path));
  return [...classes, ...paths.map((path) => `${path} says no job`)];
}

/** Constructors that take more than they can be explained by. */
export const greedyConstructors = ({ files }: House, atMost: number): string[] =>
  findNodes(files.values(), (node) =>
    ts.isConstructorDeclaration(node) && node.parameters.length > atMost
      ? `takes ${node.parameters.length} in its constructor`
      : null,
  );

/** Rows that do more than be rows: behaviour, GraphQL, or a place outside a file of entities. */
export function rowsThatAreMore({ files }: House): string[] {
  const inFile = (file: HouseFile): string[] => {
    const isEntityFile = file.path.endsWith('.entity.ts');
    const graphql = file.imports.filter(({ target }) => target === '@nestjs/graphql' || target === 'graphql');
    const imported = isEntityFile ? graphql.map(({ target }) => `${file.path} imports ${target}`) : [];
    const classes = findNodes([file], (node) => {
      if (!ts.isClassDeclaration(node) || tableOf(node) === null) return null;
      if (!isEntityFile) return 'is a row outside a file of entities';
      return node.members.every(ts.isPropertyDeclaration) ? null : 'is a row with behaviour';
    });
    return [...imported, ...classes];
  };
  return [...files.values()].flatMap(inFile);
}

/** The table that a class is a row of: `@Entity('poll')`; null for any other class. */
function tableOf(node: ts.ClassDeclaration): string | null {
  for (const { expression } of ts.getDecorators(node) ?? []) {
    if (!ts.isCallExpression(expression) || expression.expression.getText() !== 'Entity') continue;
    const [name] = expression.arguments;
    if (name && ts.isStringLiteral(name)) return name.text;
  }
  return null;
}

/** Tables that a file may write although another room owns them. */
export type Lent = Readonly<Record<string, readonly string[]>>;

/**
 * Writes of a table by another room than the one whose entity it is: INSERT, UPDATE, DELETE in SQL, and `insert` of an
 * entity. `procedures` writes what its stories cross; `lent` names the few others, and is wrong when it names too many.
 */
export function foreignWrites(house: House, lent: Lent): string[] {
  const owners = ownersOf(house);
  const unused = new Set(
    Object.entries(lent).flatMap(([path, tables]) => tables.map((table) => `${path} ${table}`)),
  );
  const found: string[] = [];
  for (const file of house.files.values()) {
    const room = roomOf(file.path);
    if (room === 'migrations') continue;
    for (const table of tablesWritten(file, house)) {
      const owner = owners.get(table);
      const isLent = lent[file.path]?.includes(table) ?? false;
      if (owner === undefined) found.push(`${file.path} writes ${table}, which no entity declares`);
      else if (owner !== room && room !== 'procedures' && !isLent)
        found.push(`${file.path} writes ${table} of ${owner}`);
      if (isLent && owner !== room) unused.delete(`${file.path} ${table}`);
    }
  }
  return [...found, ...[...unused].map((loan) => `${loan} is lent for nothing`)];
}

function ownersOf({ files }: House): Map<string, string> {
  const owners = new Map<string, string>();
  for (const file of files.values())
    for (const table of rowsOf(file).values()) owners.set(table, roomOf(file.path));
  return owners;
}

/** The rows that a file declares, by their class. */
function rowsOf(file: HouseFile): Map<string, string> {
  const rows = new Map<string, string>();
  for (const statement of file.tree.statements) {
    const table = ts.isClassDeclaration(statement) ? tableOf(statement) : null;
    if (table !== null) rows.set((statement as ts.ClassDeclaration).name?.text ?? '', table);
  }
  return rows;
}

const WRITE =
  /\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|COPY)\s+(?:ONLY\s+)?ormee\.(\w*)/g;

function tablesWritten(file: HouseFile, { files }: House): Set<string> {
  const tables = new Set<string>();
  const rows = new Map<string, string>();
  for (const { target, names } of file.imports)
    for (const name of names) {
      const table = files.get(target) && rowsOf(files.get(target) as HouseFile).get(name);
      if (table !== undefined) rows.set(name, table);
    }
  findNodes([file], (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
      for (const [, table] of node.getText().matchAll(WRITE))
        tables.add(table || 'a table that is not written out');
    const table = rowInserted(node, rows);
    if (table !== undefined) tables.add(table);
    return null;
  });
  return tables;
}

function rowInserted(node: ts.Node, rows: ReadonlyMap<string, string>): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [entity] = node.arguments;
  return node.expression.name.text === 'insert' && entity ? rows.get(entity.getText()) : undefined;
}

const UNQUALIFIED =
  /\b(?:INSERT\s+INTO|DELETE\s+FROM)\s+(?!ormee\.)(\w+)|\bUPDATE\s+(?!ormee\.|SET\b)(\w+)\s+SET\b/;

/** SQL that writes a table without naming the schema. */
export const unqualifiedWrites = ({ files }: House): string[] =>
  findNodes(files.values(), (node) => {
    if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return null;
    const found = UNQUALIFIED.exec(node.getText());
    return found ? `writes ${found[1] ?? found[2]} without naming its schema` : null;
  });

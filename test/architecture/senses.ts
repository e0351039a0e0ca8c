import ts from 'typescript';
import { isWithin } from './floors.js';
import { findNodes, roomOf, type House } from './house.js';

// What a file takes from outside its arguments: time, chance, settings, the machine.

/** What names something of the world, or null. */
type Sense = (node: ts.Node) => string | null;

/** What a sense finds outside the places where it is allowed. */
const outside = ({ files }: House, places: readonly string[], sense: Sense): string[] =>
  findNodes(
    [...files.values()].filter(({ path }) => !isWithin(path, places)),
    sense,
  );

/** Reads of Node's clock. `new Date(value)` is a conversion, and none. */
export const clockReads = (house: House, places: readonly string[]): string[] =>
  outside(house, places, clock);

const CLOCKS = /^(Date\.now|performance\.(now|timeOrigin)|process\.(hrtime|uptime)|Temporal\.Now)$/;

function clock(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && CLOCKS.test(node.getText())) return `reads ${node.getText()}`;
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length)
    return 'reads new Date()';
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'reads Date()';
  return takes(node, /^performance$/);
}

/** Draws of chance: Node's generators and whatever makes keys of its own. */
export const draws = (house: House, places: readonly string[]): string[] => outside(house, places, chance);

function chance(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) {
    if (node.getText() === 'Math.random') return 'draws Math.random';
    if (/^(crypto|webcrypto|globalThis\.crypto)$/.test(node.expression.getText()))
      return `draws ${node.getText()}`;
  }
  if (isWholeImportOf(node, 'node:crypto'))
    return 'imports node:crypto whole, so that its chance cannot be seen';
  return takes(
    node,
    /^(random|getRandomValues|webcrypto|generateKey|generatePrime|createECDH|createDiffieHellman)/,
  );
}

/** Reads of the environment of the process. */
export const environmentReads = (house: House, places: readonly string[]): string[] =>
  outside(house, places, environment);

function environment(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && node.getText() === 'process.env') return 'reads process.env';
  if (ts.isElementAccessExpression(node) && isNamed(node.expression, 'process')) return 'reads process[…]';
  if (isWholeImportOf(node, 'node:process'))
    return 'imports node:process whole, so that its env cannot be seen';
  return takes(node, /^env$/);
}

/** Doors to the database other than those that are handed in. */
export const doorsToTheDatabase = (house: House, places: readonly string[]): string[] =>
  outside(house, places, door);

const TYPEORM_DOORS = /^(DataSource|EntityManager|QueryRunner|Repository|BaseEntity)$/;

function door(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) && /^'(pg|@nestjs\/typeorm)'$/.test(node.moduleSpecifier.getText()))
    return `imports ${node.moduleSpecifier.getText().slice(1, -1)}`;
  return takes(node, TYPEORM_DOORS);
}

/** What core may not know at all: the machine, decorators, and waiting. */
export function worldlyCore({ files }: House): string[] {
  return findNodes(
    [...files.values()].filter(({ path }) => roomOf(path) === 'core'),
    world,
  );
}

const GLOBALS =
  /^(process|console|Buffer|fetch|crypto|performance|globalThis|require|setTimeout|setInterval|setImmediate|queueMicrotask)$/;

function world(node: ts.Node): string | null {
  if (ts.isDecorator(node)) return `decorates: ${node.getText()}`;
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) return 'waits';
  if (ts.isIdentifier(node) && GLOBALS.test(node.text) && isReference(node)) return `knows ${node.text}`;
  return null;
}

/** Time and chance that SQL takes by itself: it has `ormee.instant()`, and ids are made in Node. */
export function sensesOfSql({ files }: House, places: readonly string[]): string[] {
  const words =
    /\b(now\(\)|(?:clock|statement|transaction)_timestamp\(\)|current_(?:date|time|timestamp)\b|localtime(?:stamp)?\b|gen_random_uuid\(\)|random\(\)|uuidv[47]\(\))/i;
  const sql = (node: ts.Node): string | null => {
    if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return null;
    const text = node.getText();
    const isSql = /\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|WITH|WHERE|CASE)\b/.test(text);
    const found = isSql ? words.exec(text.replaceAll('tx.now()', '')) : null;
    return found ? `lets SQL read ${found[1]}` : null;
  };
  return outside({ files }, places, sql);
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

/** Takes a name by an import, also under another name, also as a type. */
function takes(node: ts.Node, names: RegExp): string | null {
  if (!ts.isImportSpecifier(node)) return null;
  const name = (node.propertyName ?? node.name).text;
  const isFromPackage = !node.parent.parent.parent.moduleSpecifier.getText().startsWith("'.");
  return isFromPackage && names.test(name) ? `imports ${name}` : null;
}

function isWholeImportOf(node: ts.Node, specifier: string): boolean {
  if (!ts.isImportDeclaration(node)) return false;
  const from = node.moduleSpecifier.getText().slice(1, -1);
  const bindings = node.importClause?.namedBindings;
  const isWhole = Boolean(node.importClause?.name ?? (bindings && ts.isNamespaceImport(bindings)));
  return isWhole && (from === specifier || `node:${from}` === specifier);
}

/** An identifier that means a value of its surroundings, not a name given here or a property of something. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent)) return false;
  return (parent as { name?: ts.Node }).name !== node;
}

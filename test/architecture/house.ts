import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';

/** One import of a file, as the compiler reads it. */
export interface Import {
  /** A file of the house (`src/core/kernel/ids.ts`), or the name of a package (`typeorm`, `node:fs`). */
  readonly target: string;
  readonly isPackage: boolean;
  /** What is taken by name, under the name that the target gives it. */
  readonly names: readonly string[];
  /** Only types are taken, so that nothing of this import is left once compiled. */
  readonly typesOnly: boolean;
}

export interface House {
  readonly files: ReadonlyMap<string, HouseFile>;
}

export interface HouseFile {
  /** From the root of the repository: `src/core/kernel/ids.ts`. */
  readonly path: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

/** Every source and migration of the repository, read once. */
export function readHouse(): House {
  const paths = ['src', 'migrations'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  );
  const sources = paths.filter((path) => path.endsWith('.ts'));
  return houseOf(Object.fromEntries(sources.map((path) => [path, readFileSync(path, 'utf8')])));
}

/** A house of a few files, each path with its text: what the checks are themselves checked on. */
export const houseOf = (texts: Readonly<Record<string, string>>): House => ({
  files: new Map(Object.entries(texts).map(([path, text]) => [path, parse(path, text)])),
});

function parse(path: string, text: string): HouseFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  for (const node of everyNode(tree)) {
    const found = importOf(path, node);
    if (found) imports.push(found);
  }
  return { path, tree, imports };
}

/** A node and all that it holds, comments left out. */
export function* everyNode(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* everyNode(child);
}

function importOf(path: string, node: ts.Node): Import | null {
  if (ts.isImportDeclaration(node)) {
    const names = namesTaken(node.importClause);
    return toImport(
      path,
      node.moduleSpecifier,
      names.map(({ name }) => name),
      names.length > 0 && names.every(({ isType }) => isType),
    );
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return toImport(path, node.moduleSpecifier, ['*'], node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return toImport(path, node.argument.literal, ['*'], true);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return toImport(path, node.arguments[0], ['*'], false);
  return null;
}

function namesTaken(clause: ts.ImportClause | undefined): { name: string; isType: boolean }[] {
  if (!clause) return [];
  const whole = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const names = clause.name ? [{ name: 'default', isType: whole }] : [];
  const bindings = clause.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, { name: '*', isType: whole }];
  const taken = bindings.elements.map((element) => ({
    name: (element.propertyName ?? element.name).text,
    isType: whole || element.isTypeOnly,
  }));
  return [...names, ...taken];
}

function toImport(
  path: string,
  specifier: ts.Node | undefined,
  names: readonly string[],
  typesOnly: boolean,
): Import {
  if (!specifier || !ts.isStringLiteral(specifier))
    throw new Error(`${path} imports what is not written out`);
  const { text } = specifier;
  if (!text.startsWith('.')) return { target: packageOf(text), isPackage: true, names, typesOnly };
  const target = posix.join(posix.dirname(path), text).replace(/\.js$/, '.ts');
  return { target, isPackage: false, names, typesOnly };
}

/** The package of a specifier: `@noble/hashes/sha2.js` is of `@noble/hashes`; Node's own are all `node:…`. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  if (builtinModules.includes(specifier)) return `node:${specifier}`;
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** The folder in which a file lives: `core`, `polls`; files directly in `src/` are `app`. */
export function roomOf(path: string): string {
  const [top = '', room = '', ...rest] = path.split('/');
  if (top !== 'src') return top;
  return rest.length === 0 ? 'app' : room;
}

/** Where a node stands, for whoever has to mend it: `src/core/kernel/ids.ts:12`. */
export const placeOf = ({ path, tree }: HouseFile, node: ts.Node): string =>
  `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;

/** What `pick` says of the nodes of some files, with the place of each. */
export function findNodes(files: Iterable<HouseFile>, pick: (node: ts.Node) => string | null): string[] {
  const found: string[] = [];
  for (const file of files)
    for (const node of everyNode(file.tree)) {
      const said = pick(node);
      if (said !== null) found.push(`${placeOf(file, node)} ${said}`);
    }
  return found;
}

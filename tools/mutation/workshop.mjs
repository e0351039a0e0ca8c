/** A copy of the counting and its tests in which every mutant sits asleep, each woken by its number alone. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/step.mjs';

/** Git, ESLint and Prettier know this folder as none of ours. No `../shared/golden` lies beside it: see docs/mutation.md. */
export const workshop = join(root, 'coverage/mutation');

const FOLDER = 'src/core/counting';

/** Files of words in two languages decide nothing: a mutant of theirs is a misprint, and no result differs. */
const isWords = (path) => /(^|[/-])(sentences|words)\.ts$/.test(path);

/** Makes the copy anew and returns its mutants, in the order of their files and places. */
export async function makeWorkshop() {
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  rmSync(workshop, { recursive: true, force: true });
  mkdirSync(workshop, { recursive: true });
  for (const name of ['src', 'test', 'docs', 'jest.config.js'])
    cpSync(join(root, name), join(workshop, name), { recursive: true });
  writeFileSync(join(workshop, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(workshop, 'node_modules'));

  const files = readdirSync(join(root, FOLDER), { recursive: true })
    .map((path) => join(FOLDER, path))
    .filter((path) => path.endsWith('.ts') && !isWords(path))
    .sort()
    .map((name) => ({ name, mutate: true, content: readFileSync(join(root, name), 'utf8') }));
  const silent = { info() {}, debug() {}, warn: console.warn, isDebugEnabled: () => false };
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  const instrumented = await new Instrumenter(silent).instrument(files, options);
  for (const { name, content } of instrumented.files) writeFileSync(join(workshop, name), content);
  const sources = new Map(files.map(({ name, content }) => [name, content.split('\n')]));
  return instrumented.mutants.map((mutant) => described(mutant, sources.get(mutant.fileName)));
}

function described({ id, fileName, location: { start, end }, mutatorName, replacement }, lines) {
  const text = lines.slice(start.line, end.line + 1);
  text[text.length - 1] = text.at(-1).slice(0, end.column);
  text[0] = text[0].slice(start.column);
  return {
    id,
    place: `${fileName}:${start.line + 1}:${start.column + 1}`,
    kind: mutatorName,
    was: text.join('\n'),
    becomes: replacement,
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shareHere } from '../world/spares.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * How `npm test` has jest run the specs. `alone`: the longest by themselves, and those that put a module or types of their own
 * beside the house's. `parts`: in how many files of jest's those of a folder run together; those of one load the house once.
 */
export const { alone: ALONE, parts: PARTS } = JSON.parse(readFileSync(join(HERE, 'parts.json'), 'utf8')) as {
  readonly alone: readonly string[];
  readonly parts: Readonly<Record<string, number>>;
};

const TEST = join(HERE, '..');

/** Every spec but those that run alone, by its path in `test`, sorted. */
const SPECS = readdirSync(TEST, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.spec.ts') && !ALONE.includes(path))
  .sort();

const partOf = (path: string): string => {
  const folder = path.split('/')[0] as string;
  return folder in PARTS ? folder : 'rest';
};

/** The specs of one file of jest's: every so manieth of its folder. */
export const specsOf = (name: string, number: number): readonly string[] =>
  SPECS.filter((path) => partOf(path) === name).filter(
    (_, place) => place % (PARTS[name] as number) === number - 1,
  );

type Call = (...args: readonly unknown[]) => unknown;

/** What a file of tests says at its top. */
const SAYINGS = ['describe', 'it', 'test', 'beforeAll', 'afterAll', 'beforeEach', 'afterEach'] as const;
const said = globalThis as unknown as Record<(typeof SAYINGS)[number], Call>;

/**
 * Loads specs one after the other and tells jest what each says in a `describe` of its own, named after its file, so that what
 * one sets up at its top holds for it alone.
 */
export async function runTogether(name: string, number: number): Promise<void> {
  shareHere();
  for (const path of specsOf(name, number)) {
    const tell = await hear(join(TEST, path));
    said.describe(path, tell);
  }
}

/** Loads a spec, and keeps what it says at its top to be said later. Groups are opened only then, by themselves. */
async function hear(file: string): Promise<() => void> {
  const own = Object.fromEntries(SAYINGS.map((saying) => [saying, said[saying]])) as typeof said;
  const heard: (() => unknown)[] = [];
  for (const saying of SAYINGS) said[saying] = listener(() => own[saying], heard);
  try {
    await import(file);
  } finally {
    Object.assign(said, own);
  }
  return () => {
    for (const say of heard) say();
  };
}

/** Stands for a function of jest's, as `describe.each(table)('title', tests)` uses it: each call is kept in its order. */
function listener(saying: () => unknown, heard: (() => unknown)[]): Call {
  return new Proxy((() => undefined) as Call, {
    get: (stand, property) =>
      typeof property === 'symbol'
        ? Reflect.get(stand, property)
        : listener(() => (saying() as unknown as Record<string, unknown>)[property], heard),
    apply: (_, __, args: readonly unknown[]) => {
      const call = once(() => (saying() as Call)(...args));
      heard.push(call);
      return listener(call, heard);
    },
  });
}

function once(work: () => unknown): () => unknown {
  let done: { readonly value: unknown } | null = null;
  return () => (done ??= { value: work() }).value;
}

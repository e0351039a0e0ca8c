import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import vm from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import { countElection } from '../../src/core/counting/elections/count-election.js';
import { ELECTION_METHODS } from '../../src/core/counting/elections/registry.js';
import { sentenceOfElectionStep } from '../../src/core/counting/elections/sentences.js';
import { readBallotFile } from '../../src/core/counting/files/read.js';

/** What a page that counts would import. */
const PAGE = `
  import { countElection } from './elections/count-election.js';
  import { ELECTION_METHODS } from './elections/registry.js';
  import { sentenceOfElectionStep } from './elections/sentences.js';
  import { readBallotFile } from './files/read.js';
  import { FILE_FAULTS } from './files/fault.js';
  result = count({ countElection, ELECTION_METHODS, sentenceOfElectionStep, readBallotFile });
`;

const BLT = '4 1\n5 1 2 3 0\n4 2 3 4 0\n3 3=4 1 0\n2 4 - 1 0\n1 0\n0\n"Ada" "Bé" "Cléo" "Dan" "A title"\n';

/** Everything that the core makes of a file by every method: numbers, ties drawn by lot, and words. */
const COUNT = `(core) => {
  const { profile, title } = core.readBallotFile({ text: BLT, name: 'page.blt' });
  const counted = core.ELECTION_METHODS.map((method) => {
    try {
      const election = core.countElection({ method, profile, seats: 1, options: {}, drawn: '4 2' });
      return [election, election.steps.map((step) => core.sentenceOfElectionStep(step, 'fr'))];
    } catch (refusal) {
      return [method.id, refusal.code];
    }
  });
  return JSON.stringify([title, counted]);
}`;

/** The modules that a page loads, from sources as a bundler would take them, in a world that has no Node in it. */
class Page {
  readonly loaded: string[] = [];
  private readonly modules = new Map<string, vm.SourceTextModule>();

  constructor(private readonly context: vm.Context) {}

  async run(path: string, text: string): Promise<void> {
    const page = this.module(path, text);
    await page.link((specifier, from) => this.load(specifier, from.identifier));
    await page.evaluate();
  }

  private load(specifier: string, from: string): vm.SourceTextModule {
    const path = pathOf(specifier, from);
    const known = this.modules.get(path);
    if (known) return known;
    this.loaded.push(path);
    return this.module(path, readFileSync(path, 'utf8'));
  }

  private module(path: string, text: string): vm.SourceTextModule {
    const code = path.endsWith('.ts') ? compiled(text) : text;
    const module = new vm.SourceTextModule(code, { context: this.context, identifier: path });
    this.modules.set(path, module);
    return module;
  }
}

const compiled = (text: string): string =>
  transformSync(text, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'es6' },
  }).code;

function pathOf(specifier: string, from: string): string {
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(from), specifier);
    return path.startsWith('src/') ? path.replace(/\.js$/, '.ts') : path;
  }
  if (!/^@?[a-z]/.test(specifier) || specifier.startsWith('node:'))
    throw new Error(`no page has ${specifier}`);
  return `node_modules/${specifier}`;
}

describe('the core that counts', () => {
  it('runs in a browser without change: the same bytes, with nothing of Node within reach', async () => {
    // Beside ECMAScript's own globals a page has this one, which hashes text.
    const globals = { BLT, TextEncoder, count: null, result: '' };
    const context = vm.createContext(globals, { codeGeneration: { strings: false, wasm: false } });
    vm.runInContext(`count = ${COUNT}`, context);
    const page = new Page(context);
    await page.run('src/core/counting/page.ts', PAGE);

    const here = { countElection, ELECTION_METHODS, sentenceOfElectionStep, readBallotFile };
    const count = new Function('BLT', `return ${COUNT}`)(BLT) as (core: typeof here) => string;
    expect(globals.result).toBe(count(here));
    expect(JSON.parse(globals.result)).toEqual(['A title', expect.any(Array)]);
    expect(page.loaded.filter((path) => !path.startsWith('src/core/'))).toEqual(
      expect.arrayContaining(['node_modules/@noble/hashes/hmac.js']),
    );
    expect(page.loaded.filter((path) => !/^src\/core\/|^node_modules\/@noble\/hashes\//.test(path))).toEqual(
      [],
    );
    expect(vm.runInContext('typeof process + typeof Buffer + typeof require', context)).toBe(
      'undefined'.repeat(3),
    );
  });
});

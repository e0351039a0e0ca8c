/** Notes which mutants each test runs through; of those named, ends at the first that fails: one is enough. */
import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';

const { ORMEE_MUTATION_REACH: reach, ORMEE_MUTATION_TESTS: tests } = process.env;

export default class extends TestEnvironment {
  #spec;
  #named;
  #took = {};

  constructor(config, context) {
    super(config, context);
    this.#spec = relative(process.cwd(), context.testPath);
    this.#named = tests && new Set(JSON.parse(readFileSync(tests, 'utf8'))[this.#spec]);
  }

  handleTestEvent({ name, test }) {
    if (name === 'test_start') this.#start(test);
    if (name !== 'test_done') return;
    this.#took[nameOf(test)] = test.duration;
    this.#instrumented.currentTestId = undefined;
    // Jest's own --bail ends after a file, not within it.
    if (tests && test.errors.length > 0) process.exit(1);
  }

  #start(test) {
    this.#instrumented.currentTestId = nameOf(test);
    if (this.#named && !this.#named.has(nameOf(test))) test.mode = 'skip';
  }

  /** What instrumented sources share with us. */
  get #instrumented() {
    return (this.global.__stryker__ ??= {});
  }

  async teardown() {
    const { mutantCoverage } = this.#instrumented;
    const line = {
      spec: this.#spec,
      took: this.#took,
      mutants: mutantCoverage ?? { static: {}, perTest: {} },
    };
    if (reach) appendFileSync(reach, `${JSON.stringify(line)}\n`);
    await super.teardown();
  }
}

function nameOf(test) {
  const names = [];
  for (let one = test; one.parent; one = one.parent) names.unshift(one.name);
  return names.join(' ');
}

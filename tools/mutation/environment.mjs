/** Notes which mutants a spec runs through, and ends at the first test that fails: one is enough. */
import { appendFileSync } from 'node:fs';
import { TestEnvironment } from 'jest-environment-node';

const { ORMEE_MUTATION_REACH: reachFile, __STRYKER_ACTIVE_MUTANT__: awake } = process.env;

export default class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.spec = context.testPath;
    this.began = Date.now();
  }

  handleTestEvent({ name, test }) {
    // Jest's own --bail ends after a file, not within it.
    if (awake && name === 'test_done' && test.errors.length > 0) process.exit(1);
  }

  async teardown() {
    if (reachFile) {
      // Written by the instrumented sources; `static` because we name no current test.
      const mutants = Object.keys(this.global.__stryker__?.mutantCoverage?.static ?? {});
      const line = { spec: this.spec, mutants, took: Date.now() - this.began };
      appendFileSync(reachFile, `${JSON.stringify(line)}\n`);
    }
    await super.teardown();
  }
}

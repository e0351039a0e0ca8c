/** Runs the specs in the order in which they were named: the shortest first. */
import { createRequire } from 'node:module';

const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

export default class extends Sequencer {
  sort(tests) {
    const turns = process.env.ORMEE_MUTATION_SPECS.split(':');
    const turnOf = ({ path }) => turns.findIndex((spec) => path.endsWith(spec));
    return [...tests].sort((one, other) => turnOf(one) - turnOf(other));
  }
}

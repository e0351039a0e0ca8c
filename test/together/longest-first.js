import Sequencer from '@jest/test-sequencer';

/** The longest specs first, which run alone; then the files of specs that run together, in the order of their names. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const isAlone = ({ path }) => !path.endsWith('.together.ts');
    return [...tests].sort((a, b) => isAlone(b) - isAlone(a) || (a.path < b.path ? -1 : 1));
  }
}

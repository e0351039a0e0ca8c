import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';

const { parts } = JSON.parse(readFileSync(new URL('parts.json', import.meta.url), 'utf8'));
const NAMES = Object.keys(parts);

/** The longest first: specs that run alone, then the files of specs that run together, in the order of `parts`. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const placeOf = ({ path }) => NAMES.indexOf(/^(.*)-\d+\.together\.ts$/.exec(basename(path))?.[1] ?? '');
    return [...tests].sort((a, b) => placeOf(a) - placeOf(b) || (a.path < b.path ? -1 : 1));
  }
}

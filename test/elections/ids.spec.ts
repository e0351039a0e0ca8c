import { METHODS } from '../../src/core/charter/clause.js';
import { BALLOT_KINDS } from '../../src/core/counting/ballot.js';
import { ELECTION_METHOD_IDS } from '../../src/core/counting/elections/ids.js';
import { ELECTION_METHODS } from '../../src/core/counting/elections/registry.js';

describe('the methods by which a poll elects', () => {
  it('are all that count ballots: a draw by lot has none', () => {
    const counting = ELECTION_METHODS.filter(({ family }) => family !== 'LOT');
    expect([...ELECTION_METHOD_IDS].sort()).toEqual(counting.map(({ id }) => id).sort());
  });

  it('each have a kind of ballot, as the questions of yes and no have', () => {
    for (const method of METHODS) expect([method, BALLOT_KINDS[method]]).not.toContain(undefined);
    for (const { id, counts, family } of ELECTION_METHODS)
      if (family !== 'LOT') expect([id, BALLOT_KINDS[id as (typeof METHODS)[number]]]).toEqual([id, counts]);
  });
});

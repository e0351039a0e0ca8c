import type { RelayWay } from '../platform/access/voices.js';

/** That a relay brought something, for whoever said it to them. */
export interface RelayMark {
  readonly way: RelayWay;
  /** The relay's public name. */
  readonly relayedBy: string;
  /** Whether whoever it was done for says that it is not what they said. */
  readonly contested: boolean;
}

/** The acts by which words come to be somebody's, by the names of their mutations. */
export const SAYING = `('contribute', 'editContribution', 'submitProposal')`;

/** SQL: the mark of a row of words, as JSON: of the last time that a relay brought or changed them; null where none did. */
export const relayMark = (about: string): string => `(
      SELECT jsonb_build_object('way', done.way, 'relayedBy', relay.public_name, 'contested', EXISTS (
          SELECT FROM ormee.relayed_act_contest contest WHERE contest.collective_id = done.collective_id
            AND contest.relayed_act_id = done.id))
      FROM ormee.relayed_act done
      JOIN ormee.member relay ON relay.collective_id = done.collective_id AND relay.id = done.relayed_by
      WHERE done.collective_id = ${about}.collective_id AND done.about_id = ${about}.id AND done.act IN ${SAYING}
      ORDER BY done.id DESC LIMIT 1)`;

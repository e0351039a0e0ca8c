import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import type { RelayWay, SpeaksFor } from '../platform/access/voices.js';
import type { Reader, Tx } from '../platform/database/transactions.js';

/** That a relay brought something, for whoever said it to them. */
export interface RelayMark {
  readonly way: RelayWay;
  /** The relay's public name. */
  readonly relayedBy: string;
  /** Whether whoever it was done for says that it is not what they said. */
  readonly contested: boolean;
}

/** SQL: the acts by which words come to be somebody's, or stop standing, by the names of their mutations. */
const SAYING = `('contribute', 'editContribution', 'withdrawContribution', 'submitProposal')`;

/** SQL: whether any of the acts by which a relay said or changed some words is contested: one mark hides no other. */
const anyContested = (collectiveId: string, aboutId: string): string => `EXISTS (
        SELECT FROM ormee.relayed_act said
        JOIN ormee.relayed_act_contest contest ON contest.collective_id = said.collective_id
          AND contest.relayed_act_id = said.id
        WHERE said.collective_id = ${collectiveId} AND said.about_id = ${aboutId} AND said.act IN ${SAYING})`;

/** SQL: the mark of a row of words, as JSON: by whom a relay brought or changed them last; null where none did. */
export const relayMark = (about: string): string => `(
      SELECT jsonb_build_object('way', done.way, 'relayedBy', relay.public_name,
        'contested', ${anyContested(`${about}.collective_id`, `${about}.id`)})
      FROM ormee.relayed_act done
      JOIN ormee.member relay ON relay.collective_id = done.collective_id AND relay.id = done.relayed_by
      WHERE done.collective_id = ${about}.collective_id AND done.about_id = ${about}.id AND done.act IN ${SAYING}
      ORDER BY done.id DESC LIMIT 1)`;

/** The marks of some contributions; a proposal has its own with it. */
export const relayMarksOf = (
  reader: Reader,
  collectiveId: Uuid,
  contributionIds: readonly Uuid[],
): Promise<{ readonly contributionId: Uuid; readonly mark: RelayMark | null }[]> =>
  reader.rows(
    `SELECT words.id AS "contributionId", ${relayMark('words')} AS mark
     FROM ormee.contribution words WHERE words.collective_id = $1 AND words.id = ANY($2::uuid[])`,
    [collectiveId, contributionIds],
  );

/**
 * A relay changes only what a relay brought and what stands as they brought it: refuses (SAID_THEMSELVES) where no relay did
 * any of these acts to this row, for whoever it is done for, since it is as it is. `speaksFor`: null for whoever acts for
 * themselves, who is refused nothing here; so is whoever finds nothing there, where `since` is null.
 */
export async function requireBrought(
  tx: Tx,
  speaksFor: SpeaksFor | null,
  { collectiveId, memberId }: MemberActor,
  {
    aboutId,
    acts,
    since,
  }: { readonly aboutId: Uuid; readonly acts: readonly string[]; readonly since: Instant | null },
): Promise<void> {
  if (speaksFor === null || since === null) return;
  const brought = await tx.rows(
    `SELECT FROM ormee.relayed_act
     WHERE collective_id = $1 AND member_id = $2 AND about_id = $3 AND act = ANY($4::text[]) AND relayed_at >= $5 LIMIT 1`,
    [collectiveId, memberId, aboutId, acts, since],
  );
  if (brought.length === 0) throw refuse('SAID_THEMSELVES');
}

import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import type { RelayWay } from '../../platform/access/voices.js';
import type { Reader } from '../../platform/database/transactions.js';
import type { RelayRequestWay } from './relay.entity.js';
import { STANDING_REQUESTS } from './requests.js';

export interface OwnRelay {
  readonly way: RelayRequestWay;
  /** For other acts too than bringing ballots: as they say themselves, or else as any request that stands. */
  readonly otherActs: boolean;
  readonly since: Instant;
  readonly recordedBy: string[];
}

/** How somebody came to be on the relays' list, their own request before those of others; null where they are not. */
export async function ownRelay(reader: Reader, collectiveId: Uuid, memberId: Uuid): Promise<OwnRelay | null> {
  const [row] = await reader.rows<OwnRelay>(
    `SELECT request.way, request.stands_from AS since,
       CASE request.way WHEN 'ONESELF' THEN request.other_acts
         ELSE EXISTS (SELECT FROM ${STANDING_REQUESTS} AND request.member_id = $2 AND request.other_acts) END AS "otherActs",
       ARRAY (SELECT writer.public_name FROM ormee.member writer WHERE writer.collective_id = $1
         AND EXISTS (SELECT FROM ${STANDING_REQUESTS} AND request.member_id = $2
           AND writer.id IN (request.asked_by, request.joined_by)) ORDER BY writer.public_name) AS "recordedBy"
     FROM ${STANDING_REQUESTS} AND request.member_id = $2
     ORDER BY request.way <> 'ONESELF', request.stands_from LIMIT 1`,
    [collectiveId, memberId],
  );
  return row ?? null;
}

export interface RelayedFor {
  readonly pollId: Uuid;
  readonly revision: number;
  readonly way: RelayWay;
  readonly relayedBy: string;
  readonly stands: boolean;
  readonly contested: boolean;
}

/** What somebody has to be told: each ballot that was brought in their name, those of the latest polls first. */
export const relayedFor = (reader: Reader, collectiveId: Uuid, memberId: Uuid): Promise<RelayedFor[]> =>
  reader.rows(
    `SELECT relayed.poll_id AS "pollId", relayed.revision, relayed.way, relay.public_name AS "relayedBy",
       ballot.revision = relayed.revision AS stands,
       contest.revision IS NOT NULL AS contested
     FROM ormee.relayed_ballot relayed
     JOIN ormee.member relay ON relay.collective_id = relayed.collective_id AND relay.id = relayed.relayed_by
     JOIN ormee.ballot ballot ON ballot.collective_id = relayed.collective_id AND ballot.poll_id = relayed.poll_id
       AND ballot.member_id = relayed.member_id
     LEFT JOIN ormee.relayed_ballot_contest contest ON contest.collective_id = relayed.collective_id
       AND contest.poll_id = relayed.poll_id AND contest.member_id = relayed.member_id
       AND contest.revision = relayed.revision
     WHERE relayed.collective_id = $1 AND relayed.member_id = $2
     ORDER BY relayed.poll_id DESC, relayed.revision DESC LIMIT 100`,
    [collectiveId, memberId],
  );

/** An act that a relay did for somebody. */
export interface RelayedAct {
  readonly id: Uuid;
  readonly act: string;
  readonly way: RelayWay;
  readonly relayedBy: string;
  readonly relayedAt: Instant;
  readonly aboutKind: string;
  readonly aboutId: Uuid;
  readonly contested: boolean;
}

/** The latest acts that relays did for somebody; a hundred at most. */
export const relayedActsFor = (reader: Reader, collectiveId: Uuid, memberId: Uuid): Promise<RelayedAct[]> =>
  reader.rows(
    `SELECT done.id, done.act, done.way, relay.public_name AS "relayedBy", done.relayed_at AS "relayedAt",
       done.about_kind AS "aboutKind", done.about_id AS "aboutId", contest.relayed_act_id IS NOT NULL AS contested
     FROM ormee.relayed_act done
     JOIN ormee.member relay ON relay.collective_id = done.collective_id AND relay.id = done.relayed_by
     LEFT JOIN ormee.relayed_act_contest contest ON contest.collective_id = done.collective_id
       AND contest.relayed_act_id = done.id
     WHERE done.collective_id = $1 AND done.member_id = $2 ORDER BY done.id DESC LIMIT 100`,
    [collectiveId, memberId],
  );

/** How many ballots in some boxes each relay brought, as they stand. */
export const relayedOfPolls = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
): Promise<{ pollId: Uuid; relayedBy: Uuid; ballots: number }[]> =>
  reader.rows(
    `SELECT relayed.poll_id AS "pollId", relayed.relayed_by AS "relayedBy", count(*)::int AS ballots
     FROM ormee.relayed_ballot relayed
     JOIN ormee.ballot ballot ON ballot.collective_id = relayed.collective_id AND ballot.poll_id = relayed.poll_id
       AND ballot.member_id = relayed.member_id AND ballot.revision = relayed.revision
     WHERE relayed.collective_id = $1 AND relayed.poll_id = ANY($2::uuid[])
     GROUP BY relayed.poll_id, relayed.relayed_by ORDER BY relayed.poll_id, relayed.relayed_by`,
    [collectiveId, pollIds],
  );

/** What relays left open in some polls: ballots that are not what their voters said, and whom a poll waits for. */
export interface LeftOpen {
  readonly pollId: Uuid;
  readonly contested: number;
  /** Who had no mail when it opened, and was not told since. */
  readonly unreached: number;
  /** Whether whoever asks is among them. */
  readonly awaitsViewer: boolean;
  /** In which hours are said there. */
  readonly zone: Zone;
}

export const leftOpenInPolls = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
  memberId: Uuid | null,
): Promise<LeftOpen[]> =>
  reader.rows(
    `SELECT poll.id AS "pollId", collective.zone, awaited.unreached, awaited."awaitsViewer",
       (SELECT count(*)::int FROM ormee.relayed_ballot_contest contest
        JOIN ormee.ballot ballot ON ballot.collective_id = contest.collective_id AND ballot.poll_id = contest.poll_id
          AND ballot.member_id = contest.member_id AND ballot.revision = contest.revision
        WHERE contest.collective_id = poll.collective_id AND contest.poll_id = poll.id) AS contested
     FROM ormee.poll JOIN ormee.collective ON collective.id = poll.collective_id CROSS JOIN LATERAL (
       SELECT count(*)::int AS unreached, coalesce(bool_or(waited.member_id = $3), false) AS "awaitsViewer"
       FROM ormee.poll_awaited waited
       WHERE waited.collective_id = poll.collective_id AND waited.poll_id = poll.id
         AND NOT EXISTS (SELECT FROM ormee.poll_reached reached WHERE reached.collective_id = waited.collective_id
           AND reached.poll_id = waited.poll_id AND reached.member_id = waited.member_id)) awaited
     WHERE poll.collective_id = $1 AND poll.id = ANY($2::uuid[])`,
    [collectiveId, pollIds, memberId],
  );

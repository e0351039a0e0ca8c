import { forgetSignatures } from '../appeals/forget-signatures.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Retention } from '../platform/config/config.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueueForgetting } from '../platform/jobs/forgetting.js';
import { enqueueNoticing } from '../platform/jobs/noticing.js';
import { REQUEST_WAITS } from '../polls/relays/requests.js';

/**
 * Forgets what is over, once a day for each collective, as the host's retention periods say (docs/configuration.md),
 * and asks for the next time.
 */
export async function forget(
  tx: Tx,
  collectiveId: Uuid,
  days: Retention,
  writesLetters: boolean,
): Promise<void> {
  // Before applications go: what they had of a signature is given back.
  await forgetSignatures(tx, collectiveId, days);
  for (const [statement, period] of [
    [LINKS, days.links],
    [SESSIONS, days.sessions],
    [CALLS, days.calls],
    [VOUCHINGS, days.applications],
    [APPLICATIONS, days.applications],
    [LINKS_OF_ISSUES, days.notices],
    [ISSUES, days.notices],
    [NOTICES, days.notices],
    [GIVEN_UP, days.notices],
  ] as const)
    await tx.rows(statement, [collectiveId, `${period} days`]);
  await tx.rows(UNJOINED, [collectiveId]);
  await tx.rows(UNJOINED_RELAYS, [collectiveId, REQUEST_WAITS]);
  await enqueueForgetting(tx, collectiveId);
  if (writesLetters) await enqueueNoticing(tx, collectiveId);
}

const LINKS = `DELETE FROM ormee.link WHERE collective_id = $1 AND issue_id IS NULL
  AND least(consumed_at, expires_at) <= ormee.instant() - $2::interval`;

const SESSIONS = `DELETE FROM ormee.session WHERE collective_id = $1
  AND least(ended_at, expires_at) <= ormee.instant() - $2::interval`;

const CALLS = `DELETE FROM ormee.idempotency WHERE collective_id = $1
  AND called_at <= ormee.instant() - $2::interval`;

/** An application that lapsed, or that made somebody a member: what they wrote in it has served. */
const SERVED = `collective_id = $1 AND CASE state WHEN 'OPEN' THEN lapses_at ELSE declared_at END
  <= ormee.instant() - $2::interval`;
const VOUCHINGS = `DELETE FROM ormee.vouching WHERE collective_id = $1 AND application_id IN (
  SELECT id FROM ormee.application WHERE ${SERVED})`;
const APPLICATIONS = `DELETE FROM ormee.application WHERE ${SERVED}`;

/** The link goes with what is told of it, so that a notice can say whether it was used. */
const LINKS_OF_ISSUES = `DELETE FROM ormee.link WHERE collective_id = $1 AND issue_id IN (
  SELECT id FROM ormee.link_issue WHERE collective_id = $1 AND issued_at <= ormee.instant() - $2::interval)`;
const ISSUES = `DELETE FROM ormee.link_issue WHERE collective_id = $1
  AND issued_at <= ormee.instant() - $2::interval`;

/** What somebody was written to about; a poll that is open for longer than that is written of again. */
const NOTICES = `DELETE FROM ormee.notice WHERE collective_id = $1
  AND posted_at <= ormee.instant() - $2::interval`;

/** Letters that no mail server took. */
const GIVEN_UP = `DELETE FROM ormee.outbox WHERE collective_id = $1 AND given_up_at <= ormee.instant() - $2::interval`;

/** Nobody can join a request after a day: it never gave a link. */
const UNJOINED = `DELETE FROM ormee.link_issue WHERE collective_id = $1 AND issued_at IS NULL
  AND asked_at <= ormee.instant() - interval '1 day'`;

/** Nobody can join a request for a relay any more either, and no act reads it. */
const UNJOINED_RELAYS = `DELETE FROM ormee.relay_request WHERE collective_id = $1 AND stands_from IS NULL
  AND asked_at <= ormee.instant() - $2::interval`;

import { requireMandate } from '../mandates/holds-mandate.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import { collectiveFacts } from '../collectives/charter.queries.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { record } from '../register/record.js';
import { ContributionHidingRow, type ContributionRow, type HidingState } from './contribution.entity.js';
import {
  mayBeAppealed,
  maySettle,
  mustStand,
  REASON_MAX,
  refuseConcerned,
  type Moderating,
} from './contribution.rules.js';
import { CONCERNS, HIDING } from './contributions.queries.js';
import { lockContribution } from './lock-thread.js';
import { refuseWords } from './thread.rules.js';

/*
 * Moderation, from top to bottom: somebody mandated hides words, with a reason that everybody reads; the author appeals;
 * another holder of the mandate, who is not concerned, upholds within three days, or the words show again by themselves.
 * Each step is a leaf of the register, and none of them hides that something was hidden, by whom, and why.
 */

/** Shows again what was appealed and nobody upheld in time. */
export const RESTORE_CONTRIBUTION = 'restore-contribution';

/** How long another holder of the mandate has to uphold: no longer than a short poll may wait for an argument. */
const TO_UPHOLD = 'P3D';

export interface Hide {
  readonly contributionId: Uuid;
  /** The version that was read: words that nobody moderated are not hidden. */
  readonly version: number;
  readonly reason: string;
}

/** Hides the words of a contribution, under a mandate and with a reason, from all but their author and the moderators. */
export async function hideContribution(tx: Tx, actor: MemberActor, hide: Hide): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  await requireMandate(tx, actor, 'hideContribution', { kind: 'COLLECTIVE', id: collectiveId });
  const said = await lockContribution(tx, collectiveId, hide.contributionId);
  const words = refuseWords('reason', hide.reason, REASON_MAX);
  if (words) throw words;
  const hiding = await currentHiding(tx, said);
  if (said.state === 'HIDDEN' && hiding?.hiddenBy === memberId && hiding.reason === hide.reason)
    return said.id;
  const refusal = mustStand(said.state) ?? refuseConcerned(await moderating(tx, said, memberId));
  if (refusal) throw refusal;
  if (said.version !== hide.version)
    throw refuse('WORDS_CHANGED', { currentVersion: said.version, current: said.body, yours: hide.reason });
  if (hiding) throw refuse('MODERATION_SETTLED', { state: hiding.state });
  const mandateId = await mandateOf(tx, actor);
  await tx.insert(ContributionHidingRow, {
    ...{ collectiveId, contributionId: said.id, version: said.version, hiddenBy: memberId, mandateId },
    ...{ reason: hide.reason, hiddenAt: await tx.now(), state: 'HIDDEN' },
    ...{ appeal: null, appealedAt: null, restoresAt: null },
    ...{ settledBy: null, settledUnder: null, settledReason: null, settledAt: null },
  });
  await setState(tx, said, 'HIDDEN');
  say(tx, said, 'contribution.hidden', {
    mandate: mandateId,
    by: personal(memberId),
    wordsHash: personal(hashText(said.body)),
    reasonHash: personal(hashText(hide.reason)),
  });
  return said.id;
}

/** Its author asks that somebody else than the moderator looks at what was hidden; nobody has to answer for it to show again. */
export async function appealModeration(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { contributionId, reason }: { readonly contributionId: Uuid; readonly reason: string },
): Promise<Uuid> {
  const said = await lockContribution(tx, collectiveId, contributionId);
  const hiding = await currentHiding(tx, said);
  if (said.authorId !== memberId || !hiding) throw refuse('NOT_FOUND');
  if (hiding.state === 'APPEALED' && hiding.appeal === reason) return said.id;
  const refusal = refuseWords('reason', reason, REASON_MAX) ?? mayBeAppealed(hiding.state);
  if (refusal) throw refusal;
  const now = await tx.now();
  const { zone } = await collectiveFacts(tx, collectiveId);
  const restoresAt = addDuration(now, TO_UPHOLD, zone);
  await tx.rows(
    `UPDATE ormee.contribution_hiding SET state = 'APPEALED', appeal = $4, appealed_at = $5, restores_at = $6
     WHERE collective_id = $1 AND contribution_id = $2 AND version = $3`,
    [collectiveId, said.id, said.version, reason, now, restoresAt],
  );
  await enqueue(tx, { collectiveId, kind: RESTORE_CONTRIBUTION, subjectId: said.id, runAt: restoresAt });
  say(tx, said, 'contribution.appealed', { restoresAt, reasonHash: personal(hashText(reason)) });
  return said.id;
}

export interface Answer {
  readonly contributionId: Uuid;
  readonly uphold: boolean;
  readonly reason: string;
}

/** Another holder of the mandate upholds what was appealed; any of them, whoever hid it included, shows it again at any time. */
export async function answerModerationAppeal(tx: Tx, actor: MemberActor, answer: Answer): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  await requireMandate(tx, actor, 'hideContribution', { kind: 'COLLECTIVE', id: collectiveId });
  const said = await lockContribution(tx, collectiveId, answer.contributionId);
  const hiding = await currentHiding(tx, said);
  if (!hiding) throw refuse('NOT_FOUND');
  const refusal =
    refuseWords('reason', answer.reason, REASON_MAX) ??
    maySettle(hiding, answer.uphold, await moderating(tx, said, memberId));
  if (refusal) throw refusal;
  const state = answer.uphold ? 'UPHELD' : 'RESTORED';
  await settle(tx, said, state, {
    by: memberId,
    under: await mandateOf(tx, actor),
    reason: answer.reason,
  });
  return said.id;
}

/** The time to uphold is over: a job; anything else that happened meanwhile holds. */
export async function restoreContribution(tx: Tx, collectiveId: Uuid, contributionId: Uuid): Promise<void> {
  const said = await lockContribution(tx, collectiveId, contributionId);
  const hiding = await currentHiding(tx, said);
  if (hiding?.state !== 'APPEALED' || (hiding.restoresAt ?? '') > (await tx.now())) return;
  await settle(tx, said, 'RESTORED', { by: null, under: null, reason: null });
}

async function settle(
  tx: Tx,
  said: ContributionRow,
  state: 'UPHELD' | 'RESTORED',
  {
    by,
    under,
    reason,
  }: { readonly by: Uuid | null; readonly under: Uuid | null; readonly reason: string | null },
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.contribution_hiding SET state = $4, settled_by = $5, settled_under = $6, settled_reason = $7,
       settled_at = ormee.instant()
     WHERE collective_id = $1 AND contribution_id = $2 AND version = $3`,
    [said.collectiveId, said.id, said.version, state, by, under, reason],
  );
  if (state === 'RESTORED') await setState(tx, said, 'STANDING');
  say(tx, said, 'contribution.settled', {
    state,
    mandate: under,
    ...(by !== null && { by: personal(by) }),
    ...(reason !== null && { reasonHash: personal(hashText(reason)) }),
  });
}

const setState = (tx: Tx, said: ContributionRow, state: 'HIDDEN' | 'STANDING'): Promise<unknown> =>
  tx.rows('UPDATE ormee.contribution SET state = $3 WHERE collective_id = $1 AND id = $2', [
    said.collectiveId,
    said.id,
    state,
  ]);

type Said = Parameters<typeof record>[2];

/** The author is the leaf's `member`: what opens its commitments goes with their erasure. */
function say(tx: Tx, said: ContributionRow, type: Said['type'], more: Said['body']): void {
  record(tx, said.collectiveId, {
    type,
    visibility: 'MEMBERS',
    body: {
      contribution: said.id,
      thread: said.threadId,
      version: said.version,
      member: personal(said.authorId),
      ...more,
    },
  });
}

/** What moderation did to the current version of a contribution. */
const currentHiding = (
  tx: Tx,
  { collectiveId, id, version }: ContributionRow,
): Promise<(ContributionHidingRow & { readonly state: HidingState }) | null> =>
  tx.one(
    `SELECT ${HIDING} FROM ormee.contribution_hiding
     WHERE collective_id = $1 AND contribution_id = $2 AND version = $3`,
    [collectiveId, id, version],
  );

async function moderating(
  reader: Reader,
  { collectiveId, id }: ContributionRow,
  memberId: Uuid,
): Promise<Moderating> {
  const concerned = await reader.rows(
    `SELECT FROM ormee.contribution one WHERE one.collective_id = $1 AND one.id = $3 AND ${CONCERNS}`,
    [collectiveId, memberId, id],
  );
  return { memberId, concerned: concerned.length > 0 };
}

/** The mandate under which somebody moderates, which `requireMandate` holds: the one given first, of several. */
async function mandateOf(tx: Tx, { collectiveId, memberId }: MemberActor): Promise<Uuid> {
  const mandate = await tx.one<{ id: Uuid }>(
    `SELECT live.id FROM ormee.mandate live
     JOIN ormee.mandate_holder held ON held.collective_id = live.collective_id AND held.mandate_id = live.id
     WHERE live.collective_id = $1 AND held.member_id = $2 AND held.left_at IS NULL AND live.state = 'LIVE'
       AND live.scope_kind = 'COLLECTIVE' AND 'hideContribution' = ANY (live.scope_acts)
       AND (live.ends_at IS NULL OR live.ends_at > ormee.instant())
     ORDER BY live.id LIMIT 1`,
    [collectiveId, memberId],
  );
  if (!mandate) throw refuse('MANDATE_REQUIRED', { act: 'hideContribution' });
  return mandate.id;
}

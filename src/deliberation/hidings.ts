import { collectiveFacts } from '../collectives/charter.queries.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration } from '../core/kernel/instants.js';
import { personal, type LeafDraft, type LeafType } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import { liveAt } from '../mandates/live.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { record } from '../register/record.js';
import type { ContributionState, Hiding, HidingState } from './contribution.entity.js';
import { mayBeAppealed, mayHide, maySettle, REASON_MAX } from './contribution.rules.js';
import { HIDING } from './contributions.queries.js';
import { refuseWords } from './thread.rules.js';

/*
 * Moderation, from top to bottom, whatever the words: somebody mandated hides them, with a reason that everybody reads; their
 * author appeals; another holder of the mandate, who is not concerned, upholds within three days, or the words show again by
 * themselves. Each step is a leaf of the register, and none of them hides that something was hidden, by whom, and why.
 */

/** How long another holder of the mandate has to uphold: no longer than a short poll may wait for an argument. */
const TO_UPHOLD = 'P3D';

type Steps = 'hidden' | 'appealed' | 'settled';

/** One version of words of somebody, current or former, that may be hidden, locked. */
export interface Moderated {
  readonly collectiveId: Uuid;
  readonly authorId: Uuid;
  readonly version: number;
  readonly body: string;
  readonly state: ContributionState;
  /** Where what hides them is written, and by whose id. */
  readonly store: 'CONTRIBUTION' | 'THREAD';
  readonly id: Uuid;
  readonly leaves: Readonly<Record<Steps, LeafType>>;
  /** What the leaves call them. */
  readonly named: Readonly<Record<string, Json>>;
  /** The job that shows them again. */
  readonly restoring: string;
  isConcerned(memberId: Uuid): Promise<boolean>;
  /** Takes the words from where others read them, or gives them back. */
  show(isShown: boolean): Promise<unknown>;
}

type Settled = 'UPHELD' | 'RESTORED';

/** Hides words, under a mandate that is held and with a reason. The same sent twice is done once. */
export async function hideWords(tx: Tx, actor: MemberActor, said: Moderated, reason: string): Promise<void> {
  const { memberId } = actor;
  const words = refuseWords('reason', reason, REASON_MAX);
  if (words) throw words;
  const hiding = await currentHiding(tx, said);
  if (said.state === 'HIDDEN' && hiding?.hiddenBy === memberId && hiding.reason === reason) return;
  const concerned = await said.isConcerned(memberId);
  const refusal = mayHide({ state: said.state, hiding: hiding?.state ?? null }, { concerned });
  if (refusal) throw refusal;
  const mandate = await mandateOf(tx, actor);
  await run(tx, said, 'hide', memberId, mandate, reason);
  await said.show(false);
  say(tx, said, 'hidden', {
    mandate,
    by: personal(memberId),
    wordsHash: personal(hashText(said.body)),
    reasonHash: personal(hashText(reason)),
  });
}

/** Their author asks that somebody else than the moderator looks; nobody has to answer for the words to show again. */
export async function appealHiding(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  said: Moderated,
  reason: string,
): Promise<void> {
  const hiding = await currentHiding(tx, said);
  if (said.authorId !== memberId || !hiding) throw refuse('NOT_FOUND');
  if (hiding.state === 'APPEALED' && hiding.appeal === reason) return;
  const refusal = refuseWords('reason', reason, REASON_MAX) ?? mayBeAppealed(hiding.state);
  if (refusal) throw refusal;
  const now = await tx.now();
  const { zone } = await collectiveFacts(tx, collectiveId);
  const restoresAt = addDuration(now, TO_UPHOLD, zone);
  await run(tx, said, 'appeal', reason, now, restoresAt);
  await enqueue(tx, { collectiveId, kind: said.restoring, subjectId: said.id, runAt: restoresAt });
  say(tx, said, 'appealed', { restoresAt, reasonHash: personal(hashText(reason)) });
}

/** Another holder of the mandate upholds what was appealed; any of them, whoever hid it included, shows it again at any time. */
export async function answerAppeal(
  tx: Tx,
  actor: MemberActor,
  said: Moderated,
  { uphold, reason }: { readonly uphold: boolean; readonly reason: string },
): Promise<void> {
  const { memberId } = actor;
  const hiding = await currentHiding(tx, said);
  if (!hiding) throw refuse('NOT_FOUND');
  const concerned = await said.isConcerned(memberId);
  const refusal =
    refuseWords('reason', reason, REASON_MAX) ?? maySettle(hiding, uphold, { memberId, concerned });
  if (refusal) throw refusal;
  const under = await mandateOf(tx, actor);
  await settle(tx, said, uphold ? 'UPHELD' : 'RESTORED', { by: memberId, under, reason });
}

/** The time to uphold is over: words that were appealed show again; anything else that happened meanwhile holds. */
export async function restoreInTime(tx: Tx, said: Moderated): Promise<void> {
  const hiding = await currentHiding(tx, said);
  if (hiding?.state !== 'APPEALED' || (hiding.restoresAt ?? '') > (await tx.now())) return;
  await settle(tx, said, 'RESTORED', { by: null, under: null, reason: null });
}

async function settle(
  tx: Tx,
  said: Moderated,
  state: Settled,
  how: { readonly by: Uuid | null; readonly under: Uuid | null; readonly reason: string | null },
): Promise<void> {
  const { by, under, reason } = how;
  await run(tx, said, 'settle', state, by, under, reason);
  if (state === 'RESTORED') await said.show(true);
  say(tx, said, 'settled', {
    state,
    mandate: under,
    ...(by !== null && { by: personal(by) }),
    ...(reason !== null && { reasonHash: personal(hashText(reason)) }),
  });
}

/** The author is the leaf's `member`: what opens its commitments goes with their erasure. */
function say(tx: Tx, said: Moderated, step: Steps, more: LeafDraft['body']): void {
  record(tx, said.collectiveId, {
    type: said.leaves[step],
    visibility: 'MEMBERS',
    body: { ...said.named, version: said.version, member: personal(said.authorId), ...more },
  });
}

/** What moderation did to this version of the words. */
const currentHiding = (tx: Tx, said: Moderated): Promise<(Hiding & { readonly state: HidingState }) | null> =>
  tx.one(STORES[said.store].read, [said.collectiveId, said.id, said.version]);

const NEW = 'version, hidden_by, mandate_id, reason, hidden_at, state';
const HIDDEN = `VALUES ($1, $2, $3, $4, $5, $6, ormee.instant(), 'HIDDEN')`;
const APPEALED = `state = 'APPEALED', appeal = $4, appealed_at = $5, restores_at = $6`;
const SETTLED = `state = $4, settled_by = $5, settled_under = $6, settled_reason = $7, settled_at = ormee.instant()`;
const OF_CONTRIBUTION = 'collective_id = $1 AND contribution_id = $2 AND version = $3';
const OF_THREAD = 'collective_id = $1 AND thread_id = $2 AND version = $3';

/** Where it is written what hides words: $1 the collective, $2 whose words, $3 which version of them. */
const STORES = {
  CONTRIBUTION: {
    read: `SELECT ${HIDING} FROM ormee.contribution_hiding WHERE ${OF_CONTRIBUTION}`,
    hide: `INSERT INTO ormee.contribution_hiding (collective_id, contribution_id, ${NEW}) ${HIDDEN}`,
    appeal: `UPDATE ormee.contribution_hiding SET ${APPEALED} WHERE ${OF_CONTRIBUTION}`,
    settle: `UPDATE ormee.contribution_hiding SET ${SETTLED} WHERE ${OF_CONTRIBUTION}`,
  },
  THREAD: {
    read: `SELECT ${HIDING} FROM ormee.thread_hiding WHERE ${OF_THREAD}`,
    hide: `INSERT INTO ormee.thread_hiding (collective_id, thread_id, ${NEW}) ${HIDDEN}`,
    appeal: `UPDATE ormee.thread_hiding SET ${APPEALED} WHERE ${OF_THREAD}`,
    settle: `UPDATE ormee.thread_hiding SET ${SETTLED} WHERE ${OF_THREAD}`,
  },
} as const;

const run = (
  tx: Tx,
  { store, collectiveId, id, version }: Moderated,
  step: 'hide' | 'appeal' | 'settle',
  ...values: readonly (string | null)[]
): Promise<unknown> => tx.rows(STORES[store][step], [collectiveId, id, version, ...values]);

/** The mandate under which somebody moderates, which `requireMandate` holds: the one given first, of several. */
async function mandateOf(tx: Tx, { collectiveId, memberId }: MemberActor): Promise<Uuid> {
  const mandate = await tx.one<{ id: Uuid }>(
    `SELECT live.id FROM ormee.mandate live
     JOIN ormee.mandate_holder held ON held.collective_id = live.collective_id AND held.mandate_id = live.id
     WHERE live.collective_id = $1 AND held.member_id = $2 AND held.left_at IS NULL
       AND live.scope_kind = 'COLLECTIVE' AND 'hideContribution' = ANY (live.scope_acts)
       AND ${liveAt('live')}
     ORDER BY live.id LIMIT 1`,
    [collectiveId, memberId],
  );
  if (!mandate) throw refuse('MANDATE_REQUIRED', { act: 'hideContribution' });
  return mandate.id;
}

import { requireMandate } from '../mandates/holds-mandate.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { CONCERNS } from './contributions.queries.js';
import { answerAppeal, appealHiding, hideWords, restoreInTime, type Moderated } from './hidings.js';
import { lockContribution } from './lock-thread.js';

/** Shows again what was appealed and nobody upheld in time. */
export const RESTORE_CONTRIBUTION = 'restore-contribution';

export interface Hide {
  readonly contributionId: Uuid;
  /** The version that was read: words that nobody moderated are not hidden. */
  readonly version: number;
  readonly reason: string;
}

/** Hides the words of a contribution, under a mandate and with a reason, from all but their author and the moderators. */
export async function hideContribution(tx: Tx, actor: MemberActor, hide: Hide): Promise<Uuid> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'hideContribution', { kind: 'COLLECTIVE', id: collectiveId });
  await hideWords(tx, actor, await wordsOf(tx, collectiveId, hide.contributionId), hide);
  return hide.contributionId;
}

/** Its author asks that somebody else than the moderator looks at what was hidden. */
export async function appealModeration(
  tx: Tx,
  actor: MemberActor,
  { contributionId, reason }: { readonly contributionId: Uuid; readonly reason: string },
): Promise<Uuid> {
  await appealHiding(tx, actor, await wordsOf(tx, actor.collectiveId, contributionId), reason);
  return contributionId;
}

export interface Answer {
  readonly contributionId: Uuid;
  readonly uphold: boolean;
  readonly reason: string;
}

/** A holder of the mandate upholds what was appealed of a contribution, or shows it again. */
export async function answerModerationAppeal(tx: Tx, actor: MemberActor, answer: Answer): Promise<Uuid> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'hideContribution', { kind: 'COLLECTIVE', id: collectiveId });
  await answerAppeal(tx, actor, await wordsOf(tx, collectiveId, answer.contributionId), answer);
  return answer.contributionId;
}

/** The time to uphold is over: a job. */
export const restoreContribution = async (tx: Tx, collectiveId: Uuid, contributionId: Uuid): Promise<void> =>
  restoreInTime(tx, await wordsOf(tx, collectiveId, contributionId));

/** The current words of a contribution, locked. */
async function wordsOf(tx: Tx, collectiveId: Uuid, contributionId: Uuid): Promise<Moderated> {
  const said = await lockContribution(tx, collectiveId, contributionId);
  const { id, threadId, version } = said;
  return {
    ...{ collectiveId, authorId: said.authorId, version, body: said.body, state: said.state },
    ...{ store: 'CONTRIBUTION', id },
    leaves: {
      hidden: 'contribution.hidden',
      appealed: 'contribution.appealed',
      settled: 'contribution.settled',
    },
    named: { contribution: id, thread: threadId },
    restoring: RESTORE_CONTRIBUTION,
    isConcerned: async (memberId) => {
      const concerned = await tx.rows(
        `SELECT FROM ormee.contribution one WHERE one.collective_id = $1 AND one.id = $3 AND ${CONCERNS}`,
        [collectiveId, memberId, id],
      );
      return concerned.length > 0;
    },
    show: (isShown) =>
      tx.rows('UPDATE ormee.contribution SET state = $3 WHERE collective_id = $1 AND id = $2', [
        collectiveId,
        id,
        isShown ? 'STANDING' : 'HIDDEN',
      ]),
  };
}

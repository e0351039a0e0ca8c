import { requireMandate } from '../mandates/holds-mandate.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import type { ContributionRow, HidingState } from './contribution.entity.js';
import { stateOfWords } from './contribution.rules.js';
import { CONCERNS } from './contributions.queries.js';
import { answerAppeal, appealHiding, hideWords, restoreInTime, type Moderated } from './hidings.js';
import { lockContribution } from './lock-thread.js';

/** Shows again what was appealed and nobody upheld in time. */
export const RESTORE_CONTRIBUTION = 'restore-contribution';

/** A version of the words of a contribution; null: the current one. */
interface Version {
  readonly contributionId: Uuid;
  readonly version: number | null;
}

export interface Hide {
  readonly contributionId: Uuid;
  /** The version that was read, current or former: words that nobody moderated are not hidden. */
  readonly version: number;
  readonly reason: string;
}

/**
 * Hides one version of the words of a contribution, under a mandate and with a reason, from all but their author and the
 * moderators. With the current one, all are; a former one is hidden alone, and what was said since stands.
 */
export async function hideContribution(tx: Tx, actor: MemberActor, hide: Hide): Promise<Uuid> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'hideContribution', { kind: 'COLLECTIVE', id: collectiveId });
  await hideWords(tx, actor, await wordsOf(tx, collectiveId, hide), hide.reason);
  return hide.contributionId;
}

/** Its author asks that somebody else than the moderator looks at what was hidden. */
export async function appealModeration(
  tx: Tx,
  actor: MemberActor,
  appeal: Version & { readonly reason: string },
): Promise<Uuid> {
  await appealHiding(tx, actor, await wordsOf(tx, actor.collectiveId, appeal), appeal.reason);
  return appeal.contributionId;
}

export interface Answer extends Version {
  readonly uphold: boolean;
  readonly reason: string;
}

/** A holder of the mandate upholds what was appealed of a contribution, or shows it again. */
export async function answerModerationAppeal(tx: Tx, actor: MemberActor, answer: Answer): Promise<Uuid> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'hideContribution', { kind: 'COLLECTIVE', id: collectiveId });
  await answerAppeal(tx, actor, await wordsOf(tx, collectiveId, answer), answer);
  return answer.contributionId;
}

/** The time to uphold is over for a version of a contribution: a job. */
export async function restoreContribution(tx: Tx, collectiveId: Uuid, contributionId: Uuid): Promise<void> {
  const appealed = await tx.rows<{ version: number }>(
    `SELECT version FROM ormee.contribution_hiding
     WHERE collective_id = $1 AND contribution_id = $2 AND state = 'APPEALED' ORDER BY version`,
    [collectiveId, contributionId],
  );
  for (const { version } of appealed)
    await restoreInTime(tx, await wordsOf(tx, collectiveId, { contributionId, version }));
}

/** One version of the words of a contribution, locked: NOT_FOUND where it never had so many. */
async function wordsOf(
  tx: Tx,
  collectiveId: Uuid,
  { contributionId, version: asked }: Version,
): Promise<Moderated> {
  const said = await lockContribution(tx, collectiveId, contributionId);
  const { id, threadId } = said;
  const version = asked ?? said.version;
  if (version < 1 || version > said.version) throw refuse('NOT_FOUND', {}, ['input', 'version']);
  const { body, hiding } = await wordsThen(tx, collectiveId, id, version);
  return {
    ...{ collectiveId, authorId: said.authorId, version, body, state: stateOfWords(said.state, hiding) },
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
    show: (isShown) => (version === said.version ? stand(tx, said, isShown) : nothing()),
  };
}

/** The words of a version, empty once they were erased, and what moderation did to them. */
async function wordsThen(
  tx: Tx,
  collectiveId: Uuid,
  contributionId: Uuid,
  version: number,
): Promise<{ readonly body: string; readonly hiding: HidingState | null }> {
  const [then] = await tx.rows<{ body: string; hiding: HidingState | null }>(
    `SELECT coalesce(words.body, '') AS body, hiding.state AS hiding
     FROM (SELECT $1::uuid AS collective_id, $2::uuid AS contribution_id, $3::int AS version) one
     LEFT JOIN ormee.contribution_version words USING (collective_id, contribution_id, version)
     LEFT JOIN ormee.contribution_hiding hiding USING (collective_id, contribution_id, version)`,
    [collectiveId, contributionId, version],
  );
  return then as { body: string; hiding: HidingState | null };
}

const stand = (
  tx: Tx,
  { collectiveId, id }: Pick<ContributionRow, 'collectiveId' | 'id'>,
  isShown: boolean,
): Promise<unknown> =>
  tx.rows('UPDATE ormee.contribution SET state = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    id,
    isShown ? 'STANDING' : 'HIDDEN',
  ]);

/** A former version stays where it is: whoever reads it reads whether it is hidden. */
const nothing = (): Promise<void> => Promise.resolve();

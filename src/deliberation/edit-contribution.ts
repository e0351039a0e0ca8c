import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { countWords } from '../core/text/anchor.js';
import type { Tx } from '../platform/database/transactions.js';
import { ContributionVersionRow } from './contribution.entity.js';
import { BODY_MAX, mustStand } from './contribution.rules.js';
import { lockContribution } from './lock-thread.js';
import { refuseWords } from './thread.rules.js';

export interface Edit {
  readonly contributionId: Uuid;
  /** The version that its author read when they began to change it. */
  readonly expectedVersion: number;
  readonly body: string;
}

/** Its author says it otherwise; what it said before stays readable. The same edit sent twice is made once. */
export async function editContribution(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { contributionId, expectedVersion, body }: Edit,
): Promise<Uuid> {
  const said = await lockContribution(tx, collectiveId, contributionId);
  if (said.authorId !== memberId) throw refuse('NOT_FOUND');
  const refusal = refuseWords('body', body, BODY_MAX) ?? mustStand(said.state);
  if (refusal) throw refusal;
  const isSent = said.version === expectedVersion + 1 && said.body === body;
  if (said.version !== expectedVersion && !isSent)
    throw refuse('WORDS_CHANGED', { currentVersion: said.version, current: said.body, yours: body });
  if (said.body === body) {
    tx.foundItSo();
    return said.id;
  }
  const version = said.version + 1;
  await tx.insert(ContributionVersionRow, {
    ...{ collectiveId, contributionId: said.id, version, body },
    ...{ words: countWords(body), writtenAt: await tx.now() },
  });
  await tx.rows('UPDATE ormee.contribution SET version = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    said.id,
    version,
  ]);
  return said.id;
}

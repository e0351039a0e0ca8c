import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { isInGroup } from '../groups/groups.queries.js';
import { lockGroup } from '../groups/lock-group.js';
import { requireHolding } from '../mandates/holds-mandate.js';
import { MandateInstructionRow } from '../mandates/report.entity.js';
import { once, UNREPEATED, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { submitProposal } from './submit-proposal.js';

export interface Asking {
  readonly mandateId: Uuid;
  readonly title: string;
  /** Markdown: what is to be known, and between what. */
  readonly question: string;
  readonly repeat: Repeat;
}

/**
 * A holder asks home: a proposal without effects, whose decision binds the mandate once it is adopted. It is put to the group
 * that gave the mandate while that one works and they are in it, else to the collective; it waits for nobody, and is discussed
 * and put as any other. Answers the mandate.
 */
export function askForInstructions(tx: Tx, actor: MemberActor, asking: Asking): Promise<Uuid> {
  return once(tx, { ...actor, ...asking.repeat, act: 'askForInstructions' }, async () => {
    const { collectiveId, memberId } = actor;
    const { mandateId, title, question } = asking;
    await requireHolding(tx, actor, mandateId, 'askForInstructions');
    const proposalId = await submitProposal(tx, actor, {
      title,
      rationale: question,
      effects: [],
      question: null,
      raiseTo: null,
      visibility: 'MEMBERS',
      groupId: await groupToAsk(tx, actor, mandateId),
      repeat: UNREPEATED,
    });
    const askedAt = await tx.now();
    await tx.insert(MandateInstructionRow, {
      collectiveId,
      mandateId,
      proposalId,
      askedBy: memberId,
      askedAt,
    });
    record(tx, collectiveId, {
      type: 'mandate.instructions-asked',
      visibility: 'MEMBERS',
      body: { mandate: mandateId, proposal: proposalId, askedAt, by: personal(memberId) },
    });
    return mandateId;
  });
}

/** The group that gave a mandate, held while it is asked; null where the collective is. */
async function groupToAsk(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  mandateId: Uuid,
): Promise<Uuid | null> {
  const gave = await tx.one<{ groupId: Uuid | null }>(
    `SELECT decision.group_id AS "groupId" FROM ormee.mandate mandate
     JOIN ormee.decision decision ON decision.collective_id = mandate.collective_id AND decision.id = mandate.granted_by
     WHERE mandate.collective_id = $1 AND mandate.id = $2`,
    [collectiveId, mandateId],
  );
  const groupId = gave?.groupId ?? null;
  if (groupId === null) return null;
  const { state } = await lockGroup(tx, collectiveId, groupId, 'SHARE');
  const asks = state === 'OPEN' && (await isInGroup(tx, collectiveId, groupId, memberId));
  return asks ? groupId : null;
}

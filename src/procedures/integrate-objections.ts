import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { ConsentProcessRow } from '../deliberation/consent.entity.js';
import { lastRound, runningConsent, standingOf } from '../deliberation/consent.queries.js';
import { writeObjectionEnd } from '../deliberation/write-consent.js';
import type { Tx } from '../platform/database/transactions.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';

/** The objections that a new version says it integrates, as they may be at this moment. */
export interface Integration {
  readonly pollId: Uuid | null;
  readonly objectionIds: readonly Uuid[];
}

/**
 * Whether the words may move while consent is sought: never under an open round; after one, only to integrate objections
 * that stand, while a round is left.
 */
export async function mayIntegrate(
  tx: Tx,
  { collectiveId, id }: ProposalRow,
  integrates: readonly Uuid[],
): Promise<Integration> {
  const process = await runningConsent(tx, collectiveId, id);
  const refusal = process
    ? refuseWords(process, integrates)
    : integrates.length > 0
      ? refuse('NOT_FOUND')
      : null;
  if (refusal) throw refusal;
  const asked = process && process.round > 0 ? await lastRound(tx, process) : null;
  if (!asked) return { pollId: null, objectionIds: [] };
  const standing = (await standingOf(tx, collectiveId, asked.pollId)).filter(({ ended }) => ended === null);
  const stranger = integrates.find((one) => !standing.some((objection) => objection.id === one));
  if (stranger !== undefined) throw refuse('NOT_FOUND', {}, ['input', 'integrates']);
  return { pollId: asked.pollId, objectionIds: [...new Set(integrates)] };
}

function refuseWords({ phase, round, rule }: ConsentProcessRow, integrates: readonly Uuid[]): Refusal | null {
  if (phase === 'OBJECTION') return refuse('CONSENT_ROUND_OPEN');
  if (round === 0) return integrates.length > 0 ? refuse('NOT_FOUND') : null;
  if (round >= rule.rounds) return refuse('CONSENT_ROUNDS_OVER', { rounds: rule.rounds });
  return integrates.length === 0 ? refuse('REVISION_INTEGRATES_NOTHING') : null;
}

/** The version that was just written answers these objections; whether it does, their authors say in the next round. */
export async function integrate(
  tx: Tx,
  { collectiveId, id }: Pick<ProposalRow, 'collectiveId' | 'id'>,
  { pollId, objectionIds }: Integration,
  version: number,
): Promise<void> {
  if (pollId === null) return;
  for (const objectionId of objectionIds)
    await writeObjectionEnd(tx, { collectiveId, objectionId, proposalId: id, pollId }, 'INTEGRATED', version);
}

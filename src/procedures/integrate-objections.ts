import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { ConsentProcessRow } from '../deliberation/consent.entity.js';
import { lastRound, runningConsent, standingOf, type LastRound } from '../deliberation/consent.queries.js';
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
 * that stand, while a round is left. One that was called off asks for nothing to be integrated.
 */
export async function mayIntegrate(
  tx: Tx,
  { collectiveId, id }: ProposalRow,
  integrates: readonly Uuid[],
): Promise<Integration> {
  const process = await runningConsent(tx, collectiveId, id);
  if (process?.phase === 'OBJECTION') throw refuse('CONSENT_ROUND_OPEN');
  const last = process && (await lastRound(tx, process));
  const asked = last?.isCalledOff === true ? null : last;
  const refusal = process && asked ? refuseWords(process, asked, integrates) : null;
  if (refusal) throw refusal;
  if (!asked && integrates.length > 0) throw refuse('NOT_FOUND');
  if (!asked) return { pollId: null, objectionIds: [] };
  const standing = (await standingOf(tx, collectiveId, asked.pollId)).filter(({ ended }) => ended === null);
  const stranger = integrates.find((one) => !standing.some((objection) => objection.id === one));
  if (stranger !== undefined) throw refuse('NOT_FOUND', {}, ['input', 'integrates']);
  return { pollId: asked.pollId, objectionIds: [...new Set(integrates)] };
}

function refuseWords(
  { rule }: ConsentProcessRow,
  { counted }: LastRound,
  integrates: readonly Uuid[],
): Refusal | null {
  if (counted >= rule.rounds) return refuse('CONSENT_ROUNDS_OVER', { rounds: rule.rounds });
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

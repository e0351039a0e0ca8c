import { returningAmong, type Returning } from '../collectives/admit.js';
import { charterInForce } from '../collectives/charter.queries.js';
import { membershipInForce } from '../collectives/membership.queries.js';
import { clausesFor, type Charter } from '../core/charter/charter.js';
import type { Clause, Matter, Venue } from '../core/charter/clause.js';
import { leading, mattersTouched, raise, type MatterFacts } from '../core/charter/matter.js';
import { mayUndo, onlyEnds } from '../core/charter/precedence.js';
import { recalledBy, targetsOf, type Effect, type TargetKey } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { Refusal } from '../core/kernel/refusals.js';
import { lastDecisionsOn } from '../decisions/last-decisions.js';
import { mandatesGivenBy } from '../mandates/given-by.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { versionOf } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';

/** The rules that a proposal answers to: the matters its effects touch, and every clause of theirs. */
export interface RulesOfProposal {
  readonly matter: Matter;
  readonly clauses: readonly Clause[];
}

/** Which rules apply to these effects under the charter in force. Throws the refusal of a matter that cannot be asked. */
export async function rulesFor(
  reader: Reader,
  collectiveId: Uuid,
  charter: Charter,
  effects: readonly Effect[],
  raisedTo: Matter | null,
): Promise<RulesOfProposal> {
  const matters = raise(
    mattersTouched(effects, await factsOf(reader, collectiveId, charter, effects)),
    raisedTo,
  );
  if (matters instanceof Refusal) throw matters;
  return { matter: leading(matters), clauses: clausesFor(charter, matters) };
}

/** The clauses that a proposal answers to as it stands, and since when it can be discussed. */
export async function clausesNow(
  tx: Tx,
  { collectiveId, id, currentVersion }: ProposalRow,
): Promise<{ readonly clauses: readonly Clause[]; readonly discussedSince: Instant }> {
  const { effects, raisedTo, discussedSince } = await versionOf(tx, collectiveId, id, currentVersion);
  const charter = await charterInForce(tx, collectiveId);
  return { clauses: (await rulesFor(tx, collectiveId, charter, effects, raisedTo)).clauses, discussedSince };
}

async function factsOf(
  reader: Reader,
  collectiveId: Uuid,
  charter: Charter,
  effects: readonly Effect[],
): Promise<MatterFacts> {
  const textIds = effects.flatMap((effect) => (effect.kind === 'PATCH_TEXT' ? [effect.textId] : []));
  const texts = await reader.rows<{ id: Uuid; matter: 'DEEP' | 'GOVERNANCE' }>(
    'SELECT id, matter FROM ormee.legal_text WHERE collective_id = $1 AND id = ANY($2::uuid[])',
    [collectiveId, textIds],
  );
  const membership = await membershipInForce(reader, collectiveId);
  const decisionIds = effects.flatMap((effect) =>
    effect.kind === 'REOPEN_DECISION' || effect.kind === 'REPEAL_DECISION' ? [effect.decisionId] : [],
  );
  const decisions = await reader.rows<{ id: Uuid; matter: Matter }>(
    `SELECT decision.id, poll.matter FROM ormee.decision decision
     JOIN ormee.poll poll ON poll.collective_id = decision.collective_id AND poll.id = decision.poll_id
     WHERE decision.collective_id = $1 AND decision.id = ANY($2::uuid[])`,
    [collectiveId, decisionIds],
  );
  const returning = await returningBy(reader, collectiveId, effects);
  return {
    returning: new Set(returning.map(({ applicationId }) => applicationId)),
    decisionMatters: new Map(decisions.map(({ id, matter }) => [id, matter])),
    textMatters: new Map(texts.map(({ id, matter }) => [id, matter])),
    citedProvisions: new Set([
      ...charter.clauses.map((clause) => clause.provisionId),
      ...(membership ? [membership.rule.provisionId] : []),
    ]),
  };
}

/** Whom these effects would bring back after an exclusion. */
async function returningBy(
  reader: Reader,
  collectiveId: Uuid,
  effects: readonly Effect[],
): Promise<Returning[]> {
  const ids = effects.flatMap((effect) => (effect.kind === 'ADMIT_MEMBER' ? [effect.applicationId] : []));
  return ids.length === 0 ? [] : returningAmong(reader, collectiveId, ids);
}

/**
 * Whether effects would put in question, in this venue or in this group, what a prevailing assembly, or the collective,
 * last decided. Somebody whom an
 * assembly excluded, and who declares under another name with the same address, is the person it excluded.
 */
export async function precedenceRefusal(
  reader: Reader,
  collectiveId: Uuid,
  effects: readonly Effect[],
  venue: Venue,
  groupId: Uuid | null = null,
): Promise<Refusal | null> {
  const formers = await returningBy(reader, collectiveId, effects);
  const targets = [
    ...new Set([...targetsOf(effects), ...formers.map(({ formerId }) => `member:${formerId}`)]),
  ];
  const last = await lastDecisionsOn(reader, collectiveId, targets);
  for (const target of targets) {
    const lastDecision = last.get(target) ?? null;
    const undoing = { target, venue, groupId, lastDecision, onlyEnds: onlyEnds(effects, target) };
    const refusal = mayUndo(undoing);
    if (refusal) return refusal;
  }
  return groupId === null ? null : recallRefusal(reader, collectiveId, effects, venue, groupId);
}

/** What a group may not take back, it does not end by taking back the decision that gave it. */
async function recallRefusal(
  reader: Reader,
  collectiveId: Uuid,
  effects: readonly Effect[],
  venue: Venue,
  groupId: Uuid,
): Promise<Refusal | null> {
  const ended = await mandatesGivenBy(reader, collectiveId, recalledBy(effects));
  const targets = ended.map(({ task }): TargetKey => `mandate:${task}`);
  const last = await lastDecisionsOn(reader, collectiveId, targets);
  for (const target of targets) {
    const lastDecision = last.get(target) ?? null;
    const refusal = mayUndo({ target, venue, groupId, lastDecision, onlyEnds: true });
    if (refusal) return refusal;
  }
  return null;
}

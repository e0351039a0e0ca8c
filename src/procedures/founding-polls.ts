import { lockConstituting } from '../collectives/lock-constituting.js';
import {
  foundingClause,
  refuseOutOfTurn,
  targetsOfFounding,
  type FoundingSubject,
} from '../core/charter/founding.js';
import type { Json } from '../core/kernel/canonical-json.js';
import type { TargetKey } from '../core/kernel/effects.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import type { VersionWithSupport } from '../proposals/lock-proposal.js';
import { adoptedDrafts, adoptedSubjects, agreedMajority, effectsOfFounding } from './founding-drafts.js';
import type { RulesOfProposal } from './matters.js';

/**
 * The built-in rule under which a draft of the founding may be voted on now. Throws FOUNDING_OVER, FOUNDING_STEP_MISSING,
 * FOUNDING_DRAFTS_CHANGED (the confirmation gathers what is no longer adopted) and TARGET_RESERVED: one poll a subject
 * at a time, wherever it is held, and none beside the confirmation of the whole.
 */
export async function rulesOfFounding(
  tx: Tx,
  collectiveId: Uuid,
  subject: FoundingSubject,
  version: VersionWithSupport,
): Promise<RulesOfProposal> {
  const { locale } = await lockConstituting(tx, collectiveId);
  const adopted = await adoptedDrafts(tx, collectiveId);
  const refusal = refuseOutOfTurn(subject, adoptedSubjects(adopted));
  if (refusal) throw refusal;
  if (subject === 'CONFIRMATION' && version.effectsHash !== hashOf(effectsOfFounding(adopted)))
    throw refuse('FOUNDING_DRAFTS_CHANGED');
  await noOtherPoll(tx, collectiveId, targetsOfFounding(subject));
  const clause = foundingClause(subject, agreedMajority(adopted), locale);
  return { matter: clause.matter, clauses: [clause] };
}

/** A reservation is of one venue; two polls of a founding must not meet anywhere. */
async function noOtherPoll(tx: Tx, collectiveId: Uuid, targets: readonly TargetKey[]): Promise<void> {
  const held = await tx.one<{ target: TargetKey; pollId: Uuid }>(
    `SELECT target, poll_id AS "pollId" FROM ormee.reservation
     WHERE collective_id = $1 AND target = ANY($2::text[]) ORDER BY target LIMIT 1`,
    [collectiveId, targets],
  );
  if (!held) return;
  throw refuse('TARGET_RESERVED', {
    target: held.target,
    poll: toGlobalId('Poll', collectiveId, held.pollId),
  });
}

const hashOf = (effects: unknown): string => hashJson(effects as Json);

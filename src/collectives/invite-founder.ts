import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { nameSkeleton, tidyName } from '../core/kernel/names.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { joinFounding, type NewFounder } from './begin-founding.js';
import { FounderCandidateRow } from './collective.entity.js';
import { refuseFounder, refuseInviter, type Founder } from './founding.rules.js';
import { lockConstituting } from './lock-constituting.js';

/**
 * Names somebody as a founder. One founder's word is kept and does nothing yet (null); a second one who names the same
 * person makes them a founder, and gets the link to hand out. Naming twice oneself is naming once, and the word of a
 * founder who has left is nobody's.
 */
export async function inviteFounder(
  tx: Tx,
  actor: MemberActor,
  invited: Founder,
): Promise<NewFounder | null> {
  const { collectiveId, memberId } = actor;
  const refusal = refuseInviter(actor) ?? refuseFounder(invited, ['input']);
  if (refusal) throw refusal;
  await lockConstituting(tx, collectiveId);
  const publicName = tidyName(invited.publicName);
  const skeleton = nameSkeleton(publicName);
  if (await isBorne(tx, collectiveId, skeleton)) throw refuse('LOOKALIKE_NAME', {}, ['input', 'publicName']);

  const named = await candidateOf(tx, collectiveId, skeleton);
  if (named?.namedBy === memberId) return null;
  if (named?.stands && (named.publicName !== publicName || named.kind !== invited.kind))
    throw refuse('LOOKALIKE_NAME', {}, ['input', 'publicName']);
  if (named)
    await tx.rows('DELETE FROM ormee.founder_candidate WHERE collective_id = $1 AND name_skeleton = $2', [
      collectiveId,
      skeleton,
    ]);
  if (named?.stands) return joinFounding(tx, collectiveId, invited);
  await tx.insert(FounderCandidateRow, {
    collectiveId,
    nameSkeleton: skeleton,
    publicName,
    kind: invited.kind,
    namedBy: memberId,
    namedAt: await tx.now(),
  });
  return null;
}

async function isBorne(tx: Tx, collectiveId: Uuid, skeleton: string): Promise<boolean> {
  const members = await tx.rows('SELECT FROM ormee.member WHERE collective_id = $1 AND name_skeleton = $2', [
    collectiveId,
    skeleton,
  ]);
  return members.length > 0;
}

type Candidate = Pick<FounderCandidateRow, 'publicName' | 'kind' | 'namedBy'> & {
  /** Whoever named them is still a founder. */
  readonly stands: boolean;
};

const candidateOf = (tx: Tx, collectiveId: Uuid, skeleton: string): Promise<Candidate | null> =>
  tx.one(
    `SELECT candidate.public_name AS "publicName", candidate.kind, candidate.named_by AS "namedBy",
       namer.state = 'FOUNDING' AS stands
     FROM ormee.founder_candidate candidate
     JOIN ormee.member namer ON namer.collective_id = candidate.collective_id AND namer.id = candidate.named_by
     WHERE candidate.collective_id = $1 AND candidate.name_skeleton = $2`,
    [collectiveId, skeleton],
  );

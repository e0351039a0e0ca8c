import type { MemberActor } from '../core/kernel/actors.js';
import { addDuration, type Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { nameSkeleton, tidyName } from '../core/kernel/names.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { holdNames, refuseName, refuseNamesBorne } from './write-members.js';

/** A name is kept for a while: whoever takes many in a row could bear each of them at the moment that suits. */
const NAME_LASTS = 'P7D';

interface Named {
  readonly publicName: string;
  readonly skeleton: string;
  /** When they last changed it; null when they never did. */
  readonly changedAt: Instant | null;
}

/**
 * A member changes the name they are known by. The one they bore stays theirs, and is shown to members beside the new
 * one, so that what was written under it is read; no decision, ballot or leaf is rewritten. Taking the present name
 * again changes nothing.
 */
export async function changePublicName(tx: Tx, actor: MemberActor, typed: string): Promise<void> {
  const { collectiveId, memberId } = actor;
  const unfit = refuseName(typed, ['input', 'publicName']);
  if (unfit) throw unfit;
  const [publicName, skeleton] = [tidyName(typed), nameSkeleton(typed)];
  await tx.rows('SELECT FROM ormee.member WHERE collective_id = $1 AND id = $2 FOR NO KEY UPDATE', [
    collectiveId,
    memberId,
  ]);
  await holdNames(tx, collectiveId);
  const before = (await tx.one<Named>(NAME, [collectiveId, memberId])) as Named;
  if (before.publicName === publicName) return;
  const now = await tx.now();
  const from = before.changedAt && addDuration(before.changedAt, NAME_LASTS, 'UTC');
  if (from !== null && now < from) throw refuse('NAME_JUST_CHANGED', { from });
  await refuseNamesBorne(tx, collectiveId, [skeleton], memberId);

  await tx.rows(KEEP, [collectiveId, before.skeleton, memberId, before.publicName, now]);
  await tx.rows('DELETE FROM ormee.former_name WHERE collective_id = $1 AND name_skeleton = $2', [
    collectiveId,
    skeleton,
  ]);
  await tx.rows(
    'UPDATE ormee.member SET public_name = $3, name_skeleton = $4 WHERE collective_id = $1 AND id = $2',
    [collectiveId, memberId, publicName, skeleton],
  );
  record(tx, collectiveId, {
    type: 'member.renamed',
    visibility: 'MEMBERS',
    body: {
      member: personal(memberId),
      formerName: personal(before.publicName),
      name: personal(publicName),
    },
  });
}

const NAME = `
  SELECT member.public_name AS "publicName", member.name_skeleton AS skeleton,
    (SELECT max(former.until) FROM ormee.former_name former
     WHERE former.collective_id = member.collective_id AND former.member_id = member.id) AS "changedAt"
  FROM ormee.member member WHERE member.collective_id = $1 AND member.id = $2`;

/** One row a skeleton: whoever writes their name otherwise, or comes back to one, has it once. */
const KEEP = `
  INSERT INTO ormee.former_name (collective_id, name_skeleton, member_id, public_name, until) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (collective_id, name_skeleton) DO UPDATE SET public_name = excluded.public_name, until = excluded.until`;

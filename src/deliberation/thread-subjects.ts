import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { SubjectKind } from './thread.entity.js';

/** What a thread is about. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly objectId: Uuid;
}

/** The type of a kind of subject in the API, and SQL that finds one which every member sees: $1 the collective, $2 its id. */
interface SubjectSource {
  readonly type: string;
  readonly seen: string;
}

export const SUBJECTS: Readonly<Record<SubjectKind, SubjectSource>> = {
  PROPOSAL: {
    type: 'Proposal',
    seen: `SELECT FROM ormee.proposal WHERE collective_id = $1 AND id = $2 AND visibility IN ('PUBLIC', 'MEMBERS')`,
  },
  AMENDMENT: {
    type: 'Amendment',
    seen: `SELECT FROM ormee.amendment one
      JOIN ormee.proposal whole ON whole.collective_id = one.collective_id AND whole.id = one.proposal_id
      WHERE one.collective_id = $1 AND one.id = $2 AND whole.visibility IN ('PUBLIC', 'MEMBERS')`,
  },
  AGENDA_ITEM: {
    type: 'AgendaItem',
    seen: `SELECT FROM ormee.agenda_item one
      JOIN ormee.assembly whole ON whole.collective_id = one.collective_id AND whole.id = one.assembly_id
      WHERE one.collective_id = $1 AND one.id = $2 AND whole.visibility IN ('PUBLIC', 'MEMBERS')`,
  },
  // Groups are open to join, and what is said in them is for every member: nothing is prepared behind a door.
  GROUP: {
    type: 'WorkingGroup',
    seen: 'SELECT FROM ormee.working_group WHERE collective_id = $1 AND id = $2',
  },
};

/** NOT_FOUND where a subject is missing, or is not for every member to see. */
export async function refuseUnseen(
  reader: Reader,
  collectiveId: Uuid,
  { kind, objectId }: Subject,
  path: readonly (string | number)[],
): Promise<void> {
  const seen = await reader.rows(SUBJECTS[kind].seen, [collectiveId, objectId]);
  if (seen.length === 0) throw refuse('NOT_FOUND', {}, path);
}

/**
 * GROUP_NOT_OPEN where all that a thread is about are groups that ended. Anything else may be talked about for ever, also
 * once it is decided. The groups stay locked, so that a contribution comes before the end or is refused.
 */
export async function refuseEnded(
  tx: Tx,
  collectiveId: Uuid,
  subjects: readonly Subject[],
): Promise<Refusal | null> {
  const groups = subjects.filter(({ kind }) => kind === 'GROUP').map(({ objectId }) => objectId);
  if (groups.length === 0 || groups.length < subjects.length) return null;
  const states = await tx.rows<{ state: string }>(
    `SELECT state FROM ormee.working_group WHERE collective_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR SHARE`,
    [collectiveId, groups],
  );
  const isOver = states.every(({ state }) => state === 'ENDED');
  return isOver ? refuse('GROUP_NOT_OPEN', { state: 'ENDED' }) : null;
}

/** What a thread is about. */
export const subjectsOf = (reader: Reader, collectiveId: Uuid, threadId: Uuid): Promise<Subject[]> =>
  reader.rows(
    `SELECT kind, object_id AS "objectId" FROM ormee.thread_subject WHERE collective_id = $1 AND thread_id = $2`,
    [collectiveId, threadId],
  );

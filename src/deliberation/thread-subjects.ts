import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader } from '../platform/database/transactions.js';
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

export const SUBJECTS: Readonly<Record<Exclude<SubjectKind, 'GROUP'>, SubjectSource>> = {
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
};

export const typeOfSubject = (kind: SubjectKind): string =>
  kind === 'GROUP' ? 'WorkingGroup' : SUBJECTS[kind].type;

/** NOT_FOUND where a subject is missing, or is not for every member to see. */
export async function refuseUnseen(
  reader: Reader,
  collectiveId: Uuid,
  { kind, objectId }: Subject,
  path: readonly (string | number)[],
): Promise<void> {
  const seen = kind === 'GROUP' ? [] : await reader.rows(SUBJECTS[kind].seen, [collectiveId, objectId]);
  if (seen.length === 0) throw refuse('NOT_FOUND', {}, path);
}

import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';

/** What the clock asks is opened in the name of whoever began: it gives nobody anything. */
export const starterOf = ({
  collectiveId,
  startedBy,
}: {
  readonly collectiveId: Uuid;
  readonly startedBy: Uuid;
}): MemberActor => ({
  kind: 'MEMBER',
  collectiveId,
  memberId: startedBy,
  memberKind: 'NATURAL',
  state: 'ACTIVE',
  assisted: false,
});

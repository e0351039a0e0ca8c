import { ANONYMOUS, type Actor, type MemberKind, type MemberState } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { ActorLoader, SessionKey } from '../platform/access/context.js';
import type { Reader } from '../platform/database/transactions.js';

interface Held {
  readonly memberId: Uuid;
  readonly memberKind: MemberKind;
  readonly state: MemberState;
  readonly assisted: boolean;
}

/**
 * Somebody excluded still reads, for thirty days and as long as their recourse pends, what concerns them; afterwards
 * their session is nobody's. A ballot of a poll that they may finish is cast by its own statement.
 */
const STILL_READS = `(member.state <> 'EXCLUDED' OR member.left_at + interval '30 days' > ormee.instant()
  OR EXISTS (SELECT FROM ormee.exclusion WHERE exclusion.collective_id = member.collective_id
    AND exclusion.member_id = member.id AND exclusion.recourse = 'PENDING'))`;

/** Reads who holds a live session and their membership as it stands now; a dead or unknown session is nobody's. */
export class SessionActors implements ActorLoader {
  async load(reader: Reader, key: SessionKey | null): Promise<Actor> {
    if (!key) return ANONYMOUS;
    const [held] = await reader.rows<Held>(
      `SELECT member.id AS "memberId", member.kind AS "memberKind", member.state,
         session.assisted
       FROM ormee.session session
       JOIN ormee.member member ON member.collective_id = session.collective_id AND member.id = session.member_id
       WHERE session.collective_id = $1 AND session.token_hash = $2
         AND session.ended_at IS NULL AND session.expires_at > ormee.instant() AND ${STILL_READS}`,
      [key.collectiveId, key.tokenHash],
    );
    return held ? { kind: 'MEMBER', collectiveId: key.collectiveId, ...held } : ANONYMOUS;
  }
}

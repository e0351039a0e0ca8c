import { ANONYMOUS, type Actor, type MemberKind, type MemberState } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { ActorLoader, SessionKey } from '../platform/access/context.js';
import { prepared } from '../platform/database/prepared.js';
import type { Reader } from '../platform/database/transactions.js';

interface Held {
  readonly tokenHash: string;
  readonly collectiveId: Uuid;
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
    return (await this.loadAll(reader, [key]))[0] as Actor;
  }

  async loadAll(reader: Reader, keys: readonly (SessionKey | null)[]): Promise<readonly Actor[]> {
    const shown = keys.filter((key) => key !== null);
    if (shown.length === 0) return keys.map(() => ANONYMOUS);
    const held = await reader.rows<Held>(HELD, [
      shown.map(({ collectiveId }) => collectiveId),
      shown.map(({ tokenHash }) => tokenHash),
    ]);
    // By both: the secret of one collective shown under the name of another is nobody's there, in company too.
    const actors = new Map(
      held.map(({ tokenHash, ...member }) => [nameOf({ ...member, tokenHash }), member]),
    );
    return keys.map((key): Actor => {
      const member = key && actors.get(nameOf(key));
      return member ? { kind: 'MEMBER', ...member } : ANONYMOUS;
    });
  }
}

const nameOf = ({ collectiveId, tokenHash }: SessionKey): string => `${collectiveId} ${tokenHash}`;

const HELD = prepared(`
  SELECT session.token_hash AS "tokenHash", member.collective_id AS "collectiveId", member.id AS "memberId",
    member.kind AS "memberKind", member.state, session.assisted
  FROM unnest($1::uuid[], $2::text[]) AS shown (collective_id, token_hash)
  JOIN ormee.session session
    ON session.collective_id = shown.collective_id AND session.token_hash = shown.token_hash
  JOIN ormee.member member ON member.collective_id = session.collective_id AND member.id = session.member_id
  WHERE session.ended_at IS NULL AND session.expires_at > ormee.instant() AND ${STILL_READS}`);

import {
  UNSAID_TERMS,
  type MembershipRule,
  type MembershipTerms,
  type VotingConditions,
} from '../core/charter/membership.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant, Zone } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';

/** The rule on members in force, with the decision that wrote it. */
export interface MembershipInForce {
  readonly collectiveId: Uuid;
  readonly rule: MembershipRule;
  readonly hash: Sha256;
  readonly inForceFrom: Instant;
  readonly openedBy: Uuid;
}

/** Null where the charter says nothing of members. */
export const membershipInForce = async (
  reader: Reader,
  collectiveId: Uuid,
): Promise<MembershipInForce | null> => (await membershipRules(reader, collectiveId))[0] ?? null;

/** The rule on members in force, if there is one, as a list. */
export const membershipRules = (reader: Reader, collectiveId: Uuid): Promise<MembershipInForce[]> =>
  reader.rows(
    `SELECT collective_id AS "collectiveId", rule, hash, in_force_from AS "inForceFrom", opened_by AS "openedBy"
     FROM ormee.membership_rule WHERE collective_id = $1 AND in_force_until IS NULL`,
    [collectiveId],
  );

/** What the charter asks of members, or what is asked where it says nothing. */
export const termsInForce = async (reader: Reader, collectiveId: Uuid): Promise<MembershipTerms> =>
  (await membershipInForce(reader, collectiveId))?.rule ?? UNSAID_TERMS;

/** What a voice depends on in this collective: it was founded when its first rule came into force. */
export async function votingConditions(
  reader: Reader,
  collectiveId: Uuid,
  zone: Zone,
  now: Instant,
): Promise<VotingConditions> {
  const inForce = await membershipInForce(reader, collectiveId);
  const [first] = await reader.rows<{ foundedAt: Instant | null }>(
    'SELECT min(in_force_from) AS "foundedAt" FROM ormee.clause_version WHERE collective_id = $1',
    [collectiveId],
  );
  return {
    terms: inForce?.rule ?? UNSAID_TERMS,
    since: inForce?.inForceFrom ?? now,
    foundedAt: first?.foundedAt ?? now,
    zone,
  };
}

import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Uuid } from '../../core/kernel/ids.js';
import { addDuration, type Instant } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import type { Transactions, Tx } from '../database/transactions.js';
import { hashCode, readCode } from './code.js';

const LIVE_CODE =
  'code_hash IS NOT NULL AND code_tries < 5 AND consumed_at IS NULL AND expires_at > ormee.instant()';

/** How many wrong codes, requests for mail and signatures of strangers a collective takes in an hour. */
const AN_HOUR_AT_MOST = { CODE: 60, MAIL: 300, SIGN: 1_000 } as const;

/** Wrong codes more that a collective takes for each code that is out: a hall of forty may each mistype theirs. */
const MORE_FOR_EACH_CODE = 2;

/**
 * Counts a try of a collective's; over the limit it is TOO_MANY_TRIES until the hour is over. It commits with its
 * transaction, so a try that is to count whatever comes after has one of its own. Answers whether there is such a
 * collective: for one that there is not, nothing is written.
 */
export async function countTry(
  tx: Tx,
  collectiveId: Uuid,
  kind: keyof typeof AN_HOUR_AT_MOST,
): Promise<boolean> {
  const counted = await tx.one<{ tries: number; since: Instant }>(
    `INSERT INTO ormee.link_try AS t (collective_id, kind, since, tries)
     SELECT id, $2, ormee.instant(), 1 FROM ormee.collective WHERE id = $1
     ON CONFLICT (collective_id, kind) DO UPDATE SET
       tries = CASE WHEN t.since <= ormee.instant() - interval '1 hour' THEN 1 ELSE t.tries + 1 END,
       since = CASE WHEN t.since <= ormee.instant() - interval '1 hour' THEN ormee.instant() ELSE t.since END
     RETURNING tries, since`,
    [collectiveId, kind],
  );
  if (!counted) return false;
  const over = counted.tries - AN_HOUR_AT_MOST[kind];
  if (over <= 0 || (kind === 'CODE' && over <= MORE_FOR_EACH_CODE * (await codesOut(tx, collectiveId))))
    return true;
  throw refuse('TOO_MANY_TRIES', { from: addDuration(counted.since, 'PT1H', 'UTC') });
}

async function codesOut(tx: Tx, collectiveId: Uuid): Promise<number> {
  const found = await tx.one<{ count: number }>(
    `SELECT count(*)::int AS count FROM ormee.link WHERE collective_id = $1 AND ${LIVE_CODE}`,
    [collectiveId],
  );
  return found?.count ?? 0;
}

/**
 * Counts codes tried in collectives that there are not, all together and in memory, for there is no row to count on.
 * Each costs as much work as a real one, so that both answer alike; without a bound that work would be anybody's to order.
 */
@Injectable()
export class TriesNowhere {
  private since: Instant | null = null;
  private tries = 0;

  /** Over the limit it is TOO_MANY_TRIES until the hour is over, as in a collective that there is. */
  count(now: Instant): void {
    const until = this.since && addDuration(this.since, 'PT1H', 'UTC');
    if (until === null || until <= now) [this.since, this.tries] = [now, 0];
    this.tries += 1;
    if (until !== null && this.tries > AN_HOUR_AT_MOST.CODE) throw refuse('TOO_MANY_TRIES', { from: until });
  }
}

/** How many codes are out, by the two signs with which they begin. */
export async function codesOutByPlace(tx: Tx, collectiveId: Uuid): Promise<ReadonlyMap<string, number>> {
  const places = await tx.rows<{ place: string; count: number }>(
    `SELECT code_place AS place, count(*)::int AS count FROM ormee.link
     WHERE collective_id = $1 AND ${LIVE_CODE} GROUP BY code_place`,
    [collectiveId],
  );
  return new Map(places.map(({ place, count }) => [place, count]));
}

/** The link of a code that was typed right, and all on which the try was counted. */
export interface FoundCode {
  readonly collectiveId: Uuid;
  readonly linkId: Uuid;
  readonly countedOn: readonly Uuid[];
}

/**
 * Finds the link of a code that somebody typed. The try is counted and committed before anything is compared: on the
 * collective, and on every live code that begins with the same two signs, of which each dies at its fifth. Whatever
 * is wrong with it, it is LINK_NOT_VALID.
 */
export async function findCode(
  transactions: Transactions,
  nowhere: TriesNowhere,
  collectiveId: Uuid,
  typed: string,
): Promise<FoundCode> {
  const code = readCode(typed);
  if (!code) throw refuse('LINK_NOT_VALID');
  const candidates = await transactions.write(async (tx) => {
    if (await countTry(tx, collectiveId, 'CODE'))
      return tx.rows<{ id: Uuid; codeHash: string }>(COUNT_ON_CODES, [collectiveId, code.place]);
    nowhere.count(await tx.now());
    return [];
  });
  const hash = await hashCode(collectiveId, code);
  const found = candidates.find(({ codeHash }) => timingSafeEqual(Buffer.from(codeHash), Buffer.from(hash)));
  if (!found) throw refuse('LINK_NOT_VALID');
  return { collectiveId, linkId: found.id, countedOn: candidates.map(({ id }) => id) };
}

const COUNT_ON_CODES = `
  WITH alike AS (
    SELECT id FROM ormee.link WHERE collective_id = $1 AND code_place = $2 AND ${LIVE_CODE} ORDER BY id FOR UPDATE
  )
  UPDATE ormee.link AS l SET code_tries = code_tries + 1 FROM alike
  WHERE l.collective_id = $1 AND l.id = alike.id
  RETURNING l.id, l.code_hash AS "codeHash"`;

/** A code that was right counts for nothing, neither on its collective nor on those that begin like it. */
export async function forgiveCode(tx: Tx, { collectiveId, countedOn }: FoundCode): Promise<void> {
  await tx.rows(
    `WITH alike AS (
       SELECT id FROM ormee.link WHERE collective_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR UPDATE
     )
     UPDATE ormee.link AS l SET code_tries = code_tries - 1 FROM alike WHERE l.collective_id = $1 AND l.id = alike.id`,
    [collectiveId, countedOn],
  );
  await tx.rows(
    `UPDATE ormee.link_try SET tries = greatest(tries - 1, 0) WHERE collective_id = $1 AND kind = 'CODE'`,
    [collectiveId],
  );
}

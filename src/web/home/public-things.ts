import type { Uuid } from '../../core/kernel/ids.js';
import type { Reader } from '../../platform/database/transactions.js';
import { toGlobalId } from '../../platform/graphql/global-ids.js';
import { addressOf } from '../address.js';

/** What anybody may read here, by where it is read. */
export interface PublicThings {
  /** Collectives that show something; the others are named to nobody. */
  readonly collectives: readonly { readonly id: string; readonly name: string; readonly hasTexts: boolean }[];
  /** Open to signatures; without its title where that bears a name which was erased. */
  readonly appeals: readonly { readonly address: string; readonly title: string | null }[];
}

const AT_MOST = 20;

/** Reads what is public, whoever asks: collectives that published something, and the appeals that may be signed. */
export async function publicThings(reader: Reader): Promise<PublicThings> {
  const collectives = await reader.rows<{ id: Uuid; name: string; hasTexts: boolean }>(
    `SELECT shown.id, shown.name, shown."hasTexts" FROM (
       SELECT collective.id, collective.name, ${showing('legal_text')} AS "hasTexts",
         ${showing('decision')} OR ${showing('appeal')} AS "hasMore"
       FROM ormee.collective collective) shown
     WHERE shown."hasTexts" OR shown."hasMore" ORDER BY shown.name, shown.id LIMIT ${AT_MOST}`,
  );
  const appeals = await reader.rows<{ id: Uuid; collectiveId: Uuid; title: string | null }>(
    `SELECT appeal.id, appeal.collective_id AS "collectiveId", CASE WHEN NOT EXISTS (
         SELECT FROM ormee.name_withheld withheld WHERE withheld.collective_id = appeal.collective_id
           AND withheld.kind = 'APPEAL' AND withheld.object_id = appeal.id) THEN appeal.title END AS title
     FROM ormee.appeal appeal
     WHERE appeal.visibility = 'PUBLIC' AND (appeal.closes_at IS NULL OR appeal.closes_at > ormee.instant())
     ORDER BY appeal.published_at DESC, appeal.id LIMIT ${AT_MOST}`,
  );
  return {
    collectives: collectives.map(({ id, ...rest }) => ({ ...rest, id: toGlobalId('Collective', id, id) })),
    appeals: appeals.map(({ id, collectiveId, title }) => ({
      address: addressOf('Appeal', toGlobalId('Appeal', collectiveId, id)) as string,
      title,
    })),
  };
}

const showing = (table: 'legal_text' | 'decision' | 'appeal'): string =>
  `EXISTS (SELECT FROM ormee.${table} it WHERE it.collective_id = collective.id AND it.visibility = 'PUBLIC')`;

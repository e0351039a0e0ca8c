import { naming } from '../collectives/exclusion.rules.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { labelOf } from '../decisions/last-decisions.js';
import type { Reader } from '../platform/database/transactions.js';
import { addressedTexts } from '../texts/address.queries.js';

/** Something public that a collective did. */
export interface FeedEntry {
  readonly kind: 'DECISION' | 'APPEAL' | 'TEXT';
  readonly id: Uuid;
  /** Null where it names a person: what sort it is, and its number, are enough. */
  readonly title: string | null;
  /** The number of a decision; null elsewhere. */
  readonly label: string | null;
  readonly outcome: 'ADOPTED' | 'REJECTED' | null;
  readonly body: string | null;
  readonly at: Instant;
  /** The last part of the address of a text; null elsewhere. */
  readonly slug: string | null;
}

export interface Feed {
  readonly name: string;
  readonly locale: 'fr' | 'en';
  readonly entries: readonly FeedEntry[];
}

interface Row extends Omit<FeedEntry, 'label' | 'slug'> {
  readonly year: number | null;
  readonly number: number | null;
}

/** What is public of a collective, the latest first; null where nothing is, or there is no such collective. */
export async function readFeed(reader: Reader, collectiveId: Uuid): Promise<Feed | null> {
  const rows = await reader.rows<Row>(PUBLIC, [collectiveId]);
  if (rows.length === 0) return null;
  const [collective] = await reader.rows<Pick<Feed, 'name' | 'locale'>>(
    'SELECT name, locale FROM ormee.collective WHERE id = $1',
    [collectiveId],
  );
  const slugs = new Map((await addressedTexts(reader, collectiveId)).map(({ id, slug }) => [id, slug]));
  const namesSomebody = await namesBorne(reader, collectiveId);
  const entries = rows.map(({ year, number, ...row }) => ({
    ...row,
    title: row.title !== null && namesSomebody(row.title) ? null : row.title,
    label: year === null ? null : labelOf(year, number ?? 0),
    slug: row.kind === 'TEXT' ? (slugs.get(row.id) ?? null) : null,
  }));
  return { ...(collective as Pick<Feed, 'name' | 'locale'>), entries };
}

/** The collective that a feed means which names none: the only one there is. */
export async function onlyCollective(reader: Reader): Promise<Uuid | null> {
  const found = await reader.rows<{ id: Uuid }>('SELECT id FROM ormee.collective LIMIT 2');
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

/** Names that anybody bears or bore in the collective. What bears one that was erased is known by itself (`PUBLIC`). */
export async function namesBorne(reader: Reader, collectiveId: Uuid): Promise<(title: string) => boolean> {
  const names = await reader.rows<{ name: string }>(
    `SELECT public_name AS name FROM ormee.member WHERE collective_id = $1
     UNION SELECT public_name FROM ormee.former_name WHERE collective_id = $1`,
    [collectiveId],
  );
  return naming(names.map(({ name }) => name));
}

const bearsErasedName = (kinds: string): string => `EXISTS (SELECT FROM ormee.name_withheld withheld
      WHERE withheld.collective_id = $1 AND withheld.kind IN (${kinds}) AND withheld.object_id IN (shown.id, shown.about))`;

/** Without the words that bear an erased name, which no list of names tells any more. */
const PUBLIC = `
  SELECT kind, id, CASE WHEN NOT ${bearsErasedName(`'PROPOSAL', 'DECISION', 'APPEAL', 'TEXT'`)} THEN title END AS title,
    year, number, outcome, CASE WHEN NOT ${bearsErasedName(`'WORDS'`)} THEN body END AS body, at
  FROM (
    SELECT 'DECISION' AS kind, decision.id, decision.proposal_id AS about, decision.title, decision.year, decision.number,
      decision.outcome, NULL AS body, decision.proclaimed_at AS at
    FROM ormee.decision decision WHERE decision.collective_id = $1 AND decision.visibility = 'PUBLIC'
    UNION ALL
    SELECT 'APPEAL', appeal.id, NULL, appeal.title, NULL, NULL, NULL, appeal.body, appeal.published_at
    FROM ormee.appeal appeal WHERE appeal.collective_id = $1 AND appeal.visibility = 'PUBLIC'
    UNION ALL
    SELECT 'TEXT', text.id, NULL, text.title, NULL, NULL, NULL, NULL, max(operation.known_at)
    FROM ormee.legal_text text
    JOIN ormee.text_operation operation ON operation.collective_id = text.collective_id AND operation.text_id = text.id
    WHERE text.collective_id = $1 AND text.visibility = 'PUBLIC' GROUP BY text.id, text.title
  ) shown
  ORDER BY at DESC, id DESC LIMIT 50`;

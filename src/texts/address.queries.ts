import type { Uuid } from '../core/kernel/ids.js';
import { slugsOfTexts } from '../core/text/slug.js';
import type { Reader } from '../platform/database/transactions.js';
import { textsByIds, type TextRecord } from './text.queries.js';

/** A text under the slug that it bears in its collective. */
export interface AddressedText extends TextRecord {
  readonly slug: string;
}

/** All texts of a collective in the order of their adoption here, with their slugs; who asks may not be shown each. */
export async function addressedTexts(reader: Reader, collectiveId: Uuid): Promise<AddressedText[]> {
  const adopted = await reader.rows<{ readonly id: Uuid; readonly title: string }>(
    `SELECT text.id, text.title FROM ormee.legal_text text
     JOIN ormee.text_operation operation ON operation.collective_id = text.collective_id AND operation.text_id = text.id
     LEFT JOIN ormee.decision decision ON decision.collective_id = text.collective_id AND decision.id = text.taken_over_by
     WHERE text.collective_id = $1 GROUP BY text.id, text.title, decision.proclaimed_at
     ORDER BY coalesce(decision.proclaimed_at, min(operation.known_at)), text.id`,
    [collectiveId],
  );
  const ids = adopted.map(({ id }) => id);
  const texts = new Map((await textsByIds(reader, collectiveId, ids)).map((text) => [text.id, text]));
  return [...slugsOfTexts(adopted)].map(([slug, id]) => ({ ...(texts.get(id) as TextRecord), slug }));
}

/** The collective whose texts an address means that names none: the one that adopted a text first. It stays that one. */
export async function firstCollectiveWithTexts(reader: Reader): Promise<Uuid | null> {
  const [first] = await reader.rows<{ readonly id: Uuid }>(
    `SELECT text.collective_id AS id FROM ormee.legal_text text
     JOIN ormee.text_operation operation ON operation.collective_id = text.collective_id AND operation.text_id = text.id
     LEFT JOIN ormee.decision decision ON decision.collective_id = text.collective_id AND decision.id = text.taken_over_by
     ORDER BY coalesce(decision.proclaimed_at, operation.known_at), text.collective_id LIMIT 1`,
  );
  return first?.id ?? null;
}

/** How a collective is called. */
export async function nameOfCollective(reader: Reader, collectiveId: Uuid): Promise<string> {
  const [collective] = await reader.rows<{ readonly name: string }>(
    'SELECT name FROM ormee.collective WHERE id = $1',
    [collectiveId],
  );
  return collective?.name ?? '';
}

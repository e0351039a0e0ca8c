import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';

/** A text that changed and is to be declared: by when, and since which decision. */
export interface AwaitedDeclaration {
  readonly textId: Uuid;
  readonly due: CivilDate;
  readonly decisionId: Uuid;
  readonly label: string;
}

/**
 * Texts of governance that a decision changed, and of which no member said since that it was declared: the first such
 * decision of each. Neither its adoption nor what was decided elsewhere is a change. Who said last that nothing is to be declared ends it, until another day is given.
 * In France a declared association has three months (law of 1 July 1901, article 5).
 */
export const awaitedDeclarations = (
  reader: Reader,
  collectiveId: Uuid,
  textIds: readonly Uuid[],
): Promise<AwaitedDeclaration[]> =>
  reader.rows(
    `SELECT text.id AS "textId", since.decision_id AS "decisionId",
       ((since.known_at AT TIME ZONE collective.zone)::date + interval '3 months')::date AS due,
       decision.year || '-' || lpad(decision.number::text, greatest(3, length(decision.number::text)), '0') AS label
     FROM ormee.legal_text text
     JOIN ormee.collective collective ON collective.id = text.collective_id
     LEFT JOIN LATERAL (
       SELECT leaf.encoded::jsonb -> 'body' AS said FROM ormee.register_leaf leaf
       WHERE leaf.collective_id = text.collective_id AND leaf.type = 'text.declared'
         AND leaf.encoded::jsonb -> 'body' ->> 'text' = text.id::text
       ORDER BY leaf.index DESC LIMIT 1
     ) last ON true
     JOIN LATERAL (
       SELECT operation.decision_id, operation.known_at FROM ormee.text_operation operation
       WHERE operation.collective_id = text.collective_id AND operation.text_id = text.id
         AND operation.adopted_by IS NOT NULL AND operation.known_at > (
           SELECT coalesce(max(done.known_at) FILTER (WHERE done.adopted_by IS NULL), min(done.known_at))
           FROM ormee.text_operation done
           WHERE done.collective_id = text.collective_id AND done.text_id = text.id
             AND (last.said IS NULL OR done.decision_id::text = last.said ->> 'decision'))
       ORDER BY operation.known_at LIMIT 1
     ) since ON true
     JOIN ormee.decision decision ON decision.collective_id = text.collective_id AND decision.id = since.decision_id
     WHERE text.collective_id = $1 AND text.id = ANY($2::uuid[]) AND text.matter = 'GOVERNANCE'
       AND (last.said IS NULL OR last.said ->> 'on' IS NOT NULL)`,
    [collectiveId, textIds],
  );

import type { Uuid } from '../../kernel/ids.js';
import { consolidate, type ReadingPoint } from '../consolidation.js';
import { asKnownAt, labelOfDecision, type WholeText } from './whole-text.js';

/** What a file says that it is; another version is refused by `readTextJson`. */
export const JSON_FORMAT = 'ormee-text/1';

/**
 * Writes a text as JSON: its wording on a day, then all that was known of it at an instant: every version on both
 * clocks, and the operations from which they can be replayed. Decisions are named by their numbers. `readTextJson`
 * reads it back, identical.
 */
export function renderJson(whole: WholeText, point: ReadingPoint): string {
  const text = asKnownAt(whole, point.knownAt);
  const labelOf = (id: Uuid): string => labelOfDecision(text.decisions, id).label;
  const { provisions } = consolidate(text.versions, point);
  const written = {
    format: JSON_FORMAT,
    id: text.id,
    title: text.title,
    language: text.language,
    collective: text.collective,
    inForceOn: point.inForceOn,
    knownAt: point.knownAt,
    provisions: provisions.map(
      ({ provisionId, parentId, depth, versionId, inForceFrom, openedBy, repealed, content }) => ({
        provisionId,
        parentId,
        depth,
        versionId,
        inForceFrom,
        ...content,
        decision: labelOf(openedBy),
        repealed: repealed && { decision: labelOf(repealed.by), on: repealed.on },
      }),
    ),
    decisions: [...text.decisions.values()].map(({ label, date }) => ({ number: label, date })),
    operations: text.patches.map(({ decisionId, effectiveOn, knownAt, operations }) => ({
      decision: labelOf(decisionId),
      effectiveOn,
      knownAt,
      operations: operations.map((operation) =>
        operation.kind === 'ERRATUM' ? { ...operation, corrects: labelOf(operation.corrects) } : operation,
      ),
    })),
    versions: text.versions.map(({ openedBy, closedBy, content, ...version }) => ({
      ...version,
      ...content,
      openedBy: labelOf(openedBy),
      closedBy: closedBy && labelOf(closedBy),
    })),
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}

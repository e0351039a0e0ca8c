import type { Uuid } from '../kernel/ids.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import type { ReadingPoint } from './consolidation.js';
import { numberKey } from './content.js';
import { groupBy } from './group-by.js';
import { contentWritten, type PatchOperation } from './operations.js';
import { readProvision } from './read-provision.js';
import type { ProvisionVersion } from './version.js';

/** `[[art:7]]` names `Article 7`; any other number is written whole: `[[art:Titre II]]`. */
const REFERENCE = /\[\[art:([^[\]\n]{1,60})\]\]/g;

/** A provision that a body names, as it is called where the body is read. */
export interface Cited {
  readonly provisionId: Uuid;
  readonly number: string;
  readonly repealed: boolean;
}

/** Pieces of a text in order: words as typed, or what stands within the brackets of a reference. */
export type ReferencePiece = { readonly words: string } | { readonly words: string; readonly label: string };

export function referencePieces(text: string): readonly ReferencePiece[] {
  const pieces: ReferencePiece[] = [];
  let at = 0;
  for (const match of text.matchAll(REFERENCE)) {
    if (match.index > at) pieces.push({ words: text.slice(at, match.index) });
    pieces.push({ words: match[0], label: (match[1] as string).trim() });
    at = match.index + match[0].length;
  }
  return at < text.length ? [...pieces, { words: text.slice(at) }] : pieces;
}

/**
 * Says what a label names where a text is read. A number is borne by one provision for ever, so what was typed is the
 * identity: it follows whoever bore it through every renumbering, and is stored as typed. Null: nobody ever bore it.
 */
export function citationsIn(
  versions: readonly ProvisionVersion[],
  point: ReadingPoint,
): (label: string) => Cited | null {
  const heard = versions.filter(({ knownFrom }) => knownFrom <= point.knownAt);
  const bearers = new Map(heard.map(({ content, provisionId }) => [numberKey(content.number), provisionId]));
  const histories = groupBy(heard, ({ provisionId }) => provisionId);
  return (label) => {
    const provisionId = bearerOf(bearers, label);
    if (provisionId === undefined) return null;
    const history = histories.get(provisionId) ?? [];
    const reading = readProvision(history, point);
    // Decided for a later day: named as it will be.
    const version = reading?.version ?? (history.at(-1) as ProvisionVersion);
    return { provisionId, number: version.content.number, repealed: reading?.repealed != null };
  };
}

/**
 * Refuses by REFERENCE_UNKNOWN what an operation writes of a provision that is not in the text, nor comes with the same
 * operations. What the words of before named already stays as it is.
 */
export function refuseUnknownReferences(
  versions: readonly ProvisionVersion[],
  operations: readonly PatchOperation[],
): Refusal | null {
  const bearers = new Map(
    versions.map(({ content, provisionId }) => [numberKey(content.number), provisionId]),
  );
  for (const operation of operations) {
    const number = operation.kind === 'RENUMBER' ? operation.number : contentWritten(operation)?.number;
    if (number !== undefined) bearers.set(numberKey(number), operation.provisionId);
  }
  for (const [index, operation] of operations.entries()) {
    const body = contentWritten(operation)?.body;
    if (!body?.includes('[[art:')) continue;
    const before = versions.filter(({ provisionId }) => provisionId === operation.provisionId);
    const named = new Set(before.flatMap(({ content }) => labelsIn(content.body)));
    const unknown = labelsIn(body).find(
      (label) => !named.has(label) && bearerOf(bearers, label) === undefined,
    );
    if (unknown !== undefined) return refuse('REFERENCE_UNKNOWN', { number: unknown }, ['operations', index]);
  }
  return null;
}

const labelsIn = (body: string): string[] =>
  referencePieces(body).flatMap((piece) => ('label' in piece ? [piece.label] : []));

const bearerOf = (bearers: ReadonlyMap<string, Uuid>, label: string): Uuid | undefined =>
  bearers.get(numberKey(label)) ?? bearers.get(numberKey(`Article ${label}`));

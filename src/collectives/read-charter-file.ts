import { isCollection, LineCounter, parseDocument, type Document } from 'yaml';
import {
  charterFromFile,
  type CharterFile,
  type FilePath,
  type FindProvision,
} from '../core/charter/charter-file.js';
import type { Refusal } from '../core/kernel/refusals.js';
import { refuse } from '../core/kernel/refusals.js';

/** Longest file, in characters: thirty charters of the first collective's length. */
const AT_MOST = 100_000;

/**
 * Reads a charter file, YAML or JSON (which is YAML too): docs/charter-file.md. Throws the refusal, CHARTER_INVALID with
 * the line of what is wrong. Neither aliases nor tags are followed, so a short file cannot grow when it is read.
 */
export function readCharterFile(text: string, find: FindProvision): CharterFile {
  if (text.length > AT_MOST) throw invalid('file', 'TOO_LONG');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, schema: 'core' });
  const [error] = document.errors;
  if (error) throw invalid('file', 'NOT_YAML', lines.linePos(error.pos[0]).line);
  const read = charterFromFile(plainValueOf(document), find);
  if (!('refusal' in read)) return read;

  const { refusal, at } = read;
  if (refusal.code !== 'CHARTER_INVALID') throw refusal;
  const { matter, field, reason } = refusal.facts as { matter: string; field: string; reason: string };
  throw refuse('CHARTER_INVALID', { matter, field, reason, line: lineOf(document, at, lines) });
}

function plainValueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof ReferenceError) throw invalid('file', 'ALIAS');
    throw error;
  }
}

/** The line of a place in the file, or of the nearest thing around it that is there. */
function lineOf(document: Document, at: FilePath, lines: LineCounter): number {
  for (let depth = at.length; depth >= 0; depth -= 1) {
    const path = at.slice(0, depth);
    const node: unknown = depth === 0 ? document.contents : document.getIn(path, true);
    const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
    if (!range) continue;
    const key = depth === 0 ? null : keyRange(document, path);
    return lines.linePos(key ?? (range[0] as number)).line;
  }
  return 1;
}

/** Where the name of a field stands: a value may begin lines after it. */
function keyRange(document: Document, path: FilePath): number | null {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isCollection(parent)) return null;
  const pairs = parent.items as readonly { key?: { value?: unknown; range?: readonly number[] | null } }[];
  const pair = pairs.find((one) => one?.key?.value === path.at(-1));
  return pair?.key?.range?.[0] ?? null;
}

const invalid = (field: string, reason: string, line?: number): Refusal =>
  refuse('CHARTER_INVALID', { matter: '', field, reason, ...(line !== undefined && { line }) });

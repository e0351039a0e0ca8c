import { Refusal } from '../../kernel/refusals.js';
import { historyOf, replayHistory, type PastPatch, type TextHistory } from '../history.js';
import { JSON_FORMAT } from './json.js';
import {
  fieldsOf,
  id,
  invalid,
  line,
  listOf,
  parsed,
  placeIn,
  type Fault,
  type Fields,
} from './read-fields.js';
import { readTextJson } from './read-json.js';
import { decisionsOf, patchOf } from './read-operations.js';

/** The same history without what follows from it, so that it fits in a request. */
export const HISTORY_FORMAT = 'ormee-text-history/1';

/** Writes a history as `readHistory` reads it. */
export const printHistory = (history: TextHistory): string =>
  JSON.stringify({
    format: HISTORY_FORMAT,
    id: history.textId,
    title: history.title,
    collective: { id: history.from.collectiveId, name: history.from.name },
    decisions: history.decisions.map(({ label, date }) => ({ number: label, date })),
    operations: history.patches,
  });

/**
 * Reads the history of a text from its JSON (`renderJson`), or from what `printHistory` made of it, and takes nothing on
 * trust: what does not replay is refused by INVALID_INPUT, with the place in the file.
 */
export function readHistory(json: string): TextHistory | Fault {
  try {
    const file = fieldsOf(parsed(json), '');
    if (file['format'] === JSON_FORMAT) return wholeHistory(json);
    if (file['format'] !== HISTORY_FORMAT) return invalid('format', 'OTHER_TEXT_FORMAT');
    return readPrinted(file);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'INVALID_INPUT') return error as Fault;
    throw error;
  }
}

function wholeHistory(json: string): TextHistory | Fault {
  const read = readTextJson(json);
  if (read instanceof Refusal) return read;
  const history = historyOf(read.text);
  return sound(history);
}

function readPrinted(file: Fields): TextHistory | Fault {
  const collective = fieldsOf(file['collective'], 'collective');
  return sound({
    textId: id(file, 'id', ''),
    title: line(file, 'title', ''),
    from: { collectiveId: id(collective, 'id', 'collective'), name: line(collective, 'name', 'collective') },
    decisions: [...decisionsOf(file).values()],
    patches: listOf(file, 'operations', pastPatchOf),
  });
}

function pastPatchOf(fields: Fields, path: string): PastPatch {
  const { decisionId: decision, ...patch } = patchOf(fields, path);
  const place = placeIn(path, 'versionIds');
  const ids = fields['versionIds'];
  if (!Array.isArray(ids)) throw invalid(place, ids === undefined ? 'MISSING' : 'OTHER_KIND');
  const versionIds = ids.map((one: unknown, at) =>
    id({ [`versionIds[${at}]`]: one }, `versionIds[${at}]`, path),
  );
  return { decision, ...patch, versionIds };
}

/** A text that nothing was decided on is none; every decision that is named wrote something. */
function sound(history: TextHistory): TextHistory | Fault {
  if (history.patches.length === 0) return invalid('operations', 'EMPTY');
  const versions = replayHistory(history);
  if (versions instanceof Refusal) return versions;
  const writing = new Set(history.patches.map(({ decision }) => decision));
  const idle = history.decisions.findIndex(({ label }) => !writing.has(label));
  return idle < 0 ? history : invalid(`decisions[${idle}]`, 'WRITES_NOTHING');
}

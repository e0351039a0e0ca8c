import { canonicalJson, type Json } from '../../kernel/canonical-json.js';
import type { Uuid } from '../../kernel/ids.js';
import { Refusal } from '../../kernel/refusals.js';
import type { ReadingPoint } from '../consolidation.js';
import { hashContent } from '../content.js';
import { applyPatch, withPatch } from '../patch.js';
import type { ProvisionVersion } from '../version.js';
import { JSON_FORMAT, renderJson } from './json.js';
import {
  day,
  fieldsOf,
  id,
  instant,
  invalid,
  line,
  listOf,
  localeOf,
  orNull,
  parsed,
  placeIn,
  string,
  type Fault,
  type Fields,
} from './read-fields.js';
import { contentOf, decisionsOf, patchOf } from './read-operations.js';
import type { WholeText } from './whole-text.js';

/** A text that was read from a file: decisions are named by their numbers, also where ids are expected. */
export interface ReadTextJson {
  readonly text: WholeText;
  readonly point: ReadingPoint;
}

/**
 * Reads what `renderJson` wrote, and takes nothing of it on trust: every version must come out of the operations, and
 * the wording out of the versions. Anything else is refused by INVALID_INPUT with `field` as the place in the file
 * (`versions[3].hash`) and the reason: NO_JSON, OTHER_TEXT_FORMAT, MISSING, OTHER_KIND, HASH_DIFFERS, TWICE,
 * DECISION_UNKNOWN, KNOWN_LATER, NOT_REPLAYED (the versions are not those that the operations make), OTHER_WORDING (the provisions are
 * not those that the versions make), or a reason of `refuseContent`.
 */
export function readTextJson(json: string): ReadTextJson | Fault {
  try {
    return read(json);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'INVALID_INPUT') return error as Fault;
    throw error;
  }
}

function read(json: string): ReadTextJson {
  const file = fieldsOf(parsed(json), '');
  if (file['format'] !== JSON_FORMAT) throw invalid('format', 'OTHER_TEXT_FORMAT');
  const point = { inForceOn: day(file, 'inForceOn', ''), knownAt: instant(file, 'knownAt', '') };
  const collective = fieldsOf(file['collective'], 'collective');
  const text: WholeText = {
    id: id(file, 'id', ''),
    title: line(file, 'title', ''),
    language: localeOf(file, 'language'),
    collective: {
      id: id(collective, 'id', 'collective'),
      name: line(collective, 'name', 'collective'),
    },
    versions: listOf(file, 'versions', versionOf),
    patches: listOf(file, 'operations', patchOf),
    decisions: decisionsOf(file),
  };
  requireDecisions(text);
  requireReplay(text, point);
  // Whatever stands in the file must be what would be written of it: the provisions above all.
  const again = fieldsOf(parsed(renderJson(text, point)), '');
  if (canonical(again['provisions']) !== canonical(file['provisions']))
    throw invalid('provisions', 'OTHER_WORDING');
  return { text, point };
}

function versionOf(fields: Fields, path: string): ProvisionVersion {
  const content = contentOf(fields, path);
  const version = {
    versionId: id(fields, 'versionId', path),
    provisionId: id(fields, 'provisionId', path),
    parentId: orNull(fields, 'parentId', path, id),
    position: string(fields, 'position', path),
    content,
    hash: string(fields, 'hash', path),
    inForceFrom: day(fields, 'inForceFrom', path),
    inForceUntil: orNull(fields, 'inForceUntil', path, day),
    knownFrom: instant(fields, 'knownFrom', path),
    knownUntil: orNull(fields, 'knownUntil', path, instant),
    openedBy: string(fields, 'openedBy', path),
    closedBy: orNull(fields, 'closedBy', path, string),
  };
  if (version.hash !== hashContent(content)) throw invalid(placeIn(path, 'hash'), 'HASH_DIFFERS');
  return version;
}

function requireDecisions({ versions, patches, decisions }: WholeText): void {
  // One decision writes one text once.
  const twice = patches.findIndex(
    ({ decisionId }, at) => patches.findIndex((one) => one.decisionId === decisionId) < at,
  );
  if (twice >= 0) throw invalid(`operations[${twice}].decision`, 'TWICE');
  const unknown = (id: Uuid | null): boolean => id !== null && !decisions.has(id);
  const patch = patches.findIndex(({ decisionId }) => unknown(decisionId));
  if (patch >= 0) throw invalid(`operations[${patch}].decision`, 'DECISION_UNKNOWN');
  const version = versions.findIndex(({ openedBy, closedBy }) => unknown(openedBy) || unknown(closedBy));
  if (version >= 0) throw invalid(`versions[${version}]`, 'DECISION_UNKNOWN');
}

/** Applies every patch again, in order: what cannot be applied, or makes other versions, is refused. */
function requireReplay({ versions, patches }: WholeText, { knownAt: until }: ReadingPoint): void {
  const ids = new Map(versions.map((version) => [openingOf(version), version.versionId]));
  let made: readonly ProvisionVersion[] = [];
  for (const [at, { operations, effectiveOn, knownAt: now, decisionId }] of patches.entries()) {
    const last = patches[at - 1];
    if (last && now < last.knownAt) throw invalid(`operations[${at}].knownAt`, 'NOT_REPLAYED');
    if (now > until) throw invalid(`operations[${at}].knownAt`, 'KNOWN_LATER');
    const newId = (opening: Pick<ProvisionVersion, 'provisionId' | 'inForceFrom'>): Uuid =>
      ids.get(openingOf({ ...opening, knownFrom: now })) ?? '';
    const patch = { operations, effectiveOn, today: effectiveOn, now, decisionId, newId };
    const applied = applyPatch({ versions: made, ...patch });
    if (applied instanceof Refusal) throw invalid(`operations[${at}]`, 'NOT_REPLAYED');
    made = withPatch(made, applied);
  }
  const sorted = (all: readonly ProvisionVersion[]) =>
    canonical([...all].sort((a, b) => (openingOf(a) < openingOf(b) ? -1 : 1)));
  if (sorted(made) !== sorted(versions)) throw invalid('versions', 'NOT_REPLAYED');
}

/** No patch opens a provision twice from one day. */
const openingOf = (version: Pick<ProvisionVersion, 'provisionId' | 'inForceFrom' | 'knownFrom'>): string =>
  canonicalJson([version.provisionId, version.inForceFrom, version.knownFrom]);

/** What cannot be written canonically, such as a fraction, equals nothing. */
function canonical(value: unknown): string {
  try {
    return canonicalJson((value ?? null) as Json);
  } catch {
    return '';
  }
}

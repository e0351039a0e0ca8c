import { canonicalJson, type Json } from '../../kernel/canonical-json.js';
import type { Locale } from '../../kernel/actors.js';
import { isUuid, type Uuid } from '../../kernel/ids.js';
import { parseCivilDate, parseInstant } from '../../kernel/instants.js';
import { unreadable } from '../../kernel/readable.js';
import { refuse, Refusal } from '../../kernel/refusals.js';
import type { ReadingPoint } from '../consolidation.js';
import { hashContent, refuseContent } from '../content.js';
import type { DecisionLabel } from '../markdown.js';
import type { PatchOperation, ProvisionContent } from '../operations.js';
import { applyPatch, withPatch } from '../patch.js';
import type { ProvisionVersion } from '../version.js';
import { JSON_FORMAT, renderJson } from './json.js';
import type { RecordedPatch, WholeText } from './whole-text.js';

/** A text that was read from a file: decisions are named by their numbers, also where ids are expected. */
export interface ReadTextJson {
  readonly text: WholeText;
  readonly point: ReadingPoint;
}

/** Of a title or a collective's name, in characters. */
const LINE_MAX = 1000;

type Fault = Refusal<'INVALID_INPUT'>;

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

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('file', 'NO_JSON');
  }
}

function decisionsOf(file: Fields): ReadonlyMap<Uuid, DecisionLabel> {
  const decisions = new Map<Uuid, DecisionLabel>();
  for (const [at, one] of listOf(file, 'decisions', (fields, path) => ({
    label: decisionNumber(fields, 'number', path),
    date: day(fields, 'date', path),
  })).entries()) {
    if (decisions.has(one.label)) throw invalid(`decisions[${at}].number`, 'TWICE');
    decisions.set(one.label, one);
  }
  return decisions;
}

const contentOf = (fields: Fields, path: string): ProvisionContent => {
  const content = {
    number: string(fields, 'number', path),
    heading: string(fields, 'heading', path),
    body: string(fields, 'body', path),
  };
  const unsound = refuseContent(content);
  if (unsound) throw invalid(placeIn(path, unsound.facts.field), unsound.facts.reason);
  return content;
};

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

const patchOf = (fields: Fields, path: string): RecordedPatch => ({
  decisionId: string(fields, 'decision', path),
  effectiveOn: day(fields, 'effectiveOn', path),
  knownAt: instant(fields, 'knownAt', path),
  operations: listOf(fields, 'operations', operationOf, path),
});

function operationOf(fields: Fields, path: string): PatchOperation {
  const kind = string(fields, 'kind', path);
  const provisionId = id(fields, 'provisionId', path);
  const within = placeIn(path, 'content');
  const content = () => contentOf(fieldsOf(fields['content'], within), within);
  const contentOrNull = () => (fields['content'] === null ? null : content());
  const on = () => ({ provisionId, expectedHash: string(fields, 'expectedHash', path) });
  const place = () => ({
    parentId: orNull(fields, 'parentId', path, id),
    afterId: orNull(fields, 'afterId', path, id),
  });
  switch (kind) {
    case 'INSERT':
      return { kind, provisionId, ...place(), content: content() };
    case 'REPLACE':
      return { kind, ...on(), content: content() };
    case 'RENUMBER':
      return { kind, ...on(), number: string(fields, 'number', path) };
    case 'SET_HEADING':
      return { kind, ...on(), heading: string(fields, 'heading', path) };
    case 'MOVE': {
      const fromId = orNull(fields, 'fromId', path, id);
      const expectedPlace = string(fields, 'expectedPlace', path);
      return { kind, ...on(), fromId, expectedPlace, ...place(), content: contentOrNull() };
    }
    case 'REPEAL':
      return { kind, ...on() };
    case 'RESTORE':
      return { kind, ...on(), ...place(), content: contentOrNull() };
    case 'ERRATUM':
      return { kind, ...on(), corrects: string(fields, 'corrects', path), content: content() };
    default:
      throw invalid(placeIn(path, 'kind'), 'OTHER_KIND');
  }
}

function requireDecisions({ versions, patches, decisions }: WholeText): void {
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

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, path: string): Fields {
  if (value === undefined) throw invalid(path, 'MISSING');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(path || 'file', 'OTHER_KIND');
  return value as Fields;
}

function listOf<T>(fields: Fields, name: string, read: (fields: Fields, path: string) => T, path = ''): T[] {
  const place = placeIn(path, name);
  const list = fields[name];
  if (list === undefined) throw invalid(place, 'MISSING');
  if (!Array.isArray(list)) throw invalid(place, 'OTHER_KIND');
  return list.map((one, at) => read(fieldsOf(one, `${place}[${at}]`), `${place}[${at}]`));
}

type ReadField = (fields: Fields, name: string, path: string) => string;

function orNull(fields: Fields, name: string, path: string, read: ReadField): string | null {
  return fields[name] === null ? null : read(fields, name, path);
}

function string(fields: Fields, name: string, path: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined) throw invalid(placeIn(path, name), 'MISSING');
  if (typeof value !== 'string' || !value.isWellFormed()) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

function id(fields: Fields, name: string, path: string): Uuid {
  const value = string(fields, name, path);
  if (!isUuid(value)) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

function line(fields: Fields, name: string, path: string): string {
  const value = string(fields, name, path);
  const reason = unreadable(value, 'LINE', LINE_MAX);
  if (reason) throw invalid(placeIn(path, name), reason);
  return value;
}

function localeOf(fields: Fields, name: string): Locale {
  const value = string(fields, name, '');
  if (value !== 'fr' && value !== 'en') throw invalid(name, 'OTHER_KIND');
  return value;
}

function decisionNumber(fields: Fields, name: string, path: string): string {
  const value = string(fields, name, path);
  if (!/^\d{4}-\d{3,9}$/.test(value)) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

function day(fields: Fields, name: string, path: string): string {
  const value = string(fields, name, path);
  if (parseCivilDate(value) !== value) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

/** In the house's one form, for instants are compared as text. */
function instant(fields: Fields, name: string, path: string): string {
  const value = string(fields, name, path);
  if (parseInstant(value) !== value) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

/** What cannot be written canonically, such as a fraction, equals nothing. */
function canonical(value: unknown): string {
  try {
    return canonicalJson((value ?? null) as Json);
  } catch {
    return '';
  }
}

const placeIn = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const invalid = (field: string, reason: string): Fault => refuse('INVALID_INPUT', { field, reason });

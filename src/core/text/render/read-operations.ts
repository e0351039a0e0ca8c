import type { Uuid } from '../../kernel/ids.js';
import { refuseContent } from '../content.js';
import type { DecisionLabel } from '../markdown.js';
import type { PatchOperation, ProvisionContent } from '../operations.js';
import {
  day,
  decisionNumber,
  fieldsOf,
  id,
  instant,
  invalid,
  listOf,
  orNull,
  placeIn,
  string,
  type Fields,
} from './read-fields.js';
import type { RecordedPatch } from './whole-text.js';

/** The decisions of a file, each once, by their numbers. */
export function decisionsOf(file: Fields): ReadonlyMap<Uuid, DecisionLabel> {
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

/** What a provision says in a file, as far as any may hold it. */
export const contentOf = (fields: Fields, path: string): ProvisionContent => {
  const content = {
    number: string(fields, 'number', path),
    heading: string(fields, 'heading', path),
    body: string(fields, 'body', path),
  };
  const unsound = refuseContent(content);
  if (unsound) throw invalid(placeIn(path, unsound.facts.field), unsound.facts.reason);
  return content;
};

/** What one decision did, in a file. */
export const patchOf = (fields: Fields, path: string): RecordedPatch => ({
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

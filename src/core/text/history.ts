import type { Uuid } from '../kernel/ids.js';
import type { CivilDate, Instant } from '../kernel/instants.js';
import { refuse, Refusal } from '../kernel/refusals.js';
import type { DecisionLabel } from './markdown.js';
import type { PatchOperation } from './operations.js';
import { applyPatch, withPatch } from './patch.js';
import type { WholeText } from './render/whole-text.js';
import type { ProvisionVersion } from './version.js';

/**
 * All that was ever decided on a text, as a file told it. Decisions are named by the numbers that they had there, also
 * where an erratum says which one it corrects: none of them is of this register.
 */
export interface TextHistory {
  readonly textId: Uuid;
  readonly title: string;
  /** The collective that it lived in, as the file says. */
  readonly from: { readonly collectiveId: Uuid; readonly name: string };
  readonly decisions: readonly DecisionLabel[];
  /** In the order in which they were decided. */
  readonly patches: readonly PastPatch[];
}

/** What one of those decisions did. */
export interface PastPatch {
  readonly decision: string;
  readonly effectiveOn: CivilDate;
  readonly knownAt: Instant;
  readonly operations: readonly PatchOperation[];
  /** The versions that it opened, in order: a history that is taken over keeps the identity of every wording. */
  readonly versionIds: readonly Uuid[];
}

/** How a decision that was taken over is called among the others: its number alone could be one of this register too. */
export const takenOverLabel = (label: string): string => `repris-${label}`;

/** The history of a text that was read from a file, where decisions are named by their numbers. */
export function historyOf(text: WholeText): TextHistory {
  const opened = new Map<string, Uuid>();
  for (const { provisionId, inForceFrom, knownFrom, versionId } of text.versions)
    opened.set(`${provisionId} ${inForceFrom} ${knownFrom}`, versionId);
  let made: readonly ProvisionVersion[] = [];
  const patches = text.patches.map(({ decisionId, ...patch }): PastPatch => {
    const { effectiveOn, knownAt } = patch;
    const newId = ({ provisionId, inForceFrom }: Pick<ProvisionVersion, 'provisionId' | 'inForceFrom'>) =>
      opened.get(`${provisionId} ${inForceFrom} ${knownAt}`) ?? '';
    const applied = applyPatch({
      ...patch,
      versions: made,
      decisionId,
      today: effectiveOn,
      now: knownAt,
      newId,
    });
    if (applied instanceof Refusal) throw applied;
    made = withPatch(made, applied);
    return { decision: decisionId, ...patch, versionIds: applied.opened.map(({ versionId }) => versionId) };
  });
  return {
    textId: text.id,
    title: text.title,
    from: { collectiveId: text.collective.id, name: text.collective.name },
    decisions: [...text.decisions.values()].map(({ label, date }) => ({ label, date })),
    patches,
  };
}

/** What a patch of a history does where its decisions are known by ids. */
export const operationsOf = (
  { operations }: Pick<PastPatch, 'operations'>,
  idOf: (label: string) => Uuid,
): readonly PatchOperation[] =>
  operations.map((operation) =>
    operation.kind === 'ERRATUM' ? { ...operation, corrects: idOf(operation.corrects) } : operation,
  );

/**
 * Every version of a history, from its operations alone; `idOf` gives the ids under which its decisions are known.
 * Refused by INVALID_INPUT with the place and NOT_REPLAYED (it cannot be applied, goes back in time or opens other versions),
 * TWICE (a decision or a version) or DECISION_UNKNOWN.
 */
export function replayHistory(
  { patches, decisions }: Pick<TextHistory, 'patches' | 'decisions'>,
  idOf: (label: string) => Uuid = (label) => label,
): readonly ProvisionVersion[] | Refusal<'INVALID_INPUT'> {
  const known = new Set(decisions.map(({ label }) => label));
  const heard = new Set<string>();
  let versions: readonly ProvisionVersion[] = [];
  let last: Instant = '';
  for (const [at, patch] of patches.entries()) {
    const { decision, effectiveOn, knownAt, versionIds } = patch;
    const place = `operations[${at}]`;
    if (!known.has(decision)) return invalid(`${place}.decision`, 'DECISION_UNKNOWN');
    const twice = [decision, ...versionIds].find((one) => heard.has(one));
    if (twice !== undefined)
      return invalid(`${place}.${twice === decision ? 'decision' : 'versionIds'}`, 'TWICE');
    for (const one of [decision, ...versionIds]) heard.add(one);
    if (knownAt < last) return invalid(`${place}.knownAt`, 'NOT_REPLAYED');
    last = knownAt;
    let next = 0;
    const applied = applyPatch({
      versions,
      operations: operationsOf(patch, idOf),
      effectiveOn,
      today: effectiveOn,
      now: knownAt,
      decisionId: idOf(decision),
      newId: () => versionIds[next++] ?? '',
    });
    const isWhole = !(applied instanceof Refusal) && applied.opened.length === versionIds.length;
    if (!isWhole || next !== versionIds.length) return invalid(place, 'NOT_REPLAYED');
    versions = withPatch(versions, applied);
  }
  return versions;
}

/** The provisions that a history leaves in force on a day, and whose end is not decided. */
export function standingAfter(
  history: Pick<TextHistory, 'patches' | 'decisions'>,
  on: CivilDate,
): readonly ProvisionVersion[] {
  const versions = replayHistory(history);
  if (versions instanceof Refusal) return [];
  return versions.filter(
    ({ knownUntil, inForceFrom, inForceUntil }) =>
      knownUntil === null && inForceUntil === null && inForceFrom <= on,
  );
}

const invalid = (field: string, reason: string): Refusal<'INVALID_INPUT'> =>
  refuse('INVALID_INPUT', { field, reason });

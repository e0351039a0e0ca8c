import { exhaustive } from '../kernel/exhaustive.js';
import type { Uuid } from '../kernel/ids.js';
import type { CivilDate, Instant } from '../kernel/instants.js';
import { refuse, Refusal } from '../kernel/refusals.js';
import { hashContent, numberKey, refuseContent } from './content.js';
import type { InsertProvision, PatchOperation, RepealProvision, ReplaceProvision } from './operations.js';
import { between } from './position.js';
import { isInForce, type ProvisionVersion } from './version.js';

/** What one decision does to one text. */
export interface Patch {
  readonly operations: readonly PatchOperation[];
  /** The day from which it is in force; null: `today`. */
  readonly effectiveOn: CivilDate | null;
  readonly today: CivilDate;
  readonly now: Instant;
  readonly decisionId: Uuid;
  /** Ids come from outside; a replay finds the recorded one, as no patch opens a provision twice from one day. */
  readonly newId: (opening: Pick<ProvisionVersion, 'provisionId' | 'inForceFrom'>) => Uuid;
}

/** What a patch writes: versions no longer known, and versions known from now on. */
export interface AppliedPatch {
  readonly closed: readonly Closing[];
  readonly opened: readonly ProvisionVersion[];
}

export interface Closing {
  readonly versionId: Uuid;
  readonly knownUntil: Instant;
  readonly closedBy: Uuid;
}

type Text = readonly ProvisionVersion[];

/** What every operation of a patch is judged by, besides the text. */
interface Step {
  readonly patch: Patch;
  readonly from: CivilDate;
  /** Every number ever used in the text, with the one provision that may use it. */
  readonly numbers: Map<string, Uuid>;
}

/**
 * Tries a patch on all versions of one text, whatever was ever known of it, and returns what is to be written or the
 * refusal, whose path is `operations`, then the index; never half a result. Operations apply in order. Throws
 * RangeError when `now` is earlier than what the text already knows: history would change.
 */
export function applyPatch({
  versions,
  ...patch
}: Patch & { readonly versions: Text }): AppliedPatch | Refusal {
  requireLaterThan(versions, patch.now);
  const numbers = new Map(versions.map((v) => [numberKey(v.content.number), v.provisionId]));
  const step: Step = { patch, from: patch.effectiveOn ?? patch.today, numbers };
  if (step.from < patch.today) return refuse('EFFECTIVE_DATE_PAST', { date: step.from });
  const closed: Closing[] = [];
  const opened: ProvisionVersion[] = [];
  const touched = new Set(versions.filter((v) => v.knownFrom === patch.now).map((v) => v.provisionId));
  let text = versions;
  for (const [index, operation] of patch.operations.entries()) {
    const applied = touched.has(operation.provisionId)
      ? refuse('EFFECTS_OVERLAP', { target: `provision:${operation.provisionId}` })
      : applyOperation(text, operation, step);
    if (applied instanceof Refusal) return atOperation(applied, index);
    touched.add(operation.provisionId);
    if (operation.kind !== 'REPEAL') numbers.set(numberKey(operation.content.number), operation.provisionId);
    closed.push(...applied.closed);
    opened.push(...applied.opened);
    text = withPatch(text, applied);
  }
  return refuseOrphans(text, step) ?? { closed, opened };
}

/** The versions of a text once a patch is written. */
export function withPatch(versions: Text, { closed, opened }: AppliedPatch): Text {
  const closings = new Map(closed.map((closing) => [closing.versionId, closing]));
  const closeOne = (version: ProvisionVersion) => {
    const closing = closings.get(version.versionId);
    return closing ? { ...version, knownUntil: closing.knownUntil, closedBy: closing.closedBy } : version;
  };
  return [...versions.map(closeOne), ...opened];
}

function applyOperation(text: Text, operation: PatchOperation, step: Step): AppliedPatch | Refusal {
  switch (operation.kind) {
    case 'INSERT':
      return insert(text, operation, step);
    case 'REPLACE':
      return replace(text, operation, step);
    case 'REPEAL':
      return repeal(text, operation, step);
    default:
      return exhaustive(operation);
  }
}

function insert(text: Text, operation: InsertProvision, step: Step): AppliedPatch | Refusal {
  const { provisionId, parentId, afterId, content } = operation;
  const unsound = refuseContent(content);
  if (unsound) return unsound;
  if (text.some((v) => v.provisionId === provisionId)) return refuse('DUPLICATE', { what: 'provision' });
  if (parentId !== null && !staysInForce(text, parentId, step.from))
    return refuse('ANCHOR_NOT_IN_FORCE', { anchor: parentId });
  if (afterId !== null && inForce(text, afterId, step.from)?.parentId !== parentId)
    return refuse('ANCHOR_NOT_IN_FORCE', { anchor: afterId });
  const place = { provisionId, parentId, position: positionAfter(text, parentId, afterId) };
  return refuseNumber(operation, step) ?? { closed: [], opened: [open(place, content, step)] };
}

function replace(text: Text, operation: ReplaceProvision, step: Step): AppliedPatch | Refusal {
  const unsound = refuseContent(operation.content);
  if (unsound) return unsound;
  const current = standing(text, operation, step.from);
  if (current instanceof Refusal) return current;
  const taken = refuseNumber(operation, step);
  if (taken) return taken;
  const { closed, opened } = end(current, step);
  return { closed, opened: [...opened, open(current, operation.content, step)] };
}

function repeal(text: Text, operation: RepealProvision, step: Step): AppliedPatch | Refusal {
  const current = standing(text, operation, step.from);
  return current instanceof Refusal ? current : end(current, step);
}

/** The version that the author read, if it is in force on the day and nothing is written yet for a later one. */
function standing(
  text: Text,
  { provisionId: provision, expectedHash }: ReplaceProvision | RepealProvision,
  from: CivilDate,
): ProvisionVersion | Refusal {
  const version = inForce(text, provision, from);
  if (!version) return refuse('PROVISION_NOT_IN_FORCE', { provision });
  if (version.hash !== expectedHash) return refuse('PROVISION_CHANGED', { provision });
  // An end in force means a replacement or a repeal on that day: neither is overwritten by an earlier change.
  if (version.inForceUntil !== null)
    return refuse('LATER_VERSION_EXISTS', { provision, date: version.inForceUntil });
  return version;
}

/** Closes a version on the known clock; what it was in force before the change, if a day at least, is known anew. */
function end(version: ProvisionVersion, { patch, from }: Step): AppliedPatch {
  const closed = [{ versionId: version.versionId, knownUntil: patch.now, closedBy: patch.decisionId }];
  if (version.inForceFrom === from) return { closed, opened: [] };
  const remainder = { ...version, versionId: patch.newId(version), inForceUntil: from, knownFrom: patch.now };
  return { closed, opened: [remainder] };
}

function open(
  place: Pick<ProvisionVersion, 'provisionId' | 'parentId' | 'position'>,
  content: ProvisionVersion['content'],
  { patch, from }: Step,
): ProvisionVersion {
  return {
    versionId: patch.newId({ provisionId: place.provisionId, inForceFrom: from }),
    provisionId: place.provisionId,
    parentId: place.parentId,
    position: place.position,
    content,
    hash: hashContent(content),
    inForceFrom: from,
    inForceUntil: null,
    knownFrom: patch.now,
    knownUntil: null,
    openedBy: patch.decisionId,
    closedBy: null,
  };
}

/** Between the anchor and the next place ever given under that parent, repealed ones included: order never changes. */
function positionAfter(text: Text, parentId: Uuid | null, afterId: Uuid | null): string {
  const siblings = text.filter((v) => v.parentId === parentId);
  const before = siblings.find((v) => v.provisionId === afterId)?.position ?? null;
  const following = siblings.map((v) => v.position).filter((p) => before === null || p > before);
  const after = following.reduce<string | null>(
    (least, p) => (least === null || p < least ? p : least),
    null,
  );
  return between(before, after);
}

/** Numbers are not recycled: a reader of an old minute must not find another rule under the number it cites. */
function refuseNumber(
  { provisionId, content: { number } }: InsertProvision | ReplaceProvision,
  { numbers }: Step,
): Refusal | null {
  const owner = numbers.get(numberKey(number)) ?? provisionId;
  return owner === provisionId ? null : refuse('NUMBER_TAKEN', { number });
}

/** After the whole patch, nothing may stay in force under a repealed provision, on that day or any later one. */
function refuseOrphans(text: Text, { patch, from }: Step): Refusal | null {
  const standing = text.filter(
    (v) => v.knownUntil === null && (v.inForceUntil === null || from < v.inForceUntil),
  );
  const parents = new Set(standing.map((v) => v.parentId));
  const index = patch.operations.findIndex((o) => o.kind === 'REPEAL' && parents.has(o.provisionId));
  const operation = patch.operations[index];
  if (!operation) return null;
  return atOperation(refuse('PROVISION_HAS_CHILDREN', { provision: operation.provisionId }), index);
}

const inForce = (text: Text, provisionId: Uuid, on: CivilDate): ProvisionVersion | undefined =>
  text.find((v) => v.provisionId === provisionId && v.knownUntil === null && isInForce(v, on));

/** In force on the day and never repealed since: else what is put under it would one day stand under nothing. */
const staysInForce = (text: Text, provisionId: Uuid, on: CivilDate): boolean =>
  inForce(text, provisionId, on) !== undefined &&
  text.some((v) => v.provisionId === provisionId && v.knownUntil === null && v.inForceUntil === null);

const atOperation = ({ code, facts }: Refusal, index: number): Refusal =>
  new Refusal(code, facts, ['operations', index]);

function requireLaterThan(text: Text, now: Instant): void {
  if (text.some((v) => v.knownFrom > now || (v.knownUntil ?? now) > now))
    throw new RangeError('a patch must come after what the text already knows');
}

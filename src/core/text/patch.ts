import { exhaustive } from '../kernel/exhaustive.js';
import type { Uuid } from '../kernel/ids.js';
import type { CivilDate, Instant } from '../kernel/instants.js';
import { refuse, Refusal } from '../kernel/refusals.js';
import { carryLater } from './carry-later.js';
import { hashContent, numberKey, refuseContent } from './content.js';
import {
  type CorrectProvision,
  type InsertProvision,
  type MoveProvision,
  type PatchOperation,
  type ProvisionContent,
  type RenumberProvision,
  type RestoreProvision,
} from './operations.js';
import { inForce, positionAfter, refusePlace, refuseUnheld, type Text } from './place.js';
import { hashPlace } from './position.js';
import { readProvision } from './read-provision.js';
import type { ProvisionVersion } from './version.js';

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

/** What every operation of a patch is judged by, besides the text. */
interface Step {
  readonly patch: Patch;
  readonly from: CivilDate;
  /** Every number ever used in the text, with the one provision that may use it. */
  readonly numbers: Map<string, Uuid>;
}

/** Where a version stands, and what it says. */
type Opening = Pick<ProvisionVersion, 'provisionId' | 'parentId' | 'position' | 'content'>;

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
    for (const { content, provisionId } of applied.opened)
      numbers.set(numberKey(content.number), provisionId);
    closed.push(...applied.closed);
    opened.push(...applied.opened);
    text = withPatch(text, applied);
  }
  return refuseUnheld(text, patch.operations, step.from) ?? { closed, opened };
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
      return refuseContent(operation.content) ?? rewrite(text, operation, step, () => operation.content);
    case 'RENUMBER':
      return renumber(text, operation, step);
    case 'SET_HEADING':
      return rewrite(text, operation, step, ({ content }) => ({ ...content, heading: operation.heading }));
    case 'MOVE':
      return move(text, operation, step);
    case 'REPEAL':
      return repeal(text, operation, step);
    case 'RESTORE':
      return restore(text, operation, step);
    case 'ERRATUM':
      return correct(text, operation, step);
    default:
      return exhaustive(operation);
  }
}

function insert(text: Text, operation: InsertProvision, step: Step): AppliedPatch | Refusal {
  const { provisionId, content } = operation;
  const unsound = refuseContent(content);
  if (unsound) return unsound;
  if (text.some((v) => v.provisionId === provisionId)) return refuse('DUPLICATE', { what: 'provision' });
  const opening = openingAt(text, operation, content, step);
  return opening instanceof Refusal ? opening : { closed: [], opened: [open(opening, step)] };
}

/** Other words in the same place. */
function rewrite(
  text: Text,
  operation: Aimed,
  step: Step,
  contentOf: (current: ProvisionVersion) => ProvisionContent,
): AppliedPatch | Refusal {
  const current = standing(text, operation, step.from);
  if (current instanceof Refusal) return current;
  return succeed(text, current, { ...current, content: contentOf(current) }, step);
}

function renumber(text: Text, operation: RenumberProvision, step: Step): AppliedPatch | Refusal {
  const { number } = operation;
  const current = standing(text, operation, step.from);
  if (current instanceof Refusal) return current;
  if (current.content.number === number)
    return refuse('INVALID_INPUT', { field: 'number', reason: 'UNCHANGED' });
  return succeed(text, current, { ...current, content: { ...current.content, number } }, step);
}

function move(text: Text, operation: MoveProvision, step: Step): AppliedPatch | Refusal {
  const { fromId, expectedPlace, content } = operation;
  const current = standing(text, operation, step.from);
  if (current instanceof Refusal) return current;
  if (current.parentId !== fromId || hashPlace(current) !== expectedPlace)
    return refuse('PROVISION_CHANGED', { provision: operation.provisionId });
  const opening = openingAt(text, operation, content ?? current.content, step);
  return opening instanceof Refusal ? opening : succeed(text, current, opening, step);
}

function repeal(text: Text, operation: Aimed, step: Step): AppliedPatch | Refusal {
  const current = standing(text, operation, step.from);
  if (current instanceof Refusal) return current;
  const { provisionId: provision, inForceUntil: date } = current;
  // What is decided for a later day, be it another repeal, is not struck with it.
  return date === null ? end(current, step) : refuse('LATER_VERSION_EXISTS', { provision, date });
}

function restore(text: Text, operation: RestoreProvision, step: Step): AppliedPatch | Refusal {
  const { provisionId: provision, expectedHash, content } = operation;
  const history = text.filter((v) => v.provisionId === provision);
  const reading = readProvision(history, { inForceOn: step.from, knownAt: step.patch.now });
  if (!reading?.repealed) return refuse('PROVISION_NOT_REPEALED', { provision });
  if (reading.version.hash !== expectedHash) return refuse('PROVISION_CHANGED', { provision });
  const [later] = versionsAfter(history, provision, step.from);
  if (later) return refuse('LATER_VERSION_EXISTS', { provision, date: later.inForceFrom });
  const opening = openingAt(text, operation, content ?? reading.version.content, step);
  return opening instanceof Refusal ? opening : { closed: [], opened: [open(opening, step)] };
}

/** A slip that a decision left: whatever it wrote of this provision may be mended, but not the number that people cite. */
function correct(text: Text, operation: CorrectProvision, step: Step): AppliedPatch | Refusal {
  const { provisionId: provision, corrects, content } = operation;
  const current = standing(text, operation, step.from);
  if (current instanceof Refusal) return current;
  if (content.number !== current.content.number)
    return refuse('INVALID_INPUT', { field: 'number', reason: 'NOT_BY_ERRATUM' });
  if (!text.some((v) => v.provisionId === provision && v.openedBy === corrects))
    return refuse('ERRATUM_OF_ANOTHER_DECISION', { provision });
  return succeed(text, current, { ...current, content }, step);
}

/** What the author of an operation read. */
type Aimed = Pick<RenumberProvision, 'provisionId' | 'expectedHash'>;

/** The version that the author read, if it is in force on the day. */
function standing(
  text: Text,
  { provisionId: provision, expectedHash }: Aimed,
  from: CivilDate,
): ProvisionVersion | Refusal {
  const version = inForce(text, provision, from);
  if (!version) return refuse('PROVISION_NOT_IN_FORCE', { provision });
  if (version.hash !== expectedHash) return refuse('PROVISION_CHANGED', { provision });
  return version;
}

/** A provision at the place that an operation asks for. */
function openingAt(
  text: Text,
  operation: InsertProvision | MoveProvision | RestoreProvision,
  content: ProvisionContent,
  step: Step,
): Opening | Refusal {
  const { provisionId, parentId, afterId } = operation;
  const refused = refusePlace(text, { provisionId, parentId, afterId }, step.from);
  if (refused) return refused;
  const opening = { provisionId, parentId, content, position: positionAfter(text, operation, step.from) };
  return refuseOpening(opening, step) ?? opening;
}

/**
 * One version after another, from the day of the patch until what is already decided for a later day. What is decided for
 * then is carried along, or the patch refused: nothing of it is overwritten.
 */
function succeed(
  text: Text,
  current: ProvisionVersion,
  opening: Opening,
  step: Step,
): AppliedPatch | Refusal {
  const refused = refuseOpening(opening, step);
  if (refused) return refused;
  const { closed, opened } = end(current, step);
  const written = [...opened, { ...open(opening, step), inForceUntil: current.inForceUntil }];
  const closings = [...closed];
  for (const later of versionsAfter(text, current.provisionId, step.from)) {
    const carried = carryLater(later, current, opening);
    if (!carried)
      return refuse('LATER_VERSION_EXISTS', { provision: later.provisionId, date: later.inForceFrom });
    if (hashPlace(carried) === hashPlace(later) && hashContent(carried.content) === later.hash) continue;
    closings.push(closing(later, step.patch));
    const { provisionId, inForceFrom, inForceUntil } = later;
    written.push({ ...open({ provisionId, ...carried }, step, inForceFrom), inForceUntil });
  }
  return { closed: closings, opened: written };
}

/** What is known of a provision for days after one, in order. */
const versionsAfter = (text: Text, provisionId: Uuid, day: CivilDate): Text =>
  text
    .filter((v) => v.provisionId === provisionId && v.knownUntil === null && v.inForceFrom > day)
    .toSorted((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1));

/** Closes a version on the known clock; what it was in force before the change, if a day at least, is known anew. */
function end(version: ProvisionVersion, { patch, from }: Step): AppliedPatch {
  const closed = [closing(version, patch)];
  if (version.inForceFrom === from) return { closed, opened: [] };
  const remainder = { ...version, versionId: patch.newId(version), inForceUntil: from, knownFrom: patch.now };
  return { closed, opened: [remainder] };
}

const closing = ({ versionId }: ProvisionVersion, { now, decisionId }: Patch): Closing => ({
  versionId,
  knownUntil: now,
  closedBy: decisionId,
});

const open = (
  { provisionId, parentId, position, content }: Opening,
  { patch, from }: Step,
  inForceFrom: CivilDate = from,
): ProvisionVersion => ({
  versionId: patch.newId({ provisionId, inForceFrom }),
  provisionId,
  parentId,
  position,
  content,
  hash: hashContent(content),
  inForceFrom,
  inForceUntil: null,
  knownFrom: patch.now,
  knownUntil: null,
  openedBy: patch.decisionId,
  closedBy: null,
});

/** Numbers are not recycled: a reader of an old minute must not find another rule under the number it cites. */
function refuseOpening({ provisionId, content }: Opening, { numbers }: Step): Refusal | null {
  const unsound = refuseContent(content);
  if (unsound) return unsound;
  const owner = numbers.get(numberKey(content.number)) ?? provisionId;
  return owner === provisionId ? null : refuse('NUMBER_TAKEN', { number: content.number });
}

const atOperation = ({ code, facts }: Refusal, index: number): Refusal =>
  new Refusal(code, facts, ['operations', index]);

function requireLaterThan(text: Text, now: Instant): void {
  if (text.some((v) => v.knownFrom > now || (v.knownUntil ?? now) > now))
    throw new RangeError('a patch must come after what the text already knows');
}

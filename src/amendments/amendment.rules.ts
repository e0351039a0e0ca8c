import type { Json } from '../core/kernel/canonical-json.js';
import { hashJson, hashText, type Sha256 } from '../core/kernel/hash.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { readBlocks } from '../core/text/amend/blocks.js';
import { deriveHunks } from '../core/text/amend/derive.js';
import { withSection } from '../core/text/amend/edited-section.js';
import type { Hunk } from '../core/text/amend/hunk.js';
import type { AmendmentRow } from './amendment.entity.js';

/** A wording that is amended, under its fingerprint. */
export interface AmendedBase {
  readonly markdown: string;
  readonly hash: Sha256;
}

export const baseOf = (markdown: string): AmendedBase => ({ markdown, hash: hashText(markdown) });

/** How people call an amendment: `A3`. */
export const labelOfAmendment = ({ number }: Pick<AmendmentRow, 'number'>): string => `A${number}`;

export const labelsOf = (amendments: readonly Pick<AmendmentRow, 'number'>[]): string =>
  amendments
    .toSorted((a, b) => a.number - b.number)
    .map(labelOfAmendment)
    .join(', ');

/** Fingerprint of what an amendment asks for: its words, and those that it is on. */
export const hashAmendment = (base: Sha256, hunks: readonly Hunk[]): Sha256 =>
  hashJson({ base, hunks: hunks as unknown as Json });

/** A copy as its author wants it: of the whole wording, or of the one provision that is named. */
export interface EditedCopy {
  readonly copy: string;
  readonly provision: string | null;
}

export interface DerivedAmendment {
  readonly hunks: readonly Hunk[];
  readonly hash: Sha256;
}

const COPY_AT_MOST = 400_000;
const REASON_AT_MOST = 10_000;

/**
 * What an edited copy asks for on a wording. INVALID_INPUT for a copy that nobody could read and a provision that the
 * wording does not have once; AMENDS_NOTHING where nothing but typography differs.
 */
export function deriveAmendment(base: AmendedBase, { copy, provision }: EditedCopy): DerivedAmendment {
  const reason = unreadable(copy.replaceAll('\r', ''), 'LINES', COPY_AT_MOST);
  if (reason) throw invalid('copy', reason);
  const edited = provision === null ? copy : withSection(base.markdown, provision, copy);
  if (edited === null) throw invalid('provision', 'UNKNOWN');
  const hunks = deriveHunks(readBlocks(base.markdown), readBlocks(edited));
  if (hunks.length === 0) throw refuse('AMENDS_NOTHING');
  return { hunks, hash: hashAmendment(base.hash, hunks) };
}

/** Why one amends may be left out; what nobody could read may not be said. */
export function refuseReason(reason: string): Refusal | null {
  const because = unreadable(reason, 'LINES', REASON_AT_MOST);
  return because && invalid('reason', because);
}

/** Whether an amendment is still to be decided. */
export const isPending = (amendment: Pick<AmendmentRow, 'state' | 'number'>): Refusal | null =>
  amendment.state === 'PENDING'
    ? null
    : refuse('AMENDMENT_NOT_PENDING', { amendment: labelOfAmendment(amendment), state: amendment.state });

const invalid = (field: string, reason: string): Refusal =>
  refuse('INVALID_INPUT', { field, reason }, ['input', field]);

import type { Locale } from '../../kernel/actors.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CivilDate, Instant } from '../../kernel/instants.js';
import type { DecisionLabel } from '../markdown.js';
import type { PatchOperation } from '../operations.js';
import type { ProvisionVersion } from '../version.js';

/** What one decision did to a text, as it was recorded. */
export interface RecordedPatch {
  readonly decisionId: Uuid;
  readonly effectiveOn: CivilDate;
  readonly knownAt: Instant;
  readonly operations: readonly PatchOperation[];
}

/** A text with all that is known of it: every version of its provisions, and the decisions that wrote them. */
export interface WholeText {
  readonly id: Uuid;
  /** Plain text, one line. */
  readonly title: string;
  /** Of its words: the collective's. */
  readonly language: Locale;
  readonly collective: { readonly id: Uuid; readonly name: string };
  readonly versions: readonly ProvisionVersion[];
  /** In the order in which they were decided. */
  readonly patches: readonly RecordedPatch[];
  /** The number (`2026-012`) and day of every decision that the text cites; once read at an instant, in the order in which they wrote. */
  readonly decisions: ReadonlyMap<Uuid, DecisionLabel>;
}

/** A text as it was known at an instant: nothing in it, not even an end, comes from what was decided later. */
export function asKnownAt(text: WholeText, knownAt: Instant): WholeText {
  const patches = text.patches.filter((patch) => patch.knownAt <= knownAt);
  const versions = text.versions
    .filter(({ knownFrom }) => knownFrom <= knownAt)
    .map((version) =>
      version.knownUntil !== null && version.knownUntil > knownAt
        ? { ...version, knownUntil: null, closedBy: null }
        : version,
    );
  const cited = new Set([
    ...patches.map(({ decisionId }) => decisionId),
    ...versions.flatMap(({ openedBy, closedBy }) => [openedBy, closedBy ?? openedBy]),
  ]);
  const decisions = new Map(
    [...cited].flatMap((id) => {
      const decision = text.decisions.get(id);
      return decision ? [[id, decision] as const] : [];
    }),
  );
  return { ...text, versions, patches, decisions };
}

/** The number and day of a decision that the text cites; one that lacks is a TypeError. */
export function labelOfDecision(decisions: ReadonlyMap<Uuid, DecisionLabel>, id: Uuid): DecisionLabel {
  const decision = decisions.get(id);
  if (!decision) throw new TypeError(`no label for decision ${id}`);
  return decision;
}

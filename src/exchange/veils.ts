import type { Json } from '../core/kernel/canonical-json.js';
import type { Row } from '../core/verify/bundle.js';
import type { VeilFacts } from './classification.js';

/** An e-mail address is its owner's alone. */
export const ownAddressOnly = (row: Row, { member }: VeilFacts): Row => ({
  ...row,
  email: row['id'] === member ? (row['email'] as Json) : null,
});

/** An objection is a ballot that says why: who put it is told as ballots are, and to its author. */
export const authorsAsBallots = (row: Row, { member, nameless }: VeilFacts): Row => ({
  ...row,
  memberId:
    row['memberId'] === member || !nameless.has(row['pollId'] as string) ? (row['memberId'] as Json) : null,
});

/** A leaf keeps its hash, so that the tree can be built again; its body goes by its visibility. */
export const withoutHiddenLeaves =
  (open: readonly string[]) =>
  (row: Row): Row =>
    open.includes(row['visibility'] as string)
      ? row
      : { ...row, type: null, encoded: null, recordedAt: null };

/**
 * Effects that name a member, such as those who would hold a mandate, are withheld whole: their hash stays. So are the words
 * of what bears a name that was erased, which are empty then; `about` is the column that says of what a row is.
 */
export const withoutErasedNames =
  (about: string) =>
  (row: Row, { members, wordless }: VeilFacts): Row => {
    const isWordless = wordless.has(row[about] as string);
    const effects = row['effects'] as Json;
    const isCovered = mentions(effects, members) || (isWordless && hasEffects(effects));
    return {
      ...row,
      ...(isWordless && 'title' in row && { title: '' }),
      ...(isWordless && 'rationale' in row && { rationale: '' }),
      ...('effects' in row && { effects: isCovered ? null : effects }),
    };
  };

/** That nothing is done names nobody. */
const hasEffects = (effects: Json): boolean => Array.isArray(effects) && effects.length > 0;

/** Why effects were not applied: the refusal, without its facts, which may name somebody. */
export function refusalOnly(row: Row): Row {
  const refusal = row['notApplied'] as { readonly code: string } | null;
  return { ...row, notApplied: refusal && { code: refusal.code, facts: {} } };
}

function mentions(value: Json, ids: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return ids.has(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((one) => mentions(one as Json, ids));
}

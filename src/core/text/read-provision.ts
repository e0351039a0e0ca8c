import type { Uuid } from '../kernel/ids.js';
import type { CivilDate, Instant } from '../kernel/instants.js';
import { isInForce, isKnown, type ProvisionVersion } from './version.js';

/** A provision as it is read: its version of that day, or its last one with what repealed it. */
export interface Reading {
  readonly version: ProvisionVersion;
  /** The decision that repealed it and the first day without it; null while it is in force. */
  readonly repealed: { readonly by: Uuid; readonly on: CivilDate } | null;
}

/** What one provision's history, as heard of by an instant, says of it on a day; null: not in force yet. */
export function readProvision(
  history: readonly ProvisionVersion[],
  { inForceOn, knownAt }: { readonly inForceOn: CivilDate; readonly knownAt: Instant },
): Reading | null {
  const heard = history.filter((version) => version.knownFrom <= knownAt);
  const known = heard.filter((version) => isKnown(version, knownAt));
  const standing = known.find((version) => isInForce(version, inForceOn));
  if (standing) return { version: standing, repealed: null };
  // Whoever closed last what would have been in force that day left nothing there: that is the repeal.
  const struck = heard.filter((version) => !isKnown(version, knownAt) && isInForce(version, inForceOn));
  const closed = latest(struck, 'knownUntil');
  if (!closed?.closedBy) return null;
  const last = latest(
    known.filter((version) => version.inForceFrom <= inForceOn),
    'inForceFrom',
  );
  // Repealed on its very first day, a provision leaves nothing known: its end is the day it would have begun.
  const ended = last?.inForceUntil ?? closed.inForceFrom;
  const on = ended < closed.inForceFrom ? closed.inForceFrom : ended;
  return { version: last ?? closed, repealed: { by: closed.closedBy, on } };
}

const latest = (
  versions: readonly ProvisionVersion[],
  clock: 'knownUntil' | 'inForceFrom',
): ProvisionVersion | undefined =>
  versions.toSorted((a, b) => ((a[clock] ?? '') < (b[clock] ?? '') ? -1 : 1)).at(-1);

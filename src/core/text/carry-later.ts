import type { Uuid } from '../kernel/ids.js';
import type { ProvisionContent } from './operations.js';

/** Where a version stands and what it says: what an operation may change of it. */
export interface Standing {
  readonly parentId: Uuid | null;
  readonly position: string;
  readonly content: ProvisionContent;
}

/**
 * What becomes of a version already decided for a later day when an earlier day changes: it keeps all that it had changed,
 * and takes on what it had kept. Place, number, heading and words are each one thing: where both changed one of them
 * otherwise, null, for then people decide. Nothing is merged within a body, so that a replay a lifetime later finds the
 * same to the byte, whatever compares words by then.
 */
export function carryLater(later: Standing, base: Standing, mine: Standing): Standing | null {
  const place = carried(later, base, mine, ({ parentId, position }) => `${parentId} ${position}`);
  const number = carried(later, base, mine, ({ content }) => content.number);
  const heading = carried(later, base, mine, ({ content }) => content.heading);
  const body = carried(later, base, mine, ({ content }) => content.body);
  if (!place || !number || !heading || !body) return null;
  return {
    parentId: place.parentId,
    position: place.position,
    content: {
      number: number.content.number,
      heading: heading.content.heading,
      body: body.content.body,
    },
  };
}

/** Whose side one thing is taken from; null where each side says something else. */
function carried(
  later: Standing,
  base: Standing,
  mine: Standing,
  read: (side: Standing) => string,
): Standing | null {
  if (read(mine) === read(base)) return later;
  return read(later) === read(base) || read(later) === read(mine) ? mine : null;
}

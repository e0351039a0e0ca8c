import type { Uuid } from '../../core/kernel/ids.js';
import { refuse } from '../../core/kernel/refusals.js';
import { fromGlobalId } from './global-ids.js';

/**
 * The row that a caller's global id means, within their own collective. A malformed id, one of another type, of
 * another collective and a missing one all get the same NOT_FOUND.
 */
export function rowIdOf(
  globalId: string,
  type: string,
  collectiveId: Uuid,
  path: readonly (string | number)[] = [],
): Uuid {
  const id = fromGlobalId(globalId);
  if (!id || id.type !== type || id.collectiveId !== collectiveId) throw refuse('NOT_FOUND', {}, path);
  return id.id;
}

/** The one field that is set in a `@oneOf` input. */
export function onlyField<T extends object>(
  input: T,
  path: readonly (string | number)[],
): [keyof T & string] {
  const set = Object.entries(input).filter(([, value]) => value != null);
  if (set.length !== 1) throw refuse('INVALID_INPUT', { field: path.join('.'), reason: 'EXACTLY_ONE' }, path);
  return [(set[0] as [string, unknown])[0] as keyof T & string];
}

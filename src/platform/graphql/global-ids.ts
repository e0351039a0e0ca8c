import { isUuid, type Uuid } from '../../core/kernel/ids.js';

/** What an opaque id stands for: an object of a type, in one collective. */
export interface GlobalId {
  /** Name of the GraphQL type. */
  readonly type: string;
  readonly collectiveId: Uuid;
  readonly id: Uuid;
}

const TYPE_NAME = /^[A-Z][A-Za-z0-9]{0,63}$/;

/** The one id of an object in the API (Relay's Global Object Identification): base64url of `Type:collective:id`. */
export const toGlobalId = (type: string, collectiveId: Uuid, id: Uuid): string =>
  toBase64url(`${type}:${collectiveId}:${id}`);

/** Reads what `toGlobalId` writes; anything else, and any other spelling of the same, is null. */
export function fromGlobalId(text: string): GlobalId | null {
  const [type, collectiveId, id, ...rest] = (fromBase64url(text) ?? '').split(':');
  if (!type || !collectiveId || !id || rest.length > 0) return null;
  if (!TYPE_NAME.test(type) || !isUuid(collectiveId) || !isUuid(id)) return null;
  return { type, collectiveId, id };
}

/** UTF-8 text in base64url without padding (RFC 4648, section 5). */
export const toBase64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

/** Reads only what `toBase64url` writes, so that a text has one encoding; null otherwise. */
export function fromBase64url(encoded: string): string | null {
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  return toBase64url(text) === encoded ? text : null;
}

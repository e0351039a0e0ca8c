import { fromGlobalId, toGlobalId } from '../platform/graphql/global-ids.js';

/** What has a page of its own, under an address that lasts. */
export type Addressed =
  | 'Appeal'
  | 'Poll'
  | 'ElectionWithoutCandidates'
  | 'Thread'
  | 'Contribution'
  | 'Mandate'
  | 'Decision'
  | 'WorkingGroup'
  | 'Proposal';

const BYTES = /^[0-9a-f]{64}$/;

/** The end of the address of something: its collective and itself, 32 bytes in base64url. Null for what it is not. */
export function addressOf(type: Addressed, globalId: string): string | null {
  const id = fromGlobalId(globalId);
  if (id?.type !== type) return null;
  return Buffer.from(`${id.collectiveId}${id.id}`.replaceAll('-', ''), 'hex').toString('base64url');
}

/** The id that an address stands for; null for what is none of ours. */
export function idAt(type: Addressed, address: string): string | null {
  const hex = Buffer.from(address, 'base64url').toString('hex');
  if (!/^[\w-]{43}$/.test(address) || !BYTES.test(hex)) return null;
  return toGlobalId(type, uuidOf(hex.slice(0, 32)), uuidOf(hex.slice(32)));
}

const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

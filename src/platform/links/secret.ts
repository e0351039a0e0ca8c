import { hashText } from '../../core/kernel/hash.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { SessionKey } from '../access/context.js';

const TOKEN = /^[A-Za-z0-9_-]{64}$/;

/**
 * A secret as its holder keeps it: base64url of the collective's id and 32 random bytes, so that a look-up leads
 * with the collective. Only the SHA-256 of the whole is stored.
 */
export function mintSecret(collectiveId: Uuid, random: Uint8Array): { token: string; hash: string } {
  const token = Buffer.concat([Buffer.from(collectiveId.replaceAll('-', ''), 'hex'), random]).toString(
    'base64url',
  );
  return { token, hash: hashText(token) };
}

/** Where to look a shown secret up; null when it cannot be one of ours. */
export function readSecret(token: string): SessionKey | null {
  if (!TOKEN.test(token)) return null;
  const hex = Buffer.from(token, 'base64url').subarray(0, 16).toString('hex');
  const collectiveId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
  return { collectiveId, tokenHash: hashText(token) };
}

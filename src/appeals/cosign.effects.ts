import type { CosignText, EffectHandler } from '../core/kernel/effects.js';
import { hashText } from '../core/kernel/hash.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { CosignedTextRow } from './appeal.entity.js';
import { unfitUrl } from './signature.rules.js';

const TITLE_MAX = 200;
const BODY_MAX = 100_000;

/** The effect that signs a text of others: nobody signs in the collective's name alone, and what was read is kept. */
export const cosignText: EffectHandler<CosignText, { readonly isSigned: boolean }, Tx> = {
  kind: 'COSIGN_TEXT',

  lock: () => Promise.resolve(),

  async load(tx, { cosignedId, hash }, { collectiveId }) {
    const known = await tx.one(
      'SELECT FROM ormee.cosigned_text WHERE collective_id = $1 AND (id = $2 OR hash = $3)',
      [collectiveId, cosignedId, hash],
    );
    return { isSigned: known !== null };
  },

  validate({ title, url, body, hash }, { isSigned }) {
    if (isSigned) return refuse('DUPLICATE', { what: 'cosigned text' });
    const untitled = title.trim() === '' ? 'EMPTY' : unreadable(title, 'LINE', TITLE_MAX);
    if (untitled) return refuse('INVALID_INPUT', { field: 'title', reason: untitled });
    if (url === null && body === null) return refuse('INVALID_INPUT', { field: 'url', reason: 'EMPTY' });
    const unfit = url === null ? null : unfitUrl(url);
    if (unfit) return refuse('INVALID_INPUT', { field: 'url', reason: unfit });
    if (body === null) return null;
    const unsaid = body.trim() === '' ? 'EMPTY' : unreadable(body, 'LINES', BODY_MAX);
    if (unsaid) return refuse('INVALID_INPUT', { field: 'body', reason: unsaid });
    return hashText(body) === hash
      ? null
      : refuse('INVALID_INPUT', { field: 'hash', reason: 'NOT_OF_THESE_WORDS' });
  },

  async apply(tx, { cosignedId, title, url, body, hash }, _state, { collectiveId, now }, { decisionId }) {
    await tx.insert(CosignedTextRow, {
      ...{ collectiveId, id: cosignedId, title, url, body, hash },
      cosignedAt: now,
      cosignedBy: decisionId,
    });
    record(tx, collectiveId, {
      type: 'text.cosigned',
      visibility: 'MEMBERS',
      body: { cosigned: cosignedId, decision: decisionId, title, hash },
    });
  },
};

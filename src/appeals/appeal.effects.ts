import type { EffectHandler, PublishAppeal } from '../core/kernel/effects.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { AppealRow } from './appeal.entity.js';

const TITLE_MAX = 200;
const BODY_MAX = 100_000;

/** The effect that publishes an appeal: nobody speaks in the collective's name alone. */
export const publishAppeal: EffectHandler<PublishAppeal, { readonly idTaken: boolean }, Tx> = {
  kind: 'PUBLISH_APPEAL',

  lock: () => Promise.resolve(),

  async load(tx, { appealId }, { collectiveId }) {
    const known = await tx.one('SELECT FROM ormee.appeal WHERE collective_id = $1 AND id = $2', [
      collectiveId,
      appealId,
    ]);
    return { idTaken: known !== null };
  },

  validate({ title, body }, { idTaken }) {
    if (idTaken) return refuse('DUPLICATE', { what: 'appeal' });
    const untitled = title.trim() === '' ? 'EMPTY' : unreadable(title, 'LINE', TITLE_MAX);
    if (untitled) return refuse('INVALID_INPUT', { field: 'title', reason: untitled });
    const unsaid = body.trim() === '' ? 'EMPTY' : unreadable(body, 'LINES', BODY_MAX);
    return unsaid && refuse('INVALID_INPUT', { field: 'body', reason: unsaid });
  },

  async apply(tx, { appealId, title, body, visibility }, _state, { collectiveId, now }, { decisionId }) {
    await tx.insert(AppealRow, {
      collectiveId,
      id: appealId,
      title,
      body,
      visibility,
      publishedAt: now,
      publishedBy: decisionId,
    });
    record(tx, collectiveId, {
      type: 'appeal.published',
      visibility,
      body: { appeal: appealId, decision: decisionId, title },
    });
  },
};

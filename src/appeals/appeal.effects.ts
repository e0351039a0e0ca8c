import type { EffectHandler, PublishAppeal } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { AppealRow, FirstSignatoryRow } from './appeal.entity.js';

const TITLE_MAX = 200;
const BODY_MAX = 100_000;

/** As many as a page shows above the others. */
const FIRST_AT_MOST = 100;

interface AppealState {
  readonly idTaken: boolean;
  /** How many of the first signatories are, or were, members. */
  readonly known: number;
}

/** The effect that publishes an appeal: nobody speaks in the collective's name alone. */
export const publishAppeal: EffectHandler<PublishAppeal, AppealState, Tx> = {
  kind: 'PUBLISH_APPEAL',

  lock: () => Promise.resolve(),

  async load(tx, { appealId, firstSignatories = [] }, { collectiveId }) {
    const known = await tx.one('SELECT FROM ormee.appeal WHERE collective_id = $1 AND id = $2', [
      collectiveId,
      appealId,
    ]);
    const members = await tx.rows(
      'SELECT FROM ormee.member WHERE collective_id = $1 AND id = ANY($2::uuid[]) AND erased_at IS NULL',
      [collectiveId, firstSignatories],
    );
    return { idTaken: known !== null, known: members.length };
  },

  validate({ title, body, closesAt = null, firstSignatories = [] }, { idTaken, known }, { now }) {
    if (idTaken) return refuse('DUPLICATE', { what: 'appeal' });
    const untitled = title.trim() === '' ? 'EMPTY' : unreadable(title, 'LINE', TITLE_MAX);
    if (untitled) return refuse('INVALID_INPUT', { field: 'title', reason: untitled });
    const unsaid = body.trim() === '' ? 'EMPTY' : unreadable(body, 'LINES', BODY_MAX);
    if (unsaid) return refuse('INVALID_INPUT', { field: 'body', reason: unsaid });
    if (closesAt !== null && closesAt <= now)
      return refuse('INVALID_INPUT', { field: 'closesAt', reason: 'PAST' });
    return refuseFirst(firstSignatories, known);
  },

  async apply(
    tx,
    { appealId, title, body, visibility, closesAt = null, firstSignatories = [] },
    _state,
    { collectiveId, now },
    { decisionId },
  ) {
    await tx.insert(AppealRow, {
      collectiveId,
      id: appealId,
      title,
      body,
      visibility,
      publishedAt: now,
      publishedBy: decisionId,
      closesAt,
    });
    await tx.insert(
      FirstSignatoryRow,
      firstSignatories.map((memberId, at) => ({ collectiveId, appealId, place: at + 1, memberId })),
    );
    record(tx, collectiveId, {
      type: 'appeal.published',
      visibility,
      body: { appeal: appealId, decision: decisionId, title },
    });
  },
};

function refuseFirst(first: readonly Uuid[], known: number): Refusal | null {
  if (new Set(first).size < first.length)
    return refuse('INVALID_INPUT', { field: 'firstSignatoryIds', reason: 'TWICE' });
  if (first.length > FIRST_AT_MOST)
    return refuse('INVALID_INPUT', { field: 'firstSignatoryIds', reason: 'TOO_MANY' });
  return known < first.length ? refuse('NOT_FOUND') : null;
}

import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { readBlocks } from '../core/text/amend/blocks.js';
import { countWords, locate, quoteOf, type Quote } from '../core/text/anchor.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { wordsRead, type ReadIn } from './anchors.queries.js';
import { holdProposals, voiceConcern } from './carry-concerns.js';
import { refuseDated, refuseReviewDate } from './concern.rules.js';
import {
  ContributionAnchorRow,
  ContributionRow,
  ContributionVersionRow,
  type ContributionKind,
} from './contribution.entity.js';
import { BODY_MAX, QUOTE_MAX, refuseReply } from './contribution.rules.js';
import { lockThread } from './lock-thread.js';
import { refuseEnded, subjectsOf } from './thread-subjects.js';
import { refuseWords } from './thread.rules.js';

export interface NewContribution {
  readonly threadId: Uuid;
  readonly kind: ContributionKind;
  readonly body: string;
  readonly repliesTo: Uuid | null;
  readonly anchor: (Quote & { readonly readIn: ReadIn }) | null;
  /** Of a concern: when the collective is to look at it again. */
  readonly reviewAt: Instant | null;
}

/** Says something in a thread. It gets the next number there, and keeps it. */
export function contribute(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  said: NewContribution,
  repeat: Repeat,
): Promise<Uuid> {
  return once(tx, { collectiveId, memberId, act: 'contribute', ...repeat }, async () => {
    const held = said.reviewAt === null ? [] : await holdProposals(tx, collectiveId, said.threadId);
    const thread = await lockThread(tx, collectiveId, said.threadId);
    const writtenAt = await tx.now();
    const refusal =
      refuseWords('body', said.body, BODY_MAX) ??
      refuseReview(said, held.length > 0, writtenAt) ??
      (await refuseEnded(tx, collectiveId, await subjectsOf(tx, collectiveId, thread.id))) ??
      refuseReply(said.kind, await kindRepliedTo(tx, collectiveId, said));
    if (refusal) throw refusal;
    const id = tx.id();
    const anchor = said.anchor && (await anchored(tx, collectiveId, id, said.anchor));
    const number = thread.lastNumber + 1;
    await tx.rows('UPDATE ormee.thread SET last_number = $3 WHERE collective_id = $1 AND id = $2', [
      collectiveId,
      thread.id,
      number,
    ]);
    await tx.insert(ContributionRow, {
      ...{ collectiveId, id, threadId: thread.id, number, kind: said.kind, authorId: memberId },
      ...{ repliesTo: said.repliesTo, state: 'STANDING', version: 1, writtenAt },
    });
    await tx.insert(ContributionVersionRow, {
      ...{ collectiveId, contributionId: id, version: 1, body: said.body },
      ...{ words: countWords(said.body), writtenAt },
    });
    if (anchor) await tx.insert(ContributionAnchorRow, anchor);
    if (said.reviewAt !== null)
      await voiceConcern(tx, { collectiveId, contributionId: id, reviewAt: said.reviewAt });
    return id;
  });
}

function refuseReview(
  { kind, reviewAt }: NewContribution,
  isAboutProposal: boolean,
  now: Instant,
): Refusal | null {
  const path = ['input', 'reviewAt'];
  return reviewAt === null
    ? null
    : (refuseDated(kind, isAboutProposal, path) ?? refuseReviewDate(reviewAt, now, path));
}

async function kindRepliedTo(
  reader: Reader,
  collectiveId: Uuid,
  { threadId, repliesTo }: NewContribution,
): Promise<ContributionKind | null> {
  if (repliesTo === null) return null;
  const [to] = await reader.rows<{ kind: ContributionKind }>(
    'SELECT kind FROM ormee.contribution WHERE collective_id = $1 AND thread_id = $2 AND id = $3',
    [collectiveId, threadId, repliesTo],
  );
  if (!to) throw refuse('NOT_FOUND', {}, ['input', 'repliesToId']);
  return to.kind;
}

/** The passage as it stands in what was read; QUOTE_NOT_FOUND where those words are not there, or are there twice. */
async function anchored(
  reader: Reader,
  collectiveId: Uuid,
  contributionId: Uuid,
  { readIn, ...quote }: NonNullable<NewContribution['anchor']>,
): Promise<ContributionAnchorRow> {
  for (const [field, text] of Object.entries(quote)) refuseLongQuote(field, text);
  const words = await wordsRead(reader, collectiveId, readIn);
  if (words === null) throw refuse('NOT_FOUND', {}, ['input', 'anchor']);
  const draft = readBlocks(words);
  const passage = locate(draft, quote);
  if (typeof passage === 'string')
    throw refuse('QUOTE_NOT_FOUND', { reason: passage }, ['input', 'anchor', 'quote']);
  refuseLongQuote('quote', quoteOf(draft, passage));
  const inProposal = readIn.kind === 'PROPOSAL';
  return {
    ...{ collectiveId, contributionId, block: passage.block, quote: quoteOf(draft, passage) },
    ...{ startOffset: passage.start, endOffset: passage.end },
    proposalId: inProposal ? readIn.proposalId : null,
    proposalVersion: inProposal ? readIn.version : null,
    provisionVersionId: inProposal ? null : readIn.provisionVersionId,
  };
}

/** A passage is pointed at, not copied. */
function refuseLongQuote(field: string, text: string): void {
  if ([...text].length > QUOTE_MAX)
    throw refuse('INVALID_INPUT', { field, reason: 'TOO_LONG' }, ['input', 'anchor', field]);
}

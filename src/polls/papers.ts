import { Inject, Injectable } from '@nestjs/common';
import { isElectionMethod, type MethodId } from '../core/charter/clause.js';
import { paperFor, type PinnedElection } from '../core/charter/question.js';
import { misfit, type MarkedKind, type Paper } from '../core/counting/marks.js';
import type { Uuid } from '../core/kernel/ids.js';
import { LastUsed } from '../platform/graphql/last-used.js';
import { Transactions } from '../platform/database/transactions.js';
import { optionsOfPoll } from './options.queries.js';

const KEPT = 200;

/** The papers of polls that elect: what is pinned at opening never changes, so each is read once. */
@Injectable()
export class Papers {
  private readonly kept = new LastUsed<Paper>(KEPT);

  constructor(@Inject(Transactions) private readonly transactions: Transactions) {}

  /** The paper of a poll; null where it elects nothing, or is not there. */
  async of(collectiveId: Uuid, pollId: Uuid): Promise<Paper | null> {
    const key = `${collectiveId} ${pollId}`;
    const known = this.kept.get(key);
    if (known) return known;
    const [poll] = await this.transactions.rows<{ method: MethodId; election: PinnedElection | null }>(
      'SELECT method, election FROM ormee.poll WHERE collective_id = $1 AND id = $2 AND election IS NOT NULL',
      [collectiveId, pollId],
    );
    if (!poll?.election || !isElectionMethod(poll.method)) return null;
    const options = await optionsOfPoll(this.transactions, collectiveId, pollId);
    const paper = paperFor(poll.method, poll.election, options);
    this.kept.set(key, paper);
    return paper;
  }
}

/** Why marks do not fit a paper; null where they do, or where another kind was sent, which the box itself refuses. */
export const misfitOn = (paper: Paper | null, kind: MarkedKind | null, choice: string): string | null =>
  paper && (kind === null || kind === paper.kind) ? misfit(paper, choice) : null;

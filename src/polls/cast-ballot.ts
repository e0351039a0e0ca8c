import { Inject, Injectable } from '@nestjs/common';
import type { BallotKind } from '../core/counting/ballot.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { SessionKey } from '../platform/access/context.js';
import type { Lane } from '../platform/database/lane.js';
import { Topic, Transactions, type Reader } from '../platform/database/transactions.js';
import { Ids } from '../platform/random/ids.js';
import { Signer } from '../register/signer.js';
import { CAST, STANDING } from './cast.sql.js';
import { Papers, misfitOn } from './papers.js';
import { mayBeCast } from './poll.rules.js';
import { receiptFor, type Receipt } from './receipt.js';

/** A ballot on its way to the box. Whose it is, only the session says. */
export interface Cast {
  readonly session: SessionKey;
  readonly pollId: Uuid;
  /** Null: it marks nothing, on whatever paper that marks options. */
  readonly kind: BallotKind | null;
  readonly choice: string;
  /** The argument of an objection; null for everything else. */
  readonly reason: string | null;
  /** The revision that the voter knows: 0 for none. A late retry thus never overwrites a newer ballot. */
  readonly expectedRevision: number;
}

/** A ballot whose kind is known, with why it does not fit the paper of its poll. */
interface Fitted extends Cast {
  readonly kind: BallotKind;
  readonly misfit: string | null;
}

export interface InTheBox {
  readonly collectiveId: Uuid;
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly choice: string;
  readonly reason: string | null;
  readonly revision: number;
  /** Cast in a session that others opened for its voter. */
  readonly assisted: boolean;
  readonly receipt: Receipt;
}

interface Answered {
  readonly place: number;
  readonly refusal:
    | 'NOT_SIGNED_IN'
    | 'NOT_FOUND'
    | 'POLL_NOT_OPEN'
    | 'NOT_ON_ROLL'
    | 'BALLOT_INVALID'
    | 'BALLOT_NOT_CHANGEABLE'
    | null;
  readonly memberId: Uuid | null;
  readonly state: string | null;
  readonly closesAt: Instant | null;
  readonly rollReason: string | null;
  readonly revision: number | null;
  readonly assisted: boolean | null;
}

interface Standing {
  readonly place: number;
  readonly choice: string | null;
  readonly revision: number | null;
  readonly assisted: boolean | null;
  readonly reason: string | null;
}

/** The polls of which a lane put ballots in their boxes, said after its commit: nothing of whose, nor how many. */
export const BALLOTS_CAST = new Topic<readonly Uuid[]>('ballots.cast');

/** Puts ballots in the box: checked, queued in the lane, written with others in one statement, answered after the commit. */
@Injectable()
export class CastBallot {
  private readonly lane: Lane<Fitted, InTheBox | Refusal>;

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Signer) private readonly signer: Signer,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Papers) private readonly papers: Papers,
  ) {
    this.lane = transactions.lane({
      keyOf: (cast) => `${cast.session.tokenHash} ${cast.pollId}`,
      run: (reader, casts) => this.castAll(reader, casts),
    });
  }

  /** Throws the refusal where there is one: nothing of it was written. */
  async cast(cast: Cast): Promise<InTheBox> {
    const fitted = await this.fit(cast);
    const refusal = mayBeCast(fitted);
    if (refusal) throw refusal;
    const answer = await this.lane.submit(fitted);
    if (answer instanceof Error) throw answer;
    return answer;
  }

  /** Reads the paper of a poll that elects. What does not fit it is refused in the box, after the question of who casts. */
  private async fit(cast: Cast): Promise<Fitted> {
    if (cast.kind === 'CHOICE' || cast.kind === 'CONSENT') return { ...cast, kind: cast.kind, misfit: null };
    const paper = await this.papers.of(cast.session.collectiveId, cast.pollId);
    const kind = cast.kind ?? paper?.kind ?? 'RANKED';
    return { ...cast, kind, misfit: misfitOn(paper, cast.kind, cast.choice) };
  }

  private async castAll(reader: Reader, casts: readonly Fitted[]): Promise<(InTheBox | Refusal)[]> {
    const answered = await reader.rows<Answered>(CAST, [
      casts.map((_, place) => place),
      casts.map((cast) => cast.session.collectiveId),
      casts.map((cast) => cast.session.tokenHash),
      casts.map((cast) => cast.pollId),
      casts.map((cast) => (cast.misfit === null ? cast.kind : 'MISFIT')),
      casts.map((cast) => cast.choice),
      casts.map((cast) => cast.reason),
      casts.map((cast) => cast.expectedRevision),
      casts.map(() => this.ids.unordered()),
      casts.map(() => this.ids.unordered()),
    ]);
    const written = answered.filter(({ revision }) => revision !== null);
    await this.transactions.tell(BALLOTS_CAST, [
      ...new Set(written.map(({ place }) => (casts[place] as Fitted).pollId)),
    ]);
    const standing = await this.standing(reader, casts, answered);
    return answered.map((row) => this.answer(casts[row.place] as Fitted, row, standing.get(row.place)));
  }

  private async standing(
    reader: Reader,
    casts: readonly Fitted[],
    answered: readonly Answered[],
  ): Promise<ReadonlyMap<number, Standing>> {
    const unwritten = answered.filter((row) => row.refusal === null && row.revision === null);
    if (unwritten.length === 0) return new Map();
    const rows = await reader.rows<Standing>(STANDING, [
      unwritten.map((row) => row.place),
      unwritten.map((row) => (casts[row.place] as Fitted).session.collectiveId),
      unwritten.map((row) => (casts[row.place] as Fitted).pollId),
      unwritten.map((row) => row.memberId),
    ]);
    return new Map(rows.map((row) => [row.place, row]));
  }

  private answer(cast: Fitted, row: Answered, standing: Standing | undefined): InTheBox | Refusal {
    if (row.refusal !== null) return refusalOf(row, cast);
    const revision = cast.expectedRevision + 1;
    if (row.revision === null && !isSame(cast, revision, standing))
      return refuse('STALE_REVISION', { currentRevision: standing?.revision ?? 0 });
    const { pollId, choice, reason } = cast;
    const deposited = {
      collectiveId: cast.session.collectiveId,
      pollId,
      memberId: row.memberId as Uuid,
      choice,
      reason,
      revision,
    };
    const assisted = (row.assisted ?? standing?.assisted) === true;
    return { ...deposited, assisted, receipt: receiptFor(this.signer, deposited) };
  }
}

/** A repeat of what already stands at the resulting revision: the same ballot, and so the same receipt. */
const isSame = (cast: Cast, revision: number, standing: Standing | undefined): boolean =>
  standing?.revision === revision && standing.choice === cast.choice && standing.reason === cast.reason;

function refusalOf(row: Answered, { misfit }: Fitted): Refusal {
  switch (row.refusal) {
    case 'POLL_NOT_OPEN':
      return refuse('POLL_NOT_OPEN', { state: row.state ?? '', closesAt: row.closesAt });
    case 'NOT_ON_ROLL':
      return refuse('NOT_ON_ROLL', { reason: row.rollReason ?? '' });
    case 'BALLOT_INVALID':
      return refuse('BALLOT_INVALID', { reason: misfit ?? 'WRONG_KIND' });
    case 'NOT_SIGNED_IN':
      return refuse('NOT_SIGNED_IN');
    case 'BALLOT_NOT_CHANGEABLE':
      return refuse('BALLOT_NOT_CHANGEABLE');
    case 'NOT_FOUND':
    case null:
      return refuse('NOT_FOUND');
  }
}

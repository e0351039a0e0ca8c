import { Inject, Injectable } from '@nestjs/common';
import type { BallotKind } from '../core/counting/ballot.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { SessionKey } from '../platform/access/context.js';
import type { Lane } from '../platform/database/lane.js';
import { Topic, Transactions, type Reader, type Tx } from '../platform/database/transactions.js';
import { Ids } from '../platform/random/ids.js';
import { Signer } from '../register/signer.js';
import { CAST, CAST_FOR_MEMBER, STANDING } from './cast.sql.js';
import { Papers, misfitOn } from './papers.js';
import { mayBeCast } from './poll.rules.js';
import { receiptFor, type Receipt } from './receipt.js';

/** What a ballot says, and in which box. */
export interface Said {
  readonly pollId: Uuid;
  /** Null: it marks nothing, on whatever paper that marks options. */
  readonly kind: BallotKind | null;
  readonly choice: string;
  /** The argument of an objection; null for everything else. */
  readonly reason: string | null;
  /** The revision that the voter knows: 0 for none. A late retry thus never overwrites a newer ballot. */
  readonly expectedRevision: number;
}

/** A ballot on its way to the box. Whose it is, only the session says. */
export interface Cast extends Said {
  readonly session: SessionKey;
}

/** A ballot that somebody else brings: whose it is, the act has judged under the lock of a mandate. */
export interface CastFor extends Said {
  readonly collectiveId: Uuid;
  readonly memberId: Uuid;
}

/** A ballot whose kind is known, with why it does not fit the paper of its poll. */
interface Fitted extends Said {
  readonly collectiveId: Uuid;
  /** A session's secret in the lane, a member's id where somebody else brings it. */
  readonly who: string;
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
      keyOf: (cast) => `${cast.who} ${cast.pollId}`,
      run: (reader, casts) => this.castAll(reader, casts),
    });
  }

  /** Throws the refusal where there is one: nothing of it was written. */
  async cast(cast: Cast): Promise<InTheBox> {
    const { collectiveId, tokenHash } = cast.session;
    const fitted = await this.fit(cast, collectiveId, tokenHash);
    const answer = await this.lane.submit(fitted);
    if (answer instanceof Error) throw answer;
    return answer;
  }

  /**
   * Puts a ballot in the box that somebody else brings, in their act's own transaction: the same statement, under the
   * locks that the act holds already. Null where another revision stands; a repeat is for the act to tell.
   */
  async castFor(tx: Tx, cast: CastFor): Promise<InTheBox | null> {
    const fitted = await this.fit(cast, cast.collectiveId, cast.memberId);
    const [row] = (await tx.rows<Answered>(CAST_FOR_MEMBER, this.parametersOf([fitted]))) as [Answered];
    if (row.refusal !== null) throw refusalOf(row, fitted);
    if (row.revision === null) return null;
    tx.announce(BALLOTS_CAST, [cast.pollId]);
    return this.depositedAs(fitted, cast.memberId, false);
  }

  /** The receipt of a ballot that stands as it was brought. */
  depositedAs(
    { collectiveId, pollId, choice, reason, expectedRevision }: Said & { readonly collectiveId: Uuid },
    memberId: Uuid,
    assisted: boolean,
  ): InTheBox {
    const deposited = { collectiveId, pollId, memberId, choice, reason, revision: expectedRevision + 1 };
    return { ...deposited, assisted, receipt: receiptFor(this.signer, deposited) };
  }

  /** Reads the paper of a poll that elects. What does not fit it is refused in the box, after the question of who casts. */
  private async fit(cast: Said, collectiveId: Uuid, who: string): Promise<Fitted> {
    const fitted = { ...cast, collectiveId, who, ...(await this.kindOf(cast, collectiveId)) };
    const refusal = mayBeCast(fitted);
    if (refusal) throw refusal;
    return fitted;
  }

  private async kindOf(cast: Said, collectiveId: Uuid): Promise<Pick<Fitted, 'kind' | 'misfit'>> {
    if (cast.kind === 'CHOICE' || cast.kind === 'CONSENT') return { kind: cast.kind, misfit: null };
    const paper = await this.papers.of(collectiveId, cast.pollId);
    return { kind: cast.kind ?? paper?.kind ?? 'RANKED', misfit: misfitOn(paper, cast.kind, cast.choice) };
  }

  private async castAll(reader: Reader, casts: readonly Fitted[]): Promise<(InTheBox | Refusal)[]> {
    const answered = await reader.rows<Answered>(CAST, this.parametersOf(casts));
    const written = answered.filter(({ revision }) => revision !== null);
    await this.transactions.tell(BALLOTS_CAST, [
      ...new Set(written.map(({ place }) => (casts[place] as Fitted).pollId)),
    ]);
    const standing = await this.standing(reader, casts, answered);
    return answered.map((row) => this.answer(casts[row.place] as Fitted, row, standing.get(row.place)));
  }

  private parametersOf(casts: readonly Fitted[]): readonly unknown[] {
    return [
      casts.map((_, place) => place),
      casts.map((cast) => cast.collectiveId),
      casts.map((cast) => cast.who),
      casts.map((cast) => cast.pollId),
      casts.map((cast) => (cast.misfit === null ? cast.kind : 'MISFIT')),
      casts.map((cast) => cast.choice),
      casts.map((cast) => cast.reason),
      casts.map((cast) => cast.expectedRevision),
      casts.map(() => this.ids.unordered()),
      casts.map(() => this.ids.unordered()),
    ];
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
      unwritten.map((row) => (casts[row.place] as Fitted).collectiveId),
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
    return this.depositedAs(cast, row.memberId as Uuid, (row.assisted ?? standing?.assisted) === true);
  }
}

/** A repeat of what already stands at the resulting revision: the same ballot, and so the same receipt. */
const isSame = (cast: Said, revision: number, standing: Standing | undefined): boolean =>
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

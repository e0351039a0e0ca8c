import pg from 'pg';
import type { DataSource } from 'typeorm';
import { lockAssembly } from '../../src/assemblies/lock-assembly.js';
import { CollectiveRow, MemberRow } from '../../src/collectives/collective.entity.js';
import { nameSkeleton } from '../../src/core/kernel/names.js';
import type { MemberActor } from '../../src/core/kernel/actors.js';
import type { Effect, GrantMandate } from '../../src/core/kernel/effects.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import type { Instant } from '../../src/core/kernel/instants.js';
import { numberDecision } from '../../src/decisions/number-decision.js';
import { ENTITIES } from '../../src/entities.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { openDataSource } from '../../src/platform/database/data-source.js';
import { Reads } from '../../src/platform/database/reads.js';
import { Transactions, type Tx } from '../../src/platform/database/transactions.js';
import { Log } from '../../src/platform/logging/log.js';
import { Ids } from '../../src/platform/random/ids.js';
import { Random } from '../../src/platform/random/random.js';
import { PollRow } from '../../src/polls/poll.entity.js';
import { lockEffects, tryEffects } from '../../src/procedures/effects.js';
import { ProposalRow, ProposalVersionRow } from '../../src/proposals/proposal.entity.js';
import { RegisterHeadRow } from '../../src/register/register.entity.js';
import { cloneDatabase, type TestDatabase } from './database.js';

const ids = new Ids(new Clock(), new Random());

export const newId = (): Uuid => ids.timeOrdered();

type Work<T> = (tx: Tx) => Promise<T>;

/** A database in which collectives meet and hand out mandates; the polls before their decisions are left out. */
export class SittingWorld {
  private constructor(
    private readonly database: TestDatabase,
    readonly transactions: Transactions,
    private readonly source: DataSource,
    private readonly reads: Reads,
    private readonly owner: pg.Client,
  ) {}

  static async open(): Promise<SittingWorld> {
    const database = await cloneDatabase();
    const owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    const source = await openDataSource({ url: database.url, poolSize: 10, entities: ENTITIES });
    const reads = new Reads({ url: database.url, poolSize: 4, seconds: 5 });
    const transactions = new Transactions(source, ids, new Random(), new Log('silent', ids), reads);
    return new SittingWorld(database, transactions, source, reads, owner);
  }

  async close(): Promise<void> {
    await this.reads.close();
    await this.source.destroy();
    await this.owner.end();
    await this.database.drop();
  }

  write<T>(work: Work<T>): Promise<T> {
    return this.transactions.write(work);
  }

  /** Stops the database's clock at an instant. */
  async clockAt(instant: Instant): Promise<void> {
    await this.owner.query(
      `CREATE OR REPLACE FUNCTION ormee.instant() RETURNS timestamptz LANGUAGE sql VOLATILE
       AS $$ SELECT timestamptz '${instant}' $$`,
    );
  }

  /**
   * Does the first act and, before it commits, starts the second; commits the first once the second waits for a lock
   * or is past waiting. `meanwhile` happens in between.
   */
  async race<A, B>(
    first: Work<A>,
    second: Work<B>,
    meanwhile: () => Promise<void> = () => Promise.resolve(),
  ): Promise<[PromiseSettledResult<A>, PromiseSettledResult<B>]> {
    let after: Promise<B> | undefined;
    const before = this.write(async (tx) => {
      const done = await first(tx);
      let settled = false;
      after = this.write(second).finally(() => {
        settled = true;
      });
      after.catch(() => undefined);
      while (!settled && (await this.waiting()) === 0);
      await meanwhile();
      return done;
    });
    return Promise.allSettled([before, before.then(() => after as Promise<B>)]);
  }

  async collective(): Promise<SittingCollective> {
    const id = newId();
    await this.write(async (tx) => {
      const createdAt = await tx.now();
      await tx.insert(CollectiveRow, {
        id,
        name: `Les Ormes ${id}`,
        state: 'ACTIVE',
        zone: 'Europe/Paris',
        locale: 'fr',
        createdAt,
      });
      await tx.insert(RegisterHeadRow, { collectiveId: id, size: 0, nodes: [] });
    });
    return new SittingCollective(this, id);
  }

  private async waiting(): Promise<number> {
    const { rows } = await this.owner.query<{ count: number }>(
      `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]?.count ?? 0;
  }
}

export class SittingCollective {
  constructor(
    private readonly world: SittingWorld,
    readonly id: Uuid,
  ) {}

  async member(publicName: string, overrides: Partial<MemberRow> = {}): Promise<MemberActor> {
    const memberId = newId();
    const row: MemberRow = {
      collectiveId: this.id,
      id: memberId,
      kind: 'NATURAL',
      state: 'ACTIVE',
      publicName,
      nameSkeleton: nameSkeleton(overrides.publicName ?? publicName),
      email: null,
      joinedAt: '2026-01-01T00:00:00.000Z',
      leftAt: null,
      erasedAt: null,
      ...overrides,
    };
    await this.world.write((tx) => tx.insert(MemberRow, row));
    const { kind: memberKind, state } = row;
    return { kind: 'MEMBER', collectiveId: this.id, memberId, memberKind, state, assisted: false };
  }

  /** Adopts effects as a proclamation does. Answers the decision; throws the refusal that they meet. */
  adopt(...effects: readonly Effect[]): Promise<Uuid> {
    return this.world.write((tx) => this.adoptIn(tx, effects));
  }

  async adoptIn(tx: Tx, effects: readonly Effect[]): Promise<Uuid> {
    await lockEffects(tx, effects, this.id);
    const now = await tx.now();
    const tried = await tryEffects(tx, { collectiveId: this.id, now, today: now.slice(0, 10), effects });
    if (tried.refusal) throw tried.refusal;
    const decision = await numberDecision(
      tx,
      {
        collectiveId: this.id,
        id: newId(),
        title: 'Une décision',
        outcome: 'ADOPTED',
        effectsState: 'APPLIED',
        notApplied: null,
        effects,
        pollId: null,
        proposalId: null,
        proposalVersion: null,
        venue: null,
        form: null,
        prevails: false,
        revocableOnline: false,
        proclaimedAt: now,
        visibility: 'MEMBERS',
      },
      'Europe/Paris',
    );
    await tried.apply({ decisionId: decision.id });
    return decision.id;
  }

  /** A mandate that nothing speaks against; the test says what matters. */
  grant(holders: readonly MemberActor[], overrides: Partial<GrantMandate> = {}): GrantMandate {
    return {
      kind: 'GRANT_MANDATE',
      mandateId: newId(),
      task: 'accueil',
      title: 'Accueillir les nouvelles personnes',
      instructions: 'Répondre sous trois jours.',
      boundBy: [],
      holders: holders.map(({ memberId }) => memberId),
      scope: { acts: ['openPoll'], object: { kind: 'COLLECTIVE', id: this.id } },
      endsAt: '2027-01-01T00:00:00.000Z',
      reportDueAt: null,
      ...overrides,
    };
  }

  /** Opens a poll of a sitting under the lock that opening takes; only that it is there matters here. */
  async openPollIn(tx: Tx, assemblyId: Uuid, author: MemberActor): Promise<Uuid> {
    const { id: collectiveId } = this;
    await lockAssembly(tx, collectiveId, assemblyId, 'SHARE');
    const [proposalId, pollId] = [newId(), newId()];
    const hash = '0'.repeat(64);
    const now = await tx.now();
    const { memberId } = author;
    await tx.insert(ProposalRow, {
      collectiveId,
      id: proposalId,
      authorId: memberId,
      state: 'OPEN',
      currentVersion: 1,
      createdAt: now,
      visibility: 'MEMBERS',
      answersContestId: null,
      foundingSubject: null,
      groupId: null,
      handedAt: null,
      advises: null,
    });
    await tx.insert(ProposalVersionRow, {
      collectiveId,
      proposalId,
      version: 1,
      title: 'Une proposition',
      rationale: '',
      effects: [],
      question: null,
      matter: 'ROUTINE',
      raisedTo: null,
      wordingHash: hash,
      effectsHash: hash,
      amendsVersion: null,
      submittedAt: now,
    });
    await tx.insert(PollRow, {
      collectiveId,
      id: pollId,
      proposalId,
      proposalVersion: 1,
      title: 'Une proposition',
      venue: 'ASSEMBLY',
      assemblyId,
      agendaItemId: null,
      form: 'PHYSICAL',
      matter: 'ROUTINE',
      method: 'threshold@1',
      election: null,
      confirms: null,
      amends: false,
      groupId: null,
      lotSource: null,
      tiedAt: null,
      closesIfReached: null,
      ballotMode: 'OPEN',
      ballotMayChange: true,
      clauses: [],
      clausesHash: hash,
      wordingHash: hash,
      effectsHash: hash,
      rollHash: hash,
      state: 'OPEN',
      openedBy: memberId,
      openedAt: now,
      closesAt: null,
      closedAt: null,
      supersededBy: null,
      visibility: 'MEMBERS',
    });
    return pollId;
  }

  async closePoll(pollId: Uuid): Promise<void> {
    await this.world.write((tx) =>
      tx.rows(
        `UPDATE ormee.poll SET state = 'CLOSED', closed_at = ormee.instant() WHERE collective_id = $1 AND id = $2`,
        [this.id, pollId],
      ),
    );
  }

  /** What the register says in clear, leaf by leaf. */
  leaves(): Promise<{ type: string; encoded: string }[]> {
    return this.world.transactions.rows(
      'SELECT type, encoded FROM ormee.register_leaf WHERE collective_id = $1 ORDER BY index',
      [this.id],
    );
  }
}

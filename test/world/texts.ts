import type { DataSource } from 'typeorm';
import { ClauseVersionRow, CollectiveRow } from '../../src/collectives/collective.entity.js';
import { hashClause } from '../../src/core/charter/charter.js';
import type { Clause, Matter } from '../../src/core/charter/clause.js';
import type { Effect, EffectContext, PatchText } from '../../src/core/kernel/effects.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { civilDateOf, type Instant } from '../../src/core/kernel/instants.js';
import { hashContent } from '../../src/core/text/content.js';
import type { PatchOperation, ProvisionContent } from '../../src/core/text/operations.js';
import { DecisionRow } from '../../src/decisions/decision.entity.js';
import { numberDecision } from '../../src/decisions/number-decision.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { openDataSource } from '../../src/platform/database/data-source.js';
import { Reads } from '../../src/platform/database/reads.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { Transactions, type Tx } from '../../src/platform/database/transactions.js';
import { Log } from '../../src/platform/logging/log.js';
import { Ids } from '../../src/platform/random/ids.js';
import { Random } from '../../src/platform/random/random.js';
import { RegisterHeadRow } from '../../src/register/register.entity.js';
import { patchText } from '../../src/texts/text.effects.js';
import {
  LegalTextRow,
  ProvisionRow,
  ProvisionVersionRow,
  TextOperationRow,
} from '../../src/texts/text.entity.js';
import { cloneDatabase, type TestDatabase } from './database.js';

const ENTITIES = [
  CollectiveRow,
  ClauseVersionRow,
  DecisionRow,
  RegisterHeadRow,
  LegalTextRow,
  ProvisionRow,
  ProvisionVersionRow,
  TextOperationRow,
];

const random = new Random();
const ids = new Ids(new Clock(), random);

export const newId = (): Uuid => ids.timeOrdered();

/** A database in which collectives decide on their texts; the poll before each decision is left out. */
export class TextWorld {
  private constructor(
    readonly database: TestDatabase,
    readonly transactions: Transactions,
    private readonly source: DataSource,
    private readonly reads: Reads,
    private readonly owner: DataSource,
  ) {}

  static async open(): Promise<TextWorld> {
    const database = await cloneDatabase();
    await migrate(database.ownerUrl);
    const owner = await openDataSource({ url: database.ownerUrl, poolSize: 2 });
    const source = await openDataSource({ url: database.url, poolSize: 6, entities: ENTITIES });
    const reads = new Reads({ url: database.url, poolSize: 4, seconds: 5 });
    const transactions = new Transactions(source, ids, random, new Log('silent', ids), reads);
    return new TextWorld(database, transactions, source, reads, owner);
  }

  async close(): Promise<void> {
    await this.reads.close();
    await this.source.destroy();
    await this.owner.destroy();
    await this.database.drop();
  }

  /** Stops the database's clock at an instant; null lets it run again. */
  async clockAt(instant: Instant | null): Promise<void> {
    const time =
      instant === null ? `date_trunc('milliseconds', clock_timestamp())` : `timestamptz '${instant}'`;
    await this.owner.query(
      `CREATE OR REPLACE FUNCTION ormee.instant() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$ SELECT ${time} $$`,
    );
  }

  /** How many connections wait for a lock. */
  async waiting(): Promise<number> {
    const [{ count }] = (await this.owner.query(
      `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )) as [{ count: number }];
    return count;
  }

  async collective(name: string, zone = 'Europe/Paris'): Promise<CollectiveOfTexts> {
    const id = newId();
    await this.transactions.write(async (tx) => {
      const createdAt = await tx.now();
      await tx.insert(CollectiveRow, { id, name, state: 'ACTIVE', zone, locale: 'fr', createdAt });
      await tx.insert(RegisterHeadRow, { collectiveId: id, size: 0, nodes: [] });
    });
    return new CollectiveOfTexts(this, id, zone);
  }
}

/** Between the locks and the rest of an act: where a test holds it. */
export type Pause = () => Promise<void>;

export class CollectiveOfTexts {
  constructor(
    readonly world: TextWorld,
    readonly id: Uuid,
    private readonly zone: string,
  ) {}

  async text(title: string, overrides: Partial<LegalTextRow> = {}): Promise<Uuid> {
    const row: LegalTextRow = {
      collectiveId: this.id,
      id: newId(),
      title,
      matter: 'DEEP',
      revision: 0,
      visibility: 'MEMBERS',
      takenOverBy: null,
      ...overrides,
    };
    await this.world.transactions.write((tx) => tx.insert(LegalTextRow, row));
    return row.id;
  }

  /** Adopts a patch as a proclamation does: locks, time, what is there, may it, number, effect. Answers the decision. */
  adopt(
    effect: PatchText,
    { others = [], pause }: { others?: readonly Effect[]; pause?: Pause } = {},
  ): Promise<Uuid> {
    return this.world.transactions.write(async (tx) => {
      await patchText.lock(tx, effect, this.id);
      const now = await tx.now();
      const today = civilDateOf(now, this.zone);
      const context: EffectContext = { collectiveId: this.id, now, today, effects: [effect, ...others] };
      const state = await patchText.load(tx, effect, context);
      const refusal = patchText.validate(effect, state, context);
      if (refusal) throw refusal;
      await pause?.();
      const decisionId = await this.decision(tx, now);
      await patchText.apply(tx, effect, state, context, { decisionId });
      return decisionId;
    });
  }

  /** A clause in force of which only its matter and what it cites matter here. */
  async clause(matter: Matter, provisionId: Uuid): Promise<Clause> {
    const clause = { matter, provisionId } as Clause;
    await this.world.transactions.write(async (tx) => {
      const now = await tx.now();
      await tx.insert(ClauseVersionRow, {
        collectiveId: this.id,
        id: newId(),
        matter,
        clause,
        hash: hashClause(clause),
        inForceFrom: now,
        inForceUntil: null,
        openedBy: await this.decision(tx, now),
        closedBy: null,
      });
    });
    return clause;
  }

  async decision(tx: Tx, proclaimedAt: Instant): Promise<Uuid> {
    const decision = await numberDecision(
      tx,
      {
        collectiveId: this.id,
        id: newId(),
        title: 'Une décision',
        outcome: 'ADOPTED',
        effectsState: 'APPLIED',
        notApplied: null,
        effects: [],
        pollId: null,
        proposalId: null,
        proposalVersion: null,
        venue: null,
        form: null,
        prevails: false,
        revocableOnline: false,
        proclaimedAt,
        visibility: 'MEMBERS',
      },
      this.zone,
    );
    return decision.id;
  }
}

export const patchOf = (
  textId: Uuid,
  operations: readonly PatchOperation[],
  rest: Partial<PatchText> = {},
): PatchText => ({
  kind: 'PATCH_TEXT',
  textId,
  operations,
  effectiveOn: null,
  unchangedClauses: [],
  ...rest,
});

export const article = (number: string, body: string, heading = ''): ProvisionContent => ({
  number,
  heading,
  body,
});

export const insert = (
  provisionId: Uuid,
  content: ProvisionContent,
  afterId: Uuid | null = null,
  parentId: Uuid | null = null,
): PatchOperation => ({ kind: 'INSERT', provisionId, parentId, afterId, content });

export const replace = (
  provisionId: Uuid,
  read: ProvisionContent,
  content: ProvisionContent,
): PatchOperation => ({ kind: 'REPLACE', provisionId, expectedHash: hashContent(read), content });

export const repeal = (provisionId: Uuid, read: ProvisionContent): PatchOperation => ({
  kind: 'REPEAL',
  provisionId,
  expectedHash: hashContent(read),
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { signIn } from '../../src/auth/sign-in.js';
import type { Clause } from '../../src/core/charter/clause.js';
import type { Locale, MemberKind } from '../../src/core/kernel/actors.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { createApp } from '../../src/create-app.js';
import { plantCollective, type Planted, type Seedling } from '../../bench/plant-collective.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { fromGlobalId, toGlobalId } from '../../src/platform/graphql/global-ids.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { mintLink } from '../../src/platform/links/links.js';
import { enterAll } from './entering.js';
import { setClock, setTrueClock } from './database-clock.js';
import { borrow, giveBack, isSharedHere } from './spares.js';
import { Wiping } from './wiping.js';
import { cloneDatabase, type TestDatabase } from './database.js';
import { TestAssembly, TestPoll, TestProposal, type Wording } from './decisions.js';
import { CLAUSE, type ClauseRead } from './effects.js';
import { rowCountsOf } from './row-counts.js';
import { BYLAWS, STATUTES, charterOf } from './rules.js';

export interface Answer<T> {
  readonly data: T | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** A database, the service on it, and the time that both live in. */
export class World {
  private constructor(
    readonly database: TestDatabase,
    readonly app: NestFastifyApplication,
    readonly transactions: Transactions,
    private readonly owner: pg.Client,
    private readonly folder: string,
    private readonly wiping: Wiping | null,
  ) {}

  /** Of the usual settings, it may be one that an earlier spec gave back: empty, and as it was. */
  static async open(settings: Readonly<Record<string, string>> = {}): Promise<World> {
    const isUsual = Object.keys(settings).length === 0;
    return (isUsual ? borrow<World>() : undefined) ?? (await World.make(settings, isUsual && isSharedHere()));
  }

  private static async make(settings: Readonly<Record<string, string>>, isLent: boolean): Promise<World> {
    const database = await cloneDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'ormee-world-'));
    const config = loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', DB_POOL: '8', ...settings });
    const app = await createApp(config, database.url);
    const owner = new pg.Client(database.ownerUrl);
    owner.on('error', () => undefined);
    await owner.connect();
    const wiping = isLent ? await Wiping.of(owner) : null;
    return new World(database, app, app.get(Transactions), owner, folder, wiping);
  }

  async close(): Promise<void> {
    if (this.wiping && this.isServingHere() && (await this.wiping.wipe())) giveBack(this);
    else await this.end();
  }

  /** Neither closed by a spec nor reached from outside. */
  private isServingHere(): boolean {
    const { server } = this.app.getHttpAdapter().getInstance();
    return this.app.get(DataSource).isInitialized && !server.listening;
  }

  async end(): Promise<void> {
    await this.app.close();
    await this.owner.end();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Lets the service be reached from outside this process, as sockets need it; answers its address. */
  listen(): Promise<string> {
    return this.app.getHttpAdapter().getInstance().listen({ port: 0, host: '127.0.0.1' });
  }

  /** Runs SQL as the owner of the schema: to arrange what no act can do, or to look. */
  async sql<T extends object>(text: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return (await this.owner.query(text, [...parameters])).rows as T[];
  }

  /** Holds what a statement locks, from a connection of the owner's, until the answered function lets it go. */
  async hold(text: string, parameters: readonly unknown[] = []): Promise<() => Promise<void>> {
    const holder = new pg.Client(this.database.ownerUrl);
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(text, [...parameters]);
    return async () => {
      await holder.query('COMMIT');
      await holder.end();
    };
  }

  /** Answers once so many connections wait for a lock. */
  async untilWaiting(count: number): Promise<void> {
    const waiting = async () =>
      (
        await this.sql(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      ).length;
    while ((await waiting()) < count) await pause(20);
  }

  /** Moves the database's clock to an instant, from which it runs on. */
  travelTo(instant: string): Promise<void> {
    return setClock(this.owner, instant);
  }

  /** Gives the database the hour that it is outside of it. */
  travelHome(): Promise<void> {
    return setTrueClock(this.owner);
  }

  /** Moves the database's clock forward by an interval as PostgreSQL writes it (`8 days`). */
  async wait(interval: string): Promise<void> {
    const [row] = await this.sql<{ at: Date }>(`SELECT ormee.instant() + $1::interval AS at`, [interval]);
    await this.travelTo((row as { at: Date }).at.toISOString());
  }

  async now(): Promise<string> {
    const [row] = await this.sql<{ now: Date }>('SELECT ormee.instant() AS now');
    return (row as { now: Date }).now.toISOString();
  }

  /** The instant that an interval leads to from now. */
  async in(interval: string): Promise<string> {
    const [row] = await this.sql<{ at: Date }>(`SELECT ormee.instant() + $1::interval AS at`, [interval]);
    return (row as { at: Date }).at.toISOString();
  }

  /** Takes away what whoever lived here before asked of the clock: a jump in time would run it all again. */
  async forgetJobs(): Promise<void> {
    await this.sql('DELETE FROM ormee.job');
  }

  /** Until no job is due: the service runs them too, and one that it has in hand is skipped here. */
  async runDueJobs(): Promise<void> {
    do await this.app.get(Jobs).runDue();
    while ((await this.sql('SELECT FROM ormee.job WHERE run_at <= ormee.instant() LIMIT 1')).length > 0);
  }

  collective(): CollectiveBuilder {
    return new CollectiveBuilder(this);
  }

  async ask<T>(
    token: string | null,
    document: string,
    variables: object = {},
    locale: Locale = 'fr',
  ): Promise<Answer<T>> {
    const response = await this.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        'content-type': 'application/json',
        'accept-language': locale,
        ...(token && { authorization: `Bearer ${token}` }),
      },
      payload: { query: document, variables },
    });
    return response.json();
  }
}

/** Grows a collective: `world.collective().withMembers(40).grow()`. */
export class CollectiveBuilder {
  private readonly members: { publicName: string; kind: MemberKind; email?: string }[] = [];
  private charter: (provisionOf: (number: string) => Uuid) => readonly Clause[] = charterOf;
  private name = 'Collectif d’essai';

  constructor(private readonly world: World) {}

  named(name: string): this {
    this.name = name;
    return this;
  }

  withMembers(count: number): this {
    for (let place = 1; place <= count; place += 1)
      this.members.push({ publicName: `Membre ${this.members.length + 1}`, kind: 'NATURAL' });
    return this;
  }

  withMember(publicName: string, email: string | null): this {
    this.members.push({ publicName, kind: 'NATURAL', ...(email !== null && { email }) });
    return this;
  }

  withLegalMember(publicName: string): this {
    this.members.push({ publicName, kind: 'LEGAL' });
    return this;
  }

  /** The rules, from those of the first collective. */
  withRules(change: (rules: readonly Clause[]) => readonly Clause[]): this {
    const before = this.charter;
    this.charter = (provisionOf) => change(before(provisionOf));
    return this;
  }

  async grow(): Promise<TestCollective> {
    const seedling: Seedling = {
      name: this.name,
      zone: 'Europe/Paris',
      locale: 'fr',
      members: this.members,
      texts: [
        { title: 'Statuts', matter: 'GOVERNANCE', markdown: STATUTES },
        { title: 'Règlement intérieur', matter: 'DEEP', markdown: BYLAWS },
      ],
      charter: this.charter,
    };
    const planted = await this.world.transactions.write((tx) => plantCollective(tx, seedling));
    const sessions = await this.world.transactions.write((tx) => enterAll(tx, planted));
    const members = sessions.map(
      ({ memberId, token }) => new TestMember(this.world, planted.collectiveId, memberId, token),
    );
    return new TestCollective(this.world, planted, members);
  }
}

/** Somebody with a session. */
export class TestMember {
  readonly id: string;

  constructor(
    private readonly world: World,
    readonly collectiveId: Uuid,
    readonly memberId: Uuid,
    readonly token: string,
  ) {
    this.id = toGlobalId('Member', collectiveId, memberId);
  }

  /** A real request; answers `data`, and throws on top-level errors. */
  async ask<T>(document: string, variables: object = {}, locale: Locale = 'fr'): Promise<T> {
    const answer = await this.world.ask<T>(this.token, document, variables, locale);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data as T;
  }

  /** Performs a mutation by its name, and answers its one payload: the success or the problem, with `__typename`. */
  async act<T = Record<string, never>>(
    mutation: string,
    input: object,
    selection = '',
    locale: Locale = 'fr',
  ): Promise<Payload & T> {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const success = selection === '' ? '' : `... on ${name}Success { ${selection} }`;
    const document = `mutation Act($input: ${name}Input!) { ${mutation}(input: $input) {
      __typename ${success} ... on Problem { code message path facts { name value } } } }`;
    return (await this.ask<Record<string, Payload & T>>(document, { input }, locale))[mutation] as Payload &
      T;
  }

  /** Performs a mutation that is expected to pass, and answers its success; a problem is thrown as `Refused`. */
  async does<T = Record<string, never>>(mutation: string, input: object, selection = ''): Promise<T> {
    const payload = await this.act<T>(mutation, input, selection);
    if (payload.code !== undefined) throw new Refused(payload);
    return payload;
  }
}

/** An act that was refused, as whoever counted on it meets it. */
export class Refused extends Error {
  readonly code: string;
  readonly path: readonly string[];
  readonly facts: Readonly<Record<string, string>>;

  constructor({ code = '', message, path = [], facts = [] }: Payload) {
    super(message);
    this.name = `Refused: ${code}`;
    this.code = code;
    this.path = path;
    this.facts = Object.fromEntries(facts.map(({ name, value }) => [name, value]));
  }
}

export interface Payload {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly path?: readonly string[];
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
}

/** A collective that lives in a world. */
export class TestCollective {
  constructor(
    readonly world: World,
    readonly planted: Planted,
    readonly members: readonly TestMember[],
  ) {}

  get id(): Uuid {
    return this.planted.collectiveId;
  }

  member(place: number): TestMember {
    const member = this.members[place];
    if (!member) throw new Error(`the collective has no member ${place}`);
    return member;
  }

  globalId(type: string, id: Uuid): string {
    return toGlobalId(type, this.id, id);
  }

  provision(number: string): string {
    return this.globalId('Provision', this.planted.provisionOf(number));
  }

  /** A new session of a member, by a new link. */
  async signInAgain({ memberId }: TestMember): Promise<string> {
    const owner = { collectiveId: this.id, memberId };
    const { token } = await this.world.transactions.write(async (tx) =>
      signIn(tx, await mintLink(tx, owner, 'SIGN_IN', 'P1D')),
    );
    return token;
  }

  /** The row that a global id stands for. */
  rowId(globalId: string): Uuid {
    const id = fromGlobalId(globalId);
    if (!id) throw new Error(`${globalId} is no global id`);
    return id.id;
  }

  /** Puts a proposal, by the first member unless the spec says otherwise; `Refused` where it cannot stand. */
  async propose({ by = this.member(0), options, ...wording }: Wording = {}): Promise<TestProposal> {
    const { proposal } = await by.does<{ proposal: { id: string; version: number; matter: string } }>(
      'submitProposal',
      { title: 'Une proposition', ...wording, ...(options && { options: options.map(asOption) }) },
      'proposal { id version matter }',
    );
    return new TestProposal(this, proposal.id, by, proposal.version, proposal.matter);
  }

  /** A poll that some other act opened. */
  poll(id: string, opener: TestMember): TestPoll {
    return new TestPoll(this, id, opener);
  }

  /** A running assembly in which the first `present` members are checked in, led by the first. */
  assembly(present: number, form: 'PHYSICAL' | 'HYBRID' | 'REMOTE' = 'PHYSICAL'): Promise<TestAssembly> {
    return TestAssembly.running(this.members.slice(0, present), form);
  }

  /** The rule of a matter in force, as somebody who wants to change it reads it. */
  async rule(matter: string): Promise<ClauseRead> {
    const { collective } = await this.member(0).ask<{ collective: { charter: { clause: ClauseRead }[] } }>(
      `{ collective { charter { clause { ${CLAUSE} } } } }`,
    );
    const found = collective.charter.find(({ clause }) => clause.matter === matter);
    if (!found) throw new Error(`no rule of its own for ${matter}`);
    return found.clause;
  }

  /** The mandate of a task, as the API lists it. */
  async mandate(task: string): Promise<{ id: string; state: string }> {
    const { mandates } = await this.member(0).ask<{
      mandates: { edges: { node: { id: string; task: string; state: string } }[] };
    }>('{ mandates(first: 100) { edges { node { id task state } } } }');
    const found = mandates.edges.map(({ node }) => node).findLast((mandate) => mandate.task === task);
    if (!found) throw new Error(`no mandate has the task ${task}`);
    return found;
  }

  /** How many rows each table of the collective's life holds: what a refused act must leave as it was. */
  rowCounts(): Promise<Readonly<Record<string, number>>> {
    return rowCountsOf(this);
  }

  /** Fingerprint of the words of a provision as they are known now. */
  async hashOf(number: string): Promise<string> {
    const [row] = await this.world.sql<{ hash: string }>(
      `SELECT hash FROM ormee.provision_version WHERE collective_id = $1 AND provision_id = $2
       AND known_until IS NULL ORDER BY in_force_from DESC LIMIT 1`,
      [this.id, this.planted.provisionOf(number)],
    );
    return (row as { hash: string }).hash;
  }
}

const asOption = (option: string | object): object =>
  typeof option === 'string' ? { label: option } : option;

import fc from 'fast-check';
import type { MemberActor } from '../../src/core/kernel/actors.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { instantFromMilliseconds, type Instant } from '../../src/core/kernel/instants.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { handBackMandate } from '../../src/mandates/hand-back-mandate.js';
import { holdsMandate, requireHolding } from '../../src/mandates/holds-mandate.js';
import { leaveMandates } from '../../src/mandates/leave-mandates.js';
import { grantOfLine, type LineWithHolders } from '../../src/mandates/line.rules.js';
import { linesByIds } from '../../src/mandates/lines.queries.js';
import { noteMandate, withdrawMandateLine } from '../../src/mandates/note-mandate.js';
import { offerMandate } from '../../src/mandates/offer-mandate.js';
import { reportOnMandate } from '../../src/mandates/report-on-mandate.js';
import { volunteer } from '../../src/mandates/volunteer.js';
import { UNREPEATED } from '../../src/platform/database/idempotency.js';
import type { Tx } from '../../src/platform/database/transactions.js';
import type { SittingCollective, SittingWorld } from '../world/sittings.js';

const HOUR = 3_600_000;
export const DAWN = Date.UTC(2026, 4, 4, 8);
const TASKS = ['accueil', 'caisse', 'tracts'] as const;

/** The collective itself. */
export interface Real {
  readonly world: SittingWorld;
  readonly collective: SittingCollective;
  readonly members: readonly MemberActor[];
}

interface ModelMandate {
  readonly id: Uuid;
  readonly task: string;
  /** Whether it opens `openPoll` on the whole collective. */
  readonly technical: boolean;
  readonly endsAt: number;
  /** Who holds it now, or held it to its end. */
  readonly holders: Set<number>;
  readonly everHeld: ReadonlySet<number>;
  ended: boolean;
  reports: number;
}

interface ModelLine {
  readonly id: Uuid;
  readonly task: string;
  readonly author: number;
  readonly holders: readonly number[];
  readonly endsAt: number;
  waits: boolean;
}

/** What ought to be so: plain values, and no clause of SQL. */
export class Model {
  now = DAWN;
  readonly gone = new Set<number>();
  readonly mandates: ModelMandate[] = [];
  readonly lines: ModelLine[] = [];
  readonly offers: Uuid[] = [];
  readonly handedBack = new Set<Uuid>();

  isLive = ({ ended, endsAt }: ModelMandate): boolean => !ended && this.now < endsAt;

  hasTask = (member: number, task: string): boolean =>
    this.mandates.some((one) => one.task === task && one.holders.has(member) && this.isLive(one));
  isHeld = (task: string): boolean => this.mandates.some((one) => one.task === task && this.isLive(one));

  isWaiting = ({ waits, endsAt }: ModelLine): boolean => waits && this.now < endsAt;

  holdsTechnical = (member: number): boolean =>
    this.mandates.some((one) => one.technical && one.holders.has(member) && this.isLive(one));

  give(mandate: Omit<ModelMandate, 'ended' | 'reports' | 'everHeld'>): void {
    const everHeld = new Set(mandate.holders);
    this.mandates.push({ ...mandate, everHeld, ended: false, reports: 0 });
  }
}

const at = (milliseconds: number): Instant => instantFromMilliseconds(milliseconds);
const someOf = <T>(all: readonly T[], choice: number): T => all[choice % all.length] as T;

/** Whether an act was done; a refusal is an answer, and anything else a defect. */
async function isDone(act: Promise<unknown>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** A technical act is done under whichever mandate opens it, by everybody whom the model says, and by nobody else. */
async function opensAsForeseen(
  model: Model,
  { world, collective, members }: Real,
  after: string,
): Promise<void> {
  const object = { kind: 'COLLECTIVE', id: collective.id } as const;
  for (const [place, actor] of members.entries()) {
    const may = await world.write((tx) => holdsMandate(tx, actor, 'openPoll', object));
    if (may !== model.holdsTechnical(place))
      throw new Error(`after “${after}”, member ${place} ${may ? 'still acts' : 'acts no more'}`);
  }
}

/** One event: what the collective does must be what the model says, and then the model does it too. */
abstract class Event implements fc.AsyncCommand<Model, Real> {
  check: (model: Readonly<Model>) => boolean = () => true;

  async run(model: Model, real: Real): Promise<void> {
    const foreseen = this.foresee(model);
    const done = await isDone(this.act(model, real));
    if (done !== foreseen) throw new Error(`${this.toString()} was ${done ? 'done' : 'refused'}`);
    if (!done) return;
    this.follow(model);
    await opensAsForeseen(model, real, this.toString());
  }

  abstract foresee(model: Model): boolean;
  abstract act(model: Model, real: Real): Promise<unknown>;
  /** Many events leave the model as it was. */
  follow(model: Model): void {
    void model;
  }
  abstract toString(): string;
}

class Waits extends Event {
  constructor(private readonly hours: number) {
    super();
  }
  foresee = (): boolean => true;
  act = ({ now }: Model, { world }: Real) => world.clockAt(at(now + this.hours * HOUR));
  override follow(model: Model): void {
    model.now += this.hours * HOUR;
  }
  toString = (): string => `wait ${this.hours} h`;
}

class Offers extends Event {
  private id = '';
  constructor(private readonly by: number) {
    super();
  }
  override check = ({ gone }: Readonly<Model>): boolean => !gone.has(this.by);
  foresee = (): boolean => true;
  async act(_model: Model, { world, members }: Real): Promise<void> {
    const task = { title: 'Une tâche', instructions: '', until: null, reportDueAt: null };
    const from = { decisionId: null, agendaItemId: null, groupId: null, repeat: UNREPEATED };
    const actor = members[this.by] as MemberActor;
    this.id = await world.write((tx) => offerMandate(tx, actor, { ...task, ...from }));
  }
  override follow({ offers }: Model): void {
    offers.push(this.id);
  }
  toString = (): string => `member ${this.by} offers a task`;
}

/** It binds to nothing, so the model has nothing to remember of it. */
class Volunteers extends Event {
  constructor(
    private readonly by: number,
    private readonly choice: number,
  ) {
    super();
  }
  override check = ({ gone, offers }: Readonly<Model>): boolean => offers.length > 0 && !gone.has(this.by);
  foresee = (): boolean => true;
  act({ offers }: Model, { world, members }: Real): Promise<void> {
    const offerId = someOf(offers, this.choice);
    return world.write((tx) => volunteer(tx, members[this.by] as MemberActor, { offerId }));
  }
  toString = (): string => `member ${this.by} volunteers`;
}

interface Wish {
  readonly by: number;
  readonly task: (typeof TASKS)[number];
  readonly holders: readonly number[];
  readonly hours: number;
}

class Notes extends Event {
  private id = '';
  constructor(private readonly wish: Wish) {
    super();
  }
  override check = ({ gone }: Readonly<Model>): boolean => !gone.has(this.wish.by);
  foresee(model: Model): boolean {
    const { task, holders, hours } = this.wish;
    const isTaken =
      model.isHeld(task) || model.lines.some((one) => one.task === task && model.isWaiting(one));
    return hours > 0 && !isTaken && !holders.some((holder) => model.gone.has(holder));
  }
  async act({ now }: Model, { world, members }: Real): Promise<void> {
    const { by, task, holders, hours } = this.wish;
    const line = {
      ...{ task, title: task, instructions: '', reportDueAt: null, reportEvery: null },
      ...{ offerId: null, decisionId: null, assemblyId: null, groupId: null, repeat: UNREPEATED },
      holders: holders.map((one) => (members[one] as MemberActor).memberId),
      endsAt: at(now + hours * HOUR),
    };
    this.id = await world.write((tx) => noteMandate(tx, members[by] as MemberActor, line));
  }
  override follow(model: Model): void {
    const { by, task, holders, hours } = this.wish;
    const endsAt = model.now + hours * HOUR;
    model.lines.push({ id: this.id, task, author: by, holders, endsAt, waits: true });
  }
  toString = (): string => `note ${JSON.stringify(this.wish)}`;
}

class WithdrawsLine extends Event {
  constructor(
    private readonly by: number,
    private readonly choice: number,
  ) {
    super();
  }
  override check = ({ gone, lines }: Readonly<Model>): boolean => lines.length > 0 && !gone.has(this.by);
  private readonly line = ({ lines }: Model): ModelLine => someOf(lines, this.choice);
  private readonly isTheirs = ({ author, holders }: ModelLine): boolean =>
    author === this.by || holders.includes(this.by);
  foresee = (model: Model): boolean => this.isTheirs(this.line(model)) && !this.isGiven(model);
  /** One that was taken back before is taken back again without fault. */
  private readonly isGiven = (model: Model): boolean =>
    model.mandates.some(({ id }) => id === this.line(model).id);
  act(model: Model, { world, members }: Real): Promise<void> {
    const { id: lineId } = this.line(model);
    return world.write((tx) => withdrawMandateLine(tx, members[this.by] as MemberActor, { lineId }));
  }
  override follow(model: Model): void {
    this.line(model).waits = false;
  }
  toString = (): string => `member ${this.by} takes line ${this.choice} back`;
}

class Confirms extends Event {
  constructor(private readonly choice: number) {
    super();
  }
  override check = ({ lines }: Readonly<Model>): boolean => lines.length > 0;
  private readonly line = ({ lines }: Model): ModelLine => someOf(lines, this.choice);
  foresee(model: Model): boolean {
    const line = this.line(model);
    return (
      model.isWaiting(line) && !model.isHeld(line.task) && !line.holders.some((one) => model.gone.has(one))
    );
  }
  async act(model: Model, { world, collective }: Real): Promise<void> {
    const [line] = await linesByIds(world.transactions, collective.id, [this.line(model).id]);
    await collective.adopt(grantOfLine(line as LineWithHolders));
  }
  override follow(model: Model): void {
    const line = this.line(model);
    line.waits = false;
    const { id, task, endsAt, holders } = line;
    model.give({ id, task, endsAt, technical: false, holders: new Set(holders) });
  }
  toString = (): string => `confirm line ${this.choice}`;
}

class Grants extends Event {
  private id = '';
  constructor(private readonly wish: Wish) {
    super();
  }
  foresee(model: Model): boolean {
    const { task, holders, hours } = this.wish;
    return hours > 0 && !model.isHeld(task) && !holders.some((holder) => model.gone.has(holder));
  }
  async act({ now }: Model, { collective, members }: Real): Promise<void> {
    const { task, holders, hours } = this.wish;
    const endsAt = at(now + hours * HOUR);
    const grant = collective.grant(
      holders.map((one) => members[one] as MemberActor),
      { task, endsAt, reportDueAt: endsAt },
    );
    this.id = grant.mandateId;
    await collective.adopt(grant);
  }
  override follow(model: Model): void {
    const { task, holders, hours } = this.wish;
    model.give({
      ...{ id: this.id, task, technical: true, holders: new Set(holders) },
      endsAt: model.now + hours * HOUR,
    });
  }
  toString = (): string => `grant ${JSON.stringify(this.wish)}`;
}

/** What is done by one member under one mandate. */
abstract class OnMandate extends Event {
  constructor(
    protected readonly by: number,
    private readonly choice: number,
  ) {
    super();
  }
  override check = ({ gone, mandates }: Readonly<Model>): boolean =>
    mandates.length > 0 && !gone.has(this.by);
  protected readonly mandate = ({ mandates }: Model): ModelMandate => someOf(mandates, this.choice);
  act(model: Model, { world, members }: Real): Promise<unknown> {
    const { id } = this.mandate(model);
    return world.write((tx) => this.under(tx, members[this.by] as MemberActor, id));
  }
  protected abstract under(tx: Tx, actor: MemberActor, mandateId: Uuid): Promise<unknown>;
  toString = (): string => `member ${this.by}: ${this.constructor.name} mandate ${this.choice}`;
}

class Uses extends OnMandate {
  foresee = (model: Model): boolean =>
    this.mandate(model).holders.has(this.by) && model.isLive(this.mandate(model));
  protected under = (tx: Tx, actor: MemberActor, mandateId: Uuid) =>
    requireHolding(tx, actor, mandateId, 'test');
}

class ReportsOn extends OnMandate {
  /** Whoever ever held it, and whoever has its task now. */
  foresee(model: Model): boolean {
    const { everHeld, task } = this.mandate(model);
    return everHeld.has(this.by) || model.hasTask(this.by, task);
  }
  protected under = (tx: Tx, actor: MemberActor, mandateId: Uuid) =>
    reportOnMandate(tx, actor, {
      mandateId,
      number: null,
      expectedVersion: 0,
      body: 'Fait.',
      repeat: UNREPEATED,
    });
  override follow(model: Model): void {
    this.mandate(model).reports += 1;
  }
}

class HandsBack extends OnMandate {
  /** Twice is no fault, before it ended or by whom it was ended; the clock and a revocation leave nothing to give. */
  foresee(model: Model): boolean {
    const mandate = this.mandate(model);
    if (!mandate.everHeld.has(this.by)) return false;
    return !mandate.holders.has(this.by) || this.wasHandedBack(model) || model.isLive(mandate);
  }
  private readonly wasHandedBack = (model: Model): boolean => model.handedBack.has(this.mandate(model).id);
  protected under = (tx: Tx, actor: MemberActor, mandateId: Uuid) =>
    handBackMandate(tx, actor, { mandateId, handover: null });
  override follow(model: Model): void {
    const mandate = this.mandate(model);
    if (!mandate.holders.has(this.by) || mandate.ended) return;
    if (mandate.holders.size > 1) mandate.holders.delete(this.by);
    else {
      mandate.ended = true;
      model.handedBack.add(mandate.id);
    }
  }
}

class Revokes extends Event {
  constructor(private readonly choice: number) {
    super();
  }
  override check = ({ mandates }: Readonly<Model>): boolean => mandates.length > 0;
  private readonly mandate = ({ mandates }: Model): ModelMandate => someOf(mandates, this.choice);
  foresee = (model: Model): boolean => model.isLive(this.mandate(model));
  act(model: Model, { collective }: Real): Promise<unknown> {
    const { id: mandateId, task } = this.mandate(model);
    return collective.adopt({ kind: 'REVOKE_MANDATE', mandateId, task });
  }
  override follow(model: Model): void {
    this.mandate(model).ended = true;
  }
  toString = (): string => `revoke mandate ${this.choice}`;
}

/** Somebody goes: of their own will, or by a decision. */
class Goes extends Event {
  constructor(
    private readonly member: number,
    private readonly excluded: boolean,
  ) {
    super();
  }
  override check = ({ gone }: Readonly<Model>): boolean => !gone.has(this.member);
  foresee = (): boolean => true;
  async act(_model: Model, { world, collective, members }: Real): Promise<void> {
    const { memberId } = members[this.member] as MemberActor;
    const decisionId = this.excluded ? await collective.adopt() : null;
    await world.write(async (tx) => {
      const now = await tx.now();
      await leaveMandates(tx, collective.id, memberId, decisionId === null ? null : { decisionId, at: now });
      await tx.rows('UPDATE ormee.member SET state = $3, left_at = $4 WHERE collective_id = $1 AND id = $2', [
        ...[collective.id, memberId, this.excluded ? 'EXCLUDED' : 'LEFT', now],
      ]);
    });
  }
  override follow(model: Model): void {
    model.gone.add(this.member);
    for (const line of model.lines) if (line.holders.includes(this.member)) line.waits = false;
    for (const mandate of model.mandates) {
      if (!model.isLive(mandate) || !mandate.holders.has(this.member)) continue;
      if (mandate.holders.size > 1) mandate.holders.delete(this.member);
      else mandate.ended = true;
    }
  }
  toString = (): string => `member ${this.member} ${this.excluded ? 'is excluded' : 'leaves'}`;
}

/** Any event, of a collective of so many. */
export function events(members: number): fc.Arbitrary<fc.AsyncCommand<Model, Real>>[] {
  const member = fc.nat({ max: members - 1 });
  const choice = fc.nat({ max: 11 });
  const wish = fc.record({
    by: member,
    task: fc.constantFrom(...TASKS),
    holders: fc.uniqueArray(member, { minLength: 1, maxLength: 2 }),
    hours: fc.integer({ min: 0, max: 12 }),
  });
  return [
    fc.integer({ min: 1, max: 8 }).map((hours) => new Waits(hours)),
    member.map((by) => new Offers(by)),
    fc.tuple(member, choice).map((of) => new Volunteers(...of)),
    wish.map((one) => new Notes(one)),
    fc.tuple(member, choice).map((of) => new WithdrawsLine(...of)),
    choice.map((one) => new Confirms(one)),
    wish.map((one) => new Grants(one)),
    fc.tuple(member, choice).map((of) => new Uses(...of)),
    fc.tuple(member, choice).map((of) => new ReportsOn(...of)),
    fc.tuple(member, choice).map((of) => new HandsBack(...of)),
    choice.map((one) => new Revokes(one)),
    fc.tuple(member, fc.boolean()).map((of) => new Goes(...of)),
  ];
}

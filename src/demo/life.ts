import type { INestApplicationContext } from '@nestjs/common';
import { signIn, signOut } from '../auth/sign-in.js';
import type { MethodId } from '../core/charter/clause.js';
import type { YesNoValue } from '../core/counting/ballot.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Question } from '../core/charter/question.js';
import type { Effect, PatchText } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Refusal } from '../core/kernel/refusals.js';
import { addDuration, type CalendarDuration, type Instant } from '../core/kernel/instants.js';
import { hashContent } from '../core/text/content.js';
import type { SessionKey } from '../platform/access/context.js';
import { UNREPEATED } from '../platform/database/idempotency.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { mintLink } from '../platform/links/links.js';
import { readSecret } from '../platform/links/secret.js';
import { Ids } from '../platform/random/ids.js';
import { CastBallot, type Cast } from '../polls/cast-ballot.js';
import { closePoll } from '../procedures/close-poll.js';
import { openPoll } from '../procedures/open-poll.js';
import { previewAmendment, submitAmendment } from '../procedures/amend-proposal.js';
import { readAmending } from '../procedures/amended-wording.js';
import { submitProposal, type Wording } from '../procedures/submit-proposal.js';
import { lockProposal } from '../proposals/lock-proposal.js';
import { readText } from '../texts/text.queries.js';
import { ZONE } from './atelier.js';
import { demoMembers, type DemoMembers } from './demo-members.js';

/** The members of the demonstration at work: every act is the API's own, done by one of them at the database's instant. */
export class Life {
  private constructor(
    private readonly collectiveId: Uuid,
    private members: DemoMembers,
    private readonly transactions: Transactions,
    private readonly box: CastBallot,
    private readonly ids: Ids,
  ) {}

  static async of(app: INestApplicationContext, collectiveId: Uuid): Promise<Life> {
    const transactions = app.get(Transactions);
    const members = await demoMembers(transactions, collectiveId);
    return new Life(collectiveId, members, transactions, app.get(CastBallot), app.get(Ids));
  }

  /** The member of that name. */
  who(name: string): MemberActor {
    const member = this.members.get(name);
    if (!member) throw new Error(`the demonstration has no member ${name}`);
    return member;
  }

  /** Knows from here on who joined since. */
  async meetNewcomers(): Promise<void> {
    this.members = await demoMembers(this.transactions, this.collectiveId);
  }

  /** The database's clock. */
  now(): Promise<Instant> {
    return this.transactions.write((tx) => tx.now());
  }

  /** One act of one member, in a transaction of its own. */
  act<T>(name: string, work: (tx: Tx, actor: MemberActor) => Promise<T>): Promise<T> {
    return this.transactions.write((tx) => work(tx, this.who(name)));
  }

  propose(name: string, title: string, rationale: string, ...effects: readonly Effect[]): Promise<Uuid> {
    return this.submit(name, { title, rationale, effects, question: null, raiseTo: null });
  }

  /** What a working group is to decide by itself. */
  proposeIn(groupId: Uuid, name: string, title: string, rationale: string): Promise<Uuid> {
    return this.submit(name, { title, rationale, effects: [], question: null, raiseTo: null }, groupId);
  }

  /** Asks which, and not only whether: positions, so that no option does anything by itself. */
  ask(name: string, title: string, rationale: string, labels: readonly string[]): Promise<Uuid> {
    const options = labels.map((label) => ({ label, effects: [], cost: null }));
    const question: Question = { seats: 1, budget: null, options };
    return this.submit(name, { title, rationale, effects: [], question, raiseTo: null });
  }

  private submit(name: string, wording: Wording, groupId: Uuid | null = null): Promise<Uuid> {
    return this.act(name, (tx, actor) =>
      submitProposal(tx, actor, { ...wording, visibility: 'MEMBERS', groupId, repeat: UNREPEATED }),
    );
  }

  /** Puts other words in the place of some, by an edited copy, as its preview shows it. */
  async amend(name: string, proposalId: Uuid, words: string, by: string, reason: string): Promise<void> {
    await this.act(name, async (tx, actor) => {
      const read = await readAmending(tx, actor.collectiveId, proposalId);
      if (!read || read.base instanceof Refusal)
        throw new Error('the demonstration amends what cannot be amended');
      const { markdown, hash } = read.base;
      const copy = markdown.replace(words, by);
      const draft = {
        proposalId,
        version: read.version,
        parentId: null,
        baseHash: hash,
        copy,
        provision: null,
      };
      const { hash: confirms } = await previewAmendment(tx, actor, draft);
      await submitAmendment(tx, actor, { ...draft, confirms, reason, assemblyId: null, repeat: UNREPEATED });
    });
  }

  openOnline(
    name: string,
    proposalId: Uuid,
    lasting: CalendarDuration,
    method: MethodId | null = null,
  ): Promise<Uuid> {
    return this.act(name, async (tx, actor) => {
      const closesAt = addDuration(await tx.now(), lasting, ZONE);
      const request = { proposalId, version: 1, assemblyId: null, method, closesAt, repeat: UNREPEATED };
      return openPoll(tx, actor, request);
    });
  }

  openInSitting(name: string, proposalId: Uuid, assemblyId: Uuid, agendaItemId?: Uuid): Promise<Uuid> {
    return this.act(name, async (tx, actor) => {
      const { currentVersion: version } = await lockProposal(tx, actor.collectiveId, proposalId);
      const place = { assemblyId, agendaItemId: agendaItemId ?? null };
      const request = { proposalId, version, ...place, method: null, closesAt: null, repeat: UNREPEATED };
      return openPoll(tx, actor, request);
    });
  }

  /** Puts ballots in the box, at once: which came first says nothing. */
  async vote(pollId: Uuid, ballots: Partial<Record<YesNoValue, readonly string[]>>): Promise<void> {
    const cast = Object.entries(ballots).flatMap(([choice, names]) =>
      names.map((name) => this.cast(name, { pollId, kind: 'CHOICE', choice, reason: null })),
    );
    await Promise.all(cast);
  }

  async consent(pollId: Uuid, ...names: readonly string[]): Promise<void> {
    const said = { pollId, kind: 'CONSENT', choice: 'CONSENT', reason: null } as const;
    await Promise.all(names.map((name) => this.cast(name, said)));
  }

  /** Rankings, each with the names of those who cast it: `2>1=3`, by keys of options. */
  async rank(pollId: Uuid, rankings: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const cast = Object.entries(rankings).flatMap(([choice, names]) =>
      names.map((name) => this.cast(name, { pollId, kind: 'RANKED', choice, reason: null })),
    );
    await Promise.all(cast);
  }

  object(pollId: Uuid, name: string, reason: string): Promise<void> {
    return this.cast(name, { pollId, kind: 'CONSENT', choice: 'OBJECT', reason });
  }

  /** Shuts a box whose deadline has passed, and proclaims what came out; the clock's job may have been faster. */
  async close(pollId: Uuid): Promise<void> {
    await this.transactions.write((tx) => closePoll(tx, this.collectiveId, pollId));
  }

  /** What a poll that was proclaimed decided. */
  async decisionOf(pollId: Uuid): Promise<Uuid> {
    const [decision] = await this.transactions.rows<{ id: Uuid }>(
      'SELECT id FROM ormee.decision WHERE collective_id = $1 AND poll_id = $2',
      [this.collectiveId, pollId],
    );
    if (!decision) throw new Error(`the demonstration decided nothing by ${pollId}`);
    return decision.id;
  }

  /** The poll in which a proposal was put last. */
  async lastPollOf(proposalId: Uuid): Promise<Uuid> {
    const [poll] = await this.transactions.rows<{ id: Uuid }>(
      'SELECT id FROM ormee.poll WHERE collective_id = $1 AND proposal_id = $2 ORDER BY opened_at DESC, id DESC LIMIT 1',
      [this.collectiveId, proposalId],
    );
    if (!poll) throw new Error(`the demonstration never put ${proposalId}`);
    return poll.id;
  }

  /** The last decision of that title. */
  async decided(title: string): Promise<Uuid> {
    const [decision] = await this.transactions.rows<{ id: Uuid }>(
      'SELECT id FROM ormee.decision WHERE collective_id = $1 AND title = $2 ORDER BY proclaimed_at DESC LIMIT 1',
      [this.collectiveId, title],
    );
    if (!decision) throw new Error(`the demonstration decided nothing called ${title}`);
    return decision.id;
  }

  /** An identity for what a decision will bring into being. */
  newId(): Uuid {
    return this.ids.timeOrdered();
  }

  /** The effect that gives an article new words, written on those in force. */
  async rewrite(textId: Uuid, number: string, body: string): Promise<PatchText> {
    const now = { at: null, knownAt: null };
    const { consolidated } = await readText(this.transactions, this.collectiveId, textId, now);
    const read = consolidated.provisions.find(({ content }) => content.number === number);
    if (!read) throw new Error(`the text has no ${number}`);
    const { provisionId, content } = read;
    const expectedHash = hashContent(content);
    return patch(textId, { kind: 'REPLACE', provisionId, expectedHash, content: { ...content, body } });
  }

  /** A ballot is cast under a session of the voter's, which ends with it. */
  private async cast(name: string, said: Omit<Cast, 'session' | 'expectedRevision'>): Promise<void> {
    const { token } = await this.act(name, async (tx, actor) => {
      const { collectiveId, memberId } = actor;
      return signIn(tx, await mintLink(tx, { collectiveId, memberId }, 'SIGN_IN', 'PT1H'));
    });
    const session = readSecret(token) as SessionKey;
    await this.box.cast({ session, ...said, expectedRevision: 0 });
    await this.act(name, (tx) => signOut(tx, session.collectiveId, session.tokenHash));
  }
}

/** A change to a text from the day of its proclamation on, which touches no rule. */
export const patch = (textId: Uuid, ...operations: PatchText['operations']): PatchText => ({
  kind: 'PATCH_TEXT',
  textId,
  operations,
  effectiveOn: null,
  unchangedClauses: [],
});

import type { TestCollective, TestMember } from './world.js';

/** What somebody puts to the collective; what a spec leaves out says nothing. */
export interface Wording {
  readonly visibility?: 'PUBLIC' | 'MEMBERS';
  readonly by?: TestMember;
  readonly title?: string;
  readonly rationale?: string;
  readonly effects?: readonly object[];
  /** What there is to choose from: labels, or whole options. */
  readonly options?: readonly (string | object)[];
  readonly seats?: number;
  readonly budget?: number;
  readonly mandateLineIds?: readonly string[];
  readonly raiseTo?: 'ROUTINE' | 'DEEP' | 'GOVERNANCE' | 'MANDATE';
  /** The working group in which it is put; the whole collective where a spec names none. */
  readonly groupId?: string;
  readonly advisesId?: string;
  readonly idempotencyKey?: string;
}

export interface Opening {
  readonly by?: TestMember;
  /** How long an online poll lasts, as PostgreSQL writes intervals. */
  readonly lasting?: string;
  readonly closesAt?: string;
  /** As the API names it: `SCHULZE_WV_1`. */
  readonly method?: string;
  readonly confirmsPollId?: string;
  readonly lotSource?: 'TWO_MEMBERS' | 'COMMITMENTS';
  readonly version?: number;
  readonly agendaItemId?: string;
  readonly idempotencyKey?: string;
}

/** How many ballots of each kind: the voters are the members in their order. */
export interface Votes {
  readonly for?: number;
  readonly against?: number;
  readonly abstain?: number;
  readonly blank?: number;
}

export interface Receipt {
  readonly text: string;
  readonly signature: string;
}

export interface Ballot {
  readonly choice: string;
  readonly reason: string | null;
  readonly revision: number;
  readonly receipt: Receipt;
}

/** A poll as a member reads it. */
export interface PollRead {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly matter: string;
  readonly closesAt: string | null;
  readonly closedAt: string | null;
  readonly rollCount: number;
  readonly castCount: number;
  readonly clausesHash: string;
  readonly wordingHash: string;
  readonly effectsHash: string;
  readonly rollHash: string;
  readonly objections: readonly { memberId: string; reason: string; stands: boolean }[];
  readonly options: readonly { key: string; label: string; statusQuo: boolean }[];
  readonly lot: { source: string; awaited: boolean; committedCount: number; enteredCount: number } | null;
  readonly outcome: { code: string; explanation: readonly string[]; working: string } | null;
  readonly decision: {
    id: string;
    label: string;
    number: number;
    title: string;
    outcome: string;
    effectsState: string;
    notApplied: { code: string; message: string } | null;
  } | null;
}

const POLL = `id title state matter closesAt closedAt rollCount castCount clausesHash wordingHash effectsHash rollHash
  objections { memberId reason stands } options { key label statusQuo }
  lot { source awaited committedCount enteredCount } outcome { code explanation working }
  decision { id label number title outcome effectsState notApplied { code message } }`;

const BALLOT = 'ballot { choice reason revision receipt { text signature } }';

export class TestProposal {
  constructor(
    readonly collective: TestCollective,
    readonly id: string,
    readonly author: TestMember,
    public version: number,
    readonly matter: string,
  ) {}

  /** Puts a new version in the place of the current one. */
  async revise({ by = this.author, ...wording }: Wording): Promise<void> {
    await by.does('reviseProposal', {
      title: 'Une proposition',
      ...wording,
      proposalId: this.id,
      expectedVersion: this.version,
    });
    this.version += 1;
  }

  /** Opens it online, for eight days unless the spec says otherwise. */
  async open({ by = this.author, lasting = '8 days', ...rest }: Opening = {}): Promise<TestPoll> {
    const closesAt = rest.closesAt ?? (await this.collective.world.in(lasting));
    return this.openBy(by, { version: this.version, ...rest, closesAt });
  }

  /** Opens it in a running assembly, by its facilitator. */
  async openIn(assembly: TestAssembly, { by, ...rest }: Opening = {}): Promise<TestPoll> {
    return this.openBy(by ?? assembly.facilitator, {
      version: this.version,
      assemblyId: assembly.id,
      ...rest,
    });
  }

  /** From opening to proclamation, in an assembly. */
  async decideIn(assembly: TestAssembly, votes: Votes): Promise<PollRead> {
    return (await (await this.openIn(assembly)).votes(votes)).lastCall();
  }

  /** From opening to proclamation, online. */
  async decideOnline(votes: Votes, lasting = '8 days'): Promise<PollRead> {
    return (await (await this.open({ lasting })).votes(votes)).end(lasting);
  }

  private async openBy(by: TestMember, input: object): Promise<TestPoll> {
    const { poll } = await by.does<{ poll: { id: string } }>(
      'openPoll',
      { proposalId: this.id, ...input },
      'poll { id }',
    );
    return new TestPoll(this.collective, poll.id, by);
  }
}

export class TestPoll {
  constructor(
    readonly collective: TestCollective,
    readonly id: string,
    private readonly opener: TestMember,
  ) {}

  /** One ballot, by the name of a choice or as the input that it is. */
  async cast(
    member: TestMember,
    ballot: 'FOR' | 'AGAINST' | 'ABSTAIN' | 'BLANK' | 'NOT_TAKING_PART' | object,
    expectedRevision = 0,
  ): Promise<Ballot> {
    const said = typeof ballot === 'string' ? { choice: ballot } : ballot;
    const done = await member.does<{ ballot: Ballot }>(
      'castBallot',
      { pollId: this.id, expectedRevision, ballot: said },
      BALLOT,
    );
    return done.ballot;
  }

  consent(member: TestMember, expectedRevision = 0): Promise<Ballot> {
    return this.cast(member, { consent: { choice: 'CONSENT' } }, expectedRevision);
  }

  object(member: TestMember, reason: string, expectedRevision = 0): Promise<Ballot> {
    return this.cast(member, { consent: { choice: 'OBJECT', reason } }, expectedRevision);
  }

  /** Ballots of the first members, all at once. */
  async votes(votes: Votes): Promise<this> {
    const choices = [
      ...Array<'FOR'>(votes.for ?? 0).fill('FOR'),
      ...Array<'AGAINST'>(votes.against ?? 0).fill('AGAINST'),
      ...Array<'ABSTAIN'>(votes.abstain ?? 0).fill('ABSTAIN'),
      ...Array<'BLANK'>(votes.blank ?? 0).fill('BLANK'),
    ];
    await Promise.all(choices.map((choice, place) => this.cast(this.collective.member(place), choice)));
    return this;
  }

  /** Shuts the box as things stand now, and proclaims what came out where nothing is awaited. */
  async close(by = this.opener): Promise<PollRead> {
    const { poll } = await by.does<{ poll: PollRead }>('closePoll', { pollId: this.id }, `poll { ${POLL} }`);
    return poll;
  }

  /** Lets an online poll's time pass, then closes it. */
  async end(after = '8 days'): Promise<PollRead> {
    await this.collective.world.wait(after);
    return this.close();
  }

  /** In a sitting: the last call, its sixty seconds, and the closing. */
  async lastCall(): Promise<PollRead> {
    await this.callLastCall();
    return this.end('60 seconds');
  }

  async callLastCall(): Promise<void> {
    await this.opener.does('callLastCall', { pollId: this.id });
  }

  async proclaim(by = this.opener): Promise<PollRead> {
    const { poll } = await by.does<{ poll: PollRead }>(
      'proclaimPoll',
      { pollId: this.id },
      `poll { ${POLL} }`,
    );
    return poll;
  }

  async read(by = this.opener): Promise<PollRead> {
    const { node } = await by.ask<{ node: PollRead }>(
      `query($id: ID!) { node(id: $id) { ... on Poll { ${POLL} } } }`,
      { id: this.id },
    );
    return node;
  }

  /** What the database holds of it: every ballot, and whose. */
  ballots(): Promise<{ member: string; choice: string; revision: number }[]> {
    return this.collective.world.sql(
      `SELECT member_id AS member, choice, revision FROM ormee.ballot WHERE collective_id = $1 AND poll_id = $2
       ORDER BY member_id`,
      [this.collective.id, this.collective.rowId(this.id)],
    );
  }
}

/** A running assembly. */
export class TestAssembly {
  private constructor(
    readonly id: string,
    readonly facilitator: TestMember,
  ) {}

  /** One that a spec convened itself. */
  static of(id: string, facilitator: TestMember): TestAssembly {
    return new TestAssembly(id, facilitator);
  }

  /** Convened now, started and facilitated by the first of those present, all of them checked in. */
  static async running(
    [facilitator, ...others]: readonly TestMember[],
    form: 'PHYSICAL' | 'HYBRID' | 'REMOTE',
  ): Promise<TestAssembly> {
    if (!facilitator) throw new Error('nobody is there to start the assembly');
    const { assembly } = await facilitator.does<{ assembly: { id: string } }>(
      'conveneAssembly',
      { title: 'Assemblée', form },
      'assembly { id }',
    );
    await facilitator.does('startAssembly', { assemblyId: assembly.id });
    await facilitator.does('takeRole', { assemblyId: assembly.id, role: 'FACILITATOR' });
    await Promise.all(others.map((member) => member.does('checkIn', { assemblyId: assembly.id })));
    return new TestAssembly(assembly.id, facilitator);
  }
}

import type { Clause, ConsentRule } from '../../src/core/charter/clause.js';
import { TestPoll, type TestProposal } from './decisions.js';
import type { Payload, TestMember } from './world.js';

/** Three rounds, each step a day or two, and a vote at the end. */
export const ROUNDS: ConsentRule = {
  rounds: 3,
  presentation: 'P1D',
  clarification: 'P2D',
  reaction: 'P2D',
  integration: 'P3D',
  fallback: 'POLL',
  setAside: null,
};

/** The rules of the collective, with consent in rounds for current questions. */
export const inRounds =
  (rule: Partial<ConsentRule> = {}) =>
  (rules: readonly Clause[]): readonly Clause[] =>
    rules.map((clause) =>
      clause.matter === 'ROUTINE' ? { ...clause, consent: { ...ROUNDS, ...rule } } : clause,
    );

export interface ObjectionRead {
  readonly id: string;
  readonly memberId: string;
  readonly reason: string;
  readonly stands: boolean;
  readonly ended: string | null;
  readonly integratedBy: number | null;
  readonly doubts: readonly string[];
}

export interface ConsentRead {
  readonly id: string;
  readonly state: string;
  readonly phase: string;
  readonly round: number;
  readonly phaseEndsAt: string | null;
  readonly heldBy: string | null;
  readonly whatNow: string;
  readonly steps: readonly { phase: string; round: number }[];
  readonly rounds: readonly {
    id: string;
    state: string;
    outcome: { code: string; explanation: readonly string[] } | null;
    decision: { outcome: string; effectsState: string } | null;
    objections: readonly ObjectionRead[];
  }[];
}

type ConsentAnswer = Omit<ConsentRead, 'rounds'> & {
  readonly rounds: readonly { round: number; pollId: string }[];
};

const CONSENT = `id state phase round phaseEndsAt heldBy whatNow steps { phase round } rounds { round pollId }`;

const POLL = `id state outcome { code explanation } decision { outcome effectsState }
  objections { id memberId reason stands ended integratedBy doubts }`;

/** Consent as members seek it on a proposal, through the API alone. */
export class TestConsent {
  private constructor(
    readonly proposal: TestProposal,
    readonly id: string,
  ) {}

  static async start(
    proposal: TestProposal,
    by = proposal.author,
    sitting: { readonly assemblyId?: string; readonly agendaItemId?: string } = {},
  ): Promise<TestConsent> {
    const { consent } = await by.does<{ consent: { id: string } }>(
      'startConsent',
      { proposalId: proposal.id, version: proposal.version, ...sitting },
      'consent { id }',
    );
    return new TestConsent(proposal, consent.id);
  }

  /** The search for consent, with the poll of each round. */
  async read(by = this.proposal.author): Promise<ConsentRead> {
    const { node } = await by.ask<{ node: { consents: ConsentAnswer[]; polls: ConsentRead['rounds'] } }>(
      `query($id: ID!) { node(id: $id) { ... on Proposal { consents { ${CONSENT} } polls { ${POLL} } } } }`,
      { id: this.proposal.id },
    );
    const own = node.consents.find(({ id }) => id === this.id) as ConsentAnswer;
    const rounds = own.rounds.flatMap(({ pollId }) => node.polls.find(({ id }) => id === pollId) ?? []);
    return { ...own, rounds };
  }

  move(by = this.proposal.author): Promise<Payload> {
    return by.act('moveConsent', { consentId: this.id });
  }

  /** Lets the time of the phase pass, with the clock's jobs. */
  async pass(interval: string): Promise<ConsentRead> {
    const { world } = this.proposal.collective;
    await world.wait(interval);
    await world.runDueJobs();
    return this.read();
  }

  /** Until the next round is open. */
  async untilAsked(): Promise<TestPoll> {
    for (let phases = 0; phases < 6; phases += 1) {
      const { phase, state } = await this.read();
      if (phase === 'OBJECTION' || state !== 'RUNNING') break;
      await this.pass('3 days 1 minute');
    }
    return this.poll();
  }

  /** The poll of the round that is asked. */
  async poll(): Promise<TestPoll> {
    const { rounds } = await this.read();
    const last = rounds.at(-1);
    if (!last) throw new Error('no round was asked');
    return new TestPoll(this.proposal.collective, last.id, this.proposal.author);
  }

  /** Shuts the round that is open. */
  async shut(): Promise<ConsentRead> {
    return this.pass('1 day 1 minute');
  }

  async objections(): Promise<readonly ObjectionRead[]> {
    return (await this.read()).rounds.at(-1)?.objections ?? [];
  }

  async objectionOf(member: TestMember): Promise<ObjectionRead> {
    const own = (await this.objections()).find(({ memberId }) => memberId === member.id);
    if (!own) throw new Error('no objection of theirs');
    return own;
  }

  /** A new version that answers objections. */
  async integrate(objections: readonly ObjectionRead[], title = 'Une proposition amendée'): Promise<Payload> {
    const said = await this.proposal.author.act('reviseProposal', {
      title,
      proposalId: this.proposal.id,
      expectedVersion: this.proposal.version,
      integrates: objections.map(({ id }) => id),
    });
    if (said.code === undefined) this.proposal.version += 1;
    return said;
  }
}

import type { Clause, ConsentRule } from '../../src/core/charter/clause.js';
import { ROUNDS } from './consents.js';
import { TestPoll } from './decisions.js';
import type { Payload, TestCollective, TestMember } from './world.js';

/** The rules of the collective, with consent in rounds for whatever gives a mandate. */
export const mandatesInRounds =
  (rule: Partial<ConsentRule> = {}, clausePart: Partial<Clause> = {}) =>
  (rules: readonly Clause[]): readonly Clause[] => {
    const routine = rules.find(({ matter }) => matter === 'ROUTINE') as Clause;
    const own = rules.find(({ matter }) => matter === 'MANDATE') ?? {
      ...routine,
      matter: 'MANDATE' as const,
    };
    return [
      ...rules.filter(({ matter }) => matter !== 'MANDATE'),
      { ...own, consent: { ...ROUNDS, ...rule }, ...clausePart },
    ];
  };

export interface ElectionRead {
  readonly id: string;
  readonly state: string;
  readonly phase: string;
  readonly round: number;
  readonly phaseEndsAt: string | null;
  readonly heldBy: string | null;
  readonly whatNow: string;
  readonly heard: number;
  readonly viewerNomination: { personId: string | null; reason: string } | null;
  readonly declinedIds: readonly string[];
  readonly nominees: readonly { personId: string; proposalId: string | null; how: string | null }[];
  readonly explanation: readonly string[];
  readonly nominations: {
    readonly edges: readonly {
      node: { round: number; byId: string | null; personId: string | null; reason: string };
    }[];
  };
}

export const ELECTION = `id state phase round phaseEndsAt heldBy whatNow heard viewerNomination { personId reason }
  declinedIds nominees { personId proposalId how } explanation
  nominations(first: 100) { edges { node { round byId personId reason } } }`;

/** A role that a spec has to give; what it leaves out says nothing. */
export interface RoleAsked {
  readonly task?: string;
  readonly title?: string;
  readonly instructions?: string;
  readonly mandateEndsAt?: string;
  readonly scopeActs?: readonly string[];
  readonly groupId?: string;
  readonly assemblyId?: string;
  readonly agendaItemId?: string;
  readonly idempotencyKey?: string;
}

/** An election without candidates as members hold it, through the API alone. */
export class TestElection {
  private constructor(
    readonly collective: TestCollective,
    readonly id: string,
    readonly by: TestMember,
  ) {}

  static async start(
    collective: TestCollective,
    role: RoleAsked = {},
    by = collective.member(0),
  ): Promise<TestElection> {
    const { election } = await by.does<{ election: { id: string } }>(
      'startElectionWithoutCandidates',
      {
        task: 'tresorerie',
        title: 'Tenir la caisse',
        mandateEndsAt: await collective.world.in('300 days'),
        ...role,
      },
      'election { id }',
    );
    return new TestElection(collective, election.id, by);
  }

  async read(by = this.by): Promise<ElectionRead> {
    const { node } = await by.ask<{ node: ElectionRead }>(
      `query($id: ID!) { node(id: $id) { ... on ElectionWithoutCandidates { ${ELECTION} } } }`,
      { id: this.id },
    );
    return node;
  }

  nominate(by: TestMember, person: TestMember | null, reason = 'Parce que.'): Promise<Payload> {
    return by.act('nominate', { electionId: this.id, personId: person?.id ?? null, reason });
  }

  /** Everybody in their order names somebody, by places; null: nobody. */
  async nominations(places: readonly (number | null)[]): Promise<void> {
    for (const [at, place] of places.entries()) {
      const person = place === null ? null : this.collective.member(place);
      const { code } = await this.nominate(this.collective.member(at), person, `Vu de ${at}.`);
      if (code !== undefined) throw new Error(`a nomination was refused: ${code}`);
    }
  }

  decline(by: TestMember): Promise<Payload> {
    return by.act('declineNomination', { electionId: this.id });
  }

  move(by = this.by): Promise<Payload> {
    return by.act('moveElectionWithoutCandidates', { electionId: this.id });
  }

  /** Lets time pass, with the clock's jobs. */
  async pass(interval: string): Promise<ElectionRead> {
    const { world } = this.collective;
    await world.wait(interval);
    for (let turns = 0; turns < 3; turns += 1) await world.runDueJobs();
    return this.read();
  }

  /** Nominations, and a round in which nobody changes their mind: whoever has most is put to consent then. */
  async put(places: readonly (number | null)[]): Promise<ElectionRead> {
    await this.nominations(places);
    await this.pass('2 days 1 minute');
    return this.pass('2 days 1 minute');
  }

  /** The poll in which whoever is being put is asked about. */
  async poll(): Promise<TestPoll> {
    const { nominees } = await this.read();
    const { node } = await this.by.ask<{ node: { polls: { id: string }[] } }>(
      'query($id: ID!) { node(id: $id) { ... on Proposal { polls { id } } } }',
      { id: nominees.at(-1)?.proposalId },
    );
    const last = node.polls.at(-1);
    if (!last) throw new Error('nobody was asked');
    return new TestPoll(this.collective, last.id, this.by);
  }
}

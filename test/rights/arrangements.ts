import { TestAssembly, type TestPoll, type TestProposal } from '../world/decisions.js';
import { convene, itemsOf } from './lives.js';
import { isRefusal } from './acts.js';
import type { Person } from './people.js';
import type { Furnished } from './stage.js';
import { chooseByLot, tieByLot } from './choices.js';

/** What somebody sends to an act, and with which session where it is not their usual one. */
export interface Sent {
  readonly input: object;
  /** For whom, where a relay does it. */
  readonly speaksFor?: object;
  readonly token?: string;
  /** Takes back what others would meet. */
  readonly undo?: () => Promise<unknown>;
}

/** Makes the situation of a row anew in the first collective, so that nobody meets what another one left behind. */
export type Arrange = (first: Furnished, person: Person) => Promise<Sent>;

/** Rows of what each person does for themselves: what one has done leaves the situation to the next as it was arranged. */
const EACH_FOR_THEMSELVES: readonly string[] = [
  'previewAmendment',
  'submitAmendment',
  'submitAmendment in a sitting',
  'supportAmendment',
  'withdrawAmendmentSupport',
  'doubtObjection of the member',
  'checkIn',
  'checkOut',
  'commitToLot',
  'castBallot',
  'castBallot in a sitting',
  'supportProposal',
  'withdrawSupport',
  'challengeProposal',
  'joinGroup',
  'leaveGroup',
  'contribute',
  'markThreadRead',
  'askAgendaItem before the sitting',
  'askAgendaItem in the sitting',
  'nominate',
];

/**
 * The situations of a row, one after the other. Whoever is refused leaves theirs as it was made, so that it serves the next
 * person too; what is made for one person serves nobody else.
 */
export class Situations {
  private current: Sent | null = null;
  private readonly isForOne: boolean;
  private readonly lasts: boolean;

  constructor(
    row: string,
    private readonly arrange: Arrange,
    private readonly first: Furnished,
  ) {
    this.isForOne = arrange.length > 1; // it asks for whom
    this.lasts = EACH_FOR_THEMSELVES.includes(row);
  }

  async for(person: Person): Promise<Sent> {
    if (this.isForOne) await this.end();
    return (this.current ??= await this.arrange(this.first, person));
  }

  /** After somebody got this cell. */
  async after(cell: string): Promise<void> {
    if (!isRefusal(cell) && !this.lasts) await this.end();
  }

  async end(): Promise<void> {
    const ended = this.current;
    this.current = null;
    await ended?.undo?.();
  }
}

export const put = ({ collective, members }: Furnished): Promise<TestProposal> =>
  collective.propose({ by: members.member, title: 'Ormeau: à nouveau' });

const open = async (first: Furnished): Promise<TestPoll> => (await put(first)).open();

/** A poll whose deadline has passed, which the clock's job has not shut. */
async function past(first: Furnished): Promise<TestPoll> {
  const poll = await open(first);
  await first.collective.world.sql(
    `UPDATE ormee.poll SET opened_at = opened_at - interval '10 days', closes_at = ormee.instant() - interval '1 second'
     WHERE id = $1`,
    [first.collective.rowId(poll.id)],
  );
  return poll;
}

/** A poll that is shut, and not proclaimed yet. */
async function shut(first: Furnished): Promise<TestPoll> {
  const poll = await past(first);
  await first.collective.world.sql(
    `UPDATE ormee.poll SET state = 'CLOSED', closed_at = closes_at WHERE id = $1`,
    [first.collective.rowId(poll.id)],
  );
  return poll;
}

const another = ({ members }: Furnished): Promise<TestAssembly> =>
  TestAssembly.running([members.facilitator, members.teller, members.legal, members.timekeeper], 'PHYSICAL');

/** A sitting with the same people, and the global id of the role that one of them takes. */
async function sittingWithRole(first: Furnished): Promise<{ assemblyId: string; mandateId: string }> {
  const { assembly } = await first.members.timekeeper.does<{ assembly: { roles: { id: string }[] } }>(
    'takeRole',
    { assemblyId: first.assembly.id, role: 'QUEUE_KEEPER' },
    'assembly { roles { id } }',
  );
  return { assemblyId: first.assembly.id, mandateId: assembly.roles.at(-1)?.id as string };
}

const revisionOf = async (first: Furnished, person: Person): Promise<number> => {
  const voter = first.collective.members.find(({ id }) => id === person.id)?.memberId;
  const ballots = await first.openPoll.ballots();
  return ballots.find(({ member }) => member === voter)?.revision ?? 0;
};

const ballotIn = (pollId: string, expectedRevision = 0): Sent => ({
  input: { pollId, expectedRevision, ballot: { choice: 'FOR' } },
});

const pollIn = async (poll: Promise<TestPoll>): Promise<Sent> => ({ input: { pollId: (await poll).id } });

/** How the rows about proposals, polls and sittings come about. */
export const arrangementsOfPolls: Readonly<Record<string, Arrange>> = {
  submitProposal: async ({ collective }) => ({
    input: {
      title: 'Ormeau: un texte',
      effects: [
        {
          patchText: {
            textId: collective.globalId('LegalText', collective.planted.textIds[1] as string),
            operations: [
              { insert: { content: { number: 'Règle 9', heading: '', body: 'De nouveaux mots.' } } },
            ],
          },
        },
      ],
    },
  }),
  markTextDeclared: async ({ collective }) => {
    const textId = collective.planted.textIds[1] as string;
    const [first] = await collective.world.sql<{ decision: string; today: string }>(
      `SELECT decision_id AS decision, (ormee.instant() AT TIME ZONE 'Europe/Paris')::date::text AS today
       FROM ormee.text_operation WHERE collective_id = $1 AND text_id = $2 ORDER BY known_at LIMIT 1`,
      [collective.id, textId],
    );
    const { decision, today } = first as { decision: string; today: string };
    return {
      input: {
        textId: collective.globalId('LegalText', textId),
        decisionId: collective.globalId('Decision', decision),
        on: today,
      },
    };
  },
  'reviseProposal of the member': async (first) => ({
    input: { proposalId: (await put(first)).id, expectedVersion: 1, title: 'Ormeau: revu' },
  }),
  supportProposal: async (first) => ({ input: { proposalId: (await put(first)).id, version: 1 } }),
  withdrawSupport: async (first) => ({ input: { proposalId: (await put(first)).id, version: 1 } }),
  'openPoll online': async (first) => ({
    input: {
      proposalId: (await put(first)).id,
      version: 1,
      closesAt: await first.collective.world.in('8 days'),
    },
  }),
  'openPoll in a sitting': async (first) => ({
    input: { proposalId: (await put(first)).id, version: 1, assemblyId: first.assembly.id },
  }),
  castBallot: async (first) => ballotIn((await open(first)).id),
  'castBallot on a roll drawn up before': async (first, person) =>
    ballotIn(first.openPoll.id, await revisionOf(first, person)),
  'castBallot in a sitting': async (first) => ballotIn((await (await put(first)).openIn(first.assembly)).id),
  commitToLot: async (first) => ({
    input: { pollId: (await chooseByLot(first, 'COMMITMENTS')).id, commitment: 'ab'.repeat(32) },
  }),
  enterLotValue: async (first) => ({ input: { pollId: await tieByLot(first), value: '4 2 6' } }),
  callLastCall: async (first) => pollIn((await put(first)).openIn(first.assembly)),
  'withdrawPoll of the member': (first) => pollIn(open(first)),
  'withdrawPoll in a sitting': async (first) => pollIn((await put(first)).openIn(first.assembly)),
  'closePoll before its deadline': (first) => pollIn(open(first)),
  'closePoll after its deadline': (first) => pollIn(past(first)),
  proclaimPoll: (first) => pollIn(shut(first)),
  conveneAssembly: async () => ({ input: { title: 'Une assemblée', form: 'REMOTE' } }),
  startAssembly: async ({ members: { member } }) => ({
    input: { assemblyId: await convene(member, 'Ormeau: à ouvrir') },
  }),
  checkIn: async ({ members: { member } }) => ({
    input: { assemblyId: await convene(member, 'Ormeau: à rejoindre') },
  }),
  checkOut: async (first) => ({ input: { assemblyId: (await another(first)).id } }),
  'askAgendaItem before the sitting': async ({ members: { member } }) => ({
    input: { assemblyId: await convene(member, 'Ormeau: à venir'), item: { title: 'Ormeau: un point' } },
  }),
  'askAgendaItem in the sitting': async (first) => ({
    input: { assemblyId: (await another(first)).id, item: { title: 'Ormeau: un point' } },
  }),
  takeUpItem: async ({ assembly, members: { facilitator } }) => ({
    input: { assemblyId: assembly.id, itemId: (await itemsOf(facilitator, assembly.id))[0] },
  }),
  'checkIn of somebody else': async ({ assembly, members: { timekeeper } }) => ({
    input: { assemblyId: assembly.id, memberId: timekeeper.id },
  }),
  takeRole: async ({ assembly }) => ({ input: { assemblyId: assembly.id, role: 'TELLER' } }),
  'takeRole of the facilitator': async ({ assembly }) => ({
    input: { assemblyId: assembly.id, role: 'FACILITATOR' },
  }),
  'leaveRole that one does not hold': async ({ assembly }) => ({
    input: { assemblyId: assembly.id, role: 'MINUTE_TAKER' },
  }),
  objectToRole: async (first) => ({ input: await sittingWithRole(first) }),
  endAssembly: async (first) => ({ input: { assemblyId: (await another(first)).id } }),
  'endAssembly that nobody facilitates': async (first) => {
    const assemblyId = (await another(first)).id;
    await first.members.facilitator.does('leaveRole', { assemblyId, role: 'FACILITATOR' });
    return { input: { assemblyId } };
  },
  handBackMandate: async ({ mandates }) => ({ input: { mandateId: mandates.press } }),
};

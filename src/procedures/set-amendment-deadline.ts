import { AmendmentDeadlineRow } from '../amendments/amendment.entity.js';
import { deadlinesOfProposals, shutProposals } from '../amendments/amendments.queries.js';
import { freezeAmendments } from '../amendments/freeze-amendments.js';
import type { AssemblyRow } from '../assemblies/assembly.entity.js';
import { lockAssembly } from '../assemblies/lock-assembly.js';
import { collectiveFacts } from '../collectives/charter.queries.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration, type Instant, type Zone } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { lockProposal } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { record } from '../register/record.js';
import { FREEZE_AMENDMENTS } from './job-kinds.js';
import { clausesNow } from './matters.js';

export interface AmendmentDeadline {
  readonly assemblyId: Uuid;
  readonly proposalId: Uuid;
  readonly until: Instant;
}

/** Nobody shuts amendments from one hour to the next. */
const AT_LEAST = 'P1D';

/**
 * Whoever convened an assembly says until when amendments come in to a proposal that it will take up, so that there is time to
 * print them: a day from now at least, not before the time to deliberate that the rules ask, and by its hour. It is said once, and nobody moves it; in the sitting, amendments still come in.
 */
export async function setAmendmentDeadline(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { assemblyId, proposalId, until }: AmendmentDeadline,
): Promise<Uuid> {
  const assembly = await lockAssembly(tx, collectiveId, assemblyId, 'SHARE');
  if (assembly.convenedBy !== memberId) throw refuse('NOT_FOUND');
  const proposal = await lockProposal(tx, collectiveId, proposalId);
  const { zone } = await collectiveFacts(tx, collectiveId);
  const now = await tx.now();
  const [shut] = await shutProposals(tx, collectiveId, [proposalId]);
  const refusal =
    (proposal.state === 'OPEN' ? null : refuse('PROPOSAL_NOT_OPEN', { state: proposal.state })) ??
    (shut ? refuse('AMENDMENTS_FROZEN', { frozenAt: shut.shutAt }) : null) ??
    refuseTime(until, assembly, await earliestEnd(tx, proposal, zone, now));
  if (refusal) throw refusal;

  await tx.insert(AmendmentDeadlineRow, { collectiveId, proposalId, assemblyId, until });
  await enqueue(tx, { collectiveId, kind: FREEZE_AMENDMENTS, subjectId: proposalId, runAt: until });
  record(tx, collectiveId, {
    type: 'amendments.deadline-set',
    visibility: 'MEMBERS',
    body: { proposal: proposalId, assembly: assemblyId, until, by: personal(memberId) },
  });
  return proposalId;
}

/** A day from now, and the end of the longest deliberation that a clause asks of what can be read since its author wrote it. */
async function earliestEnd(tx: Tx, proposal: ProposalRow, zone: Zone, now: Instant): Promise<Instant> {
  const { clauses, discussedSince } = await clausesNow(tx, proposal);
  const ends = clauses.map(({ minimumDeliberation }) =>
    addDuration(discussedSince, minimumDeliberation, zone),
  );
  return ends.reduce((latest, end) => (end > latest ? end : latest), addDuration(now, AT_LEAST, zone));
}

/** At the deadline: what waits is what will be printed. A job; a proposal that was decided meanwhile stays as it is. */
export async function freezeAtDeadline(tx: Tx, collectiveId: Uuid, proposalId: Uuid): Promise<void> {
  const proposal = await lockProposal(tx, collectiveId, proposalId);
  const [deadline] = await deadlinesOfProposals(tx, collectiveId, [proposalId]);
  if (proposal.state !== 'OPEN' || !deadline || deadline.until > (await tx.now())) return;
  await freezeAmendments(tx, proposal, deadline.until);
}

function refuseTime(until: Instant, { state, startsAt }: AssemblyRow, earliest: Instant): Refusal | null {
  if (state !== 'CONVENED') return refuse('ASSEMBLY_NOT_CONVENED', { state });
  if (until < earliest) return invalid('TOO_SOON');
  return until > startsAt ? invalid('AFTER_THE_HOUR') : null;
}

const invalid = (reason: string): Refusal =>
  refuse('INVALID_INPUT', { field: 'until', reason }, ['input', 'until']);

import type { AssemblyRow } from '../assemblies/assembly.entity.js';
import { titleOfAmending } from '../core/charter/amending.js';
import type { Clause, Matter, Venue } from '../core/charter/clause.js';
import { titleOfConfirming } from '../core/charter/confirming.js';
import type { FoundingSubject } from '../core/charter/founding.js';
import { LOT_ALGORITHM } from '../core/charter/lot.js';
import { hashElection, type OptionWithEffects } from '../core/charter/question.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { hashJson, type Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant, Zone } from '../core/kernel/instants.js';
import type { Tx } from '../platform/database/transactions.js';
import type { PollRow } from '../polls/poll.entity.js';
import type { VersionWithSupport } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { record } from '../register/record.js';
import { decidingGroup } from './group-scope.js';
import { leafOfAmending } from './pin-amendments.js';
import type { Pinned, Put } from './pin-question.js';

/** A poll that may be opened: what it will pin, read under the locks that hold to the end. */
export interface JudgedOpening {
  readonly proposal: ProposalRow;
  readonly version: VersionWithSupport;
  readonly put: Put;
  readonly pinned: Pinned;
  readonly founding: FoundingSubject | null;
  /** Null online. */
  readonly assembly: AssemblyRow | null;
  /** As was asked for. */
  readonly closesAt: Instant | null;
  readonly matter: Matter;
  readonly clauses: readonly Clause[];
  readonly now: Instant;
  readonly zone: Zone;
  readonly locale: Locale;
}

/** Where a poll is held. */
export const venueOf = (assembly: AssemblyRow | null): Venue => (assembly ? 'ASSEMBLY' : 'ONLINE');

/** The row of a poll that opens: everything in it is its own from here on. */
export function pollFrom(
  id: Uuid,
  { collectiveId, memberId }: MemberActor,
  { agendaItemId = null }: { readonly agendaItemId?: Uuid | null },
  opening: JudgedOpening & Pick<PollRow, 'closesIfReached'>,
  rollHash: Sha256,
): PollRow {
  const { proposal, version, put, pinned, assembly, matter, clauses, now, locale } = opening;
  const { closesAt, closesIfReached } = opening;
  return {
    collectiveId,
    id,
    proposalId: proposal.id,
    proposalVersion: version.version,
    title: titleOf(version.title, put, locale),
    venue: venueOf(assembly),
    assemblyId: assembly?.id ?? null,
    agendaItemId,
    form: assembly?.form ?? null,
    matter,
    method: pinned.method,
    election: pinned.election,
    confirms: put.confirms,
    amends: put.amends !== null,
    groupId: decidingGroup(proposal),
    lotSource: pinned.lotSource,
    tiedAt: null,
    ballotMode: 'OPEN',
    ballotMayChange: clauses.every((clause) => clause.ballotMayChange),
    clauses,
    clausesHash: hashJson(clauses as unknown as Json),
    wordingHash: version.wordingHash,
    effectsHash: hashJson(put.effects as unknown as Json),
    rollHash,
    state: 'OPEN',
    openedBy: memberId,
    openedAt: now,
    closesAt,
    closesIfReached,
    closedAt: null,
    supersededBy: null,
    visibility: proposal.visibility,
  };
}

function titleOf(title: string, { confirms, chosen, amends }: Put, locale: Locale): string {
  if (amends)
    return titleOfAmending(
      title,
      amends.amendments.map(({ number }) => number),
      locale,
    );
  return confirms ? titleOfConfirming(title, chosen) : title;
}

/** Says to the register what was pinned. */
export function recordOpening(
  tx: Tx,
  poll: PollRow,
  options: readonly OptionWithEffects[],
  { chosen, amends }: Put,
): void {
  const { proposalId, proposalVersion, venue, form, assemblyId, method, closesAt } = poll;
  const { clausesHash, wordingHash, effectsHash, rollHash, election, confirms, lotSource } = poll;
  record(tx, poll.collectiveId, {
    type: 'poll.opened',
    visibility: 'MEMBERS',
    body: {
      poll: poll.id,
      proposal: proposalId,
      version: proposalVersion,
      venue,
      form,
      assembly: assemblyId,
      method,
      clausesHash,
      wordingHash,
      effectsHash,
      rollHash,
      closesAt,
      ...(election && { electionHash: hashElection(election, options) }),
      ...(confirms && { confirms, confirmsOptions: chosen.map(({ key }) => key) }),
      ...(poll.groupId && { group: poll.groupId }),
      ...(lotSource && { lotSource, lotAlgorithm: LOT_ALGORITHM }),
      ...(amends && leafOfAmending(amends)),
    },
  });
}

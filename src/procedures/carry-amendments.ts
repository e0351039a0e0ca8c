import type { LapseCause } from '../amendments/amendment.entity.js';
import { baseOf, type AmendedBase } from '../amendments/amendment.rules.js';
import { amendmentsWaiting, type AmendmentRecord } from '../amendments/amendments.queries.js';
import { lapse, writeRevision, type CarriedAmendment } from '../amendments/write-amendments.js';
import type { Json } from '../core/kernel/canonical-json.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { Refusal } from '../core/kernel/refusals.js';
import { carryOnto } from '../core/text/amend/carry.js';
import type { Hunk } from '../core/text/amend/hunk.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueueAll } from '../platform/jobs/jobs.js';
import { lockProposal, versionOf } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { record } from '../register/record.js';
import { baseOrWhyNot, keepBase, madeOf } from './amended-wording.js';
import { CARRY_AMENDMENTS } from './job-kinds.js';

/** What is known to have been done to a wording: the hunks of amendments that were adopted. */
export interface KnownChange {
  readonly base: Sha256;
  readonly hunks: readonly Hunk[];
  /** The poll that adopted them; null where the author accepted them. */
  readonly pollId: Uuid | null;
}

/**
 * Carries what waits along when the wording of a proposal has changed: each is CLEAN or SHIFTED and gets a version on the new
 * words, or lapses with its cause and stays readable. Where the proposal's own effects apply no more there are no new
 * words; amendments stay on the old ones until its author rewrites it. Where it was rewritten into what nobody amends, all
 * lapse. The proposal is locked.
 */
export async function carryAmendments(
  tx: Tx,
  proposal: ProposalRow,
  change: KnownChange | null = null,
): Promise<void> {
  const { collectiveId, id, currentVersion } = proposal;
  const waiting = await amendmentsWaiting(tx, collectiveId, id);
  if (waiting.length === 0) return;
  const version = await versionOf(tx, collectiveId, id, currentVersion);
  const current = await baseOrWhyNot(tx, version, proposal);
  if (current instanceof Refusal) {
    if (current.code === 'NOT_AMENDABLE')
      for (const amendment of waiting)
        await lapse(tx, amendment, amendment.parentId === null ? 'ORPHANED' : 'PARENT_SETTLED', null);
    return;
  }
  const carried: CarriedAmendment[] = [];
  const parents = new Map<Uuid, AmendedBase>();
  for (const amendment of waiting.filter(({ parentId }) => parentId === null)) {
    const onto = await carryOne(tx, amendment, current, change, () => keepBase(tx, version, current));
    if (onto) parents.set(amendment.id, baseOf(madeOf(current, onto.hunks)));
    if (onto?.said) carried.push(onto.said);
  }
  for (const amendment of waiting.filter(({ parentId }) => parentId !== null)) {
    const base = parents.get(amendment.parentId as Uuid);
    if (!base) await lapse(tx, amendment, 'PARENT_SETTLED', change?.pollId ?? null);
    const onto = base && (await carryOne(tx, amendment, base, null, () => keepBase(tx, version, base)));
    if (onto?.said) carried.push(onto.said);
  }
  if (carried.length > 0) sayCarried(tx, proposal, carried);
}

/** Says to the register what amendments ask for from now on, and on which words. */
export function sayCarried(
  tx: Tx,
  { collectiveId, id, currentVersion }: ProposalRow,
  carried: readonly CarriedAmendment[],
): void {
  record(tx, collectiveId, {
    type: 'amendments.carried',
    visibility: 'MEMBERS',
    body: { proposal: id, version: currentVersion, amendments: carried as unknown as Json },
  });
}

/** Where an amendment is now; what was written of it, null where it was there before. */
interface Carriage {
  readonly hunks: readonly Hunk[];
  readonly said: CarriedAmendment | null;
}

/** The hunks of an amendment on new words; null where it lapsed. */
async function carryOne(
  tx: Tx,
  amendment: AmendmentRecord,
  onto: AmendedBase,
  change: KnownChange | null,
  keep: () => Promise<void>,
): Promise<Carriage | null> {
  if (amendment.baseHash === onto.hash) return { hunks: amendment.hunks, said: null };
  const known = change?.base === amendment.baseHash ? change.hunks : null;
  const { outcome, hunks } = carryOnto(amendment.base, onto.markdown, amendment.hunks, known);
  const cause = causeOf(outcome, known !== null);
  if (cause !== null) {
    await lapse(tx, amendment, cause, change?.pollId ?? null);
    return null;
  }
  await keep();
  return {
    hunks,
    said: await writeRevision(tx, amendment, onto.hash, hunks, outcome as 'CLEAN' | 'SHIFTED'),
  };
}

function causeOf(outcome: ReturnType<typeof carryOnto>['outcome'], byRival: boolean): LapseCause | null {
  switch (outcome) {
    case 'CONFLICT':
      return byRival ? 'RIVAL_ADOPTED' : 'ORPHANED';
    case 'ORPHANED':
      return 'ORPHANED';
    case 'ALREADY_APPLIED':
      return 'ALREADY_SAID';
    default:
      return null;
  }
}

/**
 * A decision changed texts: what waits on other proposals to them is carried along in its transaction, and again on the days
 * from which it holds.
 */
export async function carryBesideEffects(
  tx: Tx,
  collectiveId: Uuid,
  effects: readonly Effect[],
): Promise<void> {
  const textIds = effects.flatMap((effect) => (effect.kind === 'PATCH_TEXT' ? [effect.textId] : []));
  if (textIds.length === 0) return;
  await carryAmendmentsOfTexts(tx, collectiveId, textIds);
  await askToCarryLater(tx, collectiveId, textIds);
}

/** Asks for it on each later day from which words of texts are in force, or are no more. `textIds`: null for all texts. */
export async function askToCarryLater(
  tx: Tx,
  collectiveId: Uuid,
  textIds: readonly Uuid[] | null,
): Promise<void> {
  const days = await tx.rows<{ subjectId: Uuid; runAt: Instant }>(
    `SELECT DISTINCT later.text_id AS "subjectId", later.begins AS "runAt" FROM (
       SELECT version.text_id, day::timestamp AT TIME ZONE collective.zone AS begins
       FROM ormee.provision_version version
       JOIN ormee.collective collective ON collective.id = version.collective_id
       CROSS JOIN LATERAL (VALUES (version.in_force_from), (version.in_force_until)) days (day)
       WHERE version.collective_id = $1 AND version.known_until IS NULL
         AND ($2::uuid[] IS NULL OR version.text_id = ANY($2))) later
     WHERE later.begins > ormee.instant()`,
    [collectiveId, textIds],
  );
  await enqueueAll(
    tx,
    days.map((day) => ({ collectiveId, kind: CARRY_AMENDMENTS, ...day })),
  );
}

/** What waits on open proposals to texts is carried along; each proposal is locked in its turn. */
export async function carryAmendmentsOfTexts(
  tx: Tx,
  collectiveId: Uuid,
  textIds: readonly Uuid[],
): Promise<void> {
  const others = await tx.rows<{ id: Uuid }>(
    `SELECT DISTINCT proposal.id FROM ormee.proposal proposal
     JOIN ormee.proposal_version version ON version.collective_id = proposal.collective_id
       AND version.proposal_id = proposal.id AND version.version = proposal.current_version
     JOIN ormee.amendment amendment ON amendment.collective_id = proposal.collective_id
       AND amendment.proposal_id = proposal.id AND amendment.state IN ('PENDING', 'ACCEPTED')
     WHERE proposal.collective_id = $1 AND proposal.state = 'OPEN' AND EXISTS (
       SELECT FROM jsonb_array_elements(version.effects) effect
       WHERE effect ->> 'kind' = 'PATCH_TEXT' AND effect ->> 'textId' = ANY($2::text[]))
     ORDER BY proposal.id`,
    [collectiveId, textIds],
  );
  for (const { id } of others) await carryAmendments(tx, await lockProposal(tx, collectiveId, id));
}

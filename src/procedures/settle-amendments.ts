import {
  amendmentsByIds,
  amendmentsOfPolls,
  amendmentsWaiting,
  type AmendmentRecord,
} from '../amendments/amendments.queries.js';
import { lapse, settle } from '../amendments/write-amendments.js';
import { charterInForce } from '../collectives/charter.queries.js';
import type { Matter } from '../core/charter/clause.js';
import { hashWording } from '../core/charter/question.js';
import type { Outcome } from '../core/charter/ruling.js';
import type { Json } from '../core/kernel/canonical-json.js';
import type { Effect } from '../core/kernel/effects.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Refusal } from '../core/kernel/refusals.js';
import { markdownOf, readBlocks } from '../core/text/amend/blocks.js';
import { carryOnto } from '../core/text/amend/carry.js';
import { merge } from '../core/text/amend/merge.js';
import type { Tx } from '../platform/database/transactions.js';
import type { PollRow } from '../polls/poll.entity.js';
import { lockProposal, versionOf, type VersionWithSupport } from '../proposals/lock-proposal.js';
import { ProposalVersionRow, type ProposalRow } from '../proposals/proposal.entity.js';
import { record } from '../register/record.js';
import { amendedBy, amendingOf, currentBase } from './amended-wording.js';
import { carryAmendments, type KnownChange } from './carry-amendments.js';
import { lockEffects } from './effects.js';
import { rulesFor } from './matters.js';
import { askOnNewWords } from './new-words.js';
import { adoptSubAmendments } from './sub-amendments.js';

/**
 * What an outcome does to the amendments that were put. Adopted, they make a new version of the proposal, what cannot stand
 * beside them lapses, and the rest is carried along; there is no decision, for the proposal alone makes one. An outcome
 * that neither adopts nor rejects leaves them as they were. The proposal and the poll are locked.
 */
export async function settleAmendments(tx: Tx, poll: PollRow, outcome: Outcome): Promise<null> {
  if (outcome.code !== 'ADOPTED' && outcome.code !== 'REJECTED') return null;
  const { collectiveId, id: pollId } = poll;
  const put = await amendmentsOfPolls(tx, collectiveId, [pollId]);
  const found = await amendmentsByIds(
    tx,
    collectiveId,
    null,
    put.map(({ amendmentId }) => amendmentId),
  );
  const chosen = new Set(outcome.code === 'ADOPTED' ? (outcome.chosen ?? ['ADOPT']) : []);
  const standing = found.filter(({ state }) => state === 'PENDING');
  const isChosen = ({ id }: AmendmentRecord): boolean =>
    put.some(({ amendmentId, optionKey }) => amendmentId === id && chosen.has(optionKey));
  for (const amendment of standing.filter((one) => !isChosen(one)))
    await settle(tx, amendment, 'REJECTED', pollId);
  const adopted = standing.filter(isChosen);
  if (adopted.length > 0)
    await adoptTogether(tx, await lockProposal(tx, collectiveId, poll.proposalId), adopted, pollId);
  return null;
}

/**
 * Writes amendments into the proposal; those that can be written no more lapse, and the outcome stays what it is. What a date
 * made of the text since is carried along first, as the register says it.
 */
export async function adoptTogether(
  tx: Tx,
  proposal: ProposalRow,
  chosen: readonly AmendmentRecord[],
  pollId: Uuid | null,
): Promise<void> {
  await carryAmendments(tx, proposal);
  const ids = chosen.map(({ id }) => id);
  const adopted = (await amendmentsByIds(tx, proposal.collectiveId, null, ids)).filter(
    ({ state }) => state === 'PENDING' || state === 'ACCEPTED',
  );
  const [first] = adopted;
  if (!first) return;
  if (first.parentId !== null) return adoptSubAmendments(tx, proposal, adopted, pollId);
  const written = await writeAmended(tx, proposal, adopted, pollId);
  if (written === null) {
    for (const amendment of adopted) await lapse(tx, amendment, 'ORPHANED', pollId);
    return;
  }
  const version = proposal.currentVersion + 1;
  for (const amendment of adopted) await settle(tx, amendment, 'ADOPTED', pollId, version);
  await carryAmendments(tx, { ...proposal, currentVersion: version }, written);
  await askOnNewWords(tx, proposal);
}

/** The new version that amendments make, or null where they cannot be written into the wording of now. */
async function writeAmended(
  tx: Tx,
  proposal: ProposalRow,
  adopted: readonly AmendmentRecord[],
  pollId: Uuid | null,
): Promise<KnownChange | null> {
  const { collectiveId, currentVersion } = proposal;
  const version = await versionOf(tx, collectiveId, proposal.id, currentVersion);
  // Under its lock, so that what is known of the text now is what an auditor finds at this hour.
  await lockEffects(tx, version.effects, collectiveId);
  const amending = await amendingOf(tx, version, proposal);
  if (amending instanceof Refusal) return null;
  const base = currentBase(amending);
  if (base instanceof Refusal) return null;
  const onBase = adopted.map(({ id, base: read, baseHash, hunks }) => ({
    id,
    hunks: baseHash === base.hash ? hunks : carryOnto(read, base.markdown, hunks).hunks,
  }));
  if (onBase.some(({ hunks }) => hunks.length === 0)) return null;
  const { merged, hunks } = merge(readBlocks(base.markdown), onBase);
  if (merged === null) return null;
  const amended = amendedBy(amending, markdownOf(merged), () => tx.id());
  if (amended instanceof Refusal) return null;

  const { title, question, raisedTo } = version;
  const { rationale, effects } = amended;
  const matter = await matterOf(tx, version, effects);
  if (matter === null) return null;
  const wordingHash = hashWording({ title, rationale, question });
  const effectsHash = hashJson(effects as unknown as Json);
  await tx.insert(ProposalVersionRow, {
    ...{ collectiveId, proposalId: proposal.id, version: currentVersion + 1, title, rationale, effects },
    ...{ question, matter, raisedTo, wordingHash, effectsHash },
    submittedAt: amending.text.now,
    amendsVersion: currentVersion,
  });
  await tx.rows('UPDATE ormee.proposal SET current_version = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    proposal.id,
    currentVersion + 1,
  ]);
  record(tx, collectiveId, {
    type: 'proposal.amended',
    visibility: 'MEMBERS',
    body: {
      proposal: proposal.id,
      version: currentVersion + 1,
      matter,
      wordingHash,
      effectsHash,
      poll: pollId,
      amendments: adopted.map(({ id }) => id).sort(),
    },
  });
  return { base: base.hash, hunks: hunks.map(({ hunk }) => hunk), pollId };
}

/** The matter of what the amended version would do; null where the charter of today has no path for it any more. */
async function matterOf(
  tx: Tx,
  { collectiveId, raisedTo }: VersionWithSupport,
  effects: readonly Effect[],
): Promise<Matter | null> {
  try {
    return (await rulesFor(tx, collectiveId, await charterInForce(tx, collectiveId), effects, raisedTo))
      .matter;
  } catch (error) {
    // An outcome is never undone by what it would do: a poll that was counted is proclaimed.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** The proposal was decided: what still waited on it can be decided no more. */
export async function lapseWithProposal(tx: Tx, { collectiveId, proposalId, id }: PollRow): Promise<void> {
  for (const amendment of await amendmentsWaiting(tx, collectiveId, proposalId))
    await lapse(tx, amendment, 'PROPOSAL_DECIDED', id);
}

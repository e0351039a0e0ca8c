import { canonicalJson, type Json } from './canonical-json.js';
import { hashText, type Sha256 } from './hash.js';
import type { Uuid } from './ids.js';
import type { Instant } from './instants.js';
import type { Visibility } from './actors.js';

/** Acts of weight, each a leaf of the collective's register. The name is for ever. */
export const LEAF_TYPES = [
  'collective.founded',
  'member.admitted',
  'proposal.submitted',
  'proposal.revised',
  'poll.opened',
  'poll.last-call',
  'poll.closed',
  'poll.tied',
  'lot.committed',
  'lot.entered',
  'poll.proclaimed',
  'poll.superseded',
  'roll.struck',
  'decision.numbered',
  'text.patched',
  'charter.changed',
  'mandate.granted',
  'mandate.ended',
  'assembly.convened',
  'assembly.started',
  'assembly.ended',
  'assembly.item-asked',
  'assembly.item-taken-up',
  // People: links, leaving, one's own data
  'member.left',
  'member.erased',
  'member.renamed',
  'link.issued',
  // Who becomes a member
  'appeal.published',
  'signatories.imported',
  'signature.stands',
  'signature.withdrawn',
  'text.cosigned',
  'dues.recorded',
  'decisions.taken-over',
  // Procedures that protect people
  'exclusion.opened',
  'exclusion.answered',
  'exclusion.last-word',
  'exclusion.withdrawn',
  'exclusion.appealed',
  'member.excluded',
  'member.reinstated',
  'challenge.raised',
  'challenge.withdrawn',
  'challenge.settled',
  'contest.raised',
  'contest.withdrawn',
  'contest.heard',
  'poll.withdrawn',
  'decision.reopened',
  'decision.repealed',
  // Founding
  'founding.began',
  'founding.joined',
  'text.adopted',
  // Amendments
  'amendment.submitted',
  'amendment.withdrawn',
  'amendment.accepted',
  'amendment.objected',
  'amendment.settled',
  'amendments.carried',
  'amendments.deadline-set',
  'amendments.frozen',
  'proposal.amended',
  // Deliberation
  'contribution.hidden',
  'contribution.appealed',
  'contribution.settled',
  'thread.words-hidden',
  'thread.words-appealed',
  'thread.words-settled',
  'concern.carried',
  'concern.returned',
  'concern.reviewed',
  // Texts that lived elsewhere
  'text.taken-over',
  // Declarations
  'text.declared',
  // Working groups
  'group.created',
  'group.rescoped',
  'group.ended',
  'group.joined',
  'group.left',
  'group.slept',
  'group.woken',
  'proposal.handed',
  // Mandates between votes
  'mandate.instructions-asked',
  'mandate.reported',
  'mandate.handed-over',
  'mandate.left',
  'mandate.offer-withdrawn',
  'decision.followed-up',
  // Without a screen
  'relay.asked',
  'relay.ended',
  'ballot.relayed',
  'ballot.relay-contested',
  'act.relayed',
  'act.relay-contested',
  'poll.awaits',
  'poll.reached',
  'poll.brought-forward',
  'poll.unreached',
  // Consent
  'consent.started',
  'consent.moved',
  'consent.asked',
  'consent.ended',
  'objection.ended',
  'objection.doubted',
  // Elections without candidates
  'election.started',
  'election.moved',
  'election.ended',
  'nomination.made',
  'nomination.declined',
  'nominee.put',
  'nominee.ended',
] as const;
export type LeafType = (typeof LEAF_TYPES)[number];

/** The value of a personal field, kept out of the leaf: the leaf carries its commitment. */
export interface Personal {
  readonly personal: string;
}

export const personal = (value: string): Personal => ({ personal: value });

/** What an act says to the register. Values marked `personal` are replaced by salted commitments before encoding. */
export interface LeafDraft {
  readonly type: LeafType;
  readonly visibility: Visibility;
  readonly body: { readonly [key: string]: Json | Personal | readonly Personal[] };
}

/** A leaf, version 1, before encoding. */
export interface Leaf {
  readonly v: 1;
  readonly type: LeafType;
  readonly collective: Uuid;
  readonly at: Instant;
  readonly body: { readonly [key: string]: Json };
}

/** The bytes that the Merkle tree hashes, as text: canonical JSON of the leaf. */
export const encodeLeaf = (leaf: Leaf): string => canonicalJson(leaf as unknown as Json);

/**
 * A salted commitment to a personal value: SHA-256 of `ormee/commitment/1`, the salt (32 bytes, hexadecimal) and
 * the value, a line feed after each of the first two. Deleting the salt erases the link for good.
 */
export const commit = (saltHex: string, value: string): Sha256 =>
  hashText(`ormee/commitment/1\n${saltHex}\n${value}`);

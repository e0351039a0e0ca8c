import type { Uuid } from '../core/kernel/ids.js';
import type { LeafDraft, LeafType, Personal } from '../core/kernel/leaves.js';

/** Where the body of a leaf names the object of a type; none names the collective, whose register it is. */
const FIELDS = {
  Collective: null,
  Member: 'member',
  Application: 'application',
  Appeal: 'appeal',
  Proposal: 'proposal',
  Poll: 'poll',
  Decision: 'decision',
  LegalText: 'text',
  Mandate: 'mandate',
  Assembly: 'assembly',
  Exclusion: 'exclusion',
  WorkingGroup: 'group',
  Thread: 'thread',
} as const;
export type ChangedType = keyof typeof FIELDS;

/** An object that an act changed: its type in the API, and its row. */
export interface Changed {
  readonly type: ChangedType;
  readonly id: Uuid;
}

/**
 * What an act of each kind changes, as far as its leaf says it to the members. Where a leaf names no object by itself, the
 * collective stands for it: something changed, ask again. The leaves keep who it is behind a commitment, so that it can be
 * erased; `Member` stands here only where the list of members shows every one of them the same thing.
 */
const CHANGED: Readonly<Record<LeafType, readonly ChangedType[]>> = {
  'collective.founded': ['Collective', 'Decision'],
  'member.admitted': ['Member', 'Application'],
  'proposal.submitted': ['Proposal'],
  'proposal.revised': ['Proposal'],
  'poll.opened': ['Poll', 'Proposal', 'Assembly'],
  'poll.last-call': ['Poll'],
  'poll.closed': ['Poll'],
  'poll.tied': ['Poll'],
  'lot.committed': ['Poll'],
  'lot.entered': ['Poll'],
  'poll.proclaimed': ['Poll', 'Decision'],
  'poll.superseded': ['Poll'],
  'poll.withdrawn': ['Poll', 'Proposal'],
  'roll.struck': ['Poll'],
  'decision.numbered': ['Decision', 'Poll'],
  'text.patched': ['LegalText'],
  'charter.changed': ['Collective'],
  'mandate.granted': ['Mandate'],
  'mandate.ended': ['Mandate'],
  'assembly.convened': ['Assembly'],
  'assembly.started': ['Assembly'],
  'assembly.ended': ['Assembly'],
  'assembly.item-asked': ['Assembly'],
  'assembly.item-taken-up': ['Assembly'],
  'member.left': ['Member'],
  'member.renamed': ['Member'],
  'member.erased': ['Collective'],
  'link.issued': ['Collective'],
  'appeal.published': ['Appeal'],
  'signatories.imported': ['Appeal'],
  'signature.stands': ['Appeal'],
  'signature.withdrawn': ['Appeal'],
  'text.cosigned': ['Decision'],
  'dues.recorded': ['Collective'],
  'decisions.taken-over': ['Collective'],
  'exclusion.opened': ['Exclusion'],
  'exclusion.answered': ['Exclusion'],
  'exclusion.last-word': ['Exclusion'],
  'exclusion.withdrawn': ['Exclusion'],
  'exclusion.appealed': ['Exclusion', 'Decision'],
  'member.excluded': ['Exclusion', 'Member'],
  'member.reinstated': ['Exclusion', 'Member'],
  'challenge.raised': ['Proposal'],
  'challenge.withdrawn': ['Collective'],
  'challenge.settled': ['Collective'],
  'contest.raised': ['Poll'],
  'contest.withdrawn': ['Collective'],
  'contest.heard': ['Collective'],
  'decision.reopened': ['Decision'],
  'decision.repealed': ['Decision', 'WorkingGroup'],
  'founding.began': ['Collective'],
  'founding.joined': ['Member'],
  'text.adopted': ['LegalText'],
  // Amendments
  'amendment.submitted': ['Proposal'],
  'amendment.withdrawn': ['Proposal'],
  'amendment.accepted': ['Proposal'],
  'amendment.objected': ['Proposal'],
  'amendment.settled': ['Proposal'],
  'amendments.carried': ['Proposal'],
  'amendments.deadline-set': ['Proposal'],
  'amendments.frozen': ['Proposal'],
  'proposal.amended': ['Proposal'],
  // Deliberation
  'contribution.hidden': ['Thread'],
  'contribution.appealed': ['Thread'],
  'contribution.settled': ['Thread'],
  'thread.words-hidden': ['Thread'],
  'thread.words-appealed': ['Thread'],
  'thread.words-settled': ['Thread'],
  'concern.carried': ['Thread', 'Decision'],
  'concern.returned': ['Thread'],
  'concern.reviewed': ['Thread'],
  // Texts that lived elsewhere
  'text.taken-over': ['LegalText', 'Collective'],
  // Declarations
  'text.declared': ['LegalText'],
  // Working groups
  'group.created': ['WorkingGroup'],
  'group.rescoped': ['WorkingGroup'],
  'group.ended': ['WorkingGroup'],
  'group.joined': ['WorkingGroup'],
  'group.left': ['WorkingGroup'],
  'group.slept': ['WorkingGroup'],
  'group.woken': ['WorkingGroup'],
  'proposal.handed': ['Proposal', 'WorkingGroup'],
  // Mandates between votes
  'mandate.instructions-asked': ['Mandate', 'Proposal'],
  'mandate.reported': ['Mandate'],
  'mandate.handed-over': ['Mandate'],
  'mandate.left': ['Mandate'],
  'mandate.offer-withdrawn': ['Collective'],
  'decision.followed-up': ['Decision'],
  // Without a screen
  'relay.asked': ['Collective'],
  'relay.ended': ['Collective'],
  'ballot.relayed': ['Poll'],
  'ballot.relay-contested': ['Poll'],
  'act.relayed': ['Collective'],
  'act.relay-contested': ['Collective'],
  'poll.awaits': ['Poll'],
  'poll.reached': ['Poll'],
  'poll.brought-forward': ['Poll'],
  'poll.unreached': ['Poll'],
  'consent.started': ['Proposal'],
  'consent.moved': ['Proposal'],
  'consent.asked': ['Proposal', 'Poll'],
  'consent.ended': ['Proposal'],
  'objection.ended': ['Poll'],
  'objection.doubted': ['Collective'],
  'election.started': ['Collective'],
  'election.moved': ['Collective'],
  'election.ended': ['Collective'],
  // Who was heard meanwhile is nobody's to follow
  'nomination.made': [],
  'nomination.declined': ['Collective'],
  'nominee.put': ['Collective', 'Proposal'],
  'nominee.ended': ['Collective'],
};

/** The objects that leaves change, each once; what is not for all members is said to none of them. */
export function changedBy(collectiveId: Uuid, leaves: readonly LeafDraft[]): readonly Changed[] {
  const changed = new Map<string, Changed>();
  for (const { type: leaf, visibility, body } of leaves)
    for (const type of visibility === 'PUBLIC' || visibility === 'MEMBERS' ? CHANGED[leaf] : []) {
      const id = idIn(body, type, collectiveId);
      if (id !== null) changed.set(`${type} ${id}`, { type, id });
    }
  return [...changed.values()];
}

function idIn(body: LeafDraft['body'], type: ChangedType, collectiveId: Uuid): Uuid | null {
  const field = FIELDS[type];
  if (field === null) return collectiveId;
  const value = type === 'Member' ? (body[field] as Personal | undefined)?.personal : body[field];
  return typeof value === 'string' ? value : null;
}

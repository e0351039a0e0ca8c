import { SERVED_THEM } from '../appeals/own-signature.queries.js';

/** What leads from a row to a person, and what becomes of the row when they have their data erased. */
export interface PersonalColumn {
  /** SQL about a row `it`: $1 is the collective, $2 the member. */
  readonly whose: string;
  /** Columns of the row that are the person's own to read; all of them but `collective_id` when left out. */
  readonly only?: readonly string[];
  readonly without?: readonly string[];
  /**
   * GONE: deleted with the erasure. KEPT: what the collective did stays, and leads to a neutral name from then on.
   * GIVEN: an act upon somebody else, whose row it is.
   */
  readonly erased: 'GONE' | 'KEPT' | 'GIVEN';
}

const column = (name: string, erased: PersonalColumn['erased'], parts: Partial<PersonalColumn> = {}) => ({
  whose: `it.${name} = $2`,
  erased,
  ...parts,
});

const ofOwnContribution = `EXISTS (SELECT FROM ormee.contribution mine WHERE mine.collective_id = $1
  AND mine.id = it.contribution_id AND mine.author_id = $2)`;

/**
 * Salts of a person's id and name wherever they stand, and of whatever else a leaf about them commits to, such as the
 * hash of what they answered: what they take home to prove it, and what is gone with an erasure. The ids of others in
 * such a leaf are the others'. SQL about a salt `it`: $1 is the collective, $2 the member.
 */
export const SALTS_OF_PERSON = `(
  it.value IN ($2::text, (SELECT me.public_name FROM ormee.member me WHERE me.collective_id = $1 AND me.id = $2::uuid))
  OR it.value !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' AND EXISTS (
    SELECT FROM ormee.register_salt mine
    WHERE mine.collective_id = $1 AND mine.leaf_index = it.leaf_index AND mine.value = $2::text
      AND (mine.field IN ('member', 'author') OR NOT EXISTS (SELECT FROM ormee.register_salt other
        WHERE other.collective_id = $1 AND other.leaf_index = it.leaf_index AND other.field = 'member'))))`;

/**
 * Everywhere that a person is in the database, as `table.column`. A test holds it against the foreign keys of the
 * catalogue: a table that leads to a member and is not here breaks it, so that nothing is forgotten in what somebody is
 * shown of themselves, nor in what is erased.
 */
export const PERSONAL_DATA: Readonly<Record<string, PersonalColumn>> = {
  'member.id': column('id', 'KEPT'),
  'former_name.member_id': column('member_id', 'GONE'),
  // What lets them in. Hashes of secrets open nothing for whoever reads them, and are no data about a person.
  'session.member_id': column('member_id', 'GONE', { without: ['token_hash'] }),
  'link.member_id': column('member_id', 'GONE', { without: ['secret_hash', 'code_hash', 'code_place'] }),
  // Who gave a link is told by name, in a notice.
  'link_issue.member_id': column('member_id', 'GONE', { without: ['asked_by', 'joined_by'] }),
  'link_issue.asked_by': column('asked_by', 'GIVEN', { only: ['id', 'way', 'asked_at', 'issued_at'] }),
  'link_issue.joined_by': column('joined_by', 'GIVEN', { only: ['id', 'way', 'issued_at'] }),
  'outbox.member_id': column('member_id', 'GONE'),
  'idempotency.member_id': column('member_id', 'GONE'),
  'notice_choice.member_id': column('member_id', 'GONE'),
  'notice.member_id': column('member_id', 'GONE'),
  'calendar_key.member_id': column('member_id', 'GONE', { without: ['secret_hash'] }),
  // How they came to be a member
  'application.member_id': column('member_id', 'GONE', { without: ['key_hash'] }),
  'application.returning_member_id': column('returning_member_id', 'GONE', { without: ['key_hash'] }),
  'vouching.member_id': column('member_id', 'GIVEN'),
  'membership_dues.member_id': column('member_id', 'GONE', { without: ['recorded_by'] }),
  'membership_dues.recorded_by': column('recorded_by', 'GIVEN', { only: ['until'] }),
  'taken_over_member.member_id': column('member_id', 'KEPT', { only: ['verified_at'] }),
  'taken_over_member.taken_over_by': column('taken_over_by', 'GIVEN', { only: ['verified_at'] }),
  'taken_over_decision.taken_over_by': column('taken_over_by', 'KEPT'),
  'founder_candidate.named_by': column('named_by', 'GIVEN', { only: ['named_at'] }),
  // What they signed with their session, and what their admission rests on. Not what they signed by any other letter: an
  // appeal knows such a person by an address, and a member's is only what they said it is. Whoever gave somebody else's would
  // read that signature here, and erase it.
  'signatory.member_id': column('member_id', 'GONE', {
    without: ['line_hash', 'origin_hash', 'passed_over'],
  }),
  // Whoever admitted may have found it in a list: an address there is nobody's who did not prove it.
  'signatory.served_by': {
    whose: SERVED_THEM,
    without: ['email', 'raw', 'line_hash', 'origin_hash', 'passed_over'],
    erased: 'GONE',
  },
  'first_signatory.member_id': column('member_id', 'KEPT'),
  // What they did together with the others
  'proposal.author_id': column('author_id', 'KEPT'),
  'proposal_version.proposal_id': {
    whose: `EXISTS (SELECT FROM ormee.proposal mine WHERE mine.collective_id = $1 AND mine.id = it.proposal_id
      AND mine.author_id = $2)`,
    erased: 'KEPT',
  },
  'support.member_id': column('member_id', 'GONE'),
  'amendment.author_id': column('author_id', 'KEPT'),
  'amendment_version.amendment_id': {
    whose: `EXISTS (SELECT FROM ormee.amendment mine WHERE mine.collective_id = $1 AND mine.id = it.amendment_id
      AND mine.author_id = $2)`,
    erased: 'KEPT',
  },
  'amendment_support.member_id': column('member_id', 'GONE'),
  // What they said: its words go, its place stays
  'thread.opened_by': column('opened_by', 'KEPT'),
  'thread_reading.member_id': column('member_id', 'GONE'),
  'thread_summary.author_id': column('author_id', 'KEPT'),
  // A title or a summary of theirs that was hidden: who hid it is told to every member.
  'thread_hiding.thread_id': {
    whose: `CASE it.version
      WHEN 0 THEN EXISTS (SELECT FROM ormee.thread mine WHERE mine.collective_id = $1 AND mine.id = it.thread_id
        AND mine.opened_by = $2)
      ELSE EXISTS (SELECT FROM ormee.thread_summary mine WHERE mine.collective_id = $1
        AND mine.thread_id = it.thread_id AND mine.version = it.version AND mine.author_id = $2) END`,
    without: ['hidden_by', 'settled_by'],
    erased: 'KEPT',
  },
  'thread_hiding.hidden_by': column('hidden_by', 'GIVEN', {
    only: ['thread_id', 'version', 'reason', 'hidden_at'],
  }),
  'thread_hiding.settled_by': column('settled_by', 'GIVEN', {
    only: ['thread_id', 'version', 'settled_reason', 'settled_at'],
  }),
  'contribution.author_id': column('author_id', 'KEPT'),
  'contribution_version.contribution_id': { whose: ofOwnContribution, erased: 'GONE' },
  'contribution_anchor.contribution_id': { whose: ofOwnContribution, erased: 'KEPT' },
  'concern.contribution_id': { whose: ofOwnContribution, erased: 'KEPT' },
  'decision_concern.contribution_id': { whose: ofOwnContribution, erased: 'KEPT' },
  'concern_review.author_id': column('author_id', 'KEPT'),
  'contribution_hiding.contribution_id': {
    whose: ofOwnContribution,
    without: ['hidden_by', 'settled_by'],
    erased: 'KEPT',
  },
  'contribution_hiding.hidden_by': column('hidden_by', 'GIVEN', {
    only: ['contribution_id', 'version', 'reason', 'hidden_at'],
  }),
  'contribution_hiding.settled_by': column('settled_by', 'GIVEN', {
    only: ['contribution_id', 'version', 'settled_reason', 'settled_at'],
  }),
  'poll.opened_by': column('opened_by', 'KEPT', { only: ['id', 'title', 'opened_at'] }),
  'roll_entry.member_id': column('member_id', 'KEPT'),
  'ballot.member_id': column('member_id', 'KEPT'),
  'lot_value.member_id': column('member_id', 'KEPT'),
  'objection.member_id': column('member_id', 'KEPT'),
  'objection_doubt.member_id': column('member_id', 'KEPT'),
  'consent_process.started_by': column('started_by', 'KEPT', { only: ['id', 'proposal_id', 'started_at'] }),
  // Elections without candidates: the words of a nomination go, what it counted for stays
  'election.started_by': column('started_by', 'KEPT', { only: ['id', 'task', 'started_at'] }),
  'nomination.member_id': column('member_id', 'KEPT'),
  'nomination.person_id': column('person_id', 'KEPT', { only: ['election_id', 'round', 'reason'] }),
  'nomination_decline.member_id': column('member_id', 'KEPT'),
  'nominee.person_id': column('person_id', 'KEPT'),
  'contest.member_id': column('member_id', 'KEPT'),
  'challenge.member_id': column('member_id', 'KEPT'),
  'exclusion.member_id': column('member_id', 'KEPT', { without: ['opened_by'] }),
  'exclusion.opened_by': column('opened_by', 'GIVEN', { only: ['id', 'grounds', 'opened_at'] }),
  'mandate_holder.member_id': column('member_id', 'KEPT'),
  'group_member.member_id': column('member_id', 'KEPT'),
  'mandate_offer.author_id': column('author_id', 'KEPT', { without: ['withdrawn_by'] }),
  'mandate_offer.withdrawn_by': column('withdrawn_by', 'GIVEN', { only: ['id', 'closed_at'] }),
  'mandate_volunteer.member_id': column('member_id', 'GONE'),
  'mandate_line.author_id': column('author_id', 'KEPT'),
  'mandate_line_holder.member_id': column('member_id', 'KEPT'),
  'mandate_instruction.asked_by': column('asked_by', 'KEPT'),
  'mandate_report.author_id': column('author_id', 'KEPT'),
  'mandate_handover.author_id': column('author_id', 'KEPT'),
  'decision_follow_up.author_id': column('author_id', 'KEPT'),
  'assembly.convened_by': column('convened_by', 'KEPT', { only: ['id', 'title', 'convened_at'] }),
  'attendance.member_id': column('member_id', 'KEPT', { without: ['checked_in_by'] }),
  'attendance.checked_in_by': column('checked_in_by', 'GIVEN', { only: ['assembly_id', 'arrived_at'] }),
  'export_log.member_id': column('member_id', 'KEPT'),
  // Without a screen: who speaks for them, and what they said of it
  'relay_request.member_id': column('member_id', 'GONE', { without: ['asked_by', 'joined_by', 'ended_by'] }),
  'relay_request.asked_by': column('asked_by', 'GIVEN', { only: ['id', 'way', 'other_acts', 'asked_at'] }),
  'relay_request.joined_by': column('joined_by', 'GIVEN', {
    only: ['id', 'way', 'other_acts', 'stands_from'],
  }),
  'relay_request.ended_by': column('ended_by', 'GIVEN', { only: ['id', 'ended_at'] }),
  'relayed_ballot.member_id': column('member_id', 'KEPT', { without: ['relayed_by'] }),
  'relayed_ballot.relayed_by': column('relayed_by', 'GIVEN', { only: ['poll_id', 'way'] }),
  'relayed_ballot_contest.member_id': column('member_id', 'KEPT'),
  'relayed_act.member_id': column('member_id', 'KEPT', { without: ['relayed_by'] }),
  'relayed_act.relayed_by': column('relayed_by', 'GIVEN', { only: ['id', 'way', 'relayed_at'] }),
  'poll_awaited.member_id': column('member_id', 'KEPT'),
  'poll_reached.member_id': column('member_id', 'KEPT', { without: ['reached_by'] }),
  'poll_reached.reached_by': column('reached_by', 'GIVEN', { only: ['poll_id', 'reached_at'] }),
  'poll_unreached.member_id': column('member_id', 'KEPT'),
  'agenda_item.asked_by': column('asked_by', 'KEPT'),
  // Where their id stands in what was decided, and what opens their commitments in the register
  'decision.effects': {
    whose: 'it.effects::text LIKE $3',
    only: ['id', 'title', 'year', 'number'],
    erased: 'KEPT',
  },
  'register_salt.value': {
    whose: SALTS_OF_PERSON,
    erased: 'GONE',
  },
};

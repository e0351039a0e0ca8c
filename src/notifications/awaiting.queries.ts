import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { HOLDERS_ARE_HERE, NEXT_REPORT_DUE } from '../mandates/reports.queries.js';
import { unreadBy } from '../deliberation/threads.queries.js';
import { SEES_TO_CONCERN } from '../deliberation/contributions.queries.js';
import { liveAt } from '../mandates/live.js';
import type { Reader } from '../platform/database/transactions.js';
import { REFUSAL_OF_BOX } from '../polls/cast.sql.js';

/** What is asked of somebody, or is theirs to look after. In this order where nothing closes. */
export const AWAITING_KINDS = ['VOTE', 'ANSWER', 'READ', 'MANDATE', 'GROUP'] as const;
export type AwaitingKind = (typeof AWAITING_KINDS)[number];

export type AwaitingReason =
  | 'ON_ROLL'
  | 'CONSENT_ASKED'
  | 'OBJECTION_INTEGRATED'
  | 'EXCLUSION_ASKED'
  | 'LAST_WORD'
  | 'CONSENT_PHASE'
  | 'OBJECTION_STANDS'
  | 'WORDS_HIDDEN'
  | 'HIDING_UPHELD'
  | 'CONCERN_DUE'
  | 'NOMINATION_ASKED'
  | 'REASONS_TO_READ'
  | 'UNREAD'
  | 'REPORT_OVERDUE'
  | 'REPORT_DUE'
  | 'HOLDS'
  | 'IN_GROUP'
  | 'GROUP_ASLEEP';

/** One thing that awaits a member. */
export interface Awaited {
  readonly kind: AwaitingKind;
  readonly reason: AwaitingReason;
  /** The type of the object in the API, and its row. */
  readonly objectType: string;
  readonly objectId: Uuid;
  /** Null where it has no name of its own, or one that would say more than a list should. */
  readonly title: string | null;
  readonly dueAt: Instant | null;
  /** How many: contributions to read, open polls and tasks that look for somebody in a group. */
  readonly count: number | null;
}

/** Where a row stands in the list: what has no date comes after whatever has one. */
export interface AwaitedPlace {
  readonly sortAt: Instant;
  readonly rank: number;
}

/** Objections of `me` in the search for consent `process`, that stood when their box was shut. */
const OWN_OBJECTIONS = `
  FROM ormee.consent_round asked
  JOIN ormee.objection objection ON objection.collective_id = asked.collective_id
    AND objection.poll_id = asked.poll_id AND objection.member_id = me.id AND objection.state = 'RAISED'
  LEFT JOIN ormee.objection_end ending ON ending.collective_id = objection.collective_id
    AND ending.objection_id = objection.id
  WHERE asked.collective_id = process.collective_id AND asked.process_id = process.id`;

// Whoever is on the roll and has no ballot in the box: by the rule that casting goes by. A round of consent is a poll.
const TO_VOTE = `
  SELECT 0 AS rank, 'VOTE' AS kind,
    coalesce((SELECT CASE WHEN EXISTS (SELECT ${OWN_OBJECTIONS} AND ending.how = 'INTEGRATED')
        THEN 'OBJECTION_INTEGRATED' ELSE 'CONSENT_ASKED' END
      FROM ormee.consent_round round
      JOIN ormee.consent_process process ON process.collective_id = round.collective_id AND process.id = round.process_id
      WHERE round.collective_id = box.collective_id AND round.poll_id = box.id), 'ON_ROLL') AS reason, 'Poll' AS "objectType", box.id AS "objectId", box.title,
    box.closes_at AS "dueAt", NULL::int AS count
  FROM ormee.poll box
  JOIN ormee.roll_entry entry ON entry.collective_id = box.collective_id AND entry.poll_id = box.id
    AND entry.member_id = me.id
  WHERE box.collective_id = me.collective_id AND box.state = 'OPEN' AND ${REFUSAL_OF_BOX} IS NULL
    AND NOT EXISTS (SELECT FROM ormee.ballot cast_one WHERE cast_one.collective_id = box.collective_id
      AND cast_one.poll_id = box.id AND cast_one.member_id = me.id)`;

// Without a title: whom it is about stands in it, and they know.
const TO_ANSWER = `
  SELECT 1, 'ANSWER', CASE WHEN exclusion.answered_at IS NULL THEN 'EXCLUSION_ASKED' ELSE 'LAST_WORD' END,
    'Exclusion', exclusion.id, NULL,
    CASE WHEN exclusion.answered_at IS NULL THEN exclusion.answer_until END, NULL
  FROM ormee.exclusion exclusion
  WHERE exclusion.collective_id = me.collective_id AND exclusion.member_id = me.id AND exclusion.state = 'OPEN'
    AND exclusion.last_word_at IS NULL`;

/** Whether `me` spoke about the proposal since the phase of `process` began. */
const SPOKEN = `
  EXISTS (SELECT FROM ormee.thread_subject about
    JOIN ormee.contribution said ON said.collective_id = about.collective_id AND said.thread_id = about.thread_id
    WHERE about.collective_id = process.collective_id AND about.kind = 'PROPOSAL'
      AND about.object_id = process.proposal_id AND said.author_id = me.id
      AND said.written_at >= (SELECT max(step.began_at) FROM ormee.consent_step step
        WHERE step.collective_id = process.collective_id AND step.process_id = process.id))`;

// Phases that ask each member to speak, until they have; and whoever objected, to see how it is integrated.
const CONSENT = `
  SELECT 1, 'ANSWER', CASE process.phase WHEN 'INTEGRATION' THEN 'OBJECTION_STANDS' ELSE 'CONSENT_PHASE' END,
    'Proposal', proposal.id, version.title, process.phase_ends_at, NULL
  FROM ormee.consent_process process
  JOIN ormee.proposal proposal ON proposal.collective_id = process.collective_id AND proposal.id = process.proposal_id
  JOIN ormee.proposal_version version ON version.collective_id = proposal.collective_id
    AND version.proposal_id = proposal.id AND version.version = proposal.current_version
  WHERE process.collective_id = me.collective_id AND process.state = 'RUNNING' AND process.assembly_id IS NULL
    AND proposal.visibility IN ('PUBLIC', 'MEMBERS')
    AND (proposal.group_id IS NULL OR EXISTS (SELECT FROM ormee.group_member own
      WHERE own.collective_id = proposal.collective_id AND own.group_id = proposal.group_id
        AND own.member_id = me.id AND own.left_at IS NULL))
    AND CASE process.phase
      WHEN 'INTEGRATION' THEN EXISTS (SELECT ${OWN_OBJECTIONS} AND ending.objection_id IS NULL
        AND NOT EXISTS (SELECT FROM ormee.poll off WHERE off.collective_id = asked.collective_id
          AND off.id = asked.poll_id AND off.state = 'CANCELLED'))
      WHEN 'CLARIFICATION' THEN NOT ${SPOKEN}
      WHEN 'REACTION' THEN NOT ${SPOKEN}
      ELSE false END`;

// Whoever voiced it, and whoever sees to a decision that carries it; called as the first of these decisions.
const CONCERNS = `
  SELECT 1, 'ANSWER', 'CONCERN_DUE', 'Contribution', concern.contribution_id,
    (SELECT decision.title FROM ormee.decision_concern carried
     JOIN ormee.decision decision ON decision.collective_id = carried.collective_id AND decision.id = carried.decision_id
     WHERE carried.collective_id = concern.collective_id AND carried.contribution_id = concern.contribution_id
       AND decision.visibility IN ('PUBLIC', 'MEMBERS')
     ORDER BY decision.id LIMIT 1), concern.review_at, NULL
  FROM ormee.concern concern
  JOIN ormee.contribution one ON one.collective_id = concern.collective_id AND one.id = concern.contribution_id
  WHERE concern.collective_id = me.collective_id AND concern.state = 'DUE'
    AND (one.author_id = me.id OR ${SEES_TO_CONCERN('me.id')})`;

/** Whether `me` said something in a round of nominations. */
const HEARD = (round: string): string => `
  EXISTS (SELECT FROM ormee.nomination made WHERE made.collective_id = election.collective_id
    AND made.election_id = election.id AND made.round = ${round} AND made.member_id = me.id)`;

// Nominations that are open online: of everybody who has a voice in them, and the change of whoever nominated before.
const ELECTIONS = `
  SELECT CASE election.phase WHEN 'CHANGE' THEN 2 ELSE 1 END, CASE election.phase WHEN 'CHANGE' THEN 'READ' ELSE 'ANSWER' END,
    CASE election.phase WHEN 'CHANGE' THEN 'REASONS_TO_READ' ELSE 'NOMINATION_ASKED' END,
    'ElectionWithoutCandidates', election.id, election.role->>'title', election.phase_ends_at, NULL
  FROM ormee.election election
  JOIN ormee.member voice ON voice.collective_id = election.collective_id AND voice.id = me.id
    AND voice.state = 'ACTIVE' AND voice.kind = 'NATURAL'
  WHERE election.collective_id = me.collective_id AND election.state = 'RUNNING' AND election.phase <> 'CONSENT'
    AND election.assembly_id IS NULL AND election.phase_ends_at > ormee.instant()
    AND (election.group_id IS NULL OR EXISTS (SELECT FROM ormee.group_member own
      WHERE own.collective_id = election.collective_id AND own.group_id = election.group_id
        AND own.member_id = me.id AND own.left_at IS NULL))
    AND NOT ${HEARD('election.round')} AND (election.phase <> 'CHANGE' OR ${HEARD('1')})`;

const titleOfProposal = (id: string): string => `
  (SELECT version.title FROM ormee.proposal proposal
   JOIN ormee.proposal_version version ON version.collective_id = proposal.collective_id
     AND version.proposal_id = proposal.id AND version.version = proposal.current_version
   WHERE proposal.collective_id = subject.collective_id AND proposal.id = ${id})`;

/** A thread without a title is called as what it is about. */
const TITLE_OF_SUBJECT = `
  (SELECT CASE subject.kind
     WHEN 'PROPOSAL' THEN ${titleOfProposal('subject.object_id')}
     WHEN 'AMENDMENT' THEN ${titleOfProposal(`(SELECT amendment.proposal_id FROM ormee.amendment amendment
       WHERE amendment.collective_id = subject.collective_id AND amendment.id = subject.object_id)`)}
     WHEN 'AGENDA_ITEM' THEN (SELECT item.title FROM ormee.agenda_item item
       WHERE item.collective_id = subject.collective_id AND item.id = subject.object_id)
     WHEN 'GROUP' THEN (SELECT g.name FROM ormee.working_group g
       WHERE g.collective_id = subject.collective_id AND g.id = subject.object_id)
   END
   FROM ormee.thread_subject subject
   WHERE subject.collective_id = thread.collective_id AND subject.thread_id = thread.id
   ORDER BY subject.kind, subject.object_id LIMIT 1)`;

/** Hidden words await their author until they read that they are, appealed or took them back; not for ever. */
const HIDDEN_FOR = '30 days';

/** Versions of words `said` by `me`, current or former, of which they have not read that they are hidden. */
const HIDINGS_TO_READ = `
  FROM ormee.contribution_hiding hiding
  LEFT JOIN ormee.thread_reading reading ON reading.collective_id = said.collective_id
    AND reading.thread_id = said.thread_id AND reading.member_id = me.id AND reading.read_up_to >= said.number
  WHERE hiding.collective_id = said.collective_id AND hiding.contribution_id = said.id
    AND hiding.state IN ('HIDDEN', 'UPHELD')
    AND coalesce(hiding.settled_at, hiding.hidden_at) > ormee.instant() - interval '${HIDDEN_FOR}'
    AND (reading.read_at IS NULL OR reading.read_at < coalesce(hiding.settled_at, hiding.hidden_at))`;

// Once a contribution, for what may be appealed before what is settled. Called as its thread, which says nothing of why:
// whoever hid it and the reason stand at its place.
const WORDS_HIDDEN = `
  SELECT CASE hiding.state WHEN 'HIDDEN' THEN 1 ELSE 2 END, CASE hiding.state WHEN 'HIDDEN' THEN 'ANSWER' ELSE 'READ' END,
    CASE hiding.state WHEN 'HIDDEN' THEN 'WORDS_HIDDEN' ELSE 'HIDING_UPHELD' END,
    'Contribution', said.id, coalesce(thread.title, ${TITLE_OF_SUBJECT}), NULL, NULL
  FROM ormee.contribution said
  JOIN ormee.thread thread ON thread.collective_id = said.collective_id AND thread.id = said.thread_id
  CROSS JOIN LATERAL (SELECT hiding.state ${HIDINGS_TO_READ} ORDER BY hiding.state, hiding.version LIMIT 1) hiding
  WHERE said.collective_id = me.collective_id AND said.author_id = me.id AND thread.visibility = 'MEMBERS'`;

const TO_READ = `
  SELECT 2, 'READ', 'UNREAD', 'Thread', thread.id, coalesce(thread.title, ${TITLE_OF_SUBJECT}), NULL, unread.count
  FROM ormee.thread thread
  LEFT JOIN ormee.thread_reading reading ON reading.collective_id = thread.collective_id
    AND reading.thread_id = thread.id AND reading.member_id = me.id
  CROSS JOIN LATERAL (SELECT ${unreadBy('me.id')} AS count) unread
  WHERE thread.collective_id = me.collective_id AND thread.visibility = 'MEMBERS'
    AND thread.last_number > coalesce(reading.read_up_to, 0) AND unread.count > 0`;

// A report that is owed outlives the mandate, and falls to whoever has the task next where all who held it are gone.
const MANDATES = `
  SELECT 3, 'MANDATE',
    CASE WHEN report.due <= ormee.instant() THEN 'REPORT_OVERDUE' WHEN report.due IS NOT NULL THEN 'REPORT_DUE'
      ELSE 'HOLDS' END,
    'Mandate', mandate.id, mandate.title, coalesce(report.due, mandate.ends_at), NULL
  FROM ormee.mandate_holder holder
  JOIN ormee.mandate mandate ON mandate.collective_id = holder.collective_id AND mandate.id = holder.mandate_id
  CROSS JOIN LATERAL (SELECT ${NEXT_REPORT_DUE} AS due) report
  WHERE holder.collective_id = me.collective_id AND holder.member_id = me.id AND holder.left_at IS NULL
    AND (report.due IS NOT NULL
      OR ${liveAt('mandate')})
  UNION ALL
  SELECT 3, 'MANDATE', CASE WHEN report.due <= ormee.instant() THEN 'REPORT_OVERDUE' ELSE 'REPORT_DUE' END,
    'Mandate', mandate.id, mandate.title, report.due, NULL
  FROM ormee.mandate_holder mine
  JOIN ormee.mandate next ON next.collective_id = mine.collective_id AND next.id = mine.mandate_id
    AND next.role IS NULL AND ${liveAt('next')}
  JOIN ormee.mandate mandate ON mandate.collective_id = next.collective_id AND mandate.task = next.task
    AND mandate.id <> next.id
  CROSS JOIN LATERAL (SELECT ${NEXT_REPORT_DUE} AS due) report
  WHERE mine.collective_id = me.collective_id AND mine.member_id = me.id AND mine.left_at IS NULL
    AND report.due IS NOT NULL AND NOT ${HOLDERS_ARE_HERE}`;

const GROUPS = `
  SELECT 4, 'GROUP', CASE g.state WHEN 'ASLEEP' THEN 'GROUP_ASLEEP' ELSE 'IN_GROUP' END, 'WorkingGroup', g.id, g.name,
    NULL,
    (SELECT count(*)::int FROM ormee.mandate_offer offer WHERE offer.collective_id = g.collective_id
      AND offer.group_id = g.id AND offer.state = 'OPEN')
    + (SELECT count(*)::int FROM ormee.poll poll WHERE poll.collective_id = g.collective_id
      AND poll.group_id = g.id AND poll.state = 'OPEN')
  FROM ormee.group_member stay
  JOIN ormee.working_group g ON g.collective_id = stay.collective_id AND g.id = stay.group_id
  WHERE stay.collective_id = me.collective_id AND stay.member_id = me.id AND stay.left_at IS NULL
    AND g.state <> 'ENDED'`;

/** SQL about a row `me` with a collective and an id: all that awaits that member, a row a thing. */
export const AWAITING_OF_ME = [
  TO_VOTE,
  TO_ANSWER,
  CONSENT,
  CONCERNS,
  ELECTIONS,
  WORDS_HIDDEN,
  TO_READ,
  MANDATES,
  GROUPS,
].join('\n  UNION ALL');

/** What has no date stands where no date is. */
const NEVER = `'9999-12-31T00:00:00Z'::timestamptz`;

/**
 * One page of what awaits a member, what closes first before the rest: one statement, whatever there is. One row more
 * than asked tells whether more follow.
 */
export const awaiting = (
  reader: Reader,
  collectiveId: Uuid,
  memberId: Uuid,
  after: (AwaitedPlace & { readonly objectId: Uuid }) | null,
  first: number,
): Promise<(Awaited & AwaitedPlace)[]> =>
  reader.rows(
    `SELECT * FROM (
       SELECT item.*, coalesce(item."dueAt", ${NEVER}) AS "sortAt"
       FROM (SELECT $1::uuid AS collective_id, $2::uuid AS id) me
       CROSS JOIN LATERAL (${AWAITING_OF_ME}) item
     ) placed
     WHERE $3::timestamptz IS NULL OR ("sortAt", rank, "objectId") > ($3, $4::int, $5::uuid)
     ORDER BY "sortAt", rank, "objectId" LIMIT $6`,
    [collectiveId, memberId, after?.sortAt ?? null, after?.rank ?? null, after?.objectId ?? null, first + 1],
  );

// One list, longer than a file should be: whoever adds a table must find in one place all that leaves, and why.
import type { Json } from '../core/kernel/canonical-json.js';
import type { BundleKind, Row } from '../core/verify/bundle.js';
import { SALTS_OF_PERSON } from '../procedures/personal-data.js';
import {
  authorsAsBallots,
  withoutErasedNames,
  ownAddressOnly,
  refusalOnly,
  withoutHiddenLeaves,
} from './veils.js';

/** Which rows of a table a bundle holds, and how much of them. */
export interface Share {
  /** SQL about one row, `it`; $1 is the collective, $2 the member whose bundle it is. */
  readonly where: string;
  /** Columns that are left out. */
  readonly without?: readonly string[];
  /** What of a row is covered before it leaves. */
  readonly veil?: Veil;
}

export type Veil = (row: Row, reader: VeilFacts) => { readonly [column: string]: Json };

export interface VeilFacts {
  readonly member: string | null;
  /** Everybody who ever was a member. */
  readonly members: ReadonlySet<string>;
  /** Proposals, polls and assemblies of which some words bear a name that was erased. */
  readonly wordless: ReadonlySet<string>;
  /** Polls whose rules show named ballots to nobody. */
  readonly nameless: ReadonlySet<string>;
}

/** Why a table is in no bundle of a kind. */
export interface Reason {
  readonly because: string;
}

/** One table: what of it leaves, to whom, and what of it the verifier cannot check. */
export interface Classified {
  /** What tells its rows apart, beside the collective: rows of a bundle are in this order. */
  readonly key: readonly string[];
  /** Every column but `collectiveId`, which the bundle bears once. */
  readonly columns: readonly string[];
  readonly FULL: Share | Reason;
  readonly MEMBER: Share | Reason;
  readonly PUBLIC: Share | Reason;
  /**
   * Columns whose change nobody would find offline, each with the reason; `*` for rows taken away. The list in
   * docs/bundle.md is made of these, and test/exchange/tampering.spec.ts holds it to be exact.
   */
  readonly uncovered: Readonly<Record<string, string>>;
}

const ALL: Share = { where: 'true' };
const TO_MEMBERS: Share = { where: `it.visibility IN ('PUBLIC', 'MEMBERS')` };
const TO_ALL: Share = { where: `it.visibility = 'PUBLIC'` };
const OWN: Share = { where: 'it.member_id = $2' };
/** Rows of a box, which nobody reads while it is open but whoever put them in it. */
const ONCE_SHUT = `EXISTS (SELECT FROM ormee.poll poll WHERE poll.collective_id = it.collective_id AND poll.id = it.poll_id
  AND poll.visibility IN ('PUBLIC', 'MEMBERS') AND (poll.state <> 'OPEN' OR it.member_id = $2))`;

/** Rows that hang on a row of another table and are seen as that one is. */
const of = (table: string, column: string, visibility: string): string =>
  `EXISTS (SELECT FROM ormee.${table} whole WHERE whole.collective_id = it.collective_id
     AND whole.id = it.${column} AND whole.visibility IN (${visibility}))`;
const seenByMembers = (table: string, column: string): Share => ({
  where: of(table, column, `'PUBLIC', 'MEMBERS'`),
});
const seenByAll = (table: string, column: string): Share => ({ where: of(table, column, `'PUBLIC'`) });

const because = (reason: string): Reason => ({ because: reason });
const NAMES = because('it says who, and a public bundle names nobody');
const AMENDMENTS = because('amendments are read by members; a public proposal shows what came of them');
const GROUPS = because('which groups there are is told to members');
const SPEECH = because('what is said is for members');
const UNREAD = 'what people say decides nothing, and no check reads it';
const unread = (...columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(['*', ...columns].map((column) => [column, UNREAD]));
/** Rows that hang on a contribution to a thread that members read. */
const ofContribution = (also = ''): string =>
  `EXISTS (SELECT FROM ormee.contribution said
     JOIN ormee.thread thread ON thread.collective_id = said.collective_id AND thread.id = said.thread_id
     WHERE said.collective_id = it.collective_id AND said.id = it.contribution_id
       AND thread.visibility = 'MEMBERS' ${also})`;
const APPLICANT = because(
  'it waits for an answer where it was declared, and its secret opens nothing elsewhere',
);
const UNBINDING = 'what is offered binds nobody, and no leaf says it';
const UNDECIDED =
  'of a line that no decision settled, which counts for nothing and has no leaf; who wrote one, and where, no leaf says';
const CONSENT = because('how consent was sought is read by members; a public proposal shows what came of it');
const CONSENT_SEEN: Share = {
  where: `EXISTS (SELECT FROM ormee.consent_process process
    JOIN ormee.proposal whole ON whole.collective_id = process.collective_id AND whole.id = process.proposal_id
    WHERE process.collective_id = it.collective_id AND process.id = it.process_id
      AND whole.visibility IN ('PUBLIC', 'MEMBERS'))`,
};
const ELECTIONS = because(
  'who was nominated for what is read by members; what was decided is public where it is',
);
const INSTANCE = because('it belongs to the instance, and opens nothing elsewhere');
const INSTANCE_ONLY = { FULL: INSTANCE, MEMBER: INSTANCE, PUBLIC: INSTANCE, uncovered: {} };

/**
 * What leaves, and what does not: one entry for every table of src/entities.ts. A new table or column is added here,
 * deny by default: `because('…')` where it should not leave.
 */
export const CLASSIFICATION: Readonly<Record<string, Classified>> = {
  collective: {
    key: ['id'],
    columns: ['id', 'name', 'state', 'zone', 'locale', 'createdAt'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: ALL,
    uncovered: {
      locale: 'no act says it',
      createdAt: 'the founding’s leaf has an hour of its own',
    },
  },
  member: {
    key: ['id'],
    columns: ['id', 'kind', 'state', 'publicName', 'nameSkeleton', 'email', 'joinedAt', 'leftAt', 'erasedAt'],
    FULL: ALL,
    MEMBER: { ...ALL, without: ['nameSkeleton'], veil: ownAddressOnly },
    PUBLIC: NAMES,
    uncovered: {
      email: 'no leaf says an address, not even closed',
      joinedAt: 'the admission’s leaf has an hour of its own',
      leftAt: 'the leaf of the leaving has an hour of its own',
      erasedAt: 'the leaf of an erasure names nobody',
      kind: 'of whoever had themselves erased: no leaf leads to them any more',
      publicName: 'of whoever had themselves erased: no leaf leads to them any more',
      state: 'of whoever had themselves erased: no leaf leads to them any more',
    },
  },
  former_name: {
    key: ['nameSkeleton'],
    columns: ['nameSkeleton', 'memberId', 'publicName', 'until'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: NAMES,
    uncovered: {
      until: 'the leaf of the change has an hour of its own',
    },
  },
  name_withheld: {
    key: ['kind', 'objectId'],
    columns: ['kind', 'objectId'],
    FULL: ALL,
    MEMBER: because('members read what it keeps from others'),
    PUBLIC: because('it says where an erased name stood'),
    uncovered: {
      '*': 'what an erasure keeps from others has no leaf',
      kind: 'what an erasure keeps from others has no leaf',
      objectId: 'what an erasure keeps from others has no leaf',
    },
  },
  clause_version: {
    key: ['id'],
    columns: ['id', 'matter', 'clause', 'hash', 'inForceFrom', 'inForceUntil', 'openedBy', 'closedBy'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: because(
      'the rules in force are for members; a public poll carries those that it was opened under',
    ),
    uncovered: {
      id: 'nothing names it',
    },
  },
  founder_candidate: {
    key: ['nameSkeleton'],
    columns: ['nameSkeleton', 'publicName', 'kind', 'namedBy', 'namedAt'],
    FULL: ALL,
    MEMBER: because('one founder alone has named them, and it is gone once the collective is founded'),
    PUBLIC: NAMES,
    uncovered: {
      '*': 'a candidate is nobody yet, and has no leaf',
      nameSkeleton: 'a candidate has no leaf',
      publicName: 'a candidate has no leaf',
      kind: 'a candidate has no leaf',
      namedBy: 'a candidate has no leaf',
      namedAt: 'a candidate has no leaf',
    },
  },
  founding_invitation: {
    key: [],
    columns: ['secretHash', 'issuedAt', 'expiresAt', 'consumedAt'],
    ...INSTANCE_ONLY,
  },
  link: {
    key: ['id'],
    columns: [
      'id',
      'memberId',
      'purpose',
      'secretHash',
      'issuedAt',
      'expiresAt',
      'consumedAt',
      'codePlace',
      'codeHash',
      'codeTries',
      'issueId',
    ],
    ...INSTANCE_ONLY,
  },
  session: {
    key: ['id'],
    columns: ['id', 'memberId', 'tokenHash', 'createdAt', 'expiresAt', 'endedAt', 'assisted'],
    ...INSTANCE_ONLY,
  },
  link_try: {
    key: ['kind'],
    columns: ['kind', 'since', 'tries'],
    ...INSTANCE_ONLY,
  },
  outbox: {
    key: ['id'],
    columns: ['id', 'memberId', 'kind', 'subjectId', 'postedAt', 'runAt', 'attempts', 'givenUpAt'],
    ...INSTANCE_ONLY,
  },
  link_issue: {
    key: ['id'],
    columns: ['id', 'memberId', 'way', 'askedBy', 'askedAt', 'joinedBy', 'issuedAt'],
    FULL: ALL,
    MEMBER: { where: '$2 IN (it.member_id, it.asked_by, it.joined_by)' },
    PUBLIC: NAMES,
    uncovered: {
      '*': 'it is forgotten after the time that the host keeps notices for',
      id: 'a request that nobody joined has no leaf',
      memberId: 'of a request that nobody joined: it has no leaf',
      askedBy: 'of a request that nobody joined: it has no leaf',
      askedAt: 'the leaf has an hour of its own',
      issuedAt: 'the leaf has an hour of its own',
    },
  },
  // Without a screen
  relay_request: {
    key: ['id'],
    columns: [
      ...['id', 'memberId', 'way', 'otherActs', 'askedBy', 'askedAt', 'joinedBy', 'standsFrom', 'endedBy'],
      'endedAt',
    ],
    FULL: ALL,
    MEMBER: { where: '$2 IN (it.member_id, it.asked_by, it.joined_by)' },
    PUBLIC: NAMES,
    uncovered: {
      '*': 'it is erased with whoever it is about',
      id: 'a request that nobody joined has no leaf',
      memberId: 'of a request that nobody joined: it has no leaf',
      otherActs: 'of a request that nobody joined: it has no leaf',
      askedBy: 'of a request that nobody joined: it has no leaf',
      askedAt: 'the leaf has an hour of its own',
      standsFrom: 'the leaf has an hour of its own',
      endedAt: 'the leaf has an hour of its own',
    },
  },
  relayed_ballot: {
    key: ['pollId', 'memberId', 'revision'],
    columns: ['pollId', 'memberId', 'revision', 'relayedBy', 'way'],
    FULL: ALL,
    MEMBER: { where: '$2 IN (it.member_id, it.relayed_by)' },
    PUBLIC: NAMES,
    uncovered: {},
  },
  relayed_ballot_contest: {
    key: ['pollId', 'memberId', 'revision'],
    columns: ['pollId', 'memberId', 'revision', 'voidedBy', 'contestedAt'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: { contestedAt: 'the leaf has an hour of its own' },
  },
  relayed_act: {
    key: ['id'],
    columns: ['id', 'memberId', 'relayedBy', 'way', 'act', 'aboutKind', 'aboutId', 'relayedAt'],
    FULL: ALL,
    MEMBER: { where: '$2 IN (it.member_id, it.relayed_by)' },
    PUBLIC: NAMES,
    uncovered: { relayedAt: 'the leaf has an hour of its own' },
  },
  relayed_act_contest: {
    key: ['relayedActId'],
    columns: ['relayedActId', 'contestedAt'],
    FULL: ALL,
    MEMBER: {
      where: `EXISTS (SELECT FROM ormee.relayed_act done WHERE done.collective_id = it.collective_id
        AND done.id = it.relayed_act_id AND $2 IN (done.member_id, done.relayed_by))`,
    },
    PUBLIC: NAMES,
    uncovered: { contestedAt: 'the leaf has an hour of its own' },
  },
  poll_reached: {
    key: ['pollId', 'memberId'],
    columns: ['pollId', 'memberId', 'reachedBy', 'reachedAt'],
    FULL: ALL,
    MEMBER: { where: '$2 IN (it.member_id, it.reached_by)' },
    PUBLIC: NAMES,
    uncovered: { reachedAt: 'the leaf has an hour of its own' },
  },
  poll_awaited: {
    key: ['pollId', 'memberId'],
    columns: ['pollId', 'memberId'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: {},
  },
  poll_unreached: {
    key: ['pollId', 'memberId'],
    columns: ['pollId', 'memberId'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: {},
  },
  idempotency: {
    key: ['memberId', 'act', 'key'],
    columns: ['memberId', 'act', 'key', 'bodyHash', 'resultId', 'calledAt'],
    ...INSTANCE_ONLY,
  },
  notice_choice: {
    key: ['memberId'],
    columns: ['memberId', 'rhythm', 'chosenAt'],
    ...INSTANCE_ONLY,
  },
  notice: {
    key: ['memberId', 'kind', 'about'],
    columns: ['memberId', 'kind', 'about', 'letterId', 'postedAt', 'sentAt'],
    ...INSTANCE_ONLY,
  },
  calendar_key: {
    key: ['memberId'],
    columns: ['memberId', 'secretHash', 'madeAt'],
    ...INSTANCE_ONLY,
  },
  job: {
    key: ['id'],
    columns: ['id', 'kind', 'subjectId', 'runAt', 'attempts'],
    ...INSTANCE_ONLY,
  },
  register_head: {
    key: [],
    columns: ['size', 'nodes'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: ALL,
    uncovered: {},
  },
  register_leaf: {
    key: ['index'],
    columns: ['index', 'type', 'encoded', 'hash', 'visibility', 'recordedAt'],
    FULL: ALL,
    MEMBER: { ...ALL, veil: withoutHiddenLeaves(['PUBLIC', 'MEMBERS']) },
    PUBLIC: { ...ALL, veil: withoutHiddenLeaves(['PUBLIC']) },
    uncovered: {
      visibility: 'it is beside what is hashed: it says who reads the leaf, and not what the leaf says',
    },
  },
  register_salt: {
    key: ['leafIndex', 'field'],
    columns: ['leafIndex', 'field', 'salt', 'value'],
    FULL: ALL,
    MEMBER: {
      where: `EXISTS (SELECT FROM ormee.register_leaf leaf WHERE leaf.collective_id = it.collective_id
          AND leaf.index = it.leaf_index AND leaf.visibility IN ('PUBLIC', 'MEMBERS'))
        AND ${SALTS_OF_PERSON}`,
    },
    PUBLIC: because('a salt opens what a commitment closes'),
    uncovered: {
      '*': 'taking a salt away is how a person is erased, and it is their right',
    },
  },
  register_checkpoint: {
    key: ['size'],
    columns: ['size', 'root', 'note'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: ALL,
    uncovered: {
      '*': 'an older signed head may be left out; the last one covers what they covered',
    },
  },
  register_key: {
    key: ['verifierKey'],
    columns: ['verifierKey'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: ALL,
    uncovered: {},
  },
  decision: {
    key: ['id'],
    columns: [
      ...['id', 'year', 'number', 'title', 'outcome', 'effectsState', 'notApplied', 'effects', 'pollId'],
      ...[
        'groupId',
        'proposalId',
        'proposalVersion',
        'venue',
        'form',
        'prevails',
        'revocableOnline',
        'proclaimedAt',
      ],
      'visibility',
    ],
    FULL: ALL,
    MEMBER: TO_MEMBERS,
    PUBLIC: {
      ...TO_ALL,
      without: ['groupId'],
      veil: (row, facts) => refusalOnly(withoutErasedNames('proposalId')(row, facts)),
    },
    uncovered: {
      notApplied: 'the leaf has the refusal without its facts, which may name somebody',
    },
  },
  last_decision: {
    key: ['target'],
    columns: ['target', 'decisionId'],
    FULL: ALL,
    MEMBER: seenByMembers('decision', 'decision_id'),
    PUBLIC: because('a target may be of members alone; it follows from the decisions'),
    uncovered: {},
  },
  legal_text: {
    key: ['id'],
    columns: ['id', 'title', 'matter', 'revision', 'visibility', 'takenOverBy'],
    FULL: ALL,
    MEMBER: TO_MEMBERS,
    PUBLIC: TO_ALL,
    uncovered: {
      title: 'a text from before texts were adopted by a decision has no leaf with its title',
      matter: 'as its title',
      visibility: 'no leaf says who reads it',
    },
  },
  provision: {
    key: ['id'],
    columns: ['textId', 'id'],
    FULL: ALL,
    MEMBER: seenByMembers('legal_text', 'text_id'),
    PUBLIC: seenByAll('legal_text', 'text_id'),
    uncovered: {},
  },
  provision_version: {
    key: ['id'],
    columns: [
      ...['id', 'textId', 'provisionId', 'parentId', 'position', 'number', 'heading', 'body', 'hash'],
      ...['inForceFrom', 'inForceUntil', 'knownFrom', 'knownUntil', 'openedBy', 'closedBy'],
    ],
    FULL: ALL,
    MEMBER: seenByMembers('legal_text', 'text_id'),
    PUBLIC: seenByAll('legal_text', 'text_id'),
    uncovered: {
      id: 'nothing names it',
    },
  },
  text_operation: {
    key: ['decisionId', 'textId'],
    columns: ['decisionId', 'textId', 'adoptedBy', 'takenOverFrom', 'operations', 'effectiveOn', 'knownAt'],
    FULL: ALL,
    MEMBER: seenByMembers('legal_text', 'text_id'),
    PUBLIC: seenByAll('legal_text', 'text_id'),
    uncovered: {},
  },
  mandate: {
    key: ['id'],
    columns: [
      ...[
        'id',
        'task',
        'title',
        'instructions',
        'boundBy',
        'scopeActs',
        'scopeKind',
        'scopeId',
        'role',
        'state',
      ],
      ...[
        'startsAt',
        'endsAt',
        'reportDueAt',
        'reportEvery',
        'grantedBy',
        'endedBy',
        'endedAt',
        'visibility',
      ],
    ],
    FULL: ALL,
    MEMBER: TO_MEMBERS,
    PUBLIC: NAMES,
    uncovered: {
      visibility: 'no leaf says who reads it',
      task: 'of a role: it may name the holder, so its leaf leaves it out',
      title: 'of a role: it follows from the language of the collective',
      instructions: 'of a role: nothing decided them',
      boundBy: 'of a role: nothing decided them',
      startsAt: 'of a role: its leaf has an hour of its own',
      reportDueAt: 'of a role: nothing decided it',
      reportEvery: 'of a role: nothing decided it',
      endedAt: 'where no decision ended it, the leaf has an hour of its own',
    },
  },
  mandate_offer: {
    key: ['id'],
    columns: [
      ...[
        'id',
        'title',
        'instructions',
        'until',
        'reportDueAt',
        'authorId',
        'decisionId',
        'agendaItemId',
        'groupId',
      ],
      ...['state', 'offeredAt', 'closedAt', 'withdrawnBy'],
    ],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: NAMES,
    uncovered: {
      id: UNBINDING,
      title: UNBINDING,
      instructions: UNBINDING,
      until: UNBINDING,
      reportDueAt: UNBINDING,
      authorId: UNBINDING,
      decisionId: UNBINDING,
      agendaItemId: UNBINDING,
      groupId: UNBINDING,
      state: UNBINDING,
      offeredAt: UNBINDING,
      closedAt: UNBINDING,
      '*': UNBINDING,
    },
  },
  mandate_volunteer: {
    key: ['offerId', 'memberId'],
    columns: ['offerId', 'memberId', 'since'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: NAMES,
    uncovered: {
      offerId: UNBINDING,
      memberId: UNBINDING,
      since: UNBINDING,
      '*': UNBINDING,
    },
  },
  mandate_line: {
    key: ['id'],
    columns: [
      ...['id', 'task', 'title', 'instructions', 'endsAt', 'reportDueAt', 'reportEvery', 'authorId'],
      ...['offerId', 'decisionId', 'assemblyId', 'groupId', 'state', 'notedAt', 'settledAt', 'settledBy'],
    ],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: NAMES,
    uncovered: {
      task: UNDECIDED,
      title: UNDECIDED,
      instructions: UNDECIDED,
      endsAt: UNDECIDED,
      reportDueAt: UNDECIDED,
      reportEvery: UNDECIDED,
      authorId: UNDECIDED,
      offerId: UNDECIDED,
      decisionId: UNDECIDED,
      assemblyId: UNDECIDED,
      groupId: UNDECIDED,
      notedAt: UNDECIDED,
      settledAt: UNDECIDED,
      '*': UNDECIDED,
    },
  },
  mandate_line_holder: {
    key: ['lineId', 'memberId'],
    columns: ['lineId', 'memberId'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: NAMES,
    uncovered: {
      memberId: UNDECIDED,
      '*': UNDECIDED,
    },
  },
  mandate_instruction: {
    key: ['proposalId'],
    columns: ['mandateId', 'proposalId', 'askedBy', 'askedAt'],
    FULL: ALL,
    MEMBER: seenByMembers('mandate', 'mandate_id'),
    PUBLIC: NAMES,
    uncovered: {},
  },
  mandate_report: {
    key: ['mandateId', 'number', 'version'],
    columns: ['mandateId', 'number', 'version', 'authorId', 'body', 'writtenAt'],
    FULL: ALL,
    MEMBER: seenByMembers('mandate', 'mandate_id'),
    PUBLIC: NAMES,
    uncovered: {},
  },
  mandate_handover: {
    key: ['id'],
    columns: ['id', 'mandateId', 'authorId', 'body', 'writtenAt'],
    FULL: ALL,
    MEMBER: seenByMembers('mandate', 'mandate_id'),
    PUBLIC: NAMES,
    uncovered: {},
  },
  decision_follow_up: {
    key: ['decisionId', 'step'],
    columns: ['decisionId', 'step', 'state', 'authorId', 'lineId', 'note', 'saidAt'],
    FULL: ALL,
    MEMBER: seenByMembers('decision', 'decision_id'),
    PUBLIC: NAMES,
    uncovered: {},
  },
  mandate_holder: {
    key: ['mandateId', 'memberId'],
    columns: ['mandateId', 'memberId', 'leftAt'],
    FULL: ALL,
    MEMBER: seenByMembers('mandate', 'mandate_id'),
    PUBLIC: NAMES,
    uncovered: {},
  },
  proposal: {
    key: ['id'],
    columns: [
      ...['id', 'authorId', 'state', 'currentVersion', 'createdAt', 'visibility'],
      ...['answersContestId', 'foundingSubject', 'groupId', 'handedAt', 'advises'],
    ],
    FULL: ALL,
    MEMBER: TO_MEMBERS,
    PUBLIC: { ...TO_ALL, without: ['authorId', 'answersContestId', 'groupId', 'handedAt', 'advises'] },
    uncovered: {
      createdAt: 'the leaf has an hour of its own',
      visibility: 'no leaf says who reads it',
      answersContestId: 'the leaf does not say it',
    },
  },
  proposal_version: {
    key: ['proposalId', 'version'],
    columns: [
      ...[
        'proposalId',
        'version',
        'title',
        'rationale',
        'effects',
        'question',
        'matter',
        'raisedTo',
        'wordingHash',
      ],
      ...['effectsHash', 'submittedAt', 'amendsVersion'],
    ],
    FULL: ALL,
    MEMBER: seenByMembers('proposal', 'proposal_id'),
    PUBLIC: { ...seenByAll('proposal', 'proposal_id'), veil: withoutErasedNames('proposalId') },
    uncovered: {
      raisedTo: 'the leaf does not say it; where it changed the rules of a poll it is found',
      submittedAt: 'the leaf has an hour of its own',
    },
  },
  support: {
    key: ['proposalId', 'version', 'memberId'],
    columns: ['proposalId', 'version', 'memberId'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: {
      '*': 'a support has no leaf',
      version: 'a support has no leaf',
      memberId: 'a support has no leaf',
    },
  },
  amendment_base: {
    key: ['proposalId', 'hash'],
    columns: ['proposalId', 'hash', 'version', 'markdown'],
    FULL: ALL,
    MEMBER: seenByMembers('proposal', 'proposal_id'),
    PUBLIC: AMENDMENTS,
    uncovered: {},
  },
  amendment: {
    key: ['id'],
    columns: [
      ...['id', 'proposalId', 'number', 'authorId', 'parentId', 'reason', 'state', 'cause', 'revision'],
      ...['submittedAt', 'assemblyId', 'pollId', 'objectionUntil', 'acceptanceObjected', 'adoptedVersion'],
    ],
    FULL: ALL,
    MEMBER: seenByMembers('proposal', 'proposal_id'),
    PUBLIC: AMENDMENTS,
    uncovered: {
      submittedAt: 'the leaf has an hour of its own',
    },
  },
  amendment_version: {
    key: ['amendmentId', 'revision'],
    columns: ['amendmentId', 'revision', 'proposalId', 'baseHash', 'hunks', 'hash', 'outcome'],
    FULL: ALL,
    MEMBER: seenByMembers('proposal', 'proposal_id'),
    PUBLIC: AMENDMENTS,
    uncovered: {},
  },
  amendment_support: {
    key: ['amendmentId', 'memberId'],
    columns: ['amendmentId', 'memberId'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: {
      '*': 'a support has no leaf',
      amendmentId: 'a support has no leaf',
      memberId: 'a support has no leaf',
    },
  },
  poll_amendment: {
    key: ['pollId', 'amendmentId'],
    columns: ['pollId', 'amendmentId', 'optionKey', 'revision', 'hash'],
    FULL: ALL,
    MEMBER: seenByMembers('poll', 'poll_id'),
    PUBLIC: AMENDMENTS,
    uncovered: {},
  },
  amendment_deadline: {
    key: ['proposalId', 'assemblyId'],
    columns: ['proposalId', 'assemblyId', 'until'],
    FULL: ALL,
    MEMBER: seenByMembers('proposal', 'proposal_id'),
    PUBLIC: AMENDMENTS,
    uncovered: {},
  },
  amendment_freeze: {
    key: ['proposalId'],
    columns: ['proposalId', 'frozenAt', 'version', 'hash'],
    FULL: ALL,
    MEMBER: seenByMembers('proposal', 'proposal_id'),
    PUBLIC: AMENDMENTS,
    uncovered: {},
  },
  // Deliberation
  thread: {
    key: ['id'],
    columns: ['id', 'title', 'openedBy', 'openedAt', 'lastNumber', 'visibility'],
    FULL: ALL,
    MEMBER: TO_MEMBERS,
    PUBLIC: SPEECH,
    uncovered: unread('id', 'title', 'openedBy', 'openedAt', 'lastNumber', 'visibility'),
  },
  thread_subject: {
    key: ['threadId', 'kind', 'objectId'],
    columns: ['threadId', 'kind', 'objectId'],
    FULL: ALL,
    MEMBER: seenByMembers('thread', 'thread_id'),
    PUBLIC: SPEECH,
    uncovered: unread('threadId', 'kind', 'objectId'),
  },
  thread_reading: {
    key: ['threadId', 'memberId'],
    columns: ['threadId', 'memberId', 'readUpTo', 'readAt'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: SPEECH,
    uncovered: unread('threadId', 'memberId', 'readUpTo', 'readAt'),
  },
  thread_summary: {
    key: ['threadId', 'version'],
    columns: ['threadId', 'version', 'authorId', 'body', 'upTo', 'writtenAt'],
    FULL: ALL,
    // A version that is hidden leaves with nobody but who wrote it.
    MEMBER: {
      where: `${of('thread', 'thread_id', `'PUBLIC', 'MEMBERS'`)} AND (it.author_id = $2 OR NOT EXISTS (
        SELECT FROM ormee.thread_hiding hidden WHERE hidden.collective_id = it.collective_id
          AND hidden.thread_id = it.thread_id AND hidden.version = it.version AND hidden.state <> 'RESTORED'))`,
    },
    PUBLIC: SPEECH,
    uncovered: unread('threadId', 'version', 'authorId', 'body', 'upTo', 'writtenAt'),
  },
  thread_hiding: {
    key: ['threadId', 'version'],
    columns: [
      ...['threadId', 'version', 'title', 'hiddenBy', 'mandateId', 'reason', 'hiddenAt', 'state', 'appeal'],
      ...['appealedAt', 'restoresAt', 'settledBy', 'settledUnder', 'settledReason', 'settledAt'],
    ],
    FULL: ALL,
    // A title that is hidden is shown to whoever gave it where they are, and leaves with nobody.
    MEMBER: { ...seenByMembers('thread', 'thread_id'), without: ['title'] },
    PUBLIC: SPEECH,
    uncovered: unread(
      ...['threadId', 'version', 'title', 'hiddenBy', 'mandateId', 'reason', 'hiddenAt', 'state', 'appeal'],
      ...['appealedAt', 'restoresAt', 'settledBy', 'settledUnder', 'settledReason', 'settledAt'],
    ),
  },
  contribution: {
    key: ['id'],
    columns: [
      ...['id', 'threadId', 'number', 'kind', 'authorId', 'repliesTo', 'state', 'version', 'writtenAt'],
    ],
    FULL: ALL,
    MEMBER: seenByMembers('thread', 'thread_id'),
    PUBLIC: SPEECH,
    uncovered: unread(
      ...['id', 'threadId', 'number', 'kind', 'authorId', 'repliesTo', 'state', 'version', 'writtenAt'],
    ),
  },
  contribution_version: {
    key: ['contributionId', 'version'],
    columns: ['contributionId', 'version', 'body', 'words', 'writtenAt'],
    FULL: ALL,
    // Words that were hidden, current or former, or taken back leave with nobody but who wrote them.
    MEMBER: {
      where: ofContribution(`AND (said.author_id = $2 OR said.state = 'STANDING' AND NOT EXISTS (
         SELECT FROM ormee.contribution_hiding hidden WHERE hidden.collective_id = it.collective_id
           AND hidden.contribution_id = said.id AND hidden.version = it.version AND hidden.state <> 'RESTORED'))`),
    },
    PUBLIC: SPEECH,
    uncovered: unread('contributionId', 'version', 'body', 'words', 'writtenAt'),
  },
  contribution_anchor: {
    key: ['contributionId'],
    columns: [
      ...['contributionId', 'proposalId', 'proposalVersion', 'provisionVersionId', 'block', 'startOffset'],
      ...['endOffset', 'quote'],
    ],
    FULL: ALL,
    MEMBER: { where: ofContribution() },
    PUBLIC: SPEECH,
    uncovered: unread(
      ...['contributionId', 'proposalId', 'proposalVersion', 'provisionVersionId', 'block', 'startOffset'],
      ...['endOffset', 'quote'],
    ),
  },
  contribution_hiding: {
    key: ['contributionId', 'version'],
    columns: [
      ...['contributionId', 'version', 'hiddenBy', 'mandateId', 'reason', 'hiddenAt', 'state', 'appeal'],
      ...['appealedAt', 'restoresAt', 'settledBy', 'settledUnder', 'settledReason', 'settledAt'],
    ],
    FULL: ALL,
    MEMBER: { where: ofContribution() },
    PUBLIC: SPEECH,
    uncovered: unread(
      ...['contributionId', 'version', 'hiddenBy', 'mandateId', 'reason', 'hiddenAt', 'state', 'appeal'],
      ...['appealedAt', 'restoresAt', 'settledBy', 'settledUnder', 'settledReason', 'settledAt'],
    ),
  },
  concern: {
    key: ['contributionId'],
    columns: ['contributionId', 'state', 'reviewAt'],
    FULL: ALL,
    MEMBER: { where: ofContribution() },
    PUBLIC: SPEECH,
    uncovered: {
      '*': 'one that no decision carries has no leaf until it is answered',
      reviewAt: 'of one that no decision carries: it is its author’s, and nothing comes of it yet',
    },
  },
  decision_concern: {
    key: ['decisionId', 'contributionId'],
    columns: ['decisionId', 'contributionId', 'version'],
    FULL: ALL,
    MEMBER: { where: ofContribution() },
    PUBLIC: SPEECH,
    uncovered: {},
  },
  concern_review: {
    key: ['contributionId', 'step'],
    columns: [
      ...['contributionId', 'step', 'how', 'authorId', 'replyId', 'reviewAt', 'threadId', 'proposalId'],
      'saidAt',
    ],
    FULL: ALL,
    MEMBER: { where: ofContribution() },
    PUBLIC: SPEECH,
    uncovered: {},
  },
  assembly: {
    key: ['id'],
    columns: [
      ...['id', 'title', 'form', 'state', 'convenedBy', 'convenedAt', 'startsAt', 'startedAt', 'endedAt'],
      'visibility',
    ],
    FULL: ALL,
    MEMBER: TO_MEMBERS,
    PUBLIC: { ...TO_ALL, without: ['convenedBy'], veil: withoutErasedNames('id') },
    uncovered: {
      title: 'the leaf does not say it',
      convenedAt: 'the leaf has an hour of its own',
      startedAt: 'the leaf has an hour of its own',
      endedAt: 'the leaf has an hour of its own',
      visibility: 'no leaf says who reads it',
    },
  },
  attendance: {
    key: ['assemblyId', 'memberId', 'arrivedAt'],
    columns: ['assemblyId', 'memberId', 'arrivedAt', 'leftAt', 'checkedInBy'],
    FULL: ALL,
    MEMBER: seenByMembers('assembly', 'assembly_id'),
    PUBLIC: NAMES,
    uncovered: {
      '*': 'of whoever was in a sitting and on no roll of it: presence has no leaf',
      arrivedAt: 'presence has no leaf; who was present when a poll opened is on its roll',
      leftAt: 'as the arrival',
      checkedInBy: 'presence has no leaf',
    },
  },
  agenda_item: {
    key: ['id'],
    columns: ['id', 'assemblyId', 'place', 'title', 'minutes', 'state', 'askedBy', 'takenUpAt', 'leftAt'],
    FULL: ALL,
    MEMBER: seenByMembers('assembly', 'assembly_id'),
    PUBLIC: { ...seenByAll('assembly', 'assembly_id'), without: ['askedBy'] },
    uncovered: {
      '*': 'what an assembly is convened with has no leaf for each item',
      id: 'only polls name it',
      title: 'the leaf says its place, not its words',
      minutes: 'as its title',
      askedBy: 'the leaf does not say it',
      takenUpAt: 'the leaf has an hour of its own',
      leftAt: 'leaving an item has no leaf',
    },
  },
  poll: {
    key: ['id'],
    columns: [
      ...['id', 'proposalId', 'proposalVersion', 'title', 'venue', 'assemblyId', 'agendaItemId', 'form'],
      ...['matter', 'method', 'election', 'confirms', 'amends', 'groupId', 'lotSource', 'tiedAt'],
      ...[
        'ballotMode',
        'ballotMayChange',
        'clauses',
        'clausesHash',
        'wordingHash',
        'effectsHash',
        'rollHash',
      ],
      ...['state', 'openedBy', 'openedAt', 'closesAt', 'closesIfReached', 'closedAt', 'supersededBy'],
      'visibility',
    ],
    FULL: ALL,
    MEMBER: TO_MEMBERS,
    PUBLIC: {
      ...TO_ALL,
      without: ['openedBy', 'groupId', 'closesIfReached'],
      veil: withoutErasedNames('proposalId'),
    },
    uncovered: {
      agendaItemId: 'the leaf does not say it',
      openedBy: 'the leaf does not say it',
      openedAt: 'the leaf has an hour of its own',
      visibility: 'no leaf says who reads it',
    },
  },
  poll_option: {
    key: ['pollId', 'key'],
    columns: ['pollId', 'key', 'label', 'effects', 'statusQuo'],
    FULL: ALL,
    MEMBER: seenByMembers('poll', 'poll_id'),
    PUBLIC: { ...seenByAll('poll', 'poll_id'), veil: withoutErasedNames('pollId') },
    uncovered: {},
  },
  roll_entry: {
    key: ['pollId', 'memberId'],
    columns: ['pollId', 'memberId', 'entitled', 'present', 'reason'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: {},
  },
  objection: {
    key: ['id'],
    columns: ['id', 'pollId', 'memberId', 'reason', 'state'],
    FULL: ALL,
    MEMBER: { where: ONCE_SHUT, veil: authorsAsBallots },
    PUBLIC: NAMES,
    uncovered: {
      '*': 'a withdrawn objection is counted nowhere',
      id: 'it is random, and a withdrawn one is named nowhere',
      memberId: 'of a withdrawn one: it is counted nowhere',
      reason: 'only its author’s receipt has its hash',
    },
  },
  consent_process: {
    key: ['id'],
    columns: [
      ...['id', 'proposalId', 'assemblyId', 'agendaItemId', 'rule', 'ruleHash', 'state', 'phase', 'round'],
      ...['phaseEndsAt', 'heldBy', 'startedBy', 'startedAt', 'discussedSince', 'endedAt'],
    ],
    FULL: ALL,
    MEMBER: seenByMembers('proposal', 'proposal_id'),
    PUBLIC: NAMES,
    uncovered: {
      agendaItemId: 'no leaf says the item',
      heldBy: 'what holds a round up is no act',
      startedAt: 'the leaf has an hour of its own',
      discussedSince: 'it is only read while the process runs',
      endedAt: 'the leaf has an hour of its own',
    },
  },
  consent_step: {
    key: ['processId', 'place'],
    columns: ['processId', 'place', 'phase', 'round', 'beganAt', 'until'],
    FULL: ALL,
    MEMBER: CONSENT_SEEN,
    PUBLIC: CONSENT,
    uncovered: { beganAt: 'the leaf has an hour of its own' },
  },
  consent_round: {
    key: ['processId', 'round'],
    columns: ['processId', 'round', 'pollId'],
    FULL: ALL,
    MEMBER: CONSENT_SEEN,
    PUBLIC: CONSENT,
    uncovered: {},
  },
  objection_end: {
    key: ['objectionId'],
    columns: ['objectionId', 'how', 'proposalId', 'version', 'endedAt'],
    FULL: ALL,
    MEMBER: seenByMembers('proposal', 'proposal_id'),
    PUBLIC: CONSENT,
    uncovered: { endedAt: 'the leaf has an hour of its own' },
  },
  objection_doubt: {
    key: ['objectionId', 'memberId'],
    columns: ['objectionId', 'memberId', 'reason'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: { reason: 'no leaf says it, not even closed' },
  },
  election: {
    key: ['id'],
    columns: [
      ...[
        'id',
        'task',
        'role',
        'roleHash',
        'groupId',
        'assemblyId',
        'agendaItemId',
        'rule',
        'ruleHash',
        'named',
      ],
      ...['state', 'phase', 'round', 'phaseEndsAt', 'heldBy', 'startedBy', 'startedAt', 'endedAt'],
    ],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: ELECTIONS,
    uncovered: {
      agendaItemId: 'no leaf says the item',
      heldBy: 'what holds a turn up is no act',
      startedAt: 'the leaf has an hour of its own',
      endedAt: 'the leaf has an hour of its own',
    },
  },
  nomination: {
    key: ['id'],
    columns: ['id', 'electionId', 'round', 'memberId', 'personId', 'reason', 'madeAt'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: {
      reason: 'no leaf says it, not even closed: its author may have it erased',
      madeAt: 'the leaf has an hour of its own',
    },
  },
  nomination_decline: {
    key: ['electionId', 'memberId'],
    columns: ['electionId', 'memberId', 'declinedAt'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: NAMES,
    uncovered: { declinedAt: 'the leaf has an hour of its own' },
  },
  nominee: {
    key: ['electionId', 'place'],
    columns: ['electionId', 'place', 'personId', 'proposalId', 'how', 'endedAt'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: NAMES,
    uncovered: { endedAt: 'the leaf has an hour of its own' },
  },
  ballot: {
    key: ['pollId', 'memberId'],
    columns: ['pollId', 'memberId', 'id', 'entitled', 'choice', 'objectionId', 'revision', 'assisted'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: {
      '*': 'of a box that is open: what is in it is said once it is counted or called off',
      memberId: 'among those entitled: only a receipt says who voted',
      id: 'it is random, and nothing names it',
      revision: 'only its voter’s receipt has it',
      assisted: 'it is for the member to know, and no leaf says it',
    },
  },
  lot_value: {
    key: ['pollId', 'memberId'],
    columns: ['pollId', 'memberId', 'commitment', 'value'],
    FULL: ALL,
    MEMBER: seenByMembers('poll', 'poll_id'),
    PUBLIC: NAMES,
    uncovered: {},
  },
  reservation: {
    key: ['target', 'venue'],
    columns: ['target', 'venue', 'pollId'],
    FULL: ALL,
    MEMBER: because('it follows from the open polls'),
    PUBLIC: because('it follows from the open polls'),
    uncovered: {},
  },
  outcome: {
    key: ['pollId'],
    columns: ['pollId', 'code', 'working', 'hash', 'proclaimedAt'],
    FULL: ALL,
    MEMBER: seenByMembers('poll', 'poll_id'),
    // A clause says who may see the result: all those pinned must let it out.
    PUBLIC: {
      where: `EXISTS (SELECT FROM ormee.poll poll WHERE poll.collective_id = it.collective_id AND poll.id = it.poll_id
        AND poll.visibility = 'PUBLIC' AND NOT poll.clauses @? '$[*] ? (@.resultVisibility != "PUBLIC")')`,
    },
    uncovered: {
      proclaimedAt: 'where no decision came of it, the leaf has an hour of its own',
    },
  },
  // Procedures that protect people
  exclusion: {
    key: ['id'],
    columns: [
      ...['id', 'memberId', 'openedBy', 'grounds', 'groundsHash', 'openedAt', 'answerMinimum', 'answerUntil'],
      ...[
        'answer',
        'answeredAt',
        'lastWord',
        'lastWordAt',
        'state',
        'decisionId',
        'recourse',
        'recourseReason',
      ],
      ...['recourseAt', 'recourseDecisionId', 'visibility'],
    ],
    FULL: ALL,
    MEMBER: {
      where: `it.visibility IN ('PUBLIC', 'MEMBERS') OR it.member_id = $2
        OR it.visibility = 'NAMED' AND it.opened_by = $2`,
    },
    PUBLIC: NAMES,
    uncovered: {
      answeredAt: 'the leaf has an hour of its own',
      lastWordAt: 'the leaf has an hour of its own',
      recourseAt: 'the leaf has an hour of its own',
    },
  },
  challenge: {
    key: ['id'],
    columns: [
      ...['id', 'proposalId', 'version', 'memberId', 'matter', 'decisionId', 'reason', 'state', 'raisedAt'],
      'settledBy',
    ],
    FULL: ALL,
    MEMBER: seenByMembers('proposal', 'proposal_id'),
    PUBLIC: NAMES,
    uncovered: {
      raisedAt: 'the leaf has an hour of its own',
    },
  },
  contest: {
    key: ['id'],
    columns: ['id', 'pollId', 'memberId', 'reason', 'state', 'raisedAt', 'heardBy'],
    FULL: ALL,
    MEMBER: seenByMembers('poll', 'poll_id'),
    PUBLIC: NAMES,
    uncovered: {
      raisedAt: 'the leaf has an hour of its own',
    },
  },
  decision_mark: {
    key: ['decisionId', 'kind'],
    columns: ['decisionId', 'kind', 'byDecisionId'],
    FULL: ALL,
    MEMBER: seenByMembers('decision', 'decision_id'),
    PUBLIC: seenByAll('decision', 'decision_id'),
    uncovered: {},
  },
  // Who becomes a member
  membership_rule: {
    key: ['id'],
    columns: ['id', 'rule', 'hash', 'inForceFrom', 'inForceUntil', 'openedBy', 'closedBy'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: because('the rules in force are for members'),
    uncovered: {
      id: 'nothing names it',
    },
  },
  membership_dues: {
    key: ['memberId'],
    columns: ['memberId', 'until', 'recordedBy'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: {},
  },
  application: {
    key: ['id'],
    columns: [
      ...['id', 'publicName', 'kind', 'statement', 'email', 'keyHash', 'returningMemberId', 'state'],
      ...['signatureProof', 'memberId', 'declaredAt', 'lapsesAt'],
    ],
    FULL: ALL,
    MEMBER: APPLICANT,
    PUBLIC: APPLICANT,
    uncovered: {
      '*': 'one that waits has no leaf, and one that has served is forgotten',
      id: 'one that waits has no leaf',
      publicName: 'one that waits has no leaf',
      kind: 'one that waits has no leaf',
      statement: 'no leaf says it',
      email: 'no leaf says an address, not even closed',
      keyHash: 'no leaf says a secret, not even its hash',
      returningMemberId: 'one that waits has no leaf',
      signatureProof: 'the leaf of the admission does not say it',
      declaredAt: 'a declaration has no leaf',
      lapsesAt: 'a declaration has no leaf',
    },
  },
  vouching: {
    key: ['applicationId', 'memberId'],
    columns: ['applicationId', 'memberId'],
    FULL: ALL,
    MEMBER: APPLICANT,
    PUBLIC: APPLICANT,
    uncovered: {
      '*': 'a word for an application that waits has no leaf',
      memberId: 'as the word itself',
    },
  },
  taken_over_member: {
    key: ['memberId'],
    columns: ['memberId', 'takenOverBy', 'verifiedAt'],
    FULL: ALL,
    MEMBER: OWN,
    PUBLIC: NAMES,
    uncovered: {
      verifiedAt: 'signing in has no leaf',
    },
  },
  taken_over_decision: {
    key: ['id'],
    columns: ['id', 'label', 'decidedOn', 'title', 'body', 'takenOverBy', 'decisionId'],
    FULL: ALL,
    MEMBER: { ...ALL, without: ['takenOverBy'] },
    PUBLIC: because('it was never said to be public, and no poll stands behind it'),
    uncovered: {
      id: 'nothing names it',
      label: 'the leaf has the hash of the whole file, which is not here',
      decidedOn: 'the leaf has the hash of the whole file, which is not here',
      title: 'the leaf has the hash of the whole file, which is not here',
      body: 'the leaf has the hash of the whole file, which is not here',
      takenOverBy: 'the leaf does not say it',
    },
  },
  appeal: {
    key: ['id'],
    columns: ['id', 'title', 'body', 'visibility', 'publishedAt', 'publishedBy', 'closesAt'],
    FULL: ALL,
    MEMBER: TO_MEMBERS,
    PUBLIC: TO_ALL,
    uncovered: {},
  },
  first_signatory: {
    key: ['appealId', 'place'],
    columns: ['appealId', 'place', 'memberId'],
    FULL: ALL,
    MEMBER: seenByMembers('appeal', 'appeal_id'),
    PUBLIC: NAMES,
    uncovered: {},
  },
  signatory: {
    key: ['id'],
    columns: [
      ...['id', 'appealId', 'name', 'email', 'signedOn', 'verified', 'kind', 'role', 'organisation', 'url'],
      ...['named', 'source', 'state', 'locale', 'saidAt', 'verifiedAt', 'withdrawnAt', 'place', 'memberId'],
      ...['servedBy', 'raw', 'lineHash', 'originHash', 'passedOver'],
    ],
    // What no letter has confirmed yet is nobody's signature, and is forgotten.
    FULL: { where: `it.state <> 'PENDING'` },
    MEMBER: because('who signed is told to mandate holders alone; the register says how many'),
    PUBLIC: NAMES,
    uncovered: {
      id: 'of a line of a list that nobody verified: the leaf says how many came in',
      ...Object.fromEntries(
        ['name', 'email', 'signedOn', 'kind', 'role', 'organisation', 'url', 'named', 'locale', 'place'].map(
          (column) => [column, 'the leaf says which signature stands, and not whose'],
        ),
      ),
      saidAt: 'the leaf has an hour of its own',
      verifiedAt: 'the leaf has an hour of its own',
      withdrawnAt: 'the leaf has an hour of its own',
      memberId: 'the leaf says which signature stands, and not whose',
      servedBy: 'an admission does not say which signature it rests on',
      raw: 'the leaf says how many lines came in, and not their words',
      lineHash: 'the leaf says how many lines came in, and not their words',
      originHash: 'the leaf says how many lines came in, and not their words',
      passedOver: 'the leaf says how many lines came in, and not which were passed over',
    },
  },
  // Working groups
  working_group: {
    key: ['id'],
    columns: [
      ...['id', 'name', 'nameSkeleton', 'state', 'createdAt', 'createdBy'],
      ...['awakeSince', 'endedAt', 'endedBy'],
    ],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: GROUPS,
    uncovered: {},
  },
  group_scope: {
    key: ['groupId', 'version'],
    columns: ['groupId', 'version', 'name', 'scope', 'since', 'decidedBy'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: GROUPS,
    uncovered: {},
  },
  group_member: {
    key: ['groupId', 'memberId', 'joinedAt'],
    columns: ['groupId', 'memberId', 'joinedAt', 'leftAt'],
    FULL: ALL,
    MEMBER: ALL,
    PUBLIC: NAMES,
    uncovered: {},
  },
  signature_link: {
    key: ['id'],
    columns: [
      'id',
      'signatoryId',
      'purpose',
      'letterId',
      'secretHash',
      'issuedAt',
      'expiresAt',
      'consumedAt',
    ],
    ...INSTANCE_ONLY,
  },
  cosigned_text: {
    key: ['id'],
    columns: ['id', 'title', 'url', 'body', 'hash', 'cosignedAt', 'cosignedBy'],
    FULL: ALL,
    MEMBER: seenByMembers('decision', 'cosigned_by'),
    PUBLIC: seenByAll('decision', 'cosigned_by'),
    uncovered: {},
  },
  // Exports
  export_log: {
    key: ['id'],
    columns: ['id', 'memberId', 'step', 'at'],
    ...INSTANCE_ONLY,
  },
};

export const isShared = (share: Share | Reason): share is Share => 'where' in share;

/** The columns that a kind of bundle has of a table; null where it has none of it. */
export function columnsOf(kind: BundleKind, { columns, ...shares }: Classified): readonly string[] | null {
  const share = shares[kind];
  return isShared(share) ? columns.filter((column) => !share.without?.includes(column)) : null;
}

/** What a bundle of a kind must look like. */
export const shapeOf = (kind: BundleKind): Readonly<Record<string, Pick<Classified, 'key' | 'columns'>>> =>
  Object.fromEntries(
    Object.entries(CLASSIFICATION).flatMap(([table, classified]) => {
      const columns = columnsOf(kind, classified);
      return columns ? [[table, { key: classified.key, columns }]] : [];
    }),
  );

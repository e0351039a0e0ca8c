import { charterInForce, collectiveFacts } from '../collectives/charter.queries.js';
import { ExclusionRow } from '../collectives/exclusion.entity.js';
import { exclusionsByIds, lockExclusion } from '../collectives/exclusion.queries.js';
import {
  isPersons,
  isUnderWay,
  mayBeAsked,
  namesPerson,
  refuseHaste,
  refuseWords,
} from '../collectives/exclusion.rules.js';
import { clauseFor } from '../core/charter/charter.js';
import type { Clause, Venue } from '../core/charter/clause.js';
import { mayPropose } from '../core/charter/opening.js';
import { LEAST_TIME_TO_ANSWER, longestWait, type Wait } from '../core/charter/periods.js';
import type { MemberActor, MemberState, Visibility } from '../core/kernel/actors.js';
import { personsConcerned, type Effect } from '../core/kernel/effects.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal, type LeafType } from '../core/kernel/leaves.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

/*
 * The story of an exclusion, charter clause 9, from top to bottom: grounds are sent; the person has time to answer; a
 * proposal puts grounds and answer to the collective; the person has the last word; the decision is the collective's
 * alone (exclusion.effects.ts); the excluded may appeal to the assembly (appeal-exclusion.ts), or be
 * admitted again like anybody else, by a decision (collectives/admission.effects.ts).
 */

/** Sends written grounds to a member. One exclusion at a time is open against a person. */
export async function openExclusion(
  tx: Tx,
  actor: MemberActor,
  { memberId, grounds }: { readonly memberId: Uuid; readonly grounds: string },
): Promise<Uuid> {
  const { collectiveId } = actor;
  const member = await tx.one<{ state: MemberState }>(
    'SELECT state FROM ormee.member WHERE collective_id = $1 AND id = $2 FOR SHARE',
    [collectiveId, memberId],
  );
  const refusal = refuseWords('grounds', grounds) ?? mayBeAsked(member, memberId === actor.memberId);
  if (refusal) throw refusal;

  const clause = clauseFor(await charterInForce(tx, collectiveId), 'EXCLUSION');
  if (!clause) throw refuse('CLAUSE_MISSING', { matter: 'EXCLUSION' });
  // Grounds begin what a proposal continues: whoever may not put it sends none.
  const closed = mayPropose([clause], actor.memberKind);
  if (closed) throw closed;

  const now = await tx.now();
  const time = await timeToAnswer(tx, collectiveId, clause, now);
  const groundsHash = hashText(grounds);
  const id = tx.id();
  await tx.insert(ExclusionRow, {
    collectiveId,
    id,
    memberId,
    openedBy: actor.memberId,
    grounds,
    groundsHash,
    openedAt: now,
    answerMinimum: time.minimum,
    answerUntil: time.earliest,
    ...NOTHING_SAID_YET,
  });
  record(tx, collectiveId, {
    type: 'exclusion.opened',
    visibility: 'MEMBERS',
    body: {
      exclusion: id,
      answerUntil: time.earliest,
      member: personal(memberId),
      openedBy: personal(actor.memberId),
      groundsHash: personal(groundsHash),
    },
  });
  return id;
}

const NOTHING_SAID_YET = {
  answer: null,
  answeredAt: null,
  lastWord: null,
  lastWordAt: null,
  state: 'OPEN',
  decisionId: null,
  recourse: 'NONE',
  recourseReason: null,
  recourseAt: null,
  recourseDecisionId: null,
  visibility: 'NAMED',
} as const;

/** Seven days, or the deliberation that the clause asks where that is longer, on the collective's calendar. */
async function timeToAnswer(tx: Tx, collectiveId: Uuid, clause: Clause, from: Instant): Promise<Wait> {
  const { zone } = await collectiveFacts(tx, collectiveId);
  return longestWait([LEAST_TIME_TO_ANSWER, clause.minimumDeliberation], from, from, zone) as Wait;
}

/** The person answers the grounds, once, at any moment before the decision. */
export async function answerExclusion(
  tx: Tx,
  actor: MemberActor,
  { exclusionId, answer }: { readonly exclusionId: Uuid; readonly answer: string },
): Promise<Uuid> {
  const exclusion = await lockExclusion(tx, actor.collectiveId, exclusionId);
  const refusal =
    isPersons(exclusion, actor.memberId) ?? isUnderWay(exclusion) ?? refuseWords('answer', answer);
  if (refusal) throw refusal;
  if (exclusion.answer === answer) return exclusion.id;
  if (exclusion.answer !== null) throw refuse('DUPLICATE', { what: 'answer' });
  await tx.rows(
    'UPDATE ormee.exclusion SET answer = $3, answered_at = $4 WHERE collective_id = $1 AND id = $2',
    [actor.collectiveId, exclusion.id, answer, await tx.now()],
  );
  sayOfPerson(tx, exclusion, 'exclusion.answered', { answerHash: personal(hashText(answer)) });
  return exclusion.id;
}

/** The person speaks last, once, beside the ballot: nobody answers after them. */
export async function sayLastWord(
  tx: Tx,
  actor: MemberActor,
  { exclusionId, words }: { readonly exclusionId: Uuid; readonly words: string },
): Promise<Uuid> {
  const exclusion = await lockExclusion(tx, actor.collectiveId, exclusionId);
  const refusal =
    isPersons(exclusion, actor.memberId) ?? isUnderWay(exclusion) ?? refuseWords('words', words);
  if (refusal) throw refusal;
  if (exclusion.lastWord === words) return exclusion.id;
  if (exclusion.lastWord !== null) throw refuse('DUPLICATE', { what: 'lastWord' });
  await tx.rows(
    'UPDATE ormee.exclusion SET last_word = $3, last_word_at = $4 WHERE collective_id = $1 AND id = $2',
    [actor.collectiveId, exclusion.id, words, await tx.now()],
  );
  sayOfPerson(tx, exclusion, 'exclusion.last-word', { wordsHash: personal(hashText(words)) });
  return exclusion.id;
}

/** Whoever sent the grounds takes them back, as long as no poll is open on them. Doing it twice is no fault. */
export async function withdrawExclusion(
  tx: Tx,
  actor: MemberActor,
  { exclusionId }: { readonly exclusionId: Uuid },
): Promise<Uuid> {
  const { collectiveId } = actor;
  const exclusion = await lockExclusion(tx, collectiveId, exclusionId);
  if (exclusion.openedBy !== actor.memberId) throw refuse('NOT_FOUND');
  if (exclusion.state === 'WITHDRAWN') return exclusion.id;
  const refusal = isUnderWay(exclusion);
  if (refusal) throw refusal;
  const reserved = await tx.one<{ pollId: Uuid }>(
    `SELECT poll_id AS "pollId" FROM ormee.reservation WHERE collective_id = $1 AND target = $2 LIMIT 1`,
    [collectiveId, `member:${exclusion.memberId}`],
  );
  if (reserved) throw refuse('POLL_ALREADY_OPEN', { poll: reserved.pollId });
  await tx.rows(`UPDATE ormee.exclusion SET state = 'WITHDRAWN' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    exclusion.id,
  ]);
  sayOfPerson(tx, exclusion, 'exclusion.withdrawn');
  return exclusion.id;
}

function sayOfPerson(
  tx: Tx,
  { collectiveId, id, memberId }: ExclusionRow,
  type: LeafType,
  more: Readonly<Record<string, ReturnType<typeof personal>>> = {},
): void {
  record(tx, collectiveId, {
    type,
    visibility: 'MEMBERS',
    body: { exclusion: id, member: personal(memberId), ...more },
  });
}

/** Keeps the names of those whom effects are about out of the title, and the proposal among members. */
export async function protectPersons(
  reader: Reader,
  collectiveId: Uuid,
  wording: { readonly title: string; readonly effects: readonly Effect[]; readonly visibility: Visibility },
): Promise<Refusal | null> {
  const persons = personsConcerned(wording.effects);
  if (persons.length === 0) return null;
  if (wording.visibility === 'PUBLIC') return refuse('NOT_PUBLIC', { what: 'proposal' });
  const named = await reader.rows<{ publicName: string }>(
    `SELECT public_name AS "publicName" FROM ormee.member WHERE collective_id = $1 AND id = ANY($2::uuid[])
     UNION SELECT public_name FROM ormee.former_name WHERE collective_id = $1 AND member_id = ANY($2::uuid[])`,
    [collectiveId, persons],
  );
  const isNamed = named.some(({ publicName }) => namesPerson(wording.title, publicName));
  return isNamed ? refuse('TITLE_NAMES_PERSON', {}, ['input', 'title']) : null;
}

/** Once a proposal puts an exclusion, all members may read its grounds and its answer. */
export async function shareGrounds(tx: Tx, collectiveId: Uuid, effects: readonly Effect[]): Promise<void> {
  for (const { exclusionId } of exclusionsAmong(effects))
    await tx.rows(
      `UPDATE ormee.exclusion SET visibility = 'MEMBERS' WHERE collective_id = $1 AND id = $2 AND visibility = 'NAMED'`,
      [collectiveId, exclusionId],
    );
}

/** Why a poll on these effects would come too early for somebody's answer; null when it would not. */
export async function answerTimeRefusal(
  reader: Reader,
  collectiveId: Uuid,
  effects: readonly Effect[],
  now: Instant,
): Promise<Refusal | null> {
  const ids = exclusionsAmong(effects).map(({ exclusionId }) => exclusionId);
  const exclusions = ids.length === 0 ? [] : await exclusionsByIds(reader, collectiveId, ids);
  for (const exclusion of exclusions) {
    const refusal = refuseHaste(exclusion, now);
    if (refusal) return refusal;
  }
  return null;
}

/** A recourse is to the assembly: no online poll hears it. */
export const refuseRecourseOnline = (effects: readonly Effect[], venue: Venue): Refusal | null =>
  venue === 'ONLINE' && effects.some(({ kind }) => kind === 'REINSTATE_MEMBER')
    ? refuse('VENUE_NOT_ALLOWED', { matter: 'EXCLUSION', venue, form: '' })
    : null;

const exclusionsAmong = (effects: readonly Effect[]) =>
  effects.filter((effect) => effect.kind === 'EXCLUDE_MEMBER');

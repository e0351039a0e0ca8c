import type { Instant, Zone } from '../../core/kernel/instants.js';
import { startOfDay } from '../../core/kernel/instants.js';
import { BODY_MAX } from '../../deliberation/contribution.rules.js';
import { readDay } from '../../platform/csv/cells.js';
import type { Asker } from '../../platform/graphql/in-process.js';
import type { Done, MembersDoor } from '../members-door.js';
import { unwritable } from '../members-parts.js';
import { ANSWERS, type TypedAnswer } from './concern.page.js';
import { WORDS } from './words.js';

const REVIEW = `mutation ($input: ReviewConcernInput!) { done: reviewConcern(input: $input) {
  __typename ... on Problem { message } } }`;

/** Answers a concern as a form says: what is wrong with it, in a sentence of the asker's language. The act sees a form sent twice. */
export async function answerConcern(
  door: MembersDoor,
  asker: Asker,
  contributionId: string,
  typed: TypedAnswer,
): Promise<Done> {
  const { body } = typed;
  const wrong = unwritable(body, asker.locale, BODY_MAX) ?? unwritable(typed.title, asker.locale);
  if (wrong !== null) return { message: wrong };
  const answer = answerOf(typed, (await door.placeOf(contributionId)).zone);
  if (answer === null) return { message: WORDS[asker.locale].concern.which };
  if (answer.lookAgainAt === null) return { message: WORDS[asker.locale].concern.whichDay };
  return door.act(asker, REVIEW, { contributionId, body, answer });
}

/** As `ConcernAnswerInput`, with null for a day that cannot be read; null where nothing was chosen. */
function answerOf(
  { how, reviewOn, title }: TypedAnswer,
  zone: Zone,
): { readonly lookAgainAt?: Instant | null; readonly noLonger?: true; readonly threadTitle?: string } | null {
  switch (ANSWERS.find((one) => one === how)) {
    case 'LATER':
      return { lookAgainAt: dayTyped(reviewOn, zone) };
    case 'NO_LONGER':
      return { noLonger: true };
    case 'TAKEN_UP':
      return { threadTitle: title };
    case undefined:
      return null;
  }
}

/** The first instant of a day as people type it, in the zone of their collective; null for what is none. */
export function dayTyped(text: string, zone: Zone): Instant | null {
  const day = readDay(text);
  return day && startOfDay(day, zone);
}

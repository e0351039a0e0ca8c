import { collectiveFacts } from '../../collectives/charter.queries.js';
import { paperInWords } from '../../core/charter/ballot-paper-sentences.js';
import { ballotPaper } from '../../core/charter/ballot-paper.js';
import { describeClause } from '../../core/charter/describe-clause.js';
import type { Locale } from '../../core/kernel/actors.js';
import { recalledBy } from '../../core/kernel/effects.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { unreadable } from '../../core/kernel/readable.js';
import { refuse } from '../../core/kernel/refusals.js';
import { decisionsByIds } from '../../decisions/decisions.queries.js';
import { labelOf } from '../../decisions/last-decisions.js';
import { mandatesGivenBy } from '../../mandates/given-by.js';
import type { Reader } from '../../platform/database/transactions.js';
import type { Form, FormPart } from '../../texts/papers/write-form.js';
import { effectsPut, pollsByIds, type PollRecord } from '../polls.queries.js';
import { CHOICES, hourIn, SHEET, type Recalled } from './sheet-words.js';

const CONTACT_MAX = 200;

/**
 * An open question on one sheet of paper, two sides at most: what is asked, by which rule, until when, how to answer without
 * a screen, and a slip to cut off. `contact`: how to reach the relay, as whoever prints it types it.
 */
export async function questionSheet(
  reader: Reader,
  collectiveId: Uuid,
  { pollId, contact }: { readonly pollId: Uuid; readonly contact: string | null },
): Promise<Form> {
  const because = contact === null ? null : unreadable(contact, 'LINE', CONTACT_MAX);
  if (because) throw refuse('INVALID_INPUT', { field: 'contact', reason: because });
  const { poll, about } = await openQuestion(reader, collectiveId, pollId);
  return formOf(poll, about, contact);
}

/** What the sheet says of an open question, for a page that asks it: NOT_FOUND, or POLL_NOT_OPEN. */
export async function questionParts(reader: Reader, collectiveId: Uuid, pollId: Uuid): Promise<FormPart[]> {
  const { poll, about } = await openQuestion(reader, collectiveId, pollId);
  return asked(poll, about);
}

async function openQuestion(
  reader: Reader,
  collectiveId: Uuid,
  pollId: Uuid,
): Promise<{ readonly poll: PollRecord; readonly about: About }> {
  const [poll] = await pollsByIds(reader, collectiveId, [pollId]);
  const isSeen = poll?.visibility === 'PUBLIC' || poll?.visibility === 'MEMBERS';
  if (!poll || !isSeen) throw refuse('NOT_FOUND');
  if (poll.state !== 'OPEN') throw refuse('POLL_NOT_OPEN', { state: poll.state, closesAt: poll.closesAt });
  const { zone } = await collectiveFacts(reader, collectiveId);
  const recalled = await recalledIn(reader, poll);
  return { poll, about: { ...(await aboutOf(reader, poll)), zone, recalled } };
}

interface About {
  readonly collective: string;
  readonly locale: Locale;
  readonly zone: Zone;
  readonly rationale: string;
  readonly today: string;
  readonly recalled: readonly Recalled[];
}

type Asked = Omit<About, 'zone' | 'recalled'>;

async function aboutOf(reader: Reader, poll: PollRecord): Promise<Asked> {
  const [about] = await reader.rows<Asked>(
    `SELECT collective.name AS collective, collective.locale, version.rationale,
       (ormee.instant() AT TIME ZONE collective.zone)::date::text AS today
     FROM ormee.collective
     JOIN ormee.proposal_version version ON version.collective_id = collective.id AND version.proposal_id = $2
       AND version.version = $3
     WHERE collective.id = $1`,
    [poll.collectiveId, poll.proposalId, poll.proposalVersion],
  );
  return about as Asked;
}

/** Decisions that a yes would recall, with what ends with them. */
async function recalledIn(reader: Reader, poll: PollRecord): Promise<Recalled[]> {
  const ids = recalledBy(effectsPut(poll));
  if (ids.length === 0) return [];
  const decisions = await decisionsByIds(reader, poll.collectiveId, ids);
  const given = await mandatesGivenBy(reader, poll.collectiveId, ids);
  return decisions.map(({ id, year, number, title }) => ({
    label: labelOf(year, number),
    title,
    ends: given.flatMap((mandate) => (mandate.decisionId === id ? [mandate.title] : [])),
  }));
}

/** What is asked, by which rule, until when and how one answers: in the language of the collective. */
function asked(poll: PollRecord, { locale, zone, rationale, recalled }: About): FormPart[] {
  const say = SHEET[locale];
  const until = poll.closesAt === null ? say.untilLastCall : say.until(hourIn(poll.closesAt, locale, zone));
  const words = paperInWords(ballotPaper(poll), locale);
  return [
    { kind: 'WORDS', words: until },
    ...(mayCloseEarlier(poll)
      ? [{ kind: 'WORDS', words: say.earlier(hourIn(poll.closesIfReached, locale, zone)) } as const]
      : []),
    { kind: 'HEADING', words: say.question },
    { kind: 'TEXT', markdown: rationale, elsewhere: say.elsewhere },
    ...recalled.map((one): FormPart => ({ kind: 'WORDS', words: say.recalls(one) })),
    { kind: 'HEADING', words: say.rule },
    ...poll.clauses.map((clause): FormPart => ({
      kind: 'WORDS',
      words: describeClause(clause, locale).join(' '),
    })),
    { kind: 'HEADING', words: say.howTo },
    { kind: 'WORDS', words: [words.howTo, words.blankMeans, words.tieMeans ?? ''].join(' ').trim() },
  ];
}

function formOf(poll: PollRecord, about: About, contact: string | null): Form {
  const { locale, collective, today } = about;
  const say = SHEET[locale];
  const parts: FormPart[] = [
    ...asked(poll, about),
    { kind: 'WORDS', words: contact === null ? say.anyRelay : say.relay(contact) },
    { kind: 'CUT', words: say.cut },
    { kind: 'WORDS', words: poll.title },
    { kind: 'TICKS', lines: linesOf(poll, locale) },
    ...(poll.method === 'consent@1' ? [{ kind: 'BLANK', words: say.objection } as const] : []),
    { kind: 'BLANK', words: say.signed },
  ];
  return { title: poll.title, collective, language: locale, day: today, parts, pages: 2 };
}

/** The sheet is printed now: what it says of the hour has to hold however it turns out. */
export const mayCloseEarlier = <P extends Pick<PollRecord, 'closesAt' | 'closesIfReached'>>(
  poll: P,
): poll is P & { readonly closesIfReached: Instant } =>
  poll.closesIfReached !== null && poll.closesAt !== null && poll.closesIfReached < poll.closesAt;

function linesOf({ method, election, options }: PollRecord, locale: Locale): readonly string[] {
  if (method === 'consent@1') return CHOICES[locale].consent;
  if (election === null) return CHOICES[locale].yesNo;
  return [...options.map(({ label }) => label), ...CHOICES[locale].unmarked];
}

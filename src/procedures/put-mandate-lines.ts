import { collectiveFacts } from '../collectives/charter.queries.js';
import type { Venue } from '../core/charter/clause.js';
import { mayUndo } from '../core/charter/precedence.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import type { GrantMandate, TargetKey } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { lastDecisionsOn } from '../decisions/last-decisions.js';
import { grantOfLine, refuseSettled, type LineWithHolders } from '../mandates/line.rules.js';
import { linesByIds, waitingLines } from '../mandates/lines.queries.js';
import { once, UNREPEATED, type Repeat } from '../platform/database/idempotency.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { openPoll } from './open-poll.js';
import { submitProposal } from './submit-proposal.js';

export interface LinesPut {
  /** Which lines; null: all that wait in the sitting, or all that wait where it is put online. */
  readonly lineIds: readonly Uuid[] | null;
  /** The running sitting that decides; null: online. */
  readonly assemblyId: Uuid | null;
  /** Needed online, and null in a sitting. */
  readonly closesAt: Instant | null;
  readonly repeat: Repeat;
}

/** As many as one proposal has effects. */
const LINES_AT_MOST = 50;
const TITLE_AT_MOST = 200;

/**
 * Puts lines that wait as one question, yes or no, in one act: a proposal whose effects they are, and its poll, by the same
 * rules as any other. Of all that wait, those that could not be put now are left out; of those named, the first that cannot is
 * refused by its place among them. Answers the poll.
 */
export function putMandateLines(tx: Tx, actor: MemberActor, put: LinesPut): Promise<Uuid> {
  return once(tx, { ...actor, ...put.repeat, act: 'putMandateLines' }, async () => {
    const { collectiveId } = actor;
    const { assemblyId, closesAt } = put;
    const lines =
      put.lineIds === null
        ? await allThatMayBePut(tx, collectiveId, assemblyId)
        : await listed(tx, collectiveId, put.lineIds, 'lineIds');
    if (lines.length === 0) throw refuse('NO_MANDATE_LINE_WAITS');
    const { locale } = await collectiveFacts(tx, collectiveId);
    try {
      const proposalId = await submitProposal(tx, actor, {
        title: titleOf(lines, locale),
        rationale: '',
        effects: lines.map(grantOfLine),
        question: null,
        raiseTo: null,
        visibility: 'MEMBERS',
        repeat: UNREPEATED,
      });
      return await openPoll(tx, actor, {
        proposalId,
        version: 1,
        assemblyId,
        method: null,
        closesAt,
        repeat: UNREPEATED,
      });
    } catch (error) {
      throw put.lineIds === null ? error : atItsLine(error, lines, put.lineIds);
    }
  });
}

/** What a decision does that confirms these lines. One that is not there is NOT_FOUND, one that is settled says so. */
export const grantsOfLines = async (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<GrantMandate[]> =>
  ids.length === 0 ? [] : (await listed(reader, collectiveId, ids, 'mandateLineIds')).map(grantOfLine);

/** Those that wait, and that this venue may decide: what a prevailing assembly said of their task stays its own. */
async function allThatMayBePut(
  reader: Reader,
  collectiveId: Uuid,
  assemblyId: Uuid | null,
): Promise<LineWithHolders[]> {
  const lines = await waitingLines(reader, collectiveId, assemblyId, LINES_AT_MOST);
  const last = await lastDecisionsOn(reader, collectiveId, lines.map(targetOf));
  const venue: Venue = assemblyId === null ? 'ONLINE' : 'ASSEMBLY';
  return lines.filter((line) => {
    const target = targetOf(line);
    return mayUndo({ target, venue, lastDecision: last.get(target) ?? null, onlyEnds: false }) === null;
  });
}

async function listed(
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
  field: 'lineIds' | 'mandateLineIds',
): Promise<LineWithHolders[]> {
  const lines = await linesByIds(reader, collectiveId, ids);
  for (const [place, id] of ids.entries()) {
    const line = lines.find((one) => one.id === id);
    const refusal = line ? refuseSettled(line.task, line.state) : refuse('NOT_FOUND');
    if (refusal) throw new Refusal(refusal.code, refusal.facts, ['input', field, place]);
  }
  return lines;
}

/** A refusal that is about one of the lines named, at the place where whoever named it finds it; any other as it is. */
function atItsLine(error: unknown, lines: readonly LineWithHolders[], ids: readonly Uuid[]): unknown {
  if (!(error instanceof Refusal)) return error;
  const [, field, place, ...within] = error.where;
  const { target } = error.facts as { readonly target?: TargetKey };
  const line =
    field === 'effects'
      ? lines[Number(place)]
      : lines.find((one) => target !== undefined && targetOf(one) === target);
  if (!line) return error;
  return new Refusal(error.code, error.facts, ['input', 'lineIds', ids.indexOf(line.id), ...within]);
}

const targetOf = ({ task }: LineWithHolders): TargetKey => `mandate:${task}`;

const HEADING: { readonly [L in Locale]: string } = { fr: 'Mandats', en: 'Mandates' };

/** What is asked, by the titles of its lines, as far as they go on one. */
function titleOf(lines: readonly LineWithHolders[], locale: Locale): string {
  const said = `${HEADING[locale]}${locale === 'fr' ? ' : ' : ': '}${lines.map(({ title }) => title).join(', ')}`;
  const characters = [...said];
  return characters.length <= TITLE_AT_MOST ? said : `${characters.slice(0, TITLE_AT_MOST - 1).join('')}…`;
}

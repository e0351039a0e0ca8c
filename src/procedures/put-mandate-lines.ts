import { collectiveFacts } from '../collectives/charter.queries.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import type { GrantMandate } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
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
 * rules as any other. Answers the poll.
 */
export function putMandateLines(tx: Tx, actor: MemberActor, put: LinesPut): Promise<Uuid> {
  return once(tx, { ...actor, ...put.repeat, act: 'putMandateLines' }, async () => {
    const { collectiveId } = actor;
    const { assemblyId, closesAt } = put;
    const lines =
      put.lineIds === null
        ? await waitingLines(tx, collectiveId, assemblyId, LINES_AT_MOST)
        : await listed(tx, collectiveId, put.lineIds);
    if (lines.length === 0) throw refuse('NO_MANDATE_LINE_WAITS');
    const { locale } = await collectiveFacts(tx, collectiveId);
    const proposalId = await submitProposal(tx, actor, {
      title: titleOf(lines, locale),
      rationale: '',
      effects: lines.map(grantOfLine),
      question: null,
      raiseTo: null,
      visibility: 'MEMBERS',
      repeat: UNREPEATED,
    });
    return openPoll(tx, actor, {
      proposalId,
      version: 1,
      assemblyId,
      method: null,
      closesAt,
      repeat: UNREPEATED,
    });
  });
}

/** What a decision does that confirms these lines. One that is not there is NOT_FOUND, one that is settled says so. */
export const grantsOfLines = async (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<GrantMandate[]> =>
  ids.length === 0 ? [] : (await listed(reader, collectiveId, ids)).map(grantOfLine);

async function listed(reader: Reader, collectiveId: Uuid, ids: readonly Uuid[]): Promise<LineWithHolders[]> {
  const lines = await linesByIds(reader, collectiveId, ids);
  if (lines.length < new Set(ids).size) throw refuse('NOT_FOUND');
  const refusal = lines.map(({ task, state }) => refuseSettled(task, state)).find((one) => one !== null);
  if (refusal) throw refusal;
  return lines;
}

const HEADING: { readonly [L in Locale]: string } = { fr: 'Mandats', en: 'Mandates' };

/** What is asked, by the titles of its lines, as far as they go on one. */
function titleOf(lines: readonly LineWithHolders[], locale: Locale): string {
  const said = `${HEADING[locale]}${locale === 'fr' ? ' : ' : ': '}${lines.map(({ title }) => title).join(', ')}`;
  const characters = [...said];
  return characters.length <= TITLE_AT_MOST ? said : `${characters.slice(0, TITLE_AT_MOST - 1).join('')}…`;
}

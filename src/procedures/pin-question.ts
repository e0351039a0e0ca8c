import { collectiveFacts } from '../collectives/charter.queries.js';
import { isElectionMethod, type Clause, type MethodId } from '../core/charter/clause.js';
import type { LotSource } from '../core/charter/lot.js';
import {
  adoptionBy,
  effectsOfChosen,
  methodFor,
  pinElection,
  polledOptions,
  type OptionWithEffects,
  type PinnedElection,
  type Question,
} from '../core/charter/question.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { chosenOfPoll } from '../polls/options.queries.js';
import type { PollOptionRow } from '../polls/poll.entity.js';
import type { VersionWithSupport } from '../proposals/lock-proposal.js';
import { questionOf, type PutAmendments } from './put-amendments.js';

/** What is put: the effects of all that may come out, and the options where there are some. */
export interface Put {
  readonly effects: readonly Effect[];
  readonly question: Question | null;
  /** The poll whose chosen option is to be confirmed; null for any other. */
  readonly confirms: Uuid | null;
  /** The options that it chose; none for any other. */
  readonly chosen: readonly OptionWithEffects[];
  /** The amendments that are put instead of the proposal; null for any other. */
  readonly amends: PutAmendments | null;
}

/** What a poll on a version puts: the whole of it, or what an earlier poll chose and the rule has confirmed. */
export async function putBy(
  reader: Reader,
  { collectiveId, proposalId, version, effects, question }: VersionWithSupport,
  confirms: Uuid | null,
  amends: PutAmendments | null,
): Promise<Put> {
  if (amends) return { effects: [], question: questionOf(amends), confirms: null, chosen: [], amends };
  if (confirms === null) return { effects, question, confirms, chosen: [], amends };
  const chosen = await chosenBy(reader, { collectiveId, proposalId, version }, confirms);
  const keys = chosen.map(({ key }) => key);
  return { effects: effectsOfChosen(chosen, keys), question: null, confirms, chosen, amends };
}

/** What a poll chose that adopts nothing by itself; NOTHING_TO_CONFIRM where it is not of this version or chose nothing. */
async function chosenBy(
  reader: Reader,
  { collectiveId, proposalId, version }: Pick<VersionWithSupport, 'collectiveId' | 'proposalId' | 'version'>,
  pollId: Uuid,
): Promise<readonly OptionWithEffects[]> {
  const [poll] = await reader.rows<{ election: PinnedElection | null }>(
    `SELECT poll.election FROM ormee.poll poll
     JOIN ormee.outcome outcome ON outcome.collective_id = poll.collective_id AND outcome.poll_id = poll.id
     WHERE poll.collective_id = $1 AND poll.id = $2 AND poll.proposal_id = $3 AND poll.proposal_version = $4
       AND NOT EXISTS (SELECT FROM ormee.poll later WHERE later.collective_id = poll.collective_id
         AND later.proposal_id = poll.proposal_id AND later.election IS NOT NULL AND later.id > poll.id
         AND later.state IN ('OPEN', 'CLOSED', 'DECIDED'))`,
    [collectiveId, pollId, proposalId, version],
  );
  const confirmable = poll?.election?.adopts === 'CONFIRMING_POLL';
  const chosen = confirmable ? await chosenOfPoll(reader, collectiveId, pollId) : [];
  if (chosen.length === 0) throw refuse('NOTHING_TO_CONFIRM');
  return chosen;
}

/** How ballots are marked and counted, pinned with the options that stand on them. */
export interface Pinned {
  readonly method: MethodId;
  readonly election: PinnedElection | null;
  readonly options: readonly OptionWithEffects[];
  readonly lotSource: LotSource | null;
}

/** Pins what is asked for under the clauses; throws METHOD_NOT_FOR_QUESTION, and what the method would refuse to count. */
export async function pinQuestion(
  tx: Tx,
  collectiveId: Uuid,
  { effects, question }: Put,
  {
    clauses,
    leading,
    asked,
    lotSource,
  }: {
    readonly clauses: readonly Clause[];
    readonly leading: Clause;
    readonly asked: MethodId | null;
    readonly lotSource: LotSource | null;
  },
): Promise<Pinned> {
  const method = methodFor(leading, question, asked);
  const byLot = clauses.some(({ tieRule }) => tieRule === 'LOT') ? (lotSource ?? 'TWO_MEMBERS') : null;
  if (question === null || !isElectionMethod(method))
    return { method, election: null, options: [], lotSource: byLot };
  const adopts = adoptionBy(clauses);
  const { locale } = await collectiveFacts(tx, collectiveId);
  const options = polledOptions(question, effects, adopts, locale);
  return {
    method,
    election: pinElection(method, { clauses, leading }, question, options),
    options,
    lotSource: byLot,
  };
}

/** The options as they are stored: those of an election, or to adopt and not to. */
export function optionRows(
  collectiveId: Uuid,
  pollId: Uuid,
  options: readonly OptionWithEffects[],
  effects: readonly Effect[],
): PollOptionRow[] {
  const whose = { collectiveId, pollId };
  if (options.length > 0) return options.map((option) => ({ ...whose, ...option }));
  return [
    { ...whose, key: 'ADOPT', label: null, effects, statusQuo: false },
    { ...whose, key: 'STATUS_QUO', label: null, effects: [], statusQuo: true },
  ];
}

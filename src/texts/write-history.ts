import type { TakeOverText } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Refusal } from '../core/kernel/refusals.js';
import { operationsOf, replayHistory } from '../core/text/history.js';
import type { Tx } from '../platform/database/transactions.js';
import { identitiesOf, type BesideHistory } from './history.rules.js';
import { LegalTextRow, ProvisionRow, ProvisionVersionRow, TextOperationRow } from './text.entity.js';

/** What a history is judged by, besides itself and the decisions that were taken over. */
export async function readBesideHistory(
  tx: Tx,
  collectiveId: Uuid,
  effect: TakeOverText,
): Promise<Omit<BesideHistory, 'decisions'>> {
  const { provisions, versions } = identitiesOf(effect);
  const titles = await tx.rows<{ title: string }>(
    'SELECT title FROM ormee.legal_text WHERE collective_id = $1',
    [collectiveId],
  );
  const [{ taken } = { taken: 0 }] = await tx.rows<{ taken: number }>(
    `SELECT (SELECT count(*) FROM ormee.legal_text WHERE collective_id = $1 AND id = $2)::int
       + (SELECT count(*) FROM ormee.provision WHERE collective_id = $1 AND id = ANY($3::uuid[]))::int
       + (SELECT count(*) FROM ormee.provision_version WHERE collective_id = $1 AND id = ANY($4::uuid[]))::int AS taken`,
    [collectiveId, effect.textId, provisions, versions],
  );
  return { titles: titles.map(({ title }) => title), taken };
}

/** Writes a text with its history as it was replayed: what each decision taken over did, and every version, each with its end. */
export async function writeHistory(
  tx: Tx,
  taken: {
    readonly collectiveId: Uuid;
    readonly decisionId: Uuid;
    readonly effect: TakeOverText;
    readonly ids: ReadonlyMap<string, Uuid>;
  },
): Promise<void> {
  const { collectiveId, decisionId, effect, ids } = taken;
  const { textId, title, matter, patches } = effect;
  const idOf = (label: string): Uuid => ids.get(label) as Uuid;
  const versions = replayHistory(effect, idOf);
  if (versions instanceof Refusal) throw versions;
  await tx.insert(LegalTextRow, {
    collectiveId,
    id: textId,
    title,
    matter,
    revision: patches.length,
    visibility: 'PUBLIC',
    takenOverBy: decisionId,
  });
  await tx.insert(
    TextOperationRow,
    patches.map((patch) => ({
      collectiveId,
      decisionId: idOf(patch.decision),
      textId,
      adoptedBy: null,
      takenOverFrom: idOf(patch.decision),
      operations: operationsOf(patch, idOf),
      effectiveOn: patch.effectiveOn,
      knownAt: patch.knownAt,
    })),
  );
  await tx.insert(
    ProvisionRow,
    identitiesOf(effect).provisions.map((id) => ({ collectiveId, textId, id })),
  );
  await tx.insert(
    ProvisionVersionRow,
    versions.map(({ versionId, content, ...version }) => ({
      collectiveId,
      id: versionId,
      textId,
      ...content,
      ...version,
    })),
  );
}

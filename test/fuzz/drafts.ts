import { deriveAmendment } from '../../src/amendments/amendment.rules.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { readAmending } from '../../src/procedures/amended-wording.js';
import type { TestCollective } from '../world/world.js';
import type { Draft } from './willing-values.js';

/** How somebody amends whatever there is: they put other words for the last, or add some. */
const CHANGES: readonly ((wording: string) => string)[] = [
  (wording) => wording.replace(/\p{L}{4,}(?=\P{L}*$)/u, 'autrement'),
  (wording) => `${wording}\n\nEt du café pour tout le monde.`,
];

/** Amendments that could pass, to the latest proposals of a collective. */
export async function draftsFor(collective: TestCollective): Promise<Draft[]> {
  const { world, id: collectiveId } = collective;
  const proposals = await world.sql<{ id: string }>(
    `SELECT id FROM ormee.proposal WHERE collective_id = $1 AND state = 'OPEN' ORDER BY id DESC LIMIT 20`,
    [collectiveId],
  );
  const drafts: Draft[] = [];
  for (const { id } of proposals) {
    const read = await readAmending(world.transactions, collectiveId, id);
    if (!read || read.base instanceof Refusal) continue;
    const { version, base } = read;
    for (const change of CHANGES) {
      const copy = change(base.markdown);
      if (copy === base.markdown) continue;
      const { hash: confirms } = deriveAmendment(base, { copy, provision: null });
      const proposalId = collective.globalId('Proposal', id);
      drafts.push({ proposalId, version, baseHash: base.hash, copy, confirms });
    }
  }
  return drafts;
}

/** Amendments that wait, each as a poll would put it. */
export async function amendingFor(collective: TestCollective): Promise<object[]> {
  const rows = await collective.world.sql<{ id: string; proposal: string; version: number }>(
    `SELECT amendment.id, proposal.id AS proposal, proposal.current_version AS version
     FROM ormee.amendment amendment
     JOIN ormee.proposal proposal
       ON proposal.collective_id = amendment.collective_id AND proposal.id = amendment.proposal_id
     WHERE amendment.collective_id = $1 AND amendment.state = 'PENDING' AND proposal.state = 'OPEN'`,
    [collective.id],
  );
  return rows.map(({ id, proposal, version }) => ({
    proposalId: collective.globalId('Proposal', proposal),
    version,
    amendments: {
      amendmentIds: [collective.globalId('Amendment', id)],
      asOptions: false,
      outOfOrder: 'La salle le demande.',
    },
  }));
}

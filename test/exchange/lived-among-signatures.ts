import { confirmSignature } from '../../src/appeals/confirm-signature.js';
import { signAppeal } from '../../src/appeals/sign-appeal.js';
import { withdrawSignature } from '../../src/appeals/withdraw-signature.js';
import { ANONYMOUS } from '../../src/core/kernel/actors.js';
import { mintSignatureLink } from '../../src/platform/links/signature-links.js';
import type { TestCollective, TestMember } from '../world/world.js';

/** An appeal with first signatories, signed by a member, by letters, on paper and in a list; one takes it back. */
export async function signTogether(collective: TestCollective, holder: TestMember): Promise<void> {
  const [first, second] = collective.members as [TestMember, TestMember];
  const appeal = {
    title: 'Un autre appel',
    body: 'Nous signons.',
    closesAt: await collective.world.in('300 days'),
    firstSignatoryIds: [second.id, first.id],
  };
  const proposal = await collective.propose({
    effects: [
      { publishAppeal: appeal },
      { cosignText: { title: 'D’autres', url: 'https://autres.example/', words: 'Leurs mots.' } },
    ],
  });
  await proposal.decideIn(await collective.assembly(3), { for: 3 });
  const [row] = await collective.world.sql<{ id: string }>(
    'SELECT id FROM ormee.appeal WHERE collective_id = $1 AND title = $2',
    [collective.id, appeal.title],
  );
  const appealId = row?.id as string;
  const named = collective.globalId('Appeal', appealId);
  await first.does('signAppeal', { appealId: named, name: 'Première', named: true });
  await holder.does('enterPaperSignature', { appealId: named, name: 'Sur papier', role: 'facteur' });
  const issue = { title: 'Signature : Noé', body: '* [Noé](https://noe.example), semeur, La Graine' };
  await holder.does('importSignatories', {
    appealId: named,
    file: JSON.stringify([
      { ...issue, created_at: '2026-01-02T00:00:00Z', html_url: 'https://forge.example/1' },
    ]),
    format: 'ISSUES',
  });
  await signByLetter(collective, appealId, 'Reste');
  const signatoryId = await signByLetter(collective, appealId, 'Part');
  await collective.world.transactions.write(async (tx) => {
    const owner = { collectiveId: collective.id, signatoryId };
    await withdrawSignature(tx, await mintSignatureLink(tx, owner, 'WITHDRAW', 'P1D'));
  });
}

async function signByLetter(collective: TestCollective, appealId: string, name: string): Promise<string> {
  const { id: collectiveId, world } = collective;
  const email = `${name}@example.org`;
  const said = {
    name,
    kind: 'NATURAL',
    role: null,
    organisation: null,
    url: null,
    email,
    named: true,
  } as const;
  await world.transactions.write((tx) =>
    signAppeal(tx, ANONYMOUS, { collectiveId, appealId, said, locale: 'fr', mailed: true }),
  );
  const [row] = await world.sql<{ id: string }>(
    'SELECT id FROM ormee.signatory WHERE collective_id = $1 AND name = $2',
    [collectiveId, name],
  );
  const signatoryId = row?.id as string;
  await world.transactions.write(async (tx) =>
    confirmSignature(tx, await mintSignatureLink(tx, { collectiveId, signatoryId }, 'CONFIRM', 'P1D')),
  );
  return signatoryId;
}

import { SignatoryRow, type SignatureState } from '../../src/appeals/appeal.entity.js';
import { NOTHING_ELSE } from '../../src/appeals/sign-appeal.js';
import { mintSignatureLink } from '../../src/platform/links/signature-links.js';
import type { SignaturePurpose } from '../../src/platform/links/link.entity.js';
import type { Arrange, Sent } from './arrangements.js';
import type { Person } from './people.js';
import type { Furnished } from './stage.js';

let signatures = 0;

/** A link as a letter brings it to somebody who signed, or said that they would. */
async function linkOf(
  { collective, appeal }: Furnished,
  purpose: SignaturePurpose,
  state: SignatureState,
): Promise<Sent> {
  const { id: collectiveId } = collective;
  const appealId = collective.rowId(appeal);
  const named = (signatures += 1);
  const link = await collective.world.transactions.write(async (tx) => {
    const id = tx.id();
    await tx.insert(SignatoryRow, {
      ...NOTHING_ELSE,
      ...{ collectiveId, id, appealId, state, name: `Signataire ${named}`, named: false },
      ...{ kind: 'NATURAL', role: null, organisation: null, url: null, source: 'LINK' },
      email: `signe.${named}@example.org`,
      verified: state === 'STANDING',
      saidAt: await tx.now(),
    });
    return mintSignatureLink(tx, { collectiveId, signatoryId: id }, purpose, 'P1D');
  });
  return { input: { link } };
}

/** The appeal is public, for as long as the act lasts. */
async function inPublic({ collective: { world, id } }: Furnished, input: object): Promise<Sent> {
  const turn = (visibility: string) =>
    world.sql('UPDATE ormee.appeal SET visibility = $2 WHERE collective_id = $1', [id, visibility]);
  await turn('PUBLIC');
  return { input, undo: () => turn('MEMBERS') };
}

const saying = ({ appeal }: Furnished) => ({
  appealId: appeal,
  name: `Signataire ${(signatures += 1)}`,
  email: `signe.${signatures}@example.org`,
});

/** Whoever may has signed with their session. */
async function onOwn(first: Furnished, person: Person, more: object): Promise<Sent> {
  const { appealId, name } = saying(first);
  const signs = first.collective.members.find(({ id }) => id === person.id);
  await signs?.act('signAppeal', { appealId, name });
  return { input: { appealId, ...more } };
}

/** How the rows about signatures come about. */
export const arrangementsOfSigning: Readonly<Record<string, Arrange>> = {
  signAppeal: (first) => Promise.resolve({ input: saying(first) }),
  'signAppeal that is public': (first) => inPublic(first, saying(first)),
  'confirmSignature with a link': async (first) => {
    const { input } = await linkOf(first, 'CONFIRM', 'PENDING');
    return inPublic(first, input);
  },
  enterPaperSignature: (first) => {
    const { appealId, name } = saying(first);
    return Promise.resolve({ input: { appealId, name, role: 'artisane', organisation: 'Atelier' } });
  },
  withdrawPaperSignature: async (first) => {
    const { appealId, name } = saying(first);
    const { signatory } = await first.members.holder.does<{ signatory: { id: string } }>(
      'enterPaperSignature',
      { appealId, name },
      'signatory { id }',
    );
    return { input: { signatoryId: signatory.id } };
  },
  withdrawMySignature: (first, person) => onOwn(first, person, {}),
  nameMySignature: (first, person) => onOwn(first, person, { named: true }),
  requestSignatureWithdrawal: ({ appeal }) =>
    Promise.resolve({ input: { appealId: appeal, email: 'personne@example.org' } }),
  'withdrawSignature with a link': (first) => linkOf(first, 'WITHDRAW', 'STANDING'),
  'joinBySignature with a link': (first) => linkOf(first, 'JOIN', 'STANDING'),
};

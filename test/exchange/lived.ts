import { hashPlace } from '../../src/core/text/position.js';
import type { ProvisionVersionRow } from '../../src/texts/text.entity.js';
import { collectBundle } from '../../src/exchange/collect-bundle.js';
import type { Bundle, BundleKind } from '../../src/core/verify/bundle.js';
import type { Report } from '../../src/core/verify/notes.js';
import { verifyBundle } from '../../src/core/verify/verify.js';
import { shapeOf } from '../../src/exchange/classification.js';
import { verifySignature } from '../../src/exchange/signature.js';
import { changeRule, grant, insertAfter, repeal, replace, revoke } from '../world/effects.js';
import type { TestCollective, World } from '../world/world.js';

/** A collective that has lived through something of every kind, so that an export of it has a row in every table. */
export async function liveThrough(world: World): Promise<TestCollective> {
  await world.travelTo('2026-01-10T09:00:00.000Z');
  const collective = await world
    .collective()
    .withMembers(5)
    .withLegalMember('Association des ormes')
    .withRules((rules) => rules.map((rule) => ({ ...rule, resultVisibility: 'PUBLIC' })))
    .grow();
  await world.sql(`UPDATE ormee.session SET expires_at = expires_at + interval '1 year'`); // a life outlasts a session
  await decideOnline(collective);
  await consent(collective);
  await sit(collective);
  await leaveOpen(collective);
  return collective;
}

async function decideOnline(collective: TestCollective): Promise<void> {
  const public_ = { visibility: 'PUBLIC' } as object;
  const rule = await collective.propose({
    title: 'Se réunir deux fois',
    effects: [await replace(collective, 'Règle 1', 'Le collectif se réunit deux fois par mois.')],
    ...public_,
  });
  await collective.member(1).does('supportProposal', { proposalId: rule.id, version: 1 });
  await rule.revise({
    title: 'Se réunir trois fois',
    effects: [await replace(collective, 'Règle 1', 'Le collectif se réunit trois fois par mois.')],
  });
  await rule.decideOnline({ for: 3, against: 1, abstain: 1 });
  const later = await collective.propose({
    effects: [
      await replace(collective, 'Règle 2', 'Chaque réunion donne un compte rendu public.', {
        effectiveOn: '2027-01-01',
      }),
      await grant(collective, { holderIds: [collective.member(3).id, collective.member(4).id] }),
    ],
  });
  await later.decideOnline({ for: 4, blank: 1 });
  const refused = await collective.propose({ title: 'Ne plus se réunir', ...public_ });
  await refused.decideOnline({ for: 1, against: 2 });
  await collective.member(4).does('changePublicName', { publicName: 'Louise Michel' });
  const { id } = await collective.mandate('tresorerie');
  await collective.member(3).does('handBackMandate', { mandateId: id });
  const revoked = await collective.propose({ effects: [revoke(id)], by: collective.member(2) });
  await revoked.decideOnline({ for: 3 });
}

async function consent(collective: TestCollective): Promise<void> {
  const proposal = await collective.propose({ title: 'Peindre la porte', raiseTo: 'DEEP' });
  const poll = await proposal.open({ method: 'CONSENT_1' });
  await poll.consent(collective.member(0));
  await poll.object(collective.member(1), 'La porte est classée.');
  await poll.object(collective.member(2), 'La couleur manque.');
  await poll.consent(collective.member(1), 1);
  await poll.end();
  const nobody = await (await collective.propose({ title: 'Personne ne vient' })).open();
  await nobody.end();
}

async function sit(collective: TestCollective): Promise<void> {
  // An assembly's decision prevails: what is open online on the same target is superseded.
  const other = await collective.propose({
    title: 'La même règle',
    effects: [await replace(collective, 'Règle 1', 'Le collectif se réunit chaque jour.')],
  });
  const online = await other.open();
  const assembly = await collective.assembly(4, 'HYBRID');
  const charter = await collective.propose({
    title: 'Des règles plus lentes',
    effects: [await changeRule(collective, 'ROUTINE', { minimumVoting: 'P2D' })],
  });
  await charter.decideIn(assembly, { for: 3, against: 1 });
  const statutes = await collective.propose({
    title: 'Un autre objet',
    effects: [
      await replace(collective, 'Article 1', 'Le collectif réunit des personnes.'),
      insertAfter(collective, 'Règle 2', 'Règle 3'),
    ],
  });
  await statutes.decideIn(assembly, { for: 4 });
  const bylaws = await collective.propose({
    title: 'Moins de règles',
    effects: [await repeal(collective, 'Règle 1')],
  });
  await bylaws.decideIn(assembly, { for: 4 });
  const places = await collective.propose({
    title: 'La première règle revient, et les autres se rangent',
    effects: [await rearrange(collective)],
  });
  await places.decideIn(assembly, { for: 4 });
  await collective.member(3).does('checkOut', { assemblyId: assembly.id });
  await collective.member(0).does('endAssembly', { assemblyId: assembly.id });
  if ((await online.read()).state !== 'SUPERSEDED') throw new Error('the assembly did not prevail');
}

/** Brings the first rule back, puts the second under it, now and in the new year, and mends the third. */
async function rearrange(collective: TestCollective): Promise<object> {
  const versions = await collective.world.sql<ProvisionVersionRow>(
    `SELECT DISTINCT ON (provision_id) provision_id AS "provisionId", parent_id AS "parentId", position, number, heading,
       hash, opened_by AS "openedBy"
     FROM ormee.provision_version WHERE collective_id = $1 AND number LIKE 'Règle%'
       AND in_force_from < '2027-01-01'
     ORDER BY provision_id, known_until DESC NULLS FIRST, in_force_from DESC`,
    [collective.id],
  );
  const on = (number: string) => {
    const version = versions.find((one) => one.number === number) as ProvisionVersionRow;
    const provisionId = collective.globalId('Provision', version.provisionId);
    return { version, read: { provisionId, expectedHash: version.hash } };
  };
  const [first, second, third] = [on('Règle 1'), on('Règle 2'), on('Règle 3')];
  const corrects = collective.globalId('Decision', third.version.openedBy);
  const content = { number: 'Règle 3', heading: third.version.heading, body: 'De nouveaux mots, corrigés.' };
  return {
    patchText: {
      textId: collective.globalId('LegalText', collective.planted.textIds[1] as string),
      operations: [
        { restore: first.read },
        {
          move: {
            ...second.read,
            expectedPlace: hashPlace(second.version),
            parentId: first.read.provisionId,
          },
        },
        { erratum: { ...third.read, corrects, content } },
      ],
    },
  };
}

async function leaveOpen(collective: TestCollective): Promise<void> {
  await (
    await collective.propose({
      title: 'Encore ouvert',
      effects: [await grant(collective, { holderIds: [collective.member(2).id] })],
    })
  ).open();
  await collective.propose({ title: 'En discussion' });
}

export const bundleOf = (collective: TestCollective, kind: BundleKind, member?: string): Promise<Bundle> =>
  collective.world.transactions.snapshot((reader) =>
    collectBundle(reader, { kind, collective: collective.id, member: member ?? null }),
  );

export const verified = (bundle: Bundle, trustedKeys: readonly string[] | null = null): readonly Report[] => [
  ...verifyBundle(bundle, { shape: shapeOf(bundle.kind), verifySignature, trustedKeys }),
];

/** What does not hold, said short. */
export const faultsOf = (reports: readonly Report[]): string[] =>
  reports.flatMap(({ check, faults }) => faults.map(({ code, subject }) => `${check} ${code} ${subject}`));

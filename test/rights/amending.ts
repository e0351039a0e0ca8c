import { Amendments, type AmendmentRead } from '../world/amendments.js';
import type { TestMember } from '../world/world.js';
import type { TestAssembly } from '../world/decisions.js';
import { replace } from '../world/effects.js';
import type { Arrange } from './arrangements.js';
import type { Furnished } from './stage.js';

type Stage = Pick<Furnished, 'name' | 'collective' | 'members'> & { readonly assembly: TestAssembly };

/** Two proposals of the member whose amendments show between them all that amendments show, but why there are none. */
export async function amend(stage: Stage): Promise<readonly string[]> {
  return [(await contest(stage)).proposal.id, (await settle(stage)).proposal.id];
}

const proposing = async ({ collective, name, members: { member } }: Stage, title: string) =>
  new Amendments(
    await collective.propose({
      by: member,
      title: `${name}: ${title}`,
      effects: [
        await replace(
          collective,
          'Règle 1',
          `À ${name}, on se réunit le mardi soir.\n\nChaque réunion est annoncée une semaine avant.`,
        ),
      ],
    }),
  );

/** Amendments that wait: two that contradict each other, two to one sentence, and one to an amendment. */
async function contest(stage: Stage): Promise<Amendments> {
  const { name, members } = stage;
  const { facilitator, teller, holder, legal } = members;
  const amendments = await proposing(stage, 'se réunir');
  const reason = `À ${name}, c’est plus juste.`;
  await amendments.put({ by: facilitator, replace: 'mardi', with: `jeudi de ${name}`, reason });
  await amendments.put({ by: teller, replace: 'mardi', with: 'lundi', reason });
  await amendments.put({ by: holder, replace: 'annoncée', with: 'préparée', reason });
  const parent = await amendments.put({ by: legal, replace: 'une semaine', with: 'dix jours', reason });
  await amendments.put({ by: teller, parent, replace: 'dix', with: 'six', reason });
  await facilitator.does('setAmendmentDeadline', {
    ...(await toCome(stage, facilitator)),
    proposalId: amendments.proposal.id,
  });
  for (const by of [facilitator, teller, members.member, holder, legal])
    await by.does('supportAmendment', { amendmentId: parent.id });
  await shutNow(stage);
  return amendments;
}

/** One that a sitting adopted, its rival, which lapsed, and one of the sitting that the author accepts for weeks. */
async function settle(stage: Stage): Promise<Amendments> {
  const { collective, name, members, assembly } = stage;
  const { facilitator, teller, member } = members;
  const amendments = await proposing(stage, 'annoncer');
  const adopted = await amendments.put({ by: teller, replace: 'mardi', with: `lundi de ${name}` });
  await amendments.put({ by: facilitator, replace: 'mardi', with: 'jeudi' });
  await (
    await (
      await amendments.open([adopted], { assembly, outOfOrder: 'Les deux se valent.' })
    ).votes({ for: 2 })
  ).lastCall();
  const accepted = await amendments.put({
    by: facilitator,
    assembly,
    replace: 'une semaine',
    with: 'trois jours',
  });
  await member.does('acceptAmendment', { amendmentId: accepted.id });
  await collective.world.sql(
    `UPDATE ormee.amendment SET objection_until = objection_until + interval '60 days'
     WHERE collective_id = $1 AND id = $2`,
    [collective.id, collective.rowId(accepted.id)],
  );
  return amendments;
}

/** A proposal of the member in words alone, which two amended. */
async function amended({ collective, members }: Furnished): Promise<Amendments> {
  const amendments = new Amendments(
    await collective.propose({
      by: members.member,
      title: 'Ormeau: des mots',
      rationale: 'Ormeau se réunit le mardi soir, toutes les deux semaines.',
    }),
  );
  await amendments.put({ by: members.facilitator, replace: 'mardi', with: 'jeudi' });
  await amendments.put({ by: members.timekeeper, replace: 'deux', with: 'trois' });
  return amendments;
}

/** What contradicts the one amendment and stands close to the other. */
const DRAFT = { replace: 'mardi soir', with: 'lundi midi' } as const;

async function drafted(first: Furnished): Promise<object> {
  return (await amended(first)).draft({ by: first.members.member, ...DRAFT });
}

async function confirmed(first: Furnished): Promise<object> {
  const draft = await drafted(first);
  const { hash } = await first.members.member.does<{ hash: string }>('previewAmendment', draft, 'hash');
  return { ...draft, confirms: hash };
}

/** An amendment of the member that nothing contradicts, to a proposal of the member. */
async function own(first: Furnished): Promise<AmendmentRead> {
  const amendments = await amended(first);
  return amendments.put({ by: first.members.member, replace: 'se réunit', with: 'se retrouve' });
}

async function accepted(first: Furnished): Promise<AmendmentRead> {
  const amendment = await own(first);
  await first.members.member.does('acceptAmendment', { amendmentId: amendment.id });
  return amendment;
}

/** The deadline comes at once: nobody waits thirty days for a stage. */
async function shutNow({ collective: { world, id } }: Stage): Promise<void> {
  await world.sql('UPDATE ormee.amendment_deadline SET until = ormee.instant() WHERE collective_id = $1', [
    id,
  ]);
  await world.sql(
    `UPDATE ormee.job SET run_at = ormee.instant() WHERE collective_id = $1 AND kind = 'freeze-amendments'`,
    [id],
  );
  await world.runDueJobs();
}

/** An assembly to come that somebody convened, and a deadline for amendments that it might have. */
async function toCome({ collective: { world } }: Pick<Furnished, 'collective'>, by: TestMember) {
  const { assembly } = await by.does<{ assembly: { id: string } }>(
    'conveneAssembly',
    { title: 'Une assemblée à venir', form: 'PHYSICAL', startsAt: await world.in('40 days') },
    'assembly { id }',
  );
  return { assemblyId: assembly.id, until: await world.in('30 days') };
}

const naming = ({ id }: AmendmentRead) => ({ input: { amendmentId: id } });

/** How the rows about amendments come about. */
export const arrangementsOfAmendments: Readonly<Record<string, Arrange>> = {
  previewAmendment: async (first) => ({ input: await drafted(first) }),
  submitAmendment: async (first) => ({ input: await confirmed(first) }),
  'submitAmendment in a sitting': async (first) => ({
    input: { ...(await confirmed(first)), assemblyId: first.assembly.id },
  }),
  supportAmendment: async (first) => naming(await own(first)),
  withdrawAmendmentSupport: async (first) => naming(await own(first)),
  'withdrawAmendment of the member': async (first) => naming(await own(first)),
  'acceptAmendment to a proposal of the member': async (first) => naming(await own(first)),
  'setAmendmentDeadline of an assembly of the member': async (first) => {
    const { proposal } = await amended(first);
    return { input: { ...(await toCome(first, first.members.member)), proposalId: proposal.id } };
  },
  objectToAcceptance: async (first) => naming(await accepted(first)),
};

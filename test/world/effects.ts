import type { TestCollective } from './world.js';

/** A rule as the API gives it: without its fingerprint, it is also what the API takes. */
export interface ClauseRead {
  readonly matter: string;
  readonly hash: string;
  readonly [field: string]: unknown;
}

/** Every field of a rule. */
export const CLAUSE = `matter venues forms prevailingForms method allowedMethods ballotMode ballotsVisibleTo base
  threshold { fraction strict plus } quorum { counts of fraction } minimumDeliberation minimumVoting
  minimumVotingUnreached notice supportNeeded
  mayPropose tieRule lateRule ballotMayChange resultVisibility contestPeriod friendlyAmendments silenceConsents
  revocableOnline provisionId interpretations { question choice } hash
  election { adopts grades options { method option value } ballotsPublished quotas { group least most from } }
  groups { freeCreation dormantAfter }`;

/** The text that has a provision: « Article 3 » is of the statutes, « Règle 1 » of the bylaws. */
const textOf = (collective: TestCollective, number: string): string =>
  collective.globalId(
    'LegalText',
    collective.planted.textIds[number.startsWith('Article') ? 0 : 1] as string,
  );

const patch = (collective: TestCollective, number: string, operation: object, more: object = {}): object => ({
  patchText: { textId: textOf(collective, number), operations: [operation], ...more },
});

/** New words for a provision. `more` is of the patch: `effectiveOn`, `unchangedClauses`. */
export const replace = async (
  collective: TestCollective,
  number: string,
  body: string,
  more: object = {},
): Promise<object> =>
  patch(
    collective,
    number,
    {
      replace: {
        provisionId: collective.provision(number),
        expectedHash: await collective.hashOf(number),
        content: { number, heading: 'Nouvelle rédaction', body },
      },
    },
    more,
  );

export const repeal = async (collective: TestCollective, number: string): Promise<object> =>
  patch(collective, number, {
    repeal: { provisionId: collective.provision(number), expectedHash: await collective.hashOf(number) },
  });

/** A new provision at the top of the text, after another. */
export const insertAfter = (collective: TestCollective, after: string, number: string): object =>
  patch(collective, after, {
    insert: {
      parentId: null,
      afterId: collective.provision(after),
      content: { number, heading: 'Nouvel article', body: 'De nouveaux mots.' },
    },
  });

/** A mandate for the last member, for twenty days, unless the spec says otherwise. */
export const grant = async (collective: TestCollective, overrides: object = {}): Promise<object> => ({
  grantMandate: {
    task: 'tresorerie',
    title: 'Tenir la caisse',
    instructions: 'Rendre compte chaque mois.',
    holderIds: [collective.members.at(-1)?.id],
    endsAt: await collective.world.in('20 days'),
    ...overrides,
  },
});

export const revoke = (mandateId: string, task = 'tresorerie'): object => ({
  revokeMandate: { mandateId, task },
});

/** Some fields of a rule changed. */
export const changeRule = async (
  collective: TestCollective,
  matter: string,
  fields: object,
): Promise<object> => {
  const rule = await collective.rule(matter);
  const clause = { ...rule, hash: undefined, ...fields };
  return { changeCharter: { changes: [{ matter, expectedHash: rule.hash, clause }] } };
};

/** A rule for a matter that had none of its own, from that of another. */
export const addRule = async (
  collective: TestCollective,
  matter: string,
  from: string,
  fields: object = {},
): Promise<object> => {
  const clause = { ...(await collective.rule(from)), hash: undefined, ...fields, matter };
  return { changeCharter: { changes: [{ matter, clause }] } };
};

export const removeRule = async (collective: TestCollective, matter: string): Promise<object> => {
  const { hash } = await collective.rule(matter);
  return { changeCharter: { changes: [{ matter, expectedHash: hash }] } };
};

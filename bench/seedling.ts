import type { Clause } from '../src/core/charter/clause.js';
import type { Seedling } from './plant-collective.js';

/** A collective of a given size with the least of texts and rules. */
export const BENCH_SEEDLING = (members: number): Seedling => ({
  name: 'Collectif de mesure',
  zone: 'Europe/Paris',
  locale: 'fr',
  members: Array.from({ length: members }, (_, place) => ({
    publicName: `Membre ${place}`,
    kind: 'NATURAL',
  })),
  texts: [
    { title: 'Statuts', matter: 'GOVERNANCE', markdown: '### Article 1 : Décisions\n\nÀ la majorité.\n' },
  ],
  charter: (provisionOf) => {
    const routine: Clause = {
      matter: 'ROUTINE',
      venues: ['ONLINE', 'ASSEMBLY'],
      forms: ['PHYSICAL'],
      prevailingForms: [],
      method: 'threshold@1',
      allowedMethods: ['threshold@1'],
      ballotMode: 'OPEN',
      ballotsVisibleTo: 'MEMBERS',
      base: 'TURNOUT',
      threshold: { fraction: '1/2', strict: true, plus: 0 },
      quorum: null,
      minimumDeliberation: 'PT0S',
      minimumVoting: 'P1D',
      notice: 'PT0S',
      supportNeeded: 0,
      mayPropose: 'ANY_MEMBER',
      tieRule: 'STATUS_QUO',
      lateRule: 'KEEP',
      ballotMayChange: true,
      resultVisibility: 'MEMBERS',
      contestPeriod: 'P7D',
      friendlyAmendments: false,
      silenceConsents: false,
      revocableOnline: false,
      provisionId: provisionOf('Article 1'),
      interpretations: [],
    };
    return [routine, { ...routine, matter: 'DEEP' }, { ...routine, matter: 'GOVERNANCE' }];
  },
});

import type { Clause } from '../../src/core/charter/clause.js';
import type { Uuid } from '../../src/core/kernel/ids.js';

/** Statutes of the shape of the first collective's, in our own words: one article a rule. */
export const STATUTES = `## Titre I : Le collectif

### Article 1 : Objet

Le collectif réunit des personnes qui travaillent dans le numérique.

### Article 2 : Une personne, une voix

Chaque membre a une voix et peut mettre une proposition au vote.

## Titre II : Les décisions

### Article 3 : Majorité

Les décisions courantes se prennent à la majorité des votants.

### Article 4 : Gouvernance

Ce qui change la façon de se gouverner se décide en assemblée, aux deux tiers.

### Article 5 : En ligne

Un vote en ligne dure un jour au moins, une semaine pour ce qui demande réflexion.

### Article 6 : Mandats

Un mandat porte sur une tâche précise et se révoque à tout moment.
`;

export const BYLAWS = `### Règle 1 : Réunions

Le collectif se réunit une fois par mois.

### Règle 2 : Compte rendu

Chaque réunion donne un compte rendu.
`;

const base = (provisionId: Uuid): Clause => ({
  matter: 'ROUTINE',
  venues: ['ONLINE', 'ASSEMBLY'],
  forms: ['PHYSICAL', 'HYBRID', 'REMOTE'],
  prevailingForms: ['PHYSICAL', 'HYBRID'],
  method: 'threshold@1',
  allowedMethods: ['threshold@1', 'consent@1'],
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
  provisionId,
  interpretations: [
    { question: 'Que compte-t-on parmi les votants ?', choice: 'Les abstentions et les blancs aussi.' },
  ],
});

/** The decision rules of the first collective (charter rows 1 to 5), as data. */
export function charterOf(provisionOf: (number: string) => Uuid): readonly Clause[] {
  const routine = base(provisionOf('Article 3'));
  return [
    routine,
    { ...routine, matter: 'DEEP', minimumVoting: 'P7D', provisionId: provisionOf('Article 5') },
    {
      ...routine,
      matter: 'GOVERNANCE',
      venues: ['ASSEMBLY'],
      forms: ['PHYSICAL', 'HYBRID'],
      allowedMethods: ['threshold@1'],
      threshold: { fraction: '2/3', strict: false, plus: 0 },
      provisionId: provisionOf('Article 4'),
    },
  ];
}

import type { Zone } from '../core/kernel/instants.js';

/** The collective of the demonstration: its names, its words and its rules are ours, and nobody's in particular. */
export const ZONE: Zone = 'Europe/Paris';

/** Who offered to facilitate, in the sitting of the past as in today's. */
export const FACILITATOR = 'Inès';

/** Twelve people, who founded it together. */
export const PEOPLE = [
  ...['Inès', 'Awa', 'Bastien', 'Camille', 'Dounia', 'Élouan'],
  ...['Farid', 'Gwen', 'Hugo', 'Jonas', 'Karima', 'Zéphyr'],
];

/** Twenty-eight more, who were on the lists of the site that the workshop had before. */
export const NEWCOMERS = [
  ...['Agathe', 'Baya', 'Céleste', 'Driss', 'Ève', 'Félix', 'Ghislaine', 'Hedi', 'Iban', 'Jeanne'],
  ...['Kelig', 'Lino', 'Maëlle', 'Nour', 'Octave', 'Pauline', 'Quitterie', 'Rayan', 'Solène', 'Tarek'],
  ...['Ulysse', 'Violette', 'Wassim', 'Xavière', 'Yann', 'Zoé', 'Mado', 'Raymond'],
];

/** What signatories do for a living. */
export const CRAFTS = [
  ...['développeuse', 'technicien de maintenance', 'livreur', 'graphiste', 'enseignante'],
  ...['administrateur systèmes', 'caissière', 'documentaliste', 'électricien'],
];

/** A legal person, who speaks and has no ballot. */
export const ASSOCIATION = 'Coopérative du Bocal';

/** Numbers of the articles that the story changes. */
export const REPORTS = 'Article 9';
export const MEMORY = 'Article 10';
export const MEETINGS = 'Règle 1';
export const MINUTES = 'Règle 2';
export const TOOLS = 'Règle 3';

export const STATUTES = `## Titre I : Qui nous sommes

### Article 1 : L’atelier

Nous travaillons dans l’informatique, ou nous subissons celle des autres. Ensemble, nous tenons un atelier où l’on répare, où l’on apprend et où l’on discute de ce que les machines font à nos métiers.

### Article 2 : Membres

Qui a signé notre appel entre sur simple déclaration. Chaque personne a une voix, et peut soumettre une proposition à toutes les autres.

### Article 3 : Soutiens

Une association ou une coopérative peut nous rejoindre par solidarité. Elle parle et propose ; elle ne vote pas.

## Titre II : Comment nous décidons

### Article 4 : Au quotidien

Une proposition passe quand plus de la moitié des personnes qui votent sont pour.

### Article 5 : Nos règles

Ces statuts et notre façon de décider ne changent qu’en assemblée, avec au moins deux tiers des votes.

### Article 6 : En ligne

Entre deux assemblées, nous votons en ligne : un jour au moins pour une question simple, sept jours quand il faut y réfléchir.

### Article 7 : Le poids des assemblées

Ce que nous avons décidé réunis dans une salle, un vote en ligne ne le défait pas.

## Titre III : Ce que nous confions

### Article 8 : Mandats

Personne ne décide à notre place. Une tâche précise se confie pour un temps, et se reprend d’un vote, sans attendre. Quand personne ne se propose, chaque personne dit à qui elle pense et pourquoi, et nous demandons s’il y a une objection.

### Article 9 : Comptes rendus

Qui porte un mandat raconte où en est sa tâche quand on le lui demande.

### Article 10 : Mémoire

Nos décisions, leurs votes et nos textes restent lisibles par chaque membre.
`;

export const BYLAWS = `### Règle 1 : Rendez-vous

L’atelier ouvre le premier samedi du mois.

### Règle 2 : Notes de séance

Chaque réunion laisse des notes, publiées quand elles sont prêtes.

### Règle 3 : Outils

Qui emporte un outil l’écrit dans le cahier.

### Règle 4 : Accueil

La première fois, quelqu’un fait visiter l’atelier et explique comment on décide.
`;

/** The decision rules that these statutes say, as their founders wrote them (docs/charter-file.md). */
export const CHARTER = `format: ormee-charter/1
text: Statuts
common:
  venues: [ONLINE, ASSEMBLY]
  forms: [PHYSICAL, HYBRID, REMOTE]
  prevailingForms: [PHYSICAL, HYBRID]
  method: threshold@1
  allowedMethods: [threshold@1, consent@1]
  ballotMode: OPEN
  ballotsVisibleTo: MEMBERS
  base: TURNOUT
  threshold: { fraction: 1/2, strict: true, plus: 0 }
  quorum: null
  minimumDeliberation: PT0S
  minimumVoting: P1D
  notice: PT0S
  supportNeeded: 0
  mayPropose: ANY_MEMBER
  tieRule: STATUS_QUO
  lateRule: KEEP
  ballotMayChange: true
  resultVisibility: MEMBERS
  contestPeriod: P7D
  friendlyAmendments: false
  silenceConsents: false
  revocableOnline: false
  interpretations:
    - question: Qui compte parmi les personnes qui votent ?
      choice: Les abstentions et les blancs aussi.
rules:
  - matter: ROUTINE
    provision: Article 4
    allowedMethods: [threshold@1, consent@1, schulze/wv@1, majority-judgment/median-removal@1]
    election:
      adopts: THRESHOLD
      grades: [À rejeter, Insuffisant, Passable, Assez bien, Bien, Très bien]
      options: {}
      ballotsPublished: false
  - matter: DEEP
    provision: Article 6
    minimumVoting: P7D
    consent:
      rounds: 3
      presentation: P1D
      clarification: P1D
      reaction: P2D
      integration: P2D
      fallback: POLL
      setAside: null
  - matter: MANDATE
    provision: Article 8
    consent:
      rounds: 2
      presentation: PT0S
      clarification: P2D
      reaction: PT0S
      integration: P1D
      fallback: POLL
      setAside: null
  - matter: GOVERNANCE
    provision: Article 5
    venues: [ASSEMBLY]
    forms: [PHYSICAL, HYBRID]
    allowedMethods: [threshold@1]
    threshold: { fraction: 2/3, strict: false, plus: 0 }
    interpretations:
      - question: Qui compte parmi les personnes qui votent ?
        choice: Les abstentions et les blancs aussi.
      - question: Quelles assemblées ?
        choice: Celles où une salle au moins est ouverte.
`;

export const ATELIER = { name: 'L’Atelier des Ormes', zone: ZONE, locale: 'fr' } as const;

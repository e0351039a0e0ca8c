import type { Locale } from '../../core/kernel/actors.js';
import type { Refusal, RefusalCode, RefusalFacts } from '../../core/kernel/refusals.js';

type Sentence<C extends RefusalCode> = (facts: RefusalFacts[C]) => string;
type Catalogue = { readonly [C in RefusalCode]: { readonly [L in Locale]: Sentence<C> } };

/** Every refusal in French and in English. Total by type: a code without its sentences does not compile. */
const CATALOGUE: Catalogue = {
  NOT_SIGNED_IN: {
    fr: () => 'Vous n’êtes pas connecté·e. Ouvrez votre lien de connexion.',
    en: () => 'You are not signed in. Open your sign-in link.',
  },
  NOT_A_MEMBER: {
    fr: () => 'Cette action est réservée aux membres actuels du collectif.',
    en: () => 'Only current members of the collective may do this.',
  },
  LEGAL_PERSON_HAS_NO_BALLOT: {
    fr: () => 'Une personne morale soutient et propose, mais ne vote pas.',
    en: () => 'A legal person supports and proposes, but has no ballot.',
  },
  LINK_NOT_VALID: {
    fr: () => 'Ce lien est inconnu, expiré ou déjà utilisé. Demandez-en un nouveau.',
    en: () => 'This link is unknown, expired or already used. Ask for a new one.',
  },
  MANDATE_REQUIRED: {
    fr: ({ act }) => `L’acte « ${act} » demande un mandat en cours qui l’ouvre.`,
    en: ({ act }) => `The act "${act}" needs a live mandate that opens it.`,
  },
  NOT_FOUND: {
    fr: () => 'Rien ici ne porte cet identifiant.',
    en: () => 'Nothing here has this id.',
  },
  INVALID_INPUT: {
    fr: ({ field, reason }) => `Le champ « ${field} » ne convient pas : ${reason}.`,
    en: ({ field, reason }) => `The field "${field}" does not fit: ${reason}.`,
  },
  IDEMPOTENCY_KEY_REUSED: {
    fr: () => 'Cette clé d’idempotence a déjà servi à une autre demande.',
    en: () => 'This idempotency key was already used for another request.',
  },
  DUPLICATE: {
    fr: ({ what }) => `Cela existe déjà (${what}).`,
    en: ({ what }) => `This exists already (${what}).`,
  },
  PROPOSAL_CHANGED: {
    fr: ({ currentVersion }) =>
      `La proposition a changé : sa version actuelle est la ${currentVersion}. Relisez-la.`,
    en: ({ currentVersion }) =>
      `The proposal has changed: its current version is ${currentVersion}. Read it again.`,
  },
  PROPOSAL_NOT_OPEN: {
    fr: ({ state }) => `La proposition n’est plus ouverte (${state}).`,
    en: ({ state }) => `The proposal is no longer open (${state}).`,
  },
  PROPOSER_NOT_ENTITLED: {
    fr: ({ matter }) => `La règle de la matière ${matter} ne vous permet pas de proposer.`,
    en: ({ matter }) => `The rule of the matter ${matter} does not let you propose.`,
  },
  EFFECTS_OVERLAP: {
    fr: ({ target }) => `Deux effets touchent la même chose (${target}).`,
    en: ({ target }) => `Two effects touch the same thing (${target}).`,
  },
  SUPPORT_MISSING: {
    fr: ({ needed, has }) => `Il faut ${needed} soutiens à cette version ; elle en a ${has}.`,
    en: ({ needed, has }) => `This version needs ${needed} supports; it has ${has}.`,
  },
  TEXT_NOT_FOUND: {
    fr: () => 'Le texte visé n’existe pas dans ce collectif.',
    en: () => 'The text does not exist in this collective.',
  },
  PROVISION_NOT_IN_FORCE: {
    fr: ({ provision }) => `La disposition visée n’est pas en vigueur (${provision}).`,
    en: ({ provision }) => `The provision is not in force (${provision}).`,
  },
  PROVISION_CHANGED: {
    fr: ({ provision }) => `La disposition a changé depuis que la proposition a été écrite (${provision}).`,
    en: ({ provision }) => `The provision has changed since the proposal was written (${provision}).`,
  },
  PROVISION_HAS_CHILDREN: {
    fr: ({ provision }) => `La disposition contient encore des articles en vigueur (${provision}).`,
    en: ({ provision }) => `The provision still holds articles in force (${provision}).`,
  },
  ANCHOR_NOT_IN_FORCE: {
    fr: ({ anchor }) => `La disposition à côté de laquelle insérer n’est pas en vigueur (${anchor}).`,
    en: ({ anchor }) => `The provision to insert beside is not in force (${anchor}).`,
  },
  NUMBER_TAKEN: {
    fr: ({ number }) => `Le numéro « ${number} » a déjà servi ; les numéros ne sont pas réemployés.`,
    en: ({ number }) => `The number "${number}" was already used; numbers are not recycled.`,
  },
  EFFECTIVE_DATE_PAST: {
    fr: ({ date }) => `La date d’entrée en vigueur est passée (${date}).`,
    en: ({ date }) => `The date of effect is past (${date}).`,
  },
  LATER_VERSION_EXISTS: {
    fr: ({ provision, date }) => `Une version ultérieure est déjà décidée pour le ${date} (${provision}).`,
    en: ({ provision, date }) => `A later version is already decided for ${date} (${provision}).`,
  },
  CITED_BY_CLAUSE: {
    fr: ({ matter, provision }) =>
      `La disposition fonde la règle ${matter} : portez le changement de cette règle, ou dites qu’elle reste la même (${provision}).`,
    en: ({ matter, provision }) =>
      `The provision is cited by the rule ${matter}: carry that rule's change, or state that it stays the same (${provision}).`,
  },
  CLAUSE_CHANGED: {
    fr: ({ matter }) => `La règle de la matière ${matter} n’est plus celle que la proposition a lue.`,
    en: ({ matter }) => `The rule of the matter ${matter} is no longer the one that the proposal read.`,
  },
  CHARTER_INVALID: {
    fr: ({ matter, field, reason }) => `Règle ${matter}, champ « ${field} » : ${reason}.`,
    en: ({ matter, field, reason }) => `Rule ${matter}, field "${field}": ${reason}.`,
  },
  CHARTER_WITHOUT_PATH: {
    fr: ({ matter }) => `Ce changement laisserait la matière ${matter} sans moyen de décider.`,
    en: ({ matter }) => `This change would leave the matter ${matter} without a way to decide.`,
  },
  UNSUPPORTED_BALLOT_MODE: {
    fr: ({ mode }) => `Le mode de vote ${mode} n’est pas encore proposé ; seul le vote nominatif l’est.`,
    en: ({ mode }) => `The ballot mode ${mode} is not offered yet; only open ballots are.`,
  },
  MANDATE_TASK_HELD: {
    fr: ({ task }) => `Un mandat est déjà en cours pour cette tâche (${task}).`,
    en: ({ task }) => `A mandate is already live for this task (${task}).`,
  },
  MANDATE_NOT_LIVE: {
    fr: ({ task }) => `Ce mandat n’est plus en cours (${task}).`,
    en: ({ task }) => `This mandate is no longer live (${task}).`,
  },
  MANDATE_HOLDER_NOT_ELIGIBLE: {
    fr: () => 'Un mandat se confie à des membres actuels, personnes physiques.',
    en: () => 'A mandate is given to current members who are natural persons.',
  },
  MANDATE_SCOPE_UNKNOWN: {
    fr: ({ act }) => `Aucun mandat ne peut ouvrir l’acte « ${act} ».`,
    en: ({ act }) => `No mandate can open the act "${act}".`,
  },
  MANDATE_END_PAST: {
    fr: ({ endsAt }) => `La fin du mandat est passée (${endsAt}).`,
    en: ({ endsAt }) => `The mandate's end is past (${endsAt}).`,
  },
  CLAUSE_MISSING: {
    fr: ({ matter }) => `La charte ne dit pas comment décider de la matière ${matter}.`,
    en: ({ matter }) => `The charter does not say how to decide the matter ${matter}.`,
  },
  VENUE_NOT_ALLOWED: {
    fr: ({ matter, venue, form }) =>
      venue === 'ONLINE'
        ? `La matière ${matter} ne se décide pas en ligne, mais en assemblée.`
        : `La matière ${matter} ne se décide pas dans une assemblée de cette forme (${form}).`,
    en: ({ matter, venue, form }) =>
      venue === 'ONLINE'
        ? `The matter ${matter} is not decided online, but in assembly.`
        : `The matter ${matter} is not decided in an assembly of this form (${form}).`,
  },
  METHOD_NOT_ALLOWED: {
    fr: ({ method, matter }) => `La règle de la matière ${matter} n’admet pas la méthode ${method}.`,
    en: ({ method, matter }) => `The rule of the matter ${matter} does not allow the method ${method}.`,
  },
  VOTING_TOO_SHORT: {
    fr: ({ minimum, earliest }) =>
      `Le vote doit durer au moins ${minimum} : pas de clôture avant le ${earliest}.`,
    en: ({ minimum, earliest }) => `Voting lasts at least ${minimum}: no closing before ${earliest}.`,
  },
  DELIBERATION_TOO_SHORT: {
    fr: ({ minimum, earliest }) =>
      `La discussion doit durer au moins ${minimum} : pas d’ouverture avant le ${earliest}.`,
    en: ({ minimum, earliest }) => `Deliberation lasts at least ${minimum}: no opening before ${earliest}.`,
  },
  NOTICE_TOO_SHORT: {
    fr: ({ minimum, earliest }) =>
      `Cette question demande une convocation de ${minimum} : pas avant le ${earliest}.`,
    en: ({ minimum, earliest }) => `This question asks a notice of ${minimum}: not before ${earliest}.`,
  },
  DEADLINE_PAST: {
    fr: ({ closesAt }) => `La clôture demandée est déjà passée (${closesAt}).`,
    en: ({ closesAt }) => `The closing asked for is already past (${closesAt}).`,
  },
  TARGET_RESERVED: {
    fr: ({ target, poll }) => `Un scrutin est déjà ouvert sur la même chose (${target}) : ${poll}.`,
    en: ({ target, poll }) => `A poll is already open on the same thing (${target}): ${poll}.`,
  },
  ASSEMBLY_PREVAILS: {
    fr: ({ decision, target }) =>
      `Une assemblée en a décidé (${decision}) ; une décision en ligne ne peut pas la remettre en cause (${target}).`,
    en: ({ decision, target }) =>
      `An assembly decided this (${decision}); an online decision cannot put it in question (${target}).`,
  },
  EMPTY_ROLL: {
    fr: () => 'Personne ne pourrait voter : la liste électorale est vide.',
    en: () => 'Nobody could vote: the electoral roll is empty.',
  },
  POLL_NOT_OPEN: {
    fr: ({ closesAt }) =>
      closesAt ? `Le scrutin est clos depuis le ${closesAt}.` : 'Le scrutin n’est pas ouvert.',
    en: ({ closesAt }) => (closesAt ? `The poll closed at ${closesAt}.` : 'The poll is not open.'),
  },
  POLL_STILL_OPEN: {
    fr: ({ closesAt }) =>
      closesAt
        ? `Le scrutin reste ouvert jusqu’au ${closesAt}.`
        : 'Le scrutin est ouvert, sans dernier appel.',
    en: ({ closesAt }) =>
      closesAt ? `The poll stays open until ${closesAt}.` : 'The poll is open, and no last call was made.',
  },
  NOT_ON_ROLL: {
    fr: ({ reason }) => `Vous ne figurez pas parmi les votant·es de ce scrutin (${reason}).`,
    en: ({ reason }) => `You are not among this poll's voters (${reason}).`,
  },
  STALE_REVISION: {
    fr: ({ currentRevision }) =>
      `Votre bulletin a changé entre-temps : il en est à la révision ${currentRevision}.`,
    en: ({ currentRevision }) => `Your ballot changed meanwhile: it is at revision ${currentRevision}.`,
  },
  BALLOT_NOT_CHANGEABLE: {
    fr: () => 'La règle de ce scrutin ne permet pas de changer un bulletin déposé.',
    en: () => "This poll's rule does not let a cast ballot be changed.",
  },
  BALLOT_INVALID: {
    fr: ({ reason }) => `Ce bulletin ne convient pas à ce scrutin : ${reason}.`,
    en: ({ reason }) => `This ballot does not fit this poll: ${reason}.`,
  },
  OBJECTION_NEEDS_REASON: {
    fr: () => 'Une objection se dit avec sa raison.',
    en: () => 'An objection is given with its reason.',
  },
  LAST_CALL_NEEDED: {
    fr: () => 'En séance, on clôt après un dernier appel.',
    en: () => 'In a sitting, a poll closes after a last call.',
  },
  ASSEMBLY_NOT_STARTED: {
    fr: ({ startsAt }) => `L’assemblée est convoquée pour le ${startsAt}.`,
    en: ({ startsAt }) => `The assembly is convened for ${startsAt}.`,
  },
  ASSEMBLY_NOT_RUNNING: {
    fr: ({ state }) => `L’assemblée n’est pas en cours (${state}).`,
    en: ({ state }) => `The assembly is not running (${state}).`,
  },
  ASSEMBLY_HAS_OPEN_POLLS: {
    fr: ({ poll }) => `Un scrutin de l’assemblée est encore ouvert (${poll}).`,
    en: ({ poll }) => `A poll of the assembly is still open (${poll}).`,
  },
  NOT_PRESENT: {
    fr: () => 'Seule une personne présente à l’assemblée peut faire cela. Émargez d’abord.',
    en: () => 'Only somebody present at the assembly may do this. Check in first.',
  },
  ROLE_HELD: {
    fr: ({ role }) => `Ce rôle est déjà tenu (${role}).`,
    en: ({ role }) => `This role is already held (${role}).`,
  },
  CONSTRAINT: {
    fr: ({ constraint }) => `La base de données refuse (${constraint}). Rien n’a été écrit.`,
    en: ({ constraint }) => `The database refuses (${constraint}). Nothing was written.`,
  },
};

/** The sentence of a refusal, in the caller's language. */
export function sentenceOf<C extends RefusalCode>(refusal: Refusal<C>, locale: Locale): string {
  return CATALOGUE[refusal.code][locale](refusal.facts);
}

/** Every code of the house, in the order of the catalogue. */
export const REFUSAL_CODES = Object.keys(CATALOGUE) as readonly RefusalCode[];

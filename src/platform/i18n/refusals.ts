// Over 400 lines, because it is one catalogue: every refusal of the house in two languages.
import type { Locale } from '../../core/kernel/actors.js';
import type { Zone } from '../../core/kernel/instants.js';
import type { Refusal, RefusalCode, RefusalFacts } from '../../core/kernel/refusals.js';
import { REFUSALS_OF_ELECTIONS } from './refusals-of-elections.js';
import { REFUSALS_OF_RELAYS } from './refusals-of-relays.js';
import { REFUSALS_OF_GROUPS } from './refusals-of-groups.js';
import { inWords, type Said } from './words.js';

/** `said` turns a code, an instant or a duration among the facts into words; anything else stays as it is. */
type Sentence<C extends RefusalCode> = (facts: RefusalFacts[C], said: Said) => string;
type Catalogue = { readonly [C in RefusalCode]: { readonly [L in Locale]: Sentence<C> } };

/** The places that are known, as the beginning of a sentence. */
function capital(places: readonly (string | number | undefined)[]): string {
  const said = places.filter((place) => place).join(', ');
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** The task that a refusal names; nothing where the database refused it, which does not say which one. */
const inBrackets = (task: string): string => (task === '' ? '' : ` (${task})`);

const FOUNDING_STEPS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  fr: { MAJORITY: 'une majorité', CHARTER: 'des règles de fonctionnement', TEXTS: 'des textes' },
  en: { MAJORITY: 'a majority', CHARTER: 'a charter', TEXTS: 'texts' },
};

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
    fr: ({ field, reason }, said) => `Le champ « ${field} » ne convient pas : ${said(reason)}.`,
    en: ({ field, reason }, said) => `The field "${field}" does not fit: ${said(reason)}.`,
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
    fr: ({ state }, said) => `La proposition n’est plus ouverte (${said(state)}).`,
    en: ({ state }, said) => `The proposal is no longer open (${said(state)}).`,
  },
  PROPOSER_NOT_ENTITLED: {
    fr: ({ matter }, said) => `La règle de la matière ${said(matter)} ne vous permet pas de proposer.`,
    en: ({ matter }, said) => `The rule of the matter ${said(matter)} does not let you propose.`,
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
    fr: ({ anchor }) =>
      `La disposition sous laquelle ou après laquelle placer n’est pas en vigueur à cet endroit (${anchor}).`,
    en: ({ anchor }) => `The provision to stand under or after is not in force at that place (${anchor}).`,
  },
  NUMBER_TAKEN: {
    fr: ({ number }) => `Le numéro « ${number} » a déjà servi ; les numéros ne sont pas réemployés.`,
    en: ({ number }) => `The number "${number}" was already used; numbers are not recycled.`,
  },
  EFFECTIVE_DATE_PAST: {
    fr: ({ date }, said) => `La date d’entrée en vigueur est passée (${said(date)}).`,
    en: ({ date }, said) => `The date of effect is past (${said(date)}).`,
  },
  LATER_VERSION_EXISTS: {
    fr: ({ provision, date }, said) =>
      `Une version déjà décidée pour le ${said(date)} change la même chose (${provision}).`,
    en: ({ provision, date }, said) =>
      `What is already decided for ${said(date)} changes the same thing (${provision}).`,
  },
  PROVISION_UNDER_ITSELF: {
    fr: ({ provision }) =>
      `Une disposition ne se place ni sous elle-même ni sous ce qu’elle contient (${provision}).`,
    en: ({ provision }) => `A provision stands neither under itself nor under what it holds (${provision}).`,
  },
  PROVISION_NOT_REPEALED: {
    fr: ({ provision }) => `La disposition n’est pas abrogée : il n’y a rien à rétablir (${provision}).`,
    en: ({ provision }) => `The provision is not repealed: there is nothing to restore (${provision}).`,
  },
  ERRATUM_OF_ANOTHER_DECISION: {
    fr: ({ provision }) =>
      `L’erratum nomme une décision qui n’a rien écrit dans cette disposition (${provision}).`,
    en: ({ provision }) =>
      `The erratum names a decision that wrote nothing of this provision (${provision}).`,
  },
  REFERENCE_UNKNOWN: {
    fr: ({ number }) => `Le texte renvoie à « ${number} », qu’il ne contient pas.`,
    en: ({ number }) => `The text refers to "${number}", which it does not have.`,
  },
  CITED_BY_CLAUSE: {
    fr: ({ matter, provision }, said) =>
      `La disposition fonde la règle ${said(matter)} : portez le changement de cette règle, ou dites qu’elle reste la même (${provision}).`,
    en: ({ matter, provision }, said) =>
      `The provision is cited by the rule ${said(matter)}: carry that rule's change, or state that it stays the same (${provision}).`,
  },
  CLAUSE_CHANGED: {
    fr: ({ matter }, said) =>
      `La règle de la matière ${said(matter)} n’est plus celle que la proposition a lue.`,
    en: ({ matter }, said) =>
      `The rule of the matter ${said(matter)} is no longer the one that the proposal read.`,
  },
  CHARTER_INVALID: {
    fr: ({ matter, field, reason, line }, said) =>
      `${capital([line && `ligne ${line}`, matter && `règle ${said(matter)}`, `champ « ${field} »`])} : ${said(reason)}.`,
    en: ({ matter, field, reason, line }, said) =>
      `${capital([line && `line ${line}`, matter && `rule ${said(matter)}`, `field "${field}"`])}: ${said(reason)}.`,
  },
  CHARTER_WITHOUT_PATH: {
    fr: ({ matter }, said) => `Ce changement laisserait la matière ${said(matter)} sans moyen de décider.`,
    en: ({ matter }, said) => `This change would leave the matter ${said(matter)} without a way to decide.`,
  },
  UNSUPPORTED_BALLOT_MODE: {
    fr: ({ mode }, said) =>
      `Le mode de vote ${said(mode)} n’est pas encore proposé ; seul le vote nominatif l’est.`,
    en: ({ mode }, said) => `The ballot mode ${said(mode)} is not offered yet; only open ballots are.`,
  },
  MANDATE_TASK_HELD: {
    fr: ({ task }) => `Un mandat est déjà en cours pour cette tâche${inBrackets(task)}.`,
    en: ({ task }) => `A mandate is already live for this task${inBrackets(task)}.`,
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
    fr: ({ endsAt }, said) => `La fin du mandat est passée (${said(endsAt)}).`,
    en: ({ endsAt }, said) => `The mandate's end is past (${said(endsAt)}).`,
  },
  // Mandates between votes
  MANDATE_LINE_WAITS: {
    fr: ({ task }) =>
      `Cette tâche est déjà notée (${task}) : une ligne attend qu’une décision la confirme. Aucun mandat n’est encore donné.`,
    en: ({ task }) =>
      `This task is written down already (${task}): a line waits for a decision to confirm it. No mandate is given yet.`,
  },
  MANDATE_LINE_SETTLED: {
    fr: ({ task, state }, said) => `La ligne « ${task} » n’attend plus de décision (${said(state)}).`,
    en: ({ task, state }, said) => `The line "${task}" no longer waits for a decision (${said(state)}).`,
  },
  MANDATE_LINE_NOT_YOURS: {
    fr: ({ task }) =>
      `Seules la personne qui a noté la ligne « ${task} » et celles qu’elle nomme la retirent.`,
    en: ({ task }) => `Only whoever noted the line "${task}" and those whom it names take it back.`,
  },
  NO_MANDATE_LINE_WAITS: {
    fr: () => 'Aucune ligne de mandat n’attend ici d’être confirmée.',
    en: () => 'No line of a mandate waits here to be confirmed.',
  },
  MANDATE_OFFER_CLOSED: {
    fr: ({ state }, said) => `On ne cherche plus de volontaire pour cette tâche (${said(state)}).`,
    en: ({ state }, said) => `This task no longer looks for a volunteer (${said(state)}).`,
  },
  REPORT_CHANGED: {
    fr: ({ currentVersion }) => `Ce compte rendu a changé entre-temps (version ${currentVersion}).`,
    en: ({ currentVersion }) => `This report has changed meanwhile (version ${currentVersion}).`,
  },
  DECISION_TAKEN_UP: {
    fr: () => 'Quelqu’un d’autre s’occupe déjà de cette décision.',
    en: () => 'Somebody else already sees to this decision.',
  },
  DECISION_NOT_YOURS_TO_LEAVE: {
    fr: () => 'Vous ne vous occupez pas de cette décision.',
    en: () => 'You do not see to this decision.',
  },
  CLAUSE_MISSING: {
    fr: ({ matter }, said) => `La charte ne dit pas comment décider de la matière ${said(matter)}.`,
    en: ({ matter }, said) => `The charter does not say how to decide the matter ${said(matter)}.`,
  },
  VENUE_NOT_ALLOWED: {
    fr: ({ matter, venue, form }, said) =>
      venue === 'ONLINE'
        ? `La matière ${said(matter)} ne se décide pas en ligne, mais en assemblée.`
        : `La matière ${said(matter)} ne se décide pas dans une assemblée de cette forme (${said(form)}).`,
    en: ({ matter, venue, form }, said) =>
      venue === 'ONLINE'
        ? `The matter ${said(matter)} is not decided online, but in assembly.`
        : `The matter ${said(matter)} is not decided in an assembly of this form (${said(form)}).`,
  },
  METHOD_NOT_FOR_QUESTION: {
    fr: ({ method, options }, said) =>
      options === '0'
        ? `Cette proposition n’a pas d’options entre lesquelles « ${said(method)} » pourrait choisir.`
        : `Cette proposition a ${options} options, et « ${said(method)} » répond par oui ou non. Choisissez une méthode qui les départage, si la règle en permet une.`,
    en: ({ method, options }, said) =>
      options === '0'
        ? `This proposal has no options among which “${said(method)}” could choose.`
        : `This proposal has ${options} options, and “${said(method)}” answers by yes or no. Choose a method that tells them apart, if the rule allows one.`,
  },
  NOTHING_TO_CONFIRM: {
    fr: () => 'Ce scrutin n’a rien choisi qu’il faille confirmer.',
    en: () => 'That poll chose nothing that is to be confirmed.',
  },
  LOT_NOT_AWAITED: {
    fr: () => 'Ce scrutin n’attend aucun tirage au sort.',
    en: () => 'This poll awaits no lot.',
  },
  LOT_NOT_BY_COMMITMENTS: {
    fr: () => 'Le tirage au sort de ce scrutin ne se fait pas par engagements.',
    en: () => 'The lot of this poll is not drawn by commitments.',
  },
  LOT_COMMITMENT_DIFFERS: {
    fr: () => 'Cette valeur n’est pas celle sur laquelle vous vous êtes engagé·e avant la clôture.',
    en: () => 'This is not the value that you committed to before closing.',
  },
  LOT_REVEALING: {
    fr: ({ until }, said) =>
      `Celles et ceux qui se sont engagés révèlent leur valeur jusqu’au ${said(until)}. Ensuite, deux membres pourront en saisir une.`,
    en: ({ until }, said) =>
      `Those who committed reveal their value until ${said(until)}. Afterwards two members may type one.`,
  },
  METHOD_NOT_ALLOWED: {
    fr: ({ method, matter }, said) =>
      `La règle de la matière ${said(matter)} n’admet pas la méthode ${said(method)}.`,
    en: ({ method, matter }, said) =>
      `The rule of the matter ${said(matter)} does not allow the method ${said(method)}.`,
  },
  VOTING_TOO_SHORT: {
    fr: ({ minimum, earliest }, said) =>
      `Le vote doit durer au moins ${said(minimum)} : pas de clôture avant le ${said(earliest)}.`,
    en: ({ minimum, earliest }, said) =>
      `Voting lasts at least ${said(minimum)}: no closing before ${said(earliest)}.`,
  },
  VOTING_TOO_LONG: {
    fr: ({ latest }, said) => `Un scrutin dure un an au plus : la clôture vient avant le ${said(latest)}.`,
    en: ({ latest }, said) => `A poll lasts a year at most: it closes before ${said(latest)}.`,
  },
  DELIBERATION_TOO_SHORT: {
    fr: ({ minimum, earliest }, said) =>
      `La discussion doit durer au moins ${said(minimum)} : pas d’ouverture avant le ${said(earliest)}.`,
    en: ({ minimum, earliest }, said) =>
      `Deliberation lasts at least ${said(minimum)}: no opening before ${said(earliest)}.`,
  },
  NOTICE_TOO_SHORT: {
    fr: ({ minimum, earliest }, said) =>
      `Cette question demande une convocation de ${said(minimum)} : pas avant le ${said(earliest)}.`,
    en: ({ minimum, earliest }, said) =>
      `This question asks a notice of ${said(minimum)}: not before ${said(earliest)}.`,
  },
  DEADLINE_PAST: {
    fr: ({ closesAt }, said) => `La clôture demandée est déjà passée (${said(closesAt)}).`,
    en: ({ closesAt }, said) => `The closing asked for is already past (${said(closesAt)}).`,
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
    fr: ({ state, closesAt }, said) => {
      if (state === 'SUPERSEDED') return 'Une assemblée a décidé de la même chose : ce scrutin est remplacé.';
      return closesAt ? `Le scrutin est clos depuis le ${said(closesAt)}.` : 'Le scrutin n’est pas ouvert.';
    },
    en: ({ state, closesAt }, said) => {
      if (state === 'SUPERSEDED') return 'An assembly decided the same thing: this poll is superseded.';
      return closesAt ? `The poll closed at ${said(closesAt)}.` : 'The poll is not open.';
    },
  },
  POLL_STILL_OPEN: {
    fr: ({ closesAt }, said) =>
      closesAt
        ? `Le scrutin reste ouvert jusqu’au ${said(closesAt)}.`
        : 'Le scrutin est ouvert, sans dernier appel.',
    en: ({ closesAt }, said) =>
      closesAt
        ? `The poll stays open until ${said(closesAt)}.`
        : 'The poll is open, and no last call was made.',
  },
  NOT_ON_ROLL: {
    fr: ({ reason }, said) => `Vous ne figurez pas parmi les votant·es de ce scrutin (${said(reason)}).`,
    en: ({ reason }, said) => `You are not among this poll's voters (${said(reason)}).`,
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
    fr: ({ reason }, said) => `Ce bulletin ne convient pas à ce scrutin : ${said(reason)}.`,
    en: ({ reason }, said) => `This ballot does not fit this poll: ${said(reason)}.`,
  },
  OBJECTION_NEEDS_REASON: {
    fr: () => 'Une objection se dit avec sa raison.',
    en: () => 'An objection is given with its reason.',
  },
  CONSENT_RUNNING: {
    fr: () =>
      'On cherche le consentement sur cette proposition : rien d’autre n’est mis aux voix avant la fin.',
    en: () => 'Consent is being sought on this proposal: nothing else is put before it ends.',
  },
  CONSENT_IN_ROUNDS: {
    fr: ({ matter }, said) =>
      `Pour la matière ${said(matter)}, le consentement se cherche tour par tour : commencez la démarche. En assemblée, elle prend la place de celle qui est en cours en ligne.`,
    en: ({ matter }, said) =>
      `For ${said(matter)}, consent is sought round by round: start the process. In an assembly, it takes the place of one that is running online.`,
  },
  CONSENT_ASKED_ONCE: {
    fr: ({ matter }, said) =>
      `Pour la matière ${said(matter)}, la règle ne prévoit pas de tours : ouvrez un scrutin par consentement.`,
    en: ({ matter }, said) => `For ${said(matter)}, the rule has no rounds: open a poll by consent.`,
  },
  CONSENT_RULE_DIFFERS: {
    fr: ({ matter }, said) =>
      `Le texte relève maintenant d’une autre règle (${said(matter)}) que celle du début : retirez la démarche et recommencez.`,
    en: ({ matter }, said) =>
      `The words now come under another rule (${said(matter)}) than at the beginning: take it back and begin anew.`,
  },
  CONSENT_NOT_YET: {
    fr: ({ until }, said) => `Cette étape dure jusqu’au ${said(until)}.`,
    en: ({ until }, said) => `This step lasts until ${said(until)}.`,
  },
  CONSENT_ROUND_OPEN: {
    fr: () => 'La question est posée : on attend les réponses, et le texte ne bouge plus.',
    en: () => 'The question is asked: answers are awaited, and its words do not move.',
  },
  CONSENT_ROUNDS_OVER: {
    fr: ({ rounds }) => `Le dernier tour est passé (${rounds}) : une nouvelle version ne sera plus soumise.`,
    en: ({ rounds }) => `The last round is over (${rounds}): a new version will not be asked.`,
  },
  CONSENT_ENDED: {
    fr: ({ state }, said) => `Cette recherche de consentement est finie (${said(state)}).`,
    en: ({ state }, said) => `This search for consent is over (${said(state)}).`,
  },
  ASSEMBLY_VOTES_FIRST: {
    fr: () => 'Une assemblée vote d’abord sur la même chose : la démarche reprend d’elle-même ensuite.',
    en: () => 'An assembly votes on the same thing first: the search goes on by itself afterwards.',
  },
  REVISION_INTEGRATES_NOTHING: {
    fr: () => 'Dites quelles objections cette version intègre.',
    en: () => 'Say which objections this version integrates.',
  },
  OBJECTION_STANDS_NO_MORE: {
    fr: ({ how }, said) => `Cette objection ne tient plus (${said(how)}).`,
    en: ({ how }, said) => `This objection stands no more (${said(how)}).`,
  },
  SET_ASIDE_NOT_ALLOWED: {
    fr: () => 'Ici, seul son auteur retire une objection.',
    en: () => 'Here, nobody but its author withdraws an objection.',
  },
  LAST_CALL_NEEDED: {
    fr: () => 'En séance, on clôt après un dernier appel.',
    en: () => 'In a sitting, a poll closes after a last call.',
  },
  POLL_NOT_YOURS_TO_WITHDRAW: {
    fr: () => 'Un scrutin n’est retiré que par qui l’a ouvert, ou, en séance, par qui l’anime.',
    en: () => 'A poll is only taken back by whoever opened it, or in a sitting by its facilitator.',
  },
  POLL_HAS_BALLOTS: {
    fr: () => 'Des bulletins sont déjà dans l’urne : ce scrutin ne se retire plus, il va jusqu’à son terme.',
    en: () => 'Ballots are in the box already: this poll is no longer taken back, it goes to its end.',
  },
  ASSEMBLY_NOT_STARTED: {
    fr: ({ startsAt }, said) => `L’assemblée est convoquée pour le ${said(startsAt)}.`,
    en: ({ startsAt }, said) => `The assembly is convened for ${said(startsAt)}.`,
  },
  ASSEMBLY_NOT_RUNNING: {
    fr: ({ state }, said) => `L’assemblée n’est pas en cours (${said(state)}).`,
    en: ({ state }, said) => `The assembly is not running (${said(state)}).`,
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
    fr: ({ role }, said) => `Ce rôle est déjà tenu (${said(role)}).`,
    en: ({ role }, said) => `This role is already held (${said(role)}).`,
  },
  LOOKALIKE_NAME: {
    fr: () =>
      'Ce nom est déjà porté ici, ou ressemble trop à celui d’un autre membre. Choisissez-en un autre.',
    en: () => "This name is already borne here, or looks too much like another member's. Choose another one.",
  },
  NAME_JUST_CHANGED: {
    fr: ({ from }, said) =>
      `Vous avez changé de nom il y a peu : gardez-le une semaine, et changez-en à partir du ${said(from)}.`,
    en: ({ from }, said) =>
      `You have changed your name lately: keep it for a week, and change it from ${said(from)} on.`,
  },
  LINK_NOT_YOURS_TO_ISSUE: {
    fr: () => 'Une personne morale ne donne pas de lien de connexion à quelqu’un d’autre.',
    en: () => 'A legal person does not give sign-in links to others.',
  },
  SESSION_ASSISTED: {
    fr: () =>
      'Cette session a été ouverte par un lien que d’autres ont donné : on n’en donne pas à son tour. Demandez d’abord votre propre lien.',
    en: () =>
      'This session was opened with a link that others gave: none is given in turn from it. Ask for your own link first.',
  },
  TOO_MANY_TRIES: {
    fr: ({ from }, said) => `Trop d’essais en une heure. Réessayez à partir du ${said(from)}.`,
    en: ({ from }, said) => `Too many tries within an hour. Try again from ${said(from)} on.`,
  },
  NO_MAIL_HERE: {
    fr: () => 'Ce service n’envoie pas de courriel. Deux membres ensemble peuvent vous donner un lien.',
    en: () => 'This service sends no mail. Two members together can give you a link.',
  },
  STILL_A_MEMBER: {
    fr: () => 'Vous êtes encore membre. Quittez d’abord le collectif ; vos données s’effacent ensuite.',
    en: () => 'You are still a member. Leave the collective first; your data is erased after that.',
  },
  APPLICATION_NOT_OPEN: {
    fr: ({ state }, said) => `Cette demande d’adhésion n’attend plus de réponse (${said(state)}).`,
    en: ({ state }, said) => `This application is no longer waiting (${said(state)}).`,
  },
  APPLICATIONS_FULL: {
    fr: ({ limit }) => `Déjà ${limit} demandes d’adhésion attendent une réponse. Réessayez plus tard.`,
    en: ({ limit }) => `Already ${limit} applications wait for an answer. Try again later.`,
  },
  ADMISSION_NEEDS_DECISION: {
    fr: () => 'Ici, c’est le collectif qui décide de cette adhésion : mettez-la au vote.',
    en: () => 'Here the collective decides of this admission: put it to the vote.',
  },
  NATURAL_PERSON_NEEDED: {
    fr: () =>
      'Une personne morale parle, soutient et propose, sans voix : répondre de quelqu’un revient aux personnes physiques.',
    en: () =>
      'A legal person speaks, supports and proposes, without a voice: it is for natural persons to answer for somebody.',
  },
  APPEAL_CLOSED: {
    fr: ({ closedAt }, said) => `Cet appel ne se signe plus depuis le ${said(closedAt)}.`,
    en: ({ closedAt }, said) => `This appeal can no longer be signed, since ${said(closedAt)}.`,
  },
  MEMBERSHIP_CONDITION_MISSING: {
    fr: ({ condition }, said) => `Une condition d’adhésion n’est pas remplie : ${said(condition)}.`,
    en: ({ condition }, said) => `A condition of membership is not met: ${said(condition)}.`,
  },
  DUES_NOT_SHORTENED: {
    fr: ({ until }) => `La cotisation est déjà notée à jour jusqu’au ${until} ; cela ne se raccourcit pas.`,
    en: ({ until }) => `Dues are already recorded until ${until}; this is not shortened.`,
  },
  FILE_TOO_LARGE: {
    fr: ({ limit }) => `Le fichier dépasse ${limit} octets. Partagez-le en plusieurs.`,
    en: ({ limit }) => `The file is larger than ${limit} bytes. Split it.`,
  },
  FILE_NOT_UTF8: {
    fr: ({ line, column }) => `Ligne ${line}, colonne ${column} : le fichier n’est pas en UTF-8.`,
    en: ({ line, column }) => `Line ${line}, column ${column}: the file is not in UTF-8.`,
  },
  FILE_NOT_CSV: {
    fr: ({ line, column, reason }, said) =>
      `Ligne ${line}, colonne ${column} : le tableau est mal formé (${said(reason)}).`,
    en: ({ line, column, reason }, said) =>
      `Line ${line}, column ${column}: the table is broken (${said(reason)}).`,
  },
  FILE_HEADER_WRONG: {
    fr: ({ line, column, expected }) =>
      `Ligne ${line}, colonne ${column} : l’en-tête ne convient pas ; attendu : ${expected}.`,
    en: ({ line, column, expected }) =>
      `Line ${line}, column ${column}: the header does not fit; expected: ${expected}.`,
  },
  FILE_CELL_FORMULA: {
    fr: ({ line, column }) =>
      `Ligne ${line}, colonne ${column} : une cellule ne commence pas comme une formule.`,
    en: ({ line, column }) => `Line ${line}, column ${column}: a cell does not begin like a formula.`,
  },
  FILE_CELL_MARKUP: {
    fr: ({ line, column }) => `Ligne ${line}, colonne ${column} : une cellule contient une balise.`,
    en: ({ line, column }) => `Line ${line}, column ${column}: a cell holds a tag.`,
  },
  FILE_CELL_UNREADABLE: {
    fr: ({ line, column, reason }, said) =>
      `Ligne ${line}, colonne ${column} : des caractères ne se lisent pas (${said(reason)}).`,
    en: ({ line, column, reason }, said) =>
      `Line ${line}, column ${column}: characters cannot be read (${said(reason)}).`,
  },
  FILE_CELL_INVALID: {
    fr: ({ line, column, reason }, said) =>
      `Ligne ${line}, colonne ${column} : la valeur ne convient pas (${said(reason)}).`,
    en: ({ line, column, reason }, said) =>
      `Line ${line}, column ${column}: the value does not fit (${said(reason)}).`,
  },
  FILE_LINE_TWICE: {
    fr: ({ line, column }) =>
      `Ligne ${line}, colonne ${column} : cela figure déjà plus haut, ou dans le collectif.`,
    en: ({ line, column }) =>
      `Line ${line}, column ${column}: this is there already, above or in the collective.`,
  },
  // Procedures that protect people
  EXCLUSION_WITHOUT_GROUNDS: {
    fr: () => 'On n’exclut personne sans motifs écrits.',
    en: () => 'Nobody is excluded without written grounds, sent to that very person.',
  },
  EXCLUSION_OF_ONESELF: {
    fr: () => 'On ne demande pas sa propre exclusion : on peut quitter le collectif.',
    en: () => 'Nobody asks for their own exclusion: one may leave the collective.',
  },
  EXCLUSION_NOT_OPEN: {
    fr: ({ state }, said) => `Cette procédure d’exclusion n’est plus en cours (${said(state)}).`,
    en: ({ state }, said) => `This exclusion is no longer under way (${said(state)}).`,
  },
  ANSWER_TIME_RUNNING: {
    fr: ({ minimum, earliest }, said) =>
      `La personne a ${said(minimum)} pour répondre : rien n’est mis au vote avant le ${said(earliest)}.`,
    en: ({ minimum, earliest }, said) =>
      `The person has ${said(minimum)} to answer: nothing is put before ${said(earliest)}.`,
  },
  TITLE_NAMES_PERSON: {
    fr: () => 'Le titre ne doit pas nommer la personne.',
    en: () => 'The title must not name the person.',
  },
  NOT_PUBLIC: {
    fr: () => 'Ce qui concerne une personne reste entre membres : la proposition ne peut pas être publique.',
    en: () => 'What concerns a person stays among members: the proposal cannot be public.',
  },
  MEMBER_NOT_ACTIVE: {
    fr: ({ state }, said) => `Cette personne n’est pas membre à ce jour (${said(state)}).`,
    en: ({ state }, said) => `This person is not a member at present (${said(state)}).`,
  },
  MEMBER_NOT_EXCLUDED: {
    fr: ({ state }, said) => `Cette personne n’est pas exclue (${said(state)}).`,
    en: ({ state }, said) => `This person is not excluded (${said(state)}).`,
  },
  RECOURSE_NOT_GIVEN: {
    fr: ({ matter }, said) => `La règle ${said(matter)} ne donne pas de recours contre cette décision.`,
    en: ({ matter }, said) => `The rule ${said(matter)} gives no recourse against this decision.`,
  },
  RECOURSE_OVER: {
    fr: ({ endedAt }, said) => `Le délai de recours a pris fin le ${said(endedAt)}.`,
    en: ({ endedAt }, said) => `The time for recourse ended at ${said(endedAt)}.`,
  },
  RECOURSE_NOT_PENDING: {
    fr: () => 'Aucun recours n’attend contre cette exclusion.',
    en: () => 'No recourse pends against this exclusion.',
  },
  CHALLENGE_NOT_STRICTER: {
    fr: ({ matter }, said) => `La proposition suit déjà une voie au moins aussi stricte (${said(matter)}).`,
    en: ({ matter }, said) => `The proposal already takes a path at least as strict (${said(matter)}).`,
  },
  CHALLENGE_SETTLED: {
    fr: ({ state }, said) => `Cette réclamation est déjà réglée (${said(state)}).`,
    en: ({ state }, said) => `This challenge is already settled (${said(state)}).`,
  },
  CHALLENGED_AS_CONTRADICTING: {
    fr: ({ decision }) =>
      `Un·e membre dit que cette proposition contredit une décision d’assemblée (${decision}) : tant que ce n’est pas réglé, elle ne se décide qu’en assemblée.`,
    en: ({ decision }) =>
      `A member says that this proposal contradicts an assembly's decision (${decision}): until that is settled, it is decided in assembly only.`,
  },
  NOT_OF_AN_ASSEMBLY: {
    fr: ({ decision }) => `La décision ${decision} n’est pas celle d’une assemblée.`,
    en: ({ decision }) => `The decision ${decision} is not an assembly's.`,
  },
  POLL_ALREADY_OPEN: {
    fr: ({ poll }) => `Un scrutin est déjà ouvert sur cette proposition (${poll}).`,
    en: ({ poll }) => `A poll is already open on this proposal (${poll}).`,
  },
  // Amendments
  NOT_AMENDABLE: {
    fr: ({ reason }, said) => `Cette proposition ne s’amende pas : ${said(reason)}.`,
    en: ({ reason }, said) => `This proposal cannot be amended: ${said(reason)}.`,
  },
  WORDING_CHANGED: {
    fr: () =>
      'Le texte que vous avez lu n’est plus celui de la proposition : relisez-le. Votre copie vous reste.',
    en: () =>
      'The wording that you read is no longer the proposal’s: read it again. Your copy stays with you.',
  },
  AMENDS_NOTHING: {
    fr: () => 'Votre copie dit la même chose que le texte : il n’y a rien à amender.',
    en: () => 'Your copy says the same as the text: there is nothing to amend.',
  },
  AMENDMENT_DIFFERS: {
    fr: () => 'Ce qui serait enregistré n’est pas ce que vous avez confirmé : relisez l’aperçu.',
    en: () => 'What would be recorded is not what you confirmed: read the preview again.',
  },
  AMENDMENT_NOT_PENDING: {
    fr: ({ amendment, state }, said) => `L’amendement ${amendment} n’est plus à décider (${said(state)}).`,
    en: ({ amendment, state }, said) => `Amendment ${amendment} is no longer to be decided (${said(state)}).`,
  },
  AMENDMENTS_FROZEN: {
    fr: ({ frozenAt }, said) =>
      `Les amendements à cette proposition sont clos depuis le ${said(frozenAt)} : seuls ceux de séance sont encore reçus, et son texte ne change plus que par eux.`,
    en: ({ frozenAt }, said) =>
      `Amendments to this proposal have been closed since ${said(frozenAt)}: only those of a sitting still come in, and its wording changes by them alone.`,
  },
  AMENDMENTS_WAIT: {
    fr: ({ amendments }) => `Ces amendements se votent d’abord : ${amendments}.`,
    en: ({ amendments }) => `These amendments are put first: ${amendments}.`,
  },
  AMENDMENTS_CONFLICT: {
    fr: ({ amendments }) =>
      `Ces amendements ne peuvent pas tous être adoptés : ${amendments}. Mettez-les aux voix l’un après l’autre, ou au choix.`,
    en: ({ amendments }) =>
      `These amendments cannot all be adopted: ${amendments}. Put them one after the other, or to choose from.`,
  },
  AMENDMENT_OUT_OF_ORDER: {
    fr: ({ first }) =>
      `L’amendement ${first} passe avant, car il change davantage. Pour un autre ordre, dites pourquoi : ce sera noté.`,
    en: ({ first }) =>
      `Amendment ${first} comes first, for it changes more. For another order, say why: it will be recorded.`,
  },
  AMENDMENT_TOO_DEEP: {
    fr: () => 'Un sous-amendement ne s’amende pas.',
    en: () => 'A sub-amendment cannot be amended.',
  },
  SUB_AMENDMENTS_FIRST: {
    fr: ({ amendments }) => `Les sous-amendements se votent avant ce qu’ils amendent : ${amendments}.`,
    en: ({ amendments }) => `Sub-amendments are put before what they amend: ${amendments}.`,
  },
  FRIENDLY_NOT_ALLOWED: {
    fr: ({ matter }, said) =>
      `La charte ne laisse pas l’auteur ou l’autrice accepter un amendement sans vote (${said(matter)}).`,
    en: ({ matter }, said) =>
      `The charter does not let the author accept an amendment without a vote (${said(matter)}).`,
  },
  ASSEMBLY_NOT_CONVENED: {
    fr: ({ state }, said) => `Cette assemblée n’est plus à venir (${said(state)}).`,
    en: ({ state }, said) => `This assembly is no longer to come (${said(state)}).`,
  },
  TOO_MANY_AMENDMENTS: {
    fr: ({ limit }) =>
      `Cette proposition a déjà ${limit} amendements à décider. Décidez-en, ou faites une autre proposition.`,
    en: ({ limit }) =>
      `This proposal already has ${limit} amendments to decide. Decide some, or make another proposal.`,
  },
  TOO_MANY_OF_YOURS: {
    fr: ({ limit }) =>
      `Vous avez déjà ${limit} amendements à décider sur cette proposition. Retirez-en, ou attendez qu’il en soit décidé.`,
    en: ({ limit }) =>
      `You already have ${limit} amendments to decide on this proposal. Withdraw some, or wait until some are decided.`,
  },
  OUTCOME_NOT_PROCLAIMED: {
    fr: ({ state }, said) => `Ce scrutin n’a pas encore de résultat proclamé (${said(state)}).`,
    en: ({ state }, said) => `This poll has no proclaimed outcome (${said(state)}).`,
  },
  CONTEST_PERIOD_OVER: {
    fr: ({ endedAt }, said) => `Le délai de contestation a pris fin le ${said(endedAt)}.`,
    en: ({ endedAt }, said) => `The time to contest ended at ${said(endedAt)}.`,
  },
  CONTEST_CLOSED: {
    fr: ({ state }, said) => `Cette contestation n’attend plus rien (${said(state)}).`,
    en: ({ state }, said) => `This contest waits for nothing more (${said(state)}).`,
  },
  DECISION_NOT_CLOSED: {
    fr: ({ decision }) => `La décision ${decision} peut déjà être changée en ligne.`,
    en: ({ decision }) => `The decision ${decision} can already be changed online.`,
  },
  DECISION_REPEALED: {
    fr: ({ decision }) => `La décision ${decision} est déjà remplacée.`,
    en: ({ decision }) => `The decision ${decision} is already replaced.`,
  },
  DECISION_NOT_ADOPTED: {
    fr: ({ decision }) => `La décision ${decision} rejette une proposition : il n’y a rien à remplacer.`,
    en: ({ decision }) => `The decision ${decision} rejected a proposal: there is nothing to replace.`,
  },
  ANSWERS_NO_QUESTION: {
    fr: () => 'Une réponse répond à une question posée dans ce fil : dites à laquelle.',
    en: () => 'An answer is of a question asked in this thread: say which.',
  },
  QUOTE_NOT_FOUND: {
    fr: ({ reason }, said) =>
      `Ce passage n’a pas été retrouvé dans ce que vous avez lu : ${said(reason)}. Citez des mots entiers, d’un seul paragraphe.`,
    en: ({ reason }, said) =>
      `This passage was not found in what you read: ${said(reason)}. Quote whole words, within one paragraph.`,
  },
  CONTRIBUTION_NOT_STANDING: {
    fr: ({ state }, said) => `Cette contribution ne peut plus être changée (${said(state)}).`,
    en: ({ state }, said) => `This contribution can no longer be changed (${said(state)}).`,
  },
  WORDS_CHANGED: {
    fr: ({ currentVersion }) =>
      `Ce texte a changé entre-temps (version ${currentVersion}) : relisez-le. Le vôtre vous est rendu avec ce refus, rien n’est perdu.`,
    en: ({ currentVersion }) =>
      `These words changed meanwhile (version ${currentVersion}): read them again. Yours come back with this refusal, nothing is lost.`,
  },
  MODERATOR_CONCERNED: {
    fr: () =>
      'Cela vous concerne : c’est à une autre personne mandatée pour la modération d’en juger, ou à personne.',
    en: () => 'This concerns you: somebody else mandated to moderate judges it, or nobody does.',
  },
  MODERATION_SETTLED: {
    fr: ({ state }, said) => `Ce n’est plus possible pour ce masquage (${said(state)}).`,
    en: ({ state }, said) => `This is no longer possible for this moderation (${said(state)}).`,
  },
  CONCERN_NOT_YOURS: {
    fr: () =>
      'C’est à qui exprime cette préoccupation d’y répondre, ou à qui suit la décision ; mais dire qu’elle n’en est plus une n’appartient qu’à son auteur.',
    en: () =>
      'Whoever voices this concern answers it, or whoever sees to the decision; but that it is no concern any more its author alone says.',
  },
  CONCERN_NOT_DUE: {
    fr: ({ state }, said) => `Cette préoccupation n’attend pas de réponse pour l’instant (${said(state)}).`,
    en: ({ state }, said) => `This concern waits for no answer now (${said(state)}).`,
  },
  COLLECTIVE_CONSTITUTING: {
    fr: () => 'Le collectif est en train de se fonder : on n’y décide encore que de sa fondation.',
    en: () => 'The collective is being founded: until then, its founding is all there is to decide.',
  },
  FOUNDING_OVER: {
    fr: () => 'Le collectif est fondé : ses propres règles valent désormais, et la fondation est close.',
    en: () => 'The collective is founded: its own rules hold from now on, and the founding is over.',
  },
  FOUNDING_STEP_MISSING: {
    fr: ({ step }) =>
      `Il faut d’abord adopter ${FOUNDING_STEPS.fr[step] ?? step} : c’est une étape de la fondation.`,
    en: ({ step }) =>
      `First, ${FOUNDING_STEPS.en[step] ?? step} must be adopted: it is a step of the founding.`,
  },
  FOUNDING_DRAFTS_CHANGED: {
    fr: () =>
      'Les projets adoptés ne sont plus ceux que cette confirmation réunit : proposez une confirmation à jour.',
    en: () =>
      'The adopted drafts are no longer those that this confirmation gathers: put an up-to-date confirmation.',
  },
  FOUNDING_HAS_ONE_PATH: {
    fr: () =>
      'Un projet de fondation suit la voie de la fondation, la même pour tous : il n’y a pas de voie plus stricte à demander.',
    en: () =>
      'A founding draft takes the path of the founding, one for all: there is no stricter path to ask.',
  },
  TOO_SLOW: {
    fr: ({ limit }, said) =>
      `Cette lecture a été interrompue : elle dépassait ${said(limit)}. Demandez-en moins à la fois, ou réessayez plus tard.`,
    en: ({ limit }, said) =>
      `This was too slow and was broken off after ${said(limit)}. Ask for less at a time, or try again later.`,
  },
  // Elections counted from a file
  METHOD_UNKNOWN: {
    fr: ({ method }) => `Aucune méthode d’élection ne s’appelle « ${method} ».`,
    en: ({ method }) => `No method of election is called “${method}”.`,
  },
  METHOD_OPTION_INVALID: {
    fr: ({ option, reason }, said) => `Option « ${option} » de la méthode : ${said(reason)}.`,
    en: ({ option, reason }, said) => `Option “${option}” of the method: ${said(reason)}.`,
  },
  SEATS_INVALID: {
    fr: ({ seats }) => `Cette méthode ne pourvoit pas ce nombre de sièges (${seats}).`,
    en: ({ seats }) => `This method does not fill that number of seats (${seats}).`,
  },
  ELECTION_INVALID: {
    fr: ({ reason }, said) => `Ces bulletins ne peuvent pas être : ${said(reason)}.`,
    en: ({ reason }, said) => `These ballots cannot be: ${said(reason)}.`,
  },
  QUOTAS_CANNOT_BE_MET: {
    fr: ({ seats, bounds }) =>
      `Avec ces options, ${seats} sièges ne peuvent pas être pourvus en tenant tous les quotas : ${bounds}.`,
    en: ({ seats, bounds }) =>
      `With these options, ${seats} seats cannot be filled so that all quotas are met: ${bounds}.`,
  },
  BALLOTS_OF_ANOTHER_KIND: {
    fr: ({ given, counted }, said) =>
      `La méthode compte des ${said(counted)}, et ceux-ci sont des ${said(given)}.`,
    en: ({ given, counted }, said) => `The method counts ${said(counted)}, and these are ${said(given)}.`,
  },
  NOMINATIONS_WRONG: {
    fr: ({ reason, name }, said) =>
      `Cette élection sans candidat ne peut pas être : ${said(reason)}${name === '' ? '' : ` (« ${name} »)`}.`,
    en: ({ reason, name }, said) =>
      `This election without candidates cannot be: ${said(reason)}${name === '' ? '' : ` (“${name}”)`}.`,
  },
  NOT_NEXT_FOR_CONSENT: {
    fr: ({ person, next }) =>
      `Ce n’est pas le tour de ${person} d’être soumis au consentement, mais de : ${next}.`,
    en: ({ person, next }) => `It is not the turn of ${person} to be put to consent, but of: ${next}.`,
  },
  EQUALS_NOT_PARTED: {
    fr: ({ person, equals }) =>
      `Avant de soumettre ${person} au consentement, il faut départager : ${equals}.`,
    en: ({ person, equals }) =>
      `Before ${person} is put to consent, these equals have to be parted: ${equals}.`,
  },
  BALLOT_FILE_WRONG: {
    fr: ({ line, column, reason, found }, said) =>
      `Ligne ${line}, colonne ${column} : ${said(reason)}${found === '' ? '' : ` (« ${found} »)`}.`,
    en: ({ line, column, reason, found }, said) =>
      `Line ${line}, column ${column}: ${said(reason)}${found === '' ? '' : ` (“${found}”)`}.`,
  },
  ...REFUSALS_OF_GROUPS,
  ...REFUSALS_OF_RELAYS,
  ...REFUSALS_OF_ELECTIONS,
  CONSTRAINT: {
    fr: ({ constraint }) => `La base de données refuse (${constraint}). Rien n’a été écrit.`,
    en: ({ constraint }) => `The database refuses (${constraint}). Nothing was written.`,
  },
};

/** The sentence of a refusal, in the caller's language and on the calendar of their collective. */
export function sentenceOf<C extends RefusalCode>(
  refusal: Refusal<C>,
  locale: Locale,
  zone: Zone = 'UTC',
): string {
  return CATALOGUE[refusal.code][locale](refusal.facts, inWords(locale, zone));
}

/** A fact stands for itself, by its name: « {closesAt} ». */
const NAMED_FACTS = new Proxy({}, { get: (_, name) => `{${String(name)}}` });

/** What a refusal says, with the names of its facts in the place of their values: for documentation. */
export const patternOf = <C extends RefusalCode>(code: C, locale: Locale): string =>
  CATALOGUE[code][locale](NAMED_FACTS as RefusalFacts[C], String);

/** Every code of the house, in the order of the catalogue. */
export const REFUSAL_CODES = Object.keys(CATALOGUE) as readonly RefusalCode[];

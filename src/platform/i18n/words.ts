import type { Locale } from '../../core/kernel/actors.js';
import { parseInstant, type Zone } from '../../core/kernel/instants.js';
import { WORDS_OF_METHODS } from './words-of-methods.js';
import { WORDS_OF_GROUPS } from './words-of-groups.js';
import { WORDS_OF_BALLOT_FILES } from './words-of-ballot-files.js';

type Words = { readonly [L in Locale]: string };

/** Says a fact of a refusal: the words of a code, an instant on a calendar, a duration; anything else as it is. */
export type Said = (fact: string | number) => string;

/** What the codes among the facts of refusals are called. A test finds every reason that the sources give. */
export const WORDS: Readonly<Record<string, Words>> = {
  ...WORDS_OF_BALLOT_FILES,
  ...WORDS_OF_GROUPS,
  // Matters
  ROUTINE: { fr: 'questions courantes', en: 'routine questions' },
  DEEP: { fr: 'questions de fond', en: 'questions that need thought' },
  GOVERNANCE: { fr: 'gouvernance', en: 'governance' },
  MANDATE: { fr: 'mandats', en: 'mandates' },
  EXCLUSION: { fr: 'exclusions', en: 'exclusions' },
  // Venues and forms
  PHYSICAL: { fr: 'en présence', en: 'in person' },
  HYBRID: { fr: 'en salle et à distance', en: 'in rooms and remote' },
  REMOTE: { fr: 'à distance', en: 'remote' },
  ...WORDS_OF_METHODS,
  // Modes
  OPEN: { fr: 'ouvert', en: 'open' },
  SEALED: { fr: 'secret', en: 'secret' },
  TOKEN: { fr: 'secret à jetons', en: 'secret by tokens' },
  // States
  CLOSED: { fr: 'clos', en: 'closed' },
  DECIDED: { fr: 'décidé', en: 'decided' },
  CANCELLED: { fr: 'annulé', en: 'cancelled' },
  SUPERSEDED: { fr: 'remplacé par une assemblée', en: 'superseded by an assembly' },
  WITHDRAWN: { fr: 'retiré', en: 'withdrawn' },
  // Concerns
  VOICED: { fr: 'aucune décision ne la porte', en: 'no decision carries it' },
  CARRIED: {
    fr: 'une décision la porte, sa date n’est pas venue',
    en: 'a decision carries it, before its date',
  },
  DUE: { fr: 'sa date est venue', en: 'its date has come' },
  SETTLED: { fr: 'elle n’en est plus une', en: 'it is none any more' },
  TAKEN_UP: { fr: 'reprise ailleurs', en: 'taken up elsewhere' },
  OVER_THREE_YEARS: { fr: 'c’est dans plus de trois ans', en: 'it is more than three years from now' },
  NO_CONCERN: { fr: 'ce n’est pas une préoccupation', en: 'it is no concern' },
  NO_PROPOSAL: { fr: 'ce fil ne porte sur aucune proposition', en: 'this thread is about no proposal' },
  // Elections without candidates
  ELECTED: { fr: 'quelqu’un est élu', en: 'somebody is elected' },
  NO_DECISION: { fr: 'sans décision', en: 'without a decision' },
  NOMINATION: { fr: 'désignations', en: 'nominations' },
  CHANGE: { fr: 'tour de report', en: 'change round' },
  FURTHER: { fr: 'tour entre égaux', en: 'round among equals' },
  CONSENT: { fr: 'consentement', en: 'consent' },
  // Consent
  FALLEN_BACK: { fr: 'mise au vote', en: 'put to a vote' },
  UNDECIDED: { fr: 'sans réponse suffisante', en: 'without enough answers' },
  INTEGRATED: { fr: 'intégrée par une version', en: 'integrated by a version' },
  SET_ASIDE: { fr: 'écartée par la règle', en: 'set aside by the rule' },
  CALLED_OFF: {
    fr: 'le texte a changé, la question est reposée',
    en: 'the words changed, and the question is asked again',
  },
  FALLBACK_NOT_ALLOWED: {
    fr: 'la règle se rabat sur un vote qu’elle ne permet pas',
    en: 'the rule falls back to a vote that it does not allow',
  },
  NOT_A_NUMBER_OF_ROUNDS: { fr: 'il faut de 1 à 10 tours', en: 'it takes from 1 to 10 rounds' },
  // Amendments
  PENDING: { fr: 'à décider', en: 'to be decided' },
  ACCEPTED: { fr: 'accepté, sauf objection', en: 'accepted unless somebody objects' },
  ADOPTED: { fr: 'adopté', en: 'adopted' },
  REJECTED: { fr: 'rejeté', en: 'rejected' },
  OPTIONS: { fr: 'elle offre un choix entre plusieurs options', en: 'it offers options to choose from' },
  SEVERAL_TEXTS: { fr: 'elle touche plusieurs textes à la fois', en: 'it touches several texts at once' },
  NO_WORDING: { fr: 'elle n’écrit aucun texte', en: 'it writes no text' },
  NOTHING_LEFT: { fr: 'il n’en resterait rien', en: 'nothing would be left of it' },
  WORDS_LOST: {
    fr: 'le texte ne garderait pas tous les mots de la copie (un grand titre, ou une ligne qu’il écrit lui-même)',
    en: 'the text would not keep all the words of the copy (a main title, or a line that it writes itself)',
  },
  TOO_SOON: { fr: 'c’est dans moins d’un jour', en: 'it is less than a day from now' },
  AFTER_THE_HOUR: { fr: 'c’est après l’heure de l’assemblée', en: 'it is after the hour of the assembly' },
  OF_FOUNDING: { fr: 'elle est de la fondation', en: 'it is of the founding' },
  // Deliberation
  HIDDEN: { fr: 'masqué', en: 'hidden' },
  ERASED: { fr: 'effacé', en: 'erased' },
  APPEALED: { fr: 'en appel', en: 'appealed' },
  RESTORED: { fr: 'rétabli', en: 'shown again' },
  DROPPED: { fr: 'retiré par son auteur·e', en: 'taken back by its author' },
  NOT_FOUND: { fr: 'ces mots n’y sont pas', en: 'these words are not there' },
  AMBIGUOUS: {
    fr: 'ces mots y sont plusieurs fois, dites ce qui est juste avant ou juste après',
    en: 'these words are there more than once, say what stands right before or after',
  },
  // Mandates between votes
  ONE_SOURCE: { fr: 'une tâche a une origine, pas deux', en: 'a task comes from one thing, not from two' },
  WITHOUT_FIRST_REPORT: { fr: 'il faut d’abord une première échéance', en: 'it needs a first day' },
  WHOLE_DAYS: {
    fr: 'en jours, semaines, mois ou années entiers',
    en: 'in whole days, weeks, months or years',
  },
  PROPOSED: { fr: 'notée', en: 'written down' },
  CONFIRMED: { fr: 'confirmée', en: 'confirmed' },
  REFUSED: { fr: 'refusée', en: 'refused' },
  TAKEN: { fr: 'prise', en: 'taken' },
  CONVENED: { fr: 'convoquée', en: 'convened' },
  RUNNING: { fr: 'en cours', en: 'running' },
  ENDED: { fr: 'terminée', en: 'ended' },
  STANDING: { fr: 'en attente', en: 'standing' },
  UPHELD: { fr: 'reconnu fondé', en: 'upheld' },
  DISMISSED: { fr: 'écarté', en: 'dismissed' },
  HEARD: { fr: 'entendu', en: 'heard' },
  ACTIVE: { fr: 'membre', en: 'a member' },
  FOUNDING: { fr: 'fonde le collectif', en: 'founding' },
  LEFT: { fr: 'a quitté le collectif', en: 'has left' },
  EXCLUDED: { fr: 'a été exclue', en: 'is excluded' },
  // Roles of a sitting
  FACILITATOR: { fr: 'animation', en: 'facilitation' },
  MINUTE_TAKER: { fr: 'secrétariat', en: 'minutes' },
  TIMEKEEPER: { fr: 'temps', en: 'time' },
  QUEUE_KEEPER: { fr: 'tour de parole', en: 'speakers’ queue' },
  TELLER: { fr: 'dépouillement', en: 'counting' },
  // Why somebody is not among the voters
  MEMBER: { fr: 'membre', en: 'member' },
  LEGAL_PERSON: { fr: 'une personne morale n’a pas de bulletin', en: 'a legal person has no ballot' },
  NOT_ACTIVE: {
    fr: 'vous n’étiez pas membre à l’ouverture',
    en: 'you were not a member when it opened',
  },
  STRUCK: { fr: 'votre place a été retirée depuis', en: 'your place was struck since' },
  NOT_LISTED: {
    fr: 'vous n’étiez pas membre à l’ouverture',
    en: 'you were not a member when it opened',
  },
  NOT_PRESENT: {
    fr: 'vous n’étiez pas dans la salle à l’ouverture',
    en: 'you were not in the room when it opened',
  },
  DUES_LAPSED: {
    fr: 'votre cotisation n’était pas à jour à l’ouverture',
    en: 'your dues were not up to date when it opened',
  },
  TOO_RECENT: {
    fr: 'vous étiez membre depuis trop peu de temps à l’ouverture',
    en: 'you had not been a member for long enough when it opened',
  },
  // Who becomes a member
  MEMBERSHIP: { fr: 'adhésion', en: 'membership' },
  ADMITTED: { fr: 'la personne est déjà membre', en: 'the person is a member already' },
  LAPSED: { fr: 'devenu sans objet', en: 'it has lapsed' },
  SIGNED: {
    fr: 'avoir signé l’appel, et que ce soit prouvé',
    en: 'to have signed the appeal, and that it is proven',
  },
  NATURAL_PERSON: { fr: 'être une personne physique', en: 'to be a natural person' },
  // Files
  NOT_AN_ADDRESS: { fr: 'ce n’est pas une adresse de courriel', en: 'it is no e-mail address' },
  NOT_A_WEB_ADDRESS: {
    fr: 'ce n’est pas l’adresse d’une page (http ou https)',
    en: 'it is no address of a page (http or https)',
  },
  NOT_OF_THESE_WORDS: { fr: 'ce n’est pas l’empreinte de ces mots', en: 'it is no hash of these words' },
  NOT_A_SIGNATURE: { fr: 'ce n’est pas une signature', en: 'it is no signature' },
  NOT_ISSUES: { fr: 'ce n’est pas une liste de tickets en JSON', en: 'it is no list of issues in JSON' },
  NOT_A_PLACE: { fr: 'ce n’est pas un rang à partir de 1', en: 'it is no place from 1 on' },
  NOT_A_KIND: { fr: 'ce n’est ni « physique » ni « morale »', en: 'it is neither "natural" nor "legal"' },
  NEITHER_YES_NOR_NO: { fr: 'ce n’est ni « oui » ni « non »', en: 'it is neither "yes" nor "no"' },
  PLACE_TAKEN: { fr: 'quelqu’un d’autre a déjà ce rang', en: 'somebody else has this place already' },
  NOT_A_DATE: {
    fr: 'ce n’est pas une date comme 2020-10-30 ou 30/10/2020',
    en: 'it is no date such as 2020-10-30 or 30/10/2020',
  },
  IN_THE_FUTURE: { fr: 'cette date est à venir', en: 'this date is still to come' },
  BEFORE_THE_DECISION: { fr: 'cette date précède la décision', en: 'this date is before the decision' },
  QUOTE_NOT_CLOSED: { fr: 'un guillemet n’y est pas fermé', en: 'a quotation mark is not closed there' },
  QUOTE_MISPLACED: { fr: 'un guillemet y est mal placé', en: 'a quotation mark is misplaced there' },
  CELLS_MISSING: { fr: 'il y manque des cellules', en: 'cells are missing there' },
  CELLS_TOO_MANY: { fr: 'il y a trop de cellules', en: 'there are too many cells' },
  // Why a value does not fit
  EMPTY: { fr: 'il est vide', en: 'it is empty' },
  MISSING: { fr: 'il manque', en: 'it is missing' },
  UNKNOWN_FIELD: { fr: 'personne ne connaît ce champ', en: 'nobody knows this field' },
  TOO_SHORT: { fr: 'il est trop court', en: 'it is too short' },
  TOO_LONG: { fr: 'il est trop long', en: 'it is too long' },
  TOO_MANY: { fr: 'il y en a trop', en: 'there are too many' },
  TWICE: { fr: 'il y est deux fois', en: 'it is there twice' },
  SPACE_AROUND: { fr: 'il commence ou finit par une espace', en: 'it begins or ends with a space' },
  ILL_FORMED: { fr: 'ce n’est pas de l’Unicode bien formé', en: 'it is no well-formed Unicode' },
  CONTROL_CHARACTER: {
    fr: 'il contient un caractère de contrôle',
    en: 'it holds a control character',
  },
  BIDI_CONTROL: {
    fr: 'il contient une marque qui inverse le sens de lecture',
    en: 'it holds a mark that turns the direction of reading',
  },
  NOTHING_VISIBLE: { fr: 'on n’y voit rien', en: 'nothing in it can be seen' },
  TOO_FAR: { fr: 'c’est dans plus d’un an', en: 'it is more than a year ahead' },
  LAST_CALL_GIVES_IT: {
    fr: 'en séance, c’est le dernier appel qui donne la clôture',
    en: 'in a sitting, the last call gives it',
  },
  PAST: { fr: 'c’est déjà passé', en: 'it is already past' },
  NEEDED_ONLINE: { fr: 'il en faut un en ligne', en: 'it is needed online' },
  EXACTLY_ONE: { fr: 'il en faut un, et un seul', en: 'exactly one is needed' },
  FIXED_BY_EFFECT: {
    fr: 'cette matière suit des effets, elle ne se demande pas',
    en: 'this matter follows from effects, and is not asked for',
  },
  REASON_WITHOUT_OBJECTION: {
    fr: 'une raison n’accompagne qu’une objection',
    en: 'a reason goes with an objection alone',
  },
  WRONG_KIND: { fr: 'ce n’est pas le bulletin de cette méthode', en: 'it is no ballot of this method' },
  ELECTS: {
    fr: 'une méthode qui choisit entre des options ne répond pas par oui ou non',
    en: 'a method that chooses among options does not answer by yes or no',
  },
  WITHOUT_ELECTION: {
    fr: 'des méthodes choisissent entre des options, et la règle ne dit pas ce qui adopte l’option choisie',
    en: 'methods choose among options, and the rule does not say what adopts the chosen one',
  },
  WITHOUT_GRADES: { fr: 'il faut au moins deux mentions', en: 'at least two grades are needed' },
  GRADES_OF_NOTHING: {
    fr: 'aucune méthode permise ne compte de mentions',
    en: 'no method that is allowed counts grades',
  },
  BUDGET_IS_CONFIRMED: {
    fr: 'un budget se confirme en entier, par oui ou non, ou n’est qu’une préférence',
    en: 'a budget is confirmed as a whole, by yes or no, or is a preference',
  },
  EXCLUSION_IS_YES_OR_NO: {
    fr: 'une exclusion se décide par oui ou non, jamais parmi des options',
    en: 'an exclusion is decided by yes or no, never among options',
  },
  LABEL_OF_STATUS_QUO: {
    fr: 'ce nom est celui de l’option « rien ne change »',
    en: 'this is the name of the option “nothing changes”',
  },
  OPTIONS_HAVE_THEIR_OWN: {
    fr: 'chaque option a ses propres effets',
    en: 'each option has effects of its own',
  },
  WITHOUT_OPTIONS: { fr: 'il n’y a pas d’options', en: 'there are no options' },
  MORE_BALLOTS_THAN_ROLL: {
    fr: 'il y a plus de bulletins que d’inscrits',
    en: 'there are more ballots than people on the roll',
  },
  SCORE_TOO_SMALL: { fr: 'une note est sous la plus basse', en: 'a score is under the least' },
  NOT_ALL_MARKED: { fr: 'il faut une mention pour chaque option', en: 'each option needs a grade' },
  TIED_RANKS: { fr: 'deux options sont au même rang', en: 'two options stand at one rank' },
  UNKNOWN_VALUE: {
    fr: 'le bulletin n’est pas écrit comme il faut (un rang vide ?)',
    en: 'the ballot is not written as it should be (an empty rank?)',
  },
  OF_THE_BOX: {
    fr: 'cette option dépend des bulletins : un scrutin s’ouvrirait sans pouvoir être dépouillé',
    en: 'this option depends on the ballots: a poll would be opened that could not be counted',
  },
  SCORE_TOO_GREAT: { fr: 'une note dépasse la plus haute', en: 'a score is over the greatest' },
  OF_SEVERAL_TEXTS: {
    fr: 'certains amendent la proposition, d’autres un amendement',
    en: 'some amend the proposal, others an amendment',
  },
  IMPOSSIBLE: { fr: 'rien ne peut l’atteindre', en: 'nothing can reach it' },
  NOTHING_TO_REMOVE: { fr: 'il n’y a rien à retirer', en: 'there is nothing to remove' },
  NOT_AMONG_FORMS: { fr: 'cette forme ne peut pas décider', en: 'this form may not decide' },
  NOT_ONLINE: { fr: 'la règle n’ouvre pas le vote en ligne', en: 'the rule does not open voting online' },
  NOT_LONGER: {
    fr: 'elle n’est pas plus longue que la durée ordinaire',
    en: 'it is no longer than the ordinary time',
  },
  NO_ASSEMBLY: { fr: 'la règle n’ouvre pas les assemblées', en: 'the rule does not open assemblies' },
  OTHER_MATTER: { fr: 'la règle dit une autre matière', en: 'the rule says another matter' },
  PRESENT_ONLINE: { fr: 'en ligne, personne n’est pointé présent', en: 'online, nobody is checked in' },
  SAME_BASE: { fr: 'une base ne se compare pas à elle-même', en: 'a base is no share of itself' },
  WITHOUT_METHOD: {
    fr: 'la méthode de la règle n’y est pas',
    en: 'the method of the rule is not among them',
  },
  RANKED: { fr: 'classements', en: 'rankings' },
  SCORED: { fr: 'notes', en: 'scores' },
  APPROVED: { fr: 'approbations', en: 'approvals' },
  GRADED: { fr: 'mentions', en: 'grades' },
  UNKNOWN: { fr: 'elle n’en a pas de ce nom', en: 'it has none of that name' },
  NOT_WHOLE: { fr: 'ce n’est pas un nombre entier', en: 'it is no whole number' },
  OUT_OF_RANGE: { fr: 'ce nombre est hors des limites', en: 'this number is out of bounds' },
  NOT_YES_OR_NO: { fr: 'ce n’est ni vrai ni faux', en: 'it is neither true nor false' },
  NOT_A_NAME: { fr: 'ce n’est pas un nom', en: 'it is no name' },
  NOT_NUMBERS_BY_NAME: {
    fr: 'ce n’est pas un nombre entier pour chaque nom',
    en: 'it is no whole number for each name',
  },
  NOT_FRACTIONS_BY_NAME: {
    fr: 'ce n’est pas une fraction comme 3/1 pour chaque nom',
    en: 'it is no fraction such as 3/1 for each name',
  },
  NEGATIVE_WEIGHT: { fr: 'un nombre est inférieur à zéro', en: 'a number is below zero' },
  NOT_ONE_TALLY_AN_OPTION: {
    fr: 'il faut un décompte par option',
    en: 'there must be one tally an option',
  },
  NOT_ONE_NUMBER_A_GRADE: { fr: 'il faut un nombre par mention', en: 'there must be one number a grade' },
  NOT_ONE_SCORE_AN_OPTION: { fr: 'il faut une note par option', en: 'there must be one score an option' },
  SCORE_NOT_WHOLE: { fr: 'une note n’est pas un nombre entier', en: 'a score is no whole number' },
  SCORE_OUT_OF_RANGE: { fr: 'une note est hors de l’échelle', en: 'a score is outside the scale' },
  TOO_MANY_DOTS: {
    fr: 'un bulletin pose plus de gommettes qu’il n’en a',
    en: 'a ballot gives more dots than it has',
  },
  GRADE_UNKNOWN: {
    fr: 'l’échelle n’a pas autant de mentions',
    en: 'the scale does not have as many grades',
  },
  JUDGMENTS_NOT_AS_MANY: {
    fr: 'les options n’ont pas toutes autant de jugements, et rien ne dit quoi faire de ceux qui manquent',
    en: 'not all options have as many judgments, and nothing says what becomes of those missing',
  },
  OPTION_NOT_JUDGED: { fr: 'une option n’a aucun jugement', en: 'an option has no judgment' },
  MORE_JUDGMENTS_THAN_VOTERS: {
    fr: 'une option a plus de jugements qu’il n’y a de votes',
    en: 'an option has more judgments than there are voters',
  },
  TOO_MANY_GRADES: { fr: 'il y a plus de mille mentions', en: 'there are more than a thousand grades' },
  EQUAL_RANKS: {
    fr: 'un bulletin met plusieurs options au même rang',
    en: 'a ballot puts several options at the same rank',
  },
  TOO_MANY_COMMITTEES: {
    fr: 'il y a plus de 20 000 équipes possibles (pav-sequential@1 les compte)',
    en: 'there are more than 20,000 possible committees (pav-sequential@1 counts them)',
  },
  TOO_MANY_WAYS_OF_QUOTAS: {
    fr: 'leurs groupes se croisent de trop de façons pour vérifier les quotas',
    en: 'their groups cross in too many ways for the quotas to be checked',
  },
  NO_RULE_FOR_QUOTAS: {
    fr: 'cette méthode n’a pas de règle pour des quotas',
    en: 'this method has no rule for quotas',
  },
  NOT_QUOTAS: {
    fr: 'il faut une liste de quotas : un groupe, et combien au moins ou au plus',
    en: 'a list of quotas is needed: a group, and how many at least or at most',
  },
  TOO_MANY_QUOTAS: { fr: 'il y a plus de 30 quotas', en: 'there are more than 30 quotas' },
  NOT_A_GROUP: { fr: 'ce n’est pas un nom de groupe', en: 'this is no name of a group' },
  NOT_GROUPS_BY_NAME: {
    fr: 'il faut, par option, la liste de ses groupes',
    en: 'for each option a list of its groups is needed',
  },
  GROUP_OF_NOBODY: { fr: 'aucune option n’est de ce groupe', en: 'no option is in that group' },
  OPTION_WITHOUT_GROUP: {
    fr: 'pour une option, on ne sait pas de quel groupe elle est',
    en: 'of one option it is not said in which group it is',
  },
  NOTHING_DRAWN: { fr: 'rien n’a encore été tiré', en: 'nothing was drawn yet' },
  NOT_ONE_NUMBER_AN_OPTION: {
    fr: 'il faut un numéro par option, chacun différent',
    en: 'there must be one number an option, each of its own',
  },
  NOT_ONE_COST_AN_OPTION: {
    fr: 'il faut un coût par option, plus grand que zéro',
    en: 'there must be one cost an option, above zero',
  },
  COSTS_WITHOUT_BUDGET: {
    fr: 'les coûts et le budget vont ensemble',
    en: 'costs and a budget go together',
  },
  TOO_MANY_RAISES: {
    fr: 'elle est trop petite : plus de 5 000 augmentations',
    en: 'it is too small: more than 5,000 raises',
  },
  OPTION_WITHOUT_NAME: { fr: 'une option n’a pas de nom', en: 'an option has no name' },
  OPTION_TWICE: { fr: 'deux options ont le même nom', en: 'two options have the same name' },
  OPTIONS_LOOK_ALIKE: {
    fr: 'deux options se ressemblent trop pour être distinguées sur un bulletin',
    en: 'two options look too much alike to be told apart on a ballot',
  },
  OPTION_TWICE_ON_A_BALLOT: {
    fr: 'un bulletin nomme deux fois la même option',
    en: 'a ballot names the same option twice',
  },
  UNKNOWN_PERSON: { fr: 'cette personne n’est pas dans la liste', en: 'this person is not in the list' },
  NOMINATES_TWICE: { fr: 'quelqu’un désigne deux fois', en: 'somebody nominates twice' },
  CHANGES_TWICE: { fr: 'quelqu’un change deux fois', en: 'somebody changes twice' },
  CHANGE_WITHOUT_NOMINATION: {
    fr: 'un report ne vient d’aucune désignation',
    en: 'a change comes from no nomination',
  },
  NOT_AMONG_EQUALS: {
    fr: 'un tour supplémentaire ne désigne que des personnes à égalité',
    en: 'a further round nominates only those who are equal',
  },
  ROUND_NOT_NEEDED: {
    fr: 'un tour supplémentaire n’avait personne à départager',
    en: 'a further round had nobody to part',
  },
  NOBODY_TO_BE_PUT: {
    fr: 'l’élection est finie, plus personne n’est à soumettre au consentement',
    en: 'the election is over, and nobody is to be put to consent any more',
  },
  OBJECTIONS_NOT_WHOLE: {
    fr: 'le nombre d’objections n’est pas un nombre entier',
    en: 'the number of objections is no whole number',
  },
  UNKNOWN_OPTION: { fr: 'une option n’existe pas', en: 'an option does not exist' },
  NOT_A_CURSOR: { fr: 'ce n’est pas une position de cette liste', en: 'it is no place in this list' },
  NOT_A_FRACTION: { fr: 'ce n’est pas une fraction comme 2/3', en: 'it is no fraction such as 2/3' },
  NOT_A_FRACTION_UP_TO_ONE: {
    fr: 'ce n’est pas une fraction comme 2/3, plus que zéro et au plus un',
    en: 'it is no fraction such as 2/3, above zero and at most one',
  },
  NOT_A_LIST: { fr: 'ce n’est pas une liste', en: 'it is no list' },
  NOT_A_RECORD: { fr: 'ce n’est pas un ensemble de champs', en: 'it is no set of fields' },
  NOT_A_BOOLEAN: { fr: 'ce n’est ni vrai ni faux', en: 'it is neither true nor false' },
  NOT_A_COUNT: { fr: 'ce n’est pas un nombre entier positif', en: 'it is no whole number from 0 on' },
  NOT_A_PERIOD: {
    fr: 'ce n’est pas une durée d’un an au plus, comme P7D',
    en: 'it is no duration of a year at most, such as P7D',
  },
  NOT_A_SENTENCE: { fr: 'ce n’est pas une phrase d’une ligne', en: 'it is no sentence of one line' },
  NOT_A_SLUG: {
    fr: 'il se compose de minuscules, de chiffres et de traits d’union',
    en: 'it is made of lower case, digits and hyphens',
  },
  NOT_AN_ID: { fr: 'ce n’est pas un identifiant', en: 'it is no id' },
  UNCLOSED_FENCE: { fr: 'un bloc de code n’y est pas fermé', en: 'a block of code is not closed there' },
  // A text that is taken over with its history
  WORDS_OR_HISTORY: {
    fr: 'il faut ses mots ou son histoire, l’un des deux',
    en: 'it has either words or a history',
  },
  OTHER_TITLE: { fr: 'le fichier dit un autre titre', en: 'the file says another title' },
  WRITES_NOTHING: {
    fr: 'cette décision n’écrit rien dans ce texte',
    en: 'this decision writes nothing in this text',
  },
  // A text read from JSON
  NO_JSON: { fr: 'ce n’est pas du JSON', en: 'it is no JSON' },
  OTHER_TEXT_FORMAT: {
    fr: 'ce n’est pas le format « ormee-text/1 »',
    en: 'it is not the format "ormee-text/1"',
  },
  OTHER_KIND: { fr: 'ce n’est pas ce qui est attendu ici', en: 'it is not what is expected here' },
  HASH_DIFFERS: {
    fr: 'l’empreinte n’est pas celle des mots',
    en: 'the fingerprint is not that of the words',
  },
  DECISION_UNKNOWN: { fr: 'la décision citée n’y est pas', en: 'the decision cited is not there' },
  KNOWN_LATER: { fr: 'cela n’était pas encore connu', en: 'that was not known yet' },
  NOT_REPLAYED: {
    fr: 'les opérations ne donnent pas ces versions',
    en: 'the operations do not make these versions',
  },
  OTHER_WORDING: { fr: 'les versions ne donnent pas ce texte', en: 'the versions do not make this text' },
  UNDERLINED_HEADING: {
    fr: 'un titre s’écrit avec des #, pas souligné',
    en: 'a heading is written with #, not underlined',
  },
  MISPLACED_TITLE: { fr: 'le titre du texte vient en premier', en: 'the title of the text comes first' },
  TEXT_BEFORE_FIRST_PROVISION: {
    fr: 'du texte précède le premier article',
    en: 'there are words before the first article',
  },
  UNKNOWN_KEY: {
    fr: 'aucune insertion de ce changement ne porte cette clé',
    en: 'no insertion of this change bears this key',
  },
  UNCHANGED: { fr: 'c’est déjà le cas', en: 'it is so already' },
  NOT_BY_ERRATUM: {
    fr: 'un erratum ne change pas le numéro',
    en: 'an erratum does not change the number',
  },
  UNDER_REPEALED: { fr: 'il est sous un article abrogé', en: 'it is under a repealed article' },
  // Names, and what somebody has to mean
  INVISIBLE_CHARACTER: {
    fr: 'il contient un caractère invisible',
    en: 'it holds a character that nobody can see',
  },
  NO_LETTER: { fr: 'il lui faut une lettre ou un chiffre', en: 'it needs a letter or a digit' },
  MIXED_SCRIPTS: {
    fr: 'il mêle des alphabets dont les lettres se ressemblent',
    en: 'it mixes alphabets whose letters look alike',
  },
  TOO_MANY_MARKS: {
    fr: 'trop d’accents s’empilent sur une lettre',
    en: 'too many marks are piled on one letter',
  },
  NOT_YOU: { fr: 'c’est quelqu’un d’autre', en: 'it is somebody else' },
  NOT_READ_BACK: {
    fr: 'relisez à la personne ce qu’elle a dit, et qu’elle l’approuve',
    en: 'read back to the person what they said, and have them agree',
  },
  ONESELF: { fr: 'c’est vous', en: 'it is you' },
  NEEDED_HERE: {
    fr: 'ce service accueille plusieurs collectifs, dites lequel',
    en: 'this service holds several collectives, say which',
  },
  ONLY_IN_SITTING: {
    fr: 'hors d’une séance, il n’y a pas d’ordre du jour',
    en: 'there is no agenda outside a sitting',
  },
  NOT_CONFIRMED: { fr: 'il reste à confirmer', en: 'it is still to be confirmed' },
  // Founding, and the charter as a file
  NOT_A_ZONE: { fr: 'ce n’est pas un fuseau horaire', en: 'it is no time zone' },
  AT_LEAST_TWO_PERSONS: {
    fr: 'il faut au moins deux personnes physiques',
    en: 'at least two natural persons are needed',
  },
  DEEP_OR_GOVERNANCE: {
    fr: 'un texte relève du fond ou de la gouvernance',
    en: 'a text is a matter that needs thought, or of governance',
  },
  OTHER_SUBJECT: {
    fr: 'une nouvelle version reste sur le même sujet',
    en: 'a new version stays on the same subject',
  },
  OTHER_FORMAT: {
    fr: 'ce n’est pas le format « ormee-charter/1 »',
    en: 'it is not the format "ormee-charter/1"',
  },
  NOT_YAML: { fr: 'ce n’est ni du YAML ni du JSON', en: 'it is neither YAML nor JSON' },
  ALIAS: {
    fr: 'les renvois (&, *) n’y sont pas suivis',
    en: 'references (&, *) are not followed there',
  },
  NOT_A_TITLE: { fr: 'ce n’est pas le titre d’un texte', en: 'it is no title of a text' },
  NOT_SHARED: { fr: 'chaque règle a le sien', en: 'each rule has its own' },
  OF_WHICH_TEXT: { fr: 'il faut dire de quel texte', en: 'of which text has to be said' },
  NOT_A_NUMBER_OF_A_PROVISION: {
    fr: 'ce n’est pas le numéro d’un article, comme « Article 5 »',
    en: 'it is no number of an article, such as "Article 5"',
  },
  NOT_ONE_OF: { fr: 'ce n’est pas l’une des valeurs admises', en: 'it is none of the values allowed' },
};

/** An import says which part of an article it refuses: `HEADING_TOO_LONG`. */
const OF_A_PART = /^(?:NUMBER|HEADING|BODY)_/;

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

/** How facts are said in a language and on a calendar. */
export function inWords(locale: Locale, zone: Zone): Said {
  return (fact) => {
    const text = String(fact);
    const code = text.replace(OF_A_PART, '');
    if (Object.hasOwn(WORDS, code)) return (WORDS[code] as Words)[locale];
    if (/^\d{4}-\d\d-\d\dT/.test(text)) return instantInWords(text, locale, zone);
    return durationInWords(text, locale) ?? text;
  };
}

/** `23 novembre 2026 à 09:12 (Europe/Paris)`; a text that is no instant stays as it is. */
function instantInWords(text: string, locale: Locale, zone: Zone): string {
  const instant = parseInstant(text);
  if (instant === null) return text;
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone: zone } as const;
  return `${new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', style).format(new Date(instant))} (${zone})`;
}

/** `7 jours`, `1 heure 30 minutes`; null for what is no duration in whole units. */
function durationInWords(text: string, locale: Locale): string | null {
  const parts = DURATION.exec(text)?.slice(1);
  if (!parts) return null;
  const said = UNITS.flatMap((unit, place) => {
    const count = parts[place];
    return count === undefined
      ? []
      : [new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(count))];
  });
  return said.length === 0 ? null : said.join(' ');
}

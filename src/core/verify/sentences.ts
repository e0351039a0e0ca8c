import type { Locale } from '../kernel/actors.js';
import type { CheckName, Fault, Gap, Report } from './notes.js';
import { GROUP_FAULTS, GROUP_GAPS } from './sentences-of-groups.js';
import { AMENDMENT_FAULTS, AMENDMENT_GAPS } from './sentences-of-amendments.js';
import { CONSENT_FAULTS, CONSENT_GAPS } from './sentences-of-consents.js';
import { ELECTION_FAULTS, ELECTION_GAPS } from './sentences-of-elections.js';
import { RELAY_FAULTS, RELAY_GAPS } from './sentences-of-relays.js';
import { PEOPLE_FAULTS, PEOPLE_GAPS } from './sentences-of-people.js';

type Say<T> = { readonly [L in Locale]: (said: T) => string };

/** What does not hold, in words; `%` stands for what it is about. */
const FAULTS = {
  UNREADABLE: ['ce qui est écrit est illisible (%)', 'what is written cannot be read (%)'],
  TABLE_NOT_EXPECTED: ['la table % manque ou est de trop', 'the table % is missing or not expected'],
  COLUMNS_NOT_EXPECTED: ['la ligne % n’a pas les colonnes attendues', 'row % has not the columns expected'],
  ROWS_NOT_IN_ORDER: [
    'la ligne % est en double ou n’est pas à sa place',
    'row % stands twice or out of order',
  ],
  OTHER_COLLECTIVE: ['le collectif n’est pas celui annoncé (%)', 'the collective is not the one named (%)'],
  LEAF_MISSING: ['la feuille % du registre manque', 'leaf % of the register is missing'],
  LEAF_HIDDEN_FROM_ITS_READER: [
    'la feuille % est cachée à qui peut la lire',
    'leaf % is hidden from whoever may read it',
  ],
  LEAF_HASH: ['la feuille % n’a pas son empreinte', 'leaf % has not its hash'],
  LEAF_DISAGREES: [
    'la feuille % ne dit pas ce qui est écrit à côté',
    'leaf % does not say what stands beside it',
  ],
  LEAF_OUT_OF_TIME: ['la feuille % remonte le temps', 'leaf % goes back in time'],
  ROOT: ['la racine à % feuilles n’est pas celle annoncée', 'the root at % leaves is not the one given'],
  HEAD: ['la tête du registre (% feuilles) est fausse', 'the head of the register (% leaves) is wrong'],
  KEY_UNREADABLE: ['la clé % est illisible', 'the key % cannot be read'],
  KEY_NOT_TRUSTED: ['la clé % n’est pas de celles données', 'the key % is not one of those given'],
  KEY_SIGNED_NOTHING: ['une clé de % n’a rien signé', 'a key of % has signed nothing'],
  SIGNATURE: ['la tête à % feuilles n’est pas signée', 'the head at % leaves is not signed'],
  SALT_WITHOUT_LEAF: ['le sel % n’ouvre aucune feuille', 'the salt % opens no leaf'],
  COMMITMENT: ['le sel % n’ouvre pas l’engagement', 'the salt % does not open the commitment'],
  MEMBER_DISAGREES: ['le membre % n’est pas celui qui a été admis', 'member % is not the one admitted'],
  FORMER_NAME: [
    'un ancien nom n’est pas celui que dit le registre (%)',
    'a former name is not the one that the register says (%)',
  ],
  LEAF_WITHOUT_MEMBER: ['un membre admis manque (%)', 'an admitted member is missing (%)'],
  COLLECTIVE_STATE: [
    'le collectif n’est pas dans l’état où l’a laissé sa fondation (%)',
    'the collective is not in the state that its founding left it in (%)',
  ],
  COLLECTIVE_NAME: [
    'le nom du collectif n’est pas celui de sa fondation (%)',
    'the collective’s name is not that of its founding (%)',
  ],
  DECISION_WITHOUT_LEAF: ['la décision % n’est pas au registre', 'decision % is not in the register'],
  DECISION_DISAGREES: [
    'la décision % ne dit pas ce que dit le registre',
    'decision % does not say what the register says',
  ],
  DECISION_OF_ANOTHER_POLL: [
    'la décision ne dit pas ce que dit son scrutin (%)',
    'the decision does not say what its poll says (%)',
  ],
  LEAF_WITHOUT_DECISION: [
    'une décision du registre manque (% au registre)',
    'a decision of the register is missing (% in the register)',
  ],
  NUMBER_NOT_NEXT: ['le numéro % ne suit pas le précédent', 'the number % does not follow the one before'],
  NOT_LAST_DECISION: [
    'la dernière décision sur % n’est pas celle-là',
    'the last decision on % is not that one',
  ],
  CHARTER_CHANGE_REFUSED: [
    'la décision % ne pouvait pas changer ainsi les règles',
    'decision % could not change the rules so',
  ],
  CHARTER_DISAGREES: [
    'le changement de règles de la décision % n’est pas celui du registre',
    'the change of rules of decision % is not the register’s',
  ],
  CLAUSE_NOT_REPLAYED: [
    'une clause (%) n’est pas celle que les décisions ont écrite',
    'a clause (%) is not the one that decisions wrote',
  ],
  TEXT_UNKNOWN: ['des mots sont d’un texte qui n’est pas là (%)', 'words are of a text that is not here (%)'],
  PROVISIONS_NOT_REPLAYED: [
    'le texte % n’a pas les articles que les décisions ont créés',
    'text % has not the provisions that decisions made',
  ],
  REVISION: ['le texte % n’a pas le compte de ses modifications', 'text % does not count its changes'],
  OPERATIONS_DISAGREE: [
    'les opérations ne sont pas celles de la décision %',
    'the operations are not those of decision %',
  ],
  TEXT_WITHOUT_ADOPTION: [
    'la décision % n’a pas pu écrire ces mots à cette heure',
    'decision % cannot have written these words at that hour',
  ],
  OPERATION_REFUSED: [
    'une opération de la décision % ne s’applique pas',
    'an operation of decision % does not apply',
  ],
  TEXT_DISAGREES: [
    'la modification de la décision % n’est pas celle du registre',
    'the change of decision % is not the register’s',
  ],
  WORDS_NOT_REPLAYED: [
    'les mots % ne sont pas ceux que les décisions ont écrits',
    'the words % are not those that decisions wrote',
  ],
  SOURCE_OF_OPERATIONS: [
    'des opérations ne sont ni d’une décision d’ici ni d’une décision reprise (%)',
    'operations are neither of a decision of here nor of one taken over (%)',
  ],
  HISTORY_DISAGREES: [
    'l’histoire reprise du texte % n’est pas celle que la décision a reprise',
    'the history of text % is not the one that the decision took over',
  ],
  DECISION_TAKEN_OVER_DISAGREES: [
    'la décision reprise % n’est pas celle que dit l’histoire du texte',
    'the decision taken over % is not the one that the history of the text says',
  ],
  VERSIONS_NOT_CONSECUTIVE: [
    'les versions de la proposition % ne se suivent pas',
    'the versions of proposal % do not follow each other',
  ],
  PROPOSAL_STATE: [
    'la proposition % n’est pas dans l’état que disent les décisions',
    'proposal % is not in the state that decisions say',
  ],
  PROPOSAL_UNKNOWN: [
    'une version est d’une proposition qui n’est pas là (%)',
    'a version is of a proposal that is not here (%)',
  ],
  PROPOSAL_DISAGREES: ['la proposition % n’est pas celle du registre', 'proposal % is not the register’s'],
  LEAF_WITHOUT_PROPOSAL: [
    'une proposition du registre manque (% au registre)',
    'a proposal of the register is missing (% in the register)',
  ],
  SUPPORT_OF_NOTHING: [
    'un soutien est d’une version qui n’est pas là (%)',
    'a support is of a version that is not here (%)',
  ],
  WORDING_HASH: ['la rédaction % n’a pas son empreinte', 'the wording % has not its hash'],
  EFFECTS_HASH: ['les effets % n’ont pas leur empreinte', 'the effects % have not their hash'],
  EFFECTS_MISSING: [
    'des effets manquent, que seul un paquet public peut taire (%)',
    'effects are missing, which only a public bundle may withhold (%)',
  ],
  AUTHOR: ['l’auteur·ice de % n’est pas celui ou celle du registre', 'the author of % is not the register’s'],
  CLAUSES_HASH: [
    'les clauses du scrutin % n’ont pas leur empreinte',
    'the clauses of poll % have not their hash',
  ],
  POLL_OF_OTHER_WORDS: [
    'le scrutin % ne porte pas sur la rédaction annoncée',
    'poll % is not about the wording named',
  ],
  POLL_WITHOUT_LEAF: [
    'l’ouverture du scrutin % n’est pas au registre',
    'the opening of poll % is not in the register',
  ],
  POLL_DISAGREES: ['le scrutin % n’est pas celui du registre', 'poll % is not the register’s'],
  POLL_STATE: [
    'le scrutin % n’est pas dans l’état que dit le registre',
    'poll % is not in the state that the register says',
  ],
  LEAF_WITHOUT_POLL: [
    'un scrutin du registre manque (% au registre)',
    'a poll of the register is missing (% in the register)',
  ],
  OPTIONS: ['les options du scrutin % sont fausses', 'the options of poll % are wrong'],
  OPTION_OF_NOTHING: [
    'une option est d’un scrutin qui n’est pas là (%)',
    'an option is of a poll that is not here (%)',
  ],
  RULES_OF_BALLOTS: [
    'le scrutin % ne suit pas ses clauses pour les bulletins',
    'poll % does not follow its clauses on ballots',
  ],
  NOT_THE_RULES_IN_FORCE: [
    'le scrutin % n’a pas été ouvert sous les règles en vigueur',
    'poll % was not opened under the rules in force',
  ],
  RESERVATION: ['la réservation de % est de trop ou manque', 'the reservation of % is missing or not due'],
  ROLL_HASH: [
    'la liste électorale du scrutin % n’a pas son empreinte',
    'the roll of poll % has not its hash',
  ],
  ROLL_OF_STRANGERS: ['la liste électorale du scrutin % a des inconnus', 'the roll of poll % has strangers'],
  ROLL_OF_NOTHING: [
    'une liste électorale est d’un scrutin qui n’est pas là (%)',
    'a roll is of a poll that is not here (%)',
  ],
  STRUCK_WITHOUT_LEAF: [
    'une radiation du scrutin % n’est pas au registre',
    'somebody struck from poll % is not in the register',
  ],
  PRESENCE_DISAGREES: [
    'les présents du scrutin % ne sont pas ceux de la feuille de présence',
    'those present at poll % are not those of the attendance',
  ],
  BALLOT_NOT_ENTITLED: [
    'le bulletin % est de quelqu’un qui n’a pas voix',
    'ballot % is of somebody without a voice',
  ],
  BALLOT_INVALID: ['le bulletin % n’est pas un bulletin', 'ballot % is no ballot'],
  OBJECTION: [
    'l’objection et le bulletin ne vont pas ensemble (%)',
    'objection and ballot do not go together (%)',
  ],
  OUTCOME_OF_NOTHING: [
    'un résultat est d’un scrutin qui n’est pas là (%)',
    'an outcome is of a poll that is not here (%)',
  ],
  OUTCOME_HASH: ['le résultat du scrutin % n’a pas son empreinte', 'the outcome of poll % has not its hash'],
  OUTCOME_DISAGREES: [
    'le résultat du scrutin % n’est pas celui du registre',
    'the outcome of poll % is not the register’s',
  ],
  OUTCOME_MISSING: ['le résultat du scrutin % manque', 'the outcome of poll % is missing'],
  WORKING_DOES_NOT_FOLLOW: [
    'le détail du dépouillement du scrutin % ne se tient pas',
    'the working of poll % does not follow from itself',
  ],
  EFFECTS_OF_ANOTHER_POLL: [
    'la décision % ne fait pas ce que son scrutin a adopté',
    'decision % does not do what its poll adopted',
  ],
  LOT_DISAGREES: [
    'le tirage au sort du scrutin % n’est pas celui du registre',
    'the lot of poll % is not that of the register',
  ],
  RECOUNT: ['le scrutin %, recompté, donne autre chose', 'poll %, counted again, comes out otherwise'],
  MANDATE_LINE: [
    'la ligne de mandat % n’est pas ce que sa décision en dit',
    'the line % of a mandate is not what its decision says',
  ],
  BESIDE_MANDATE: [
    'ce qui est écrit à côté d’un mandat ou d’une décision (%) n’est pas ce que dit le registre',
    'what is written beside a mandate or a decision (%) is not what the register says',
  ],
  BESIDE_MANDATE_AUTHOR: [
    'quelqu’un d’autre a écrit % d’après le registre',
    'somebody else wrote % by the register',
  ],
  LEAF_BESIDE_MANDATE: [
    'il manque ce que le registre dit à côté des mandats et des décisions (%)',
    'something that the register says beside mandates and decisions is missing (%)',
  ],
  MANDATE_WITHOUT_LEAF: ['le mandat % n’est pas au registre', 'mandate % is not in the register'],
  MANDATE_DISAGREES: ['le mandat % n’est pas celui du registre', 'mandate % is not the register’s'],
  MANDATE_NOT_AS_GRANTED: [
    'le mandat % n’est pas celui que sa décision a donné',
    'mandate % is not the one that its decision gave',
  ],
  MANDATE_STATE: [
    'le mandat % n’est pas dans l’état que dit le registre',
    'mandate % is not in the state that the register says',
  ],
  MANDATE_HOLDERS: [
    'le mandat % n’est pas tenu par qui dit le registre',
    'mandate % is not held by whom the register says',
  ],
  MANDATE_LEFT: [
    'quelqu’un n’a pas laissé le mandat % aux autres comme le dit le registre',
    'somebody did not leave mandate % to the others as the register says',
  ],
  MANDATE_UNKNOWN: [
    'quelqu’un tient un mandat qui n’est pas là (%)',
    'somebody holds a mandate that is not here (%)',
  ],
  LEAF_WITHOUT_MANDATE: [
    'un mandat du registre manque (% au registre)',
    'a mandate of the register is missing (% in the register)',
  ],
  ASSEMBLY_DISAGREES: ['l’assemblée % n’est pas celle du registre', 'assembly % is not the register’s'],
  LEAF_WITHOUT_ASSEMBLY: [
    'une assemblée du registre manque (% au registre)',
    'an assembly of the register is missing (% in the register)',
  ],
  ATTENDANCE_DISAGREES: [
    'la feuille de présence de l’assemblée % ne tient pas',
    'the attendance of assembly % does not hold',
  ],
  ...PEOPLE_FAULTS,
  ...AMENDMENT_FAULTS,
  ...CONSENT_FAULTS,
  ...GROUP_FAULTS,
  ...RELAY_FAULTS,
  ...ELECTION_FAULTS,
} as const satisfies Readonly<Record<string, readonly [fr: string, en: string]>>;
export type FaultCode = keyof typeof FAULTS;

/** What could not be checked, and why, in words; `%` stands for how many. */
const GAPS = {
  LEAVES_HIDDEN: ['% feuilles ne montrent que leur empreinte', '% leaves show only their hash'],
  LEAVES_NOT_SIGNED: [
    '% feuilles à la fin ne sont pas encore signées',
    '% leaves at the end are not signed yet',
  ],
  KEY_NOT_GIVEN: [
    'la clé est celle que le fichier nomme lui-même (%) : donnez par --key celle que vous connaissez',
    'the key is the one that the file itself names (%): give the one you know by --key',
  ],
  COMMITMENTS_CLOSED: [
    '% engagements dont le sel n’est pas ici, retenu ou effacé',
    '% commitments whose salt is not here, withheld or erased',
  ],
  ADMISSION_CLOSED: [
    '% admissions sans sel : on ne voit pas de qui',
    '% admissions without salt: of whom is not shown',
  ],
  LEAF_HIDDEN: [
    '% actes dont la feuille ne montre que son empreinte',
    '% acts whose leaf shows only its hash',
  ],
  EFFECTS_WITHHELD: [
    '% listes d’effets retenues, parce qu’elles nomment quelqu’un',
    '% lists of effects withheld, because they name somebody',
  ],
  WORDS_WITHHELD: [
    '% propositions dont les mots sont retenus, parce qu’ils portent un nom effacé',
    '% proposals whose words are withheld, because they bear a name that was erased',
  ],
  POLL_WITHHELD: ['% décisions dont le scrutin n’est pas ici', '% decisions whose poll is not here'],
  DECISIONS_HIDDEN: [
    '% numéros de décisions qui ne sont pas ici',
    '% numbers of decisions that are not here',
  ],
  LAST_DECISIONS_WITHHELD: ['la dernière décision sur chaque objet', 'the last decision on each thing'],
  CHARTER_WITHHELD: [
    'les règles en vigueur, qui ne sont pas dans un paquet public',
    'the rules in force, which a public bundle has not',
  ],
  DECISION_OF_TEXT_HIDDEN: [
    '% modifications dont la décision n’est pas ici',
    '% changes whose decision is not here',
  ],
  HISTORY_TAKEN_OVER: [
    '% modifications reprises d’ailleurs, non vérifiées : rejouées mot pour mot, mais aucun scrutin de ce registre ne les porte',
    '% changes taken over from elsewhere, not verified: replayed word for word, but no poll of this register stands behind them',
  ],
  AUTHOR_CLOSED: ['% versions dont l’auteur·ice n’est pas dit·e', '% versions whose author is not said'],
  ROLLS_WITHHELD: [
    '% listes électorales, dont ce paquet n’a que l’empreinte',
    '% rolls, of which this bundle has only the hash',
  ],
  BALLOTS_WITHHELD: [
    'les bulletins de % scrutins, qui ne sont pas ici',
    'the ballots of % polls, which are not here',
  ],
  WHO_CAST_WHICH: [
    'qui a mis lequel des % bulletins : seul le récépissé de chacun le prouve',
    'who cast which of the % ballots: only each one’s receipt proves it',
  ],
  LOT_WITHHELD: [
    'ce que les membres ont saisi pour % tirages au sort, qui n’est pas ici',
    'what members typed for % lots, which is not here',
  ],
  RANKINGS_WITHHELD: [
    'les classements de % scrutins, qui ne sont pas ici : leur dépouillement est rejoué pas à pas, sans les bulletins',
    'the rankings of % polls, which are not here: their count is replayed step by step, without the ballots',
  ],
  COUNTED_FROM_TALLY: [
    '% scrutins, recomptés sur les totaux proclamés',
    '% polls, counted again from the totals proclaimed',
  ],
  OUTCOME_WITHHELD: ['% résultats qui ne sont pas publics', '% outcomes that are not public'],
  HOLDERS_CLOSED: ['% mandataires dont le sel n’est pas ici', '% holders of mandates whose salt is not here'],
  ...PEOPLE_GAPS,
  ...AMENDMENT_GAPS,
  ...CONSENT_GAPS,
  ...GROUP_GAPS,
  ...RELAY_GAPS,
  ...ELECTION_GAPS,
} as const satisfies Readonly<Record<string, readonly [fr: string, en: string]>>;
export type GapCode = keyof typeof GAPS;

const CHECK_NAMES: Readonly<Record<CheckName, readonly [fr: string, en: string]>> = {
  FORMAT: ['Format', 'Format'],
  REGISTER: ['Registre', 'Register'],
  SIGNATURES: ['Signatures', 'Signatures'],
  COMMITMENTS: ['Engagements', 'Commitments'],
  MEMBERS: ['Membres', 'Members'],
  DECISIONS: ['Décisions', 'Decisions'],
  CHARTER: ['Règles de fonctionnement', 'Charter'],
  TEXTS: ['Textes', 'Texts'],
  PROPOSALS: ['Propositions', 'Proposals'],
  POLLS: ['Scrutins', 'Polls'],
  ROLLS: ['Listes électorales', 'Rolls'],
  BALLOTS: ['Bulletins', 'Ballots'],
  OUTCOMES: ['Résultats', 'Outcomes'],
  MANDATES: ['Mandats', 'Mandates'],
  ASSEMBLIES: ['Assemblées', 'Assemblies'],
  PROTECTION: ['Exclusions, mises en cause, contestations', 'Exclusions, challenges, contests'],
  JOINING: ['Adhésions', 'Admissions'],
  LINKS: ['Liens remis par d’autres', 'Links given by others'],
  AMENDMENTS: ['Amendements', 'Amendments'],
  CONSENTS: ['Consentements', 'Consents'],
  GROUPS: ['Groupes de travail', 'Working groups'],
  RELAYS: ['Relais', 'Relays'],
  ELECTIONS: ['Élections sans candidat', 'Elections without candidates'],
};

const VERDICT: Say<Report> = {
  fr: ({ checked, faults }) =>
    faults.length > 0
      ? `${faults.length} en défaut sur ${checked}`
      : `${checked} vérifications, rien à redire`,
  en: ({ checked, faults }) =>
    faults.length > 0 ? `${faults.length} of ${checked} do not hold` : `${checked} checks, all hold`,
};

const MOST_FAULTS = 5;

/** A report in words: its verdict, what does not hold (the first few), and what could not be checked. */
export function sayReport(report: Report, locale: Locale): string[] {
  const language = locale === 'fr' ? 0 : 1;
  const colon = locale === 'fr' ? ' : ' : ': ';
  const fault = ({ code, subject }: Fault): string =>
    FAULTS[code][language].replace('%', () => printable(subject));
  const gap = ({ code, count }: Gap): string => GAPS[code][language].replace('%', () => String(count));
  const more = report.faults.length - MOST_FAULTS;
  return [
    `${CHECK_NAMES[report.check][language]}${colon}${VERDICT[locale](report)}.`,
    ...report.faults.slice(0, MOST_FAULTS).map((one) => `  ✗ ${fault(one)}`),
    ...(more > 0 ? [locale === 'fr' ? `  ✗ et ${more} de plus` : `  ✗ and ${more} more`] : []),
    ...report.gaps.map((one) => `  ? ${locale === 'fr' ? 'non vérifié' : 'not checked'}${colon}${gap(one)}`),
  ];
}

/** What a file brings is shown as text of one line, and moves no cursor. */
const printable = (text: string): string => text.replace(/\p{C}/gu, '\uFFFD').slice(0, 200);

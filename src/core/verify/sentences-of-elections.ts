/** What does not hold of elections without candidates, in words; `%` stands for what it is about. */
export const ELECTION_FAULTS = {
  ELECTION_DISAGREES: [
    'l’élection sans candidat % n’est pas celle du registre',
    'the election without candidates % is not the register’s',
  ],
  LEAF_WITHOUT_ELECTION: [
    'une élection sans candidat du registre manque (% au registre)',
    'an election without candidates of the register is missing (% in the register)',
  ],
  ELECTION_RULE: [
    'l’élection % ne suit pas la règle en vigueur à son début',
    'the election % does not follow the rule in force when it began',
  ],
  ELECTION_PHASES: [
    'les étapes de l’élection % ne sont pas celles du registre',
    'the phases of the election % are not those of the register',
  ],
  ELECTION_STATE: [
    'l’élection % n’est pas dans l’état que disent le registre et ses tours',
    'the election % is not in the state that the register and its rounds say',
  ],
  NOMINATION: [
    'une désignation n’est pas celle du registre, ou n’a pas été faite dans son tour (%)',
    'a nomination is not the register’s, or was not made in its round (%)',
  ],
  NOMINATIONS_MISSING: [
    'il manque des désignations, ou il y en a en trop (% au registre)',
    'nominations are missing, or are too many (% in the register)',
  ],
  NOMINATION_DECLINED: [
    'quelqu’un n’a pas décliné comme le dit le registre (%)',
    'somebody did not decline as the register says (%)',
  ],
  NOMINEE: [
    'quelqu’un n’a pas été soumis au consentement comme le dit le registre (%)',
    'somebody was not put to consent as the register says (%)',
  ],
  NOMINEE_OUT_OF_TURN: [
    'les désignations ne donnaient pas le tour à la personne soumise au consentement (%)',
    'nominations did not give the turn to whoever was put to consent (%)',
  ],
} as const;

/** What a bundle gives no means to check of elections. */
export const ELECTION_GAPS = {
  ELECTIONS_WITHHELD: [
    'les élections sans candidat ne sont pas dans cet export',
    'elections without candidates are not in this export',
  ],
  NOMINATIONS_WITHHELD: ['% désignations, qui sont à d’autres', '% nominations, which are others’'],
} as const;

/** What does not hold of consent, in words; `%` stands for what it is about. */
export const CONSENT_FAULTS = {
  CONSENT_DISAGREES: [
    'la recherche de consentement % n’est pas celle du registre',
    'the search for consent % is not the register’s',
  ],
  LEAF_WITHOUT_CONSENT: [
    'une recherche de consentement du registre manque (% au registre)',
    'a search for consent of the register is missing (% in the register)',
  ],
  CONSENT_RULE: [
    'la recherche de consentement % ne suit pas la règle en vigueur à son début',
    'the search for consent % does not follow the rule in force when it began',
  ],
  CONSENT_STATE: [
    'la recherche de consentement % n’est pas dans l’état que dit le registre',
    'the search for consent % is not in the state that the register says',
  ],
  CONSENT_PHASES: [
    'les étapes de la recherche de consentement % ne sont pas celles du registre',
    'the phases of the search for consent % are not those of the register',
  ],
  CONSENT_ROUNDS: [
    'un tour de consentement n’est pas celui du registre, ou rien ne le suit (%)',
    'a round of consent is not the register’s, or nothing follows it (%)',
  ],
  OBJECTION_PASSED_OVER: [
    'on a reposé la question du scrutin % par-dessus une objection qui tenait',
    'the question of poll % was asked again over an objection that stood',
  ],
  CONSENT_OTHER_WORDS: [
    'le scrutin % a adopté un texte qui avait changé depuis que le consentement avait été demandé',
    'poll % adopted words that had changed since consent to them was asked',
  ],
  OBJECTION_END: [
    'l’objection % n’a pas cessé de tenir comme le dit le registre, ou comme le veut la règle',
    'objection % did not stop standing as the register says, or as the rule asks',
  ],
  OBJECTION_DOUBTS: [
    'ce que d’autres disent de l’objection % n’est pas au registre',
    'what others say of objection % is not in the register',
  ],
  CONCERN_CARRIED: [
    'la préoccupation % n’est pas portée par une décision comme le dit le registre',
    'the concern % is not carried by a decision as the register says',
  ],
  CONCERN_WORDS: [
    'la préoccupation % n’a plus les mots que la décision portait',
    'the concern % has no longer the words that the decision carried',
  ],
  CONCERN_ANSWER: [
    'la réponse à une préoccupation n’est pas celle du registre (%)',
    'the answer to a concern is not the register’s (%)',
  ],
  CONCERN_STATE: [
    'la préoccupation % n’est pas dans l’état que dit le registre, ou n’est pas revenue à sa date',
    'the concern % is not in the state that the register says, or did not come back at its date',
  ],
  CONCERN_VOICE: [
    'rien de ce qui fut dit n’est la préoccupation %',
    'nothing of what was said is the concern %',
  ],
  CONCERN_MISSING: [
    'une préoccupation, ou une réponse à une préoccupation, manque (%)',
    'a concern, or an answer to one, is missing (%)',
  ],
} as const;

/** What a bundle gives no means to check of consent. */
export const CONSENT_GAPS = {
  CONSENTS_WITHHELD: [
    'la façon dont le consentement a été cherché n’est pas dans cet export',
    'how consent was sought is not in this export',
  ],
} as const;

/** What does not hold of people and of what protects them, in French and in English; `%` stands for what it is about. */
export const PEOPLE_FAULTS = {
  COLLECTIVE_ZONE: [
    'le fuseau du collectif n’est pas celui de sa fondation (%)',
    'the collective’s zone is not that of its founding (%)',
  ],
  ERASED_WITHOUT_LEAF: [
    'le registre ne dit pas autant d’effacements qu’il y a de personnes effacées (% au registre)',
    'the register does not say as many erasures as there are persons erased (% in the register)',
  ],
  MEMBERSHIP_NOT_REPLAYED: [
    'la règle d’adhésion (%) n’est pas celle que les décisions ont écrite',
    'the rule on members (%) is not the one that decisions wrote',
  ],
  AGENDA_DISAGREES: [
    'l’ordre du jour de l’assemblée % n’est pas celui du registre',
    'the agenda of assembly % is not the register’s',
  ],
  EXCLUSION_DISAGREES: [
    'l’exclusion % n’a pas l’histoire que dit le registre',
    'exclusion % has not the story that the register tells',
  ],
  CHALLENGE_DISAGREES: [
    'la mise en cause % n’est pas celle du registre',
    'challenge % is not the register’s',
  ],
  CONTEST_DISAGREES: ['la contestation % n’est pas celle du registre', 'contest % is not the register’s'],
  LEAF_WITHOUT_STORY: [
    'ce que le registre a vu commencer manque (%)',
    'something that the register saw begin is missing (%)',
  ],
  MARK_DISAGREES: [
    'la décision % n’est pas rouverte ou abrogée comme le dit le registre',
    'decision % is not reopened or repealed as the register says',
  ],
  APPEAL_DISAGREES: [
    'l’appel % n’est pas celui que sa décision a publié',
    'appeal % is not the one that its decision published',
  ],
  LEAF_WITHOUT_APPEAL: [
    'un appel du registre manque (% au registre)',
    'an appeal of the register is missing (% in the register)',
  ],
  SIGNATURES_COUNTED: [
    'l’appel % n’a pas autant de signatures que le registre en a vu entrer',
    'appeal % has not as many signatures as the register saw come in',
  ],
  SIGNATURE_DISAGREES: [
    'la signature % n’est pas celle que le registre a vue entrer ou sortir',
    'signature % is not the one that the register saw come or go',
  ],
  COSIGNED_DISAGREES: [
    'le texte cosigné % n’est pas celui que sa décision a signé',
    'co-signed text % is not the one that its decision signed',
  ],
  DUES_DISAGREE: [
    'la cotisation de % n’est pas celle du registre',
    'the dues of % are not those of the register',
  ],
  TAKEN_OVER_DISAGREES: [
    'le membre repris % n’est pas celui du registre',
    'the member taken over, %, is not the register’s',
  ],
  DECISIONS_TAKEN_OVER_COUNTED: [
    'les décisions reprises ne sont pas au nombre que dit le registre (%)',
    'decisions taken over are not as many as the register says (%)',
  ],
  APPLICATION_DISAGREES: [
    'la demande % n’a pas mené à l’adhésion que dit le registre',
    'application % did not lead to the admission that the register says',
  ],
  VOUCHING_OF_NOTHING: [
    'quelqu’un répond d’une demande qui n’est pas là (%)',
    'somebody answers for an application that is not here (%)',
  ],
  LINK_DISAGREES: [
    'le lien % n’a pas été remis comme le dit le registre',
    'link % was not given as the register says',
  ],
} as const satisfies Readonly<Record<string, readonly [fr: string, en: string]>>;

/** What could not be checked of them, and why; `%` stands for how many. */
export const PEOPLE_GAPS = {
  PROTECTION_WITHHELD: [
    'exclusions, mises en cause et contestations, qui ne sont pas dans un paquet public',
    'exclusions, challenges and contests, which a public bundle has not',
  ],
  STORY_CLOSED: [
    '% choses dites de quelqu’un dont le sel n’est pas ici',
    '% things said of somebody whose salt is not here',
  ],
  APPEAL_OF_HIDDEN_DECISION: [
    '% appels dont la décision n’est pas ici, ou tait ses effets',
    '% appeals whose decision is not here, or withholds its effects',
  ],
  JOINING_WITHHELD: [
    'adhésions, cotisations et reprises, qui ne sont pas dans un paquet public',
    'admissions, dues and what was taken over, which a public bundle has not',
  ],
  LINKS_WITHHELD: [
    '% liens remis par d’autres, qui ne sont pas dans un paquet public',
    '% links given by others, which a public bundle has not',
  ],
} as const satisfies Readonly<Record<string, readonly [fr: string, en: string]>>;

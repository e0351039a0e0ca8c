/** What does not hold of amendments, in words; `%` stands for what it is about. */
export const AMENDMENT_FAULTS = {
  AMENDMENT_DISAGREES: ['l’amendement % n’est pas celui du registre', 'amendment % is not the register’s'],
  AMENDMENT_STATE: [
    'l’amendement % n’est pas dans l’état que dit le registre',
    'amendment % is not in the state that the register says',
  ],
  AMENDMENT_VERSIONS: [
    'l’amendement % ne demande pas ce que dit le registre',
    'amendment % does not ask for what the register says',
  ],
  AMENDMENT_CARRIED: [
    'l’amendement % a été reporté sur un autre texte avec d’autres mots que les siens',
    'amendment % was carried onto another wording with other words than its own',
  ],
  AMENDMENT_UNKNOWN: [
    'une version est d’un amendement qui n’est pas là (%)',
    'a version is of an amendment that is not here (%)',
  ],
  LEAF_WITHOUT_AMENDMENT: [
    'un amendement du registre manque (% au registre)',
    'an amendment of the register is missing (% in the register)',
  ],
  AMENDED_WORDING: [
    'le texte amendé % n’est pas celui de son empreinte ou de sa version, ou rien ne l’amende',
    'the amended wording % is not the one of its hash or of its version, or nothing amends it',
  ],
  AMENDED_VERSION: [
    'la version % n’est pas ce que font les amendements adoptés',
    'version % is not what the amendments adopted make',
  ],
  AMENDMENTS_FROZEN: [
    'la clôture des amendements à % n’est pas celle du registre',
    'the closing of the amendments to % is not the register’s',
  ],
} as const;

/** What could not be checked of amendments, and why. */
export const AMENDMENT_GAPS = {
  AMENDMENTS_WITHHELD: [
    'les amendements, que seuls les membres lisent',
    'the amendments, which members alone read',
  ],
} as const;

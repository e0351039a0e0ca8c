/** What does not hold of relays, in words; `%` stands for what it is about. */
export const RELAY_FAULTS = {
  RELAY_REQUEST: [
    'la demande de relais % n’est pas celle du registre',
    'the request for a relay % is not the register’s',
  ],
  RELAYED_BALLOT: [
    'un bulletin transmis par un relais ne l’a pas été comme le dit le registre (%)',
    'a ballot was not brought by a relay as the register says (%)',
  ],
  RELAYED_ACT: [
    'l’acte % n’a pas été transmis par un relais comme le dit le registre',
    'the act % was not brought by a relay as the register says',
  ],
  POLL_REACHED: [
    'quelqu’un n’a pas été prévenu d’un scrutin comme le dit le registre (%)',
    'somebody was not told of a poll as the register says (%)',
  ],
  POLL_UNREACHED: [
    'les personnes que rien ne pouvait prévenir du scrutin % ne sont pas celles du registre',
    'those whom nothing could tell of poll % are not those of the register',
  ],
  CLOSED_EARLY: [
    'le scrutin % s’est fermé plus tôt que sa règle, ou son heure, ne le permettait',
    'poll % was closed earlier than its rule, or its hour, let it be',
  ],
  POLL_WAITS: [
    'le scrutin % n’a pas attendu, comme le dit le registre, les personnes qui n’ont pas d’adresse',
    'poll % did not wait, as the register says, for those who have no address',
  ],
  RELAY_LEAVES: [
    'il manque, ou il y a en trop, ce que des relais ont fait (% au registre)',
    'something that relays did is missing, or is too much (% in the register)',
  ],
} as const;

/** What a bundle gives no means to check of relays. */
export const RELAY_GAPS = {
  RELAYS_WITHHELD: ['% actes de relais, qui sont à d’autres', '% acts of relays, which are others’'],
} as const;

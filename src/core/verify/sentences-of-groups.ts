/** What does not hold of working groups, in words; `%` stands for what it is about. */
export const GROUP_FAULTS = {
  GROUP_DISAGREES: [
    'le groupe de travail % n’est pas celui que dit son histoire',
    'working group % is not the one of its history',
  ],
  GROUP_SCOPE: [
    'le groupe de travail % n’a pas le périmètre que disent le registre et ses décisions',
    'working group % has not the scope that the register and its decisions say',
  ],
  GROUP_STATE: [
    'le groupe de travail % n’est pas dans l’état que dit le registre',
    'working group % is not in the state that the register says',
  ],
  GROUP_MEMBERS: [
    'les membres du groupe de travail % ne sont pas ceux que dit le registre',
    'the members of working group % are not those that the register says',
  ],
  GROUP_UNKNOWN: ['un groupe de travail n’est pas là (%)', 'a working group is not here (%)'],
  LEAF_WITHOUT_GROUP: [
    'un groupe de travail du registre manque (% au registre)',
    'a working group of the register is missing (% in the register)',
  ],
  BEYOND_GROUP: [
    'le scrutin % d’un groupe de travail sort de son périmètre',
    'poll % of a working group goes beyond its scope',
  ],
  GROUP_OF_PROPOSAL: [
    'la proposition % n’est pas du groupe que dit le registre',
    'proposal % is not of the group that the register says',
  ],
  ROLL_OF_GROUP: [
    'la liste électorale de % n’est pas faite des membres du groupe',
    'the roll of % is not made of the members of the group',
  ],
} as const;

/** What could not be checked of working groups, and why. */
export const GROUP_GAPS = {
  GROUPS_WITHHELD: [
    'les groupes de travail, que seuls les membres voient',
    'the working groups, which members alone see',
  ],
} as const;

/** Proclaims a closed poll that was waiting for an assembly's. */
export const PROCLAIM_POLL = 'proclaim-poll';

/** Shuts the amendments of a proposal at the deadline that an assembly gave. */
export const FREEZE_AMENDMENTS = 'freeze-amendments';

/** Carries what waits on other proposals to a text along, on a day from which a decision changes it. */
export const CARRY_AMENDMENTS = 'carry-amendments';

/** Writes an accepted amendment in, once nobody objected in time. */
export const SETTLE_ACCEPTANCE = 'settle-acceptance';

/** Moves a process of consent on once its phase is over, or opens the vote that it fell back to. */
export const MOVE_CONSENT = 'move-consent';

/** Moves an election without candidates on: to its next round, to whoever is put to consent next, or to its end. */
export const MOVE_ELECTION = 'move-election';

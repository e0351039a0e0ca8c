import { addDuration, type CalendarDuration, type Instant, type Zone } from '../kernel/instants.js';
import type { Clause } from './clause.js';

/** What the rule for routine questions says of working groups. */
export interface GroupRule {
  /** Whether any member who may propose makes a group by one act; else a decision makes it. */
  readonly freeCreation: boolean;
  /** How long nothing happens in a group before it may be put to sleep. */
  readonly dormantAfter: CalendarDuration;
}

/** Where the charter says nothing of groups: a decision makes each, and half a year of silence lets one sleep. */
export const UNSAID_GROUPS: GroupRule = { freeCreation: false, dormantAfter: 'P6M' };

/** The rule on groups among clauses in force. */
export const groupRuleOf = (clauses: readonly Clause[]): GroupRule =>
  clauses.find(({ matter }) => matter === 'ROUTINE')?.groups ?? UNSAID_GROUPS;

/** The first instant at which a group in which something last happened at another may be put to sleep. */
export const dormantFrom = (lastActive: Instant, { dormantAfter }: GroupRule, zone: Zone): Instant =>
  addDuration(lastActive, dormantAfter, zone);

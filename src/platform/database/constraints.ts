import { refuse, type Refusal } from '../../core/kernel/refusals.js';

/**
 * The refusals of the database, by constraint: reached when two acts race past the same rule. A constraint that is
 * not here guards what no act can do; breaking it is the refusal CONSTRAINT, and a defect of ours.
 */
export const CONSTRAINT_REFUSALS: Readonly<Record<string, () => Refusal>> = {
  member_name_alike_once: () => refuse('LOOKALIKE_NAME'),
  idempotency_pk: () => refuse('IDEMPOTENCY_KEY_REUSED'),
  mandate_one_live: () => refuse('MANDATE_TASK_HELD', { task: '' }),
  // Mandates between votes
  mandate_offer_decision_fk: () => refuse('NOT_FOUND', {}, ['input', 'decisionId']),
  mandate_offer_agenda_item_fk: () => refuse('NOT_FOUND', {}, ['input', 'agendaItemId']),
  mandate_offer_group_fk: () => refuse('NOT_FOUND', {}, ['input', 'groupId']),
  mandate_report_pk: () => refuse('REPORT_CHANGED', { currentVersion: 0 }),
  reservation_pk: () => refuse('TARGET_RESERVED', { target: '', poll: '' }),
  provision_pk: () => refuse('DUPLICATE', { what: 'provision' }),
  exclusion_one_open: () => refuse('DUPLICATE', { what: 'exclusion' }),
  challenge_one_standing: () => refuse('DUPLICATE', { what: 'challenge' }),
  amendment_deadline_pk: () => refuse('DUPLICATE', { what: 'deadline' }),
  contest_one_standing: () => refuse('DUPLICATE', { what: 'contest' }),
  relay_request_one_standing: () => refuse('DUPLICATE', { what: 'relay' }),
  poll_agenda_item_fk: () => refuse('NOT_FOUND', {}, ['input', 'agendaItemId']),
  consent_process_item_fk: () => refuse('NOT_FOUND', {}, ['input', 'agendaItemId']),
  election_item_fk: () => refuse('NOT_FOUND', {}, ['input', 'agendaItemId']),
  election_one_running: () => refuse('ELECTION_RUNNING'),
  consent_process_one_running: () => refuse('CONSENT_RUNNING'),
  attendance_once_at_a_time: () => refuse('DUPLICATE', { what: 'attendance' }),
  working_group_name_alike_once: () => refuse('GROUP_NAME_TAKEN', { name: '' }),
  proposal_one_advice_at_a_time: () => refuse('DUPLICATE', { what: 'advice' }),
  group_member_once_at_a_time: () => refuse('DUPLICATE', { what: 'group member' }),
  signatory_line_once: () => refuse('DUPLICATE', { what: 'signatory' }),
  signatory_origin_once: () => refuse('DUPLICATE', { what: 'signatory' }),
  signatory_address_once: () => refuse('DUPLICATE', { what: 'signatory' }),
  signatory_member_once: () => refuse('DUPLICATE', { what: 'signatory' }),
  signatory_place_once: () => refuse('DUPLICATE', { what: 'place' }),
  cosigned_text_once: () => refuse('DUPLICATE', { what: 'cosigned text' }),
  taken_over_decision_label_once: () => refuse('DUPLICATE', { what: 'decision' }),
};

import type { EffectHandler, SettleChallenge } from '../core/kernel/effects.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import type { ChallengeRow } from './challenge.entity.js';

type State = Pick<ChallengeRow, 'state'> | null;

/** The effect that settles a challenge: upheld, its stricter path holds for good; else it is lifted. */
export const settleChallenge: EffectHandler<SettleChallenge, State, Tx> = {
  kind: 'SETTLE_CHALLENGE',

  async lock(tx, effect, collectiveId) {
    await tx.rows('SELECT FROM ormee.challenge WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
      collectiveId,
      effect.challengeId,
    ]);
  },

  load: (tx, effect, { collectiveId }) =>
    tx.one('SELECT state FROM ormee.challenge WHERE collective_id = $1 AND id = $2', [
      collectiveId,
      effect.challengeId,
    ]),

  validate(_effect, challenge) {
    if (!challenge) return refuse('NOT_FOUND');
    return challenge.state === 'STANDING' ? null : refuse('CHALLENGE_SETTLED', { state: challenge.state });
  },

  async apply(tx, { challengeId, upheld }, _challenge, { collectiveId }, { decisionId }) {
    const state = upheld ? 'UPHELD' : 'DISMISSED';
    await tx.rows(
      'UPDATE ormee.challenge SET state = $3, settled_by = $4 WHERE collective_id = $1 AND id = $2',
      [collectiveId, challengeId, state, decisionId],
    );
    record(tx, collectiveId, {
      type: 'challenge.settled',
      visibility: 'MEMBERS',
      body: { challenge: challengeId, state, decision: decisionId },
    });
  },
};

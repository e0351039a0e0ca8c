import { Injectable } from '@nestjs/common';
import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { personal } from '../../core/kernel/leaves.js';
import { refuse } from '../../core/kernel/refusals.js';
import { requireMandate } from '../../mandates/holds-mandate.js';
import type { DoneFor, Relayed, SpeaksFor, Voices } from '../../platform/access/voices.js';
import { once } from '../../platform/database/idempotency.js';
import type { Tx } from '../../platform/database/transactions.js';
import { fromGlobalId, toGlobalId, type GlobalId } from '../../platform/graphql/global-ids.js';
import { rowIdOf } from '../../platform/graphql/ids-of-input.js';
import { post } from '../../platform/outbox/outbox.js';
import { record } from '../../register/record.js';
import { RelayedActRow } from './relay.entity.js';
import { ACT_RELAYED } from './relay-letters.js';
import { maySpeakFor, mustBeReadBack } from './relay.rules.js';
import { requireKnownRequest } from './requests.js';

/**
 * Does an act for somebody who asked for a relay and said it to them, under a live mandate: it is their act, under the
 * rules of every other, and they are told. The mandate and the request stay locked to the commit, as for a ballot.
 */
@Injectable()
export class SpeakForMember implements Voices {
  async actorFor(tx: Tx, relay: MemberActor, { memberId: id, readBack }: SpeaksFor): Promise<MemberActor> {
    const { collectiveId } = relay;
    const memberId = rowIdOf(id, 'Member', collectiveId, ['speaksFor', 'memberId']);
    const refusal = maySpeakFor(relay, memberId, 'speaksFor') ?? mustBeReadBack(readBack, 'speaksFor');
    if (refusal) throw refusal;
    await requireMandate(tx, relay, 'speaksFor', { kind: 'COLLECTIVE', id: collectiveId });
    await requireKnownRequest(tx, relay, memberId);
    const row = await tx.one<Pick<MemberActor, 'memberKind' | 'state'>>(
      'SELECT kind AS "memberKind", state FROM ormee.member WHERE collective_id = $1 AND id = $2',
      [collectiveId, memberId],
    );
    const { memberKind, state } = row as Pick<MemberActor, 'memberKind' | 'state'>;
    return { kind: 'MEMBER', collectiveId, memberId, memberKind, state, assisted: false };
  }

  async mark(
    tx: Tx,
    { collectiveId, memberId: relayedBy }: MemberActor,
    { way, repeat }: SpeaksFor,
    { act, memberId, aboutId: globalId, wasSo }: DoneFor,
  ): Promise<Relayed> {
    const { type: aboutKind, id: aboutId } = fromGlobalId(globalId) as GlobalId;
    if (wasSo) {
      const before = await lastMark(tx, collectiveId, memberId, aboutId);
      if (!before) throw refuse('SAID_THEMSELVES');
      return { relayedActId: toGlobalId('RelayedAct', collectiveId, before.id), aboutId: globalId };
    }
    // A repeat did nothing: the mark of the first call is its mark, and nobody is told twice.
    const id = await once(tx, { collectiveId, memberId, act: `speaksFor ${act}`, ...repeat }, async () => {
      const made = tx.id();
      const relayed = { collectiveId, id: made, memberId, relayedBy, way, act, aboutKind, aboutId };
      await tx.insert(RelayedActRow, { ...relayed, relayedAt: await tx.now() });
      record(tx, collectiveId, {
        type: 'act.relayed',
        visibility: 'MEMBERS',
        body: {
          ...{ relayed: made, act, way, kind: aboutKind, about: aboutId },
          ...{ member: personal(memberId), by: personal(relayedBy) },
        },
      });
      await post(tx, collectiveId, [memberId], ACT_RELAYED, made);
      return made;
    });
    return { relayedActId: toGlobalId('RelayedAct', collectiveId, id), aboutId: globalId };
  }
}

/** The last that a relay brought about something for somebody. */
const lastMark = (
  tx: Tx,
  collectiveId: Uuid,
  memberId: Uuid,
  aboutId: string,
): Promise<{ readonly id: Uuid } | null> =>
  tx.one(
    `SELECT id FROM ormee.relayed_act WHERE collective_id = $1 AND member_id = $2 AND about_id = $3
     ORDER BY id DESC LIMIT 1`,
    [collectiveId, memberId, aboutId],
  );

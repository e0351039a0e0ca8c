import { canonicalJson } from '../core/kernel/canonical-json.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { toBase64 } from '../core/merkle/base64.js';
import type { Signer } from '../register/signer.js';

/** Proof that a ballot is in the box: what was signed, and the instance's signature of it. */
export interface Receipt {
  readonly text: string;
  /** Ed25519 over the text's UTF-8 bytes, base64. */
  readonly signature: string;
}

export interface Deposited {
  readonly collectiveId: Uuid;
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly choice: string;
  readonly reason: string | null;
  readonly revision: number;
}

/** The receipt of a ballot. It bears no time, and the same ballot at the same revision has the same receipt for ever. */
export function receiptFor(signer: Signer, ballot: Deposited): Receipt {
  const text = canonicalJson({
    v: 'ormee/receipt/1',
    collective: ballot.collectiveId,
    poll: ballot.pollId,
    member: ballot.memberId,
    choice: ballot.choice,
    reasonHash: ballot.reason === null ? null : hashText(ballot.reason),
    revision: ballot.revision,
  });
  return { text, signature: toBase64(signer.sign(text)) };
}

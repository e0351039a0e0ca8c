import type { Uuid } from './ids.js';

export type MemberKind = 'NATURAL' | 'LEGAL';
export type MemberState = 'FOUNDING' | 'ACTIVE' | 'LEFT' | 'EXCLUDED';
export type Locale = 'fr' | 'en';

/** Who asks. A session says who, never what one may: rights are read from membership and live mandates at each act. */
export type Actor = Anonymous | MemberActor;

export interface Anonymous {
  readonly kind: 'ANONYMOUS';
}

export interface MemberActor {
  readonly kind: 'MEMBER';
  readonly collectiveId: Uuid;
  readonly memberId: Uuid;
  readonly memberKind: MemberKind;
  readonly state: MemberState;
  /** The session was opened with a link that others gave. */
  readonly assisted: boolean;
}

export const ANONYMOUS: Anonymous = { kind: 'ANONYMOUS' };

/** Who may see a record. Default MEMBERS. */
export type Visibility = 'PUBLIC' | 'MEMBERS' | 'GROUP' | 'NAMED';

/** What a mandate opens: names of acts, on one object. No act means a purely human task. */
export interface MandateScope {
  readonly acts: readonly string[];
  readonly object: { readonly kind: 'COLLECTIVE' | 'GROUP' | 'ASSEMBLY' | 'TEXT'; readonly id: Uuid };
}

import { Extensions } from '@nestjs/graphql';

/**
 * Who may call a root field.
 * ANYONE: the answer's own types decide what is seen. SESSION: any live session, also of somebody who left.
 * MEMBER: an active member. IN_ACT: the act's own statement reads session and rights (one statement a cast).
 */
export type MayCall = 'ANYONE' | 'SESSION' | 'MEMBER' | 'IN_ACT';

/**
 * Who may see an object of a type.
 * ANYONE: it holds nothing of a collective. PARENT: it is only reached through an object that was already guarded.
 * SAME_COLLECTIVE: active members of its `collectiveId`. BY_VISIBILITY: as its `visibility` says, and the persons whom
 * it `concerns`, also for a while once excluded.
 */
export type SeenBy = 'ANYONE' | 'PARENT' | 'SAME_COLLECTIVE' | 'BY_VISIBILITY';

/**
 * Who may see one field of an object, where that is narrower than its type.
 * SELF: the person whose `memberId` it bears. MEMBERS: active members of its `collectiveId`, also where it is public.
 * For everyone else it is null, or an empty list or page where it has no place for null.
 */
export type FieldSeenBy = 'SELF' | 'MEMBERS';

export const MayBeCalledBy = (mayCall: MayCall): MethodDecorator => Extensions({ mayCall });
export const Seen = (seenBy: SeenBy): ClassDecorator => Extensions({ seenBy });
export const FieldSeen = (fieldSeenBy: FieldSeenBy): PropertyDecorator & MethodDecorator =>
  Extensions({ fieldSeenBy });

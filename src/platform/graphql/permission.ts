import { Field, ObjectType } from '@nestjs/graphql';
import type { Refusal } from '../../core/kernel/refusals.js';
import { Seen } from '../access/access.js';
import type { RequestContext } from '../access/context.js';
import { Problem, problemOf } from './problems.js';

@Seen('PARENT')
@ObjectType({ description: 'Whether you may do something, and why not.' })
export class Permission {
  @Field(() => Boolean, { description: 'Whether you may.' })
  allowed!: boolean;

  @Field(() => Problem, { nullable: true, description: 'Why not; null when you may.' })
  problem!: object | null;
}

/** What a rule answers, as whoever asks reads it. */
export async function permissionOf(refusal: Refusal | null, context: RequestContext): Promise<Permission> {
  if (!refusal) return { allowed: true, problem: null };
  return { allowed: false, problem: problemOf(refusal, context.locale, await context.zone()) };
}

import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { AssemblyFormEnum } from '../collectives/charter.graphql.js';
import type { AssemblyForm } from '../core/charter/clause.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { SittingRole } from '../mandates/mandate.entity.js';
import { SittingRoles } from '../mandates/mandate.graphql.js';
import { Seen } from '../platform/access/access.js';
import { repeatOf } from '../platform/database/idempotency.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, relayableAct, resultOf, type Act } from '../platform/graphql/problems.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { AgendaItemInput } from './agenda.graphql.js';
import type { ItemAsked } from './agenda.rules.js';
import { askAgendaItem } from './ask-agenda-item.js';
import { assemblyObject, AssemblyType } from './assembly.graphql.js';
import { checkIn } from './check-in.js';
import { checkOut } from './check-out.js';
import { conveneAssembly } from './convene-assembly.js';
import { endAssembly } from './end-assembly.js';
import { leaveRole } from './leave-role.js';
import { objectToRole } from './object-to-role.js';
import { startAssembly } from './start-assembly.js';
import { takeRole } from './take-role.js';
import { takeUpItem } from './take-up-item.js';

@InputType({ description: 'An assembly to convene.' })
export class ConveneAssemblyInput {
  @Field(() => String, { description: 'What it is called, on one line.' })
  title!: string;

  @Field(() => AssemblyFormEnum, {
    description: 'In which form it will sit: each rule says which forms may decide.',
  })
  form!: AssemblyForm;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The hour for which it is convened; null: now. Each rule says how long before one convenes.',
  })
  startsAt?: Instant | null;

  @Field(() => [AgendaItemInput], {
    defaultValue: [],
    description: 'What it will take up, in order; anybody may ask for more.',
  })
  agenda!: AgendaItemInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same assembly.',
  })
  idempotencyKey?: string | null;
}

@InputType({ isAbstract: true })
abstract class AssemblyInput {
  @Field(() => ID, { description: 'The assembly.' })
  assemblyId!: string;
}

@InputType({ description: 'Which assembly to start.' })
export class StartAssemblyInput extends AssemblyInput {}

@InputType({ description: 'Who is checked in, and where.' })
export class CheckInInput extends AssemblyInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Somebody without a screen, whom you check in while you are there yourself; null: you.',
  })
  memberId?: string | null;
}

@InputType({ description: 'Who leaves which assembly.' })
export class CheckOutInput extends AssemblyInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Somebody who is not there any more, or never was, while you are there yourself; null: you.',
  })
  memberId?: string | null;
}

@InputType({ description: 'A question for the agenda.' })
export class AskAgendaItemInput extends AssemblyInput {
  @Field(() => AgendaItemInput, { description: 'The item.' })
  item!: AgendaItemInput;
}

@InputType({ description: 'Which item to take up.' })
export class TakeUpItemInput extends AssemblyInput {
  @Field(() => ID, { description: 'The item: one of the `agenda` of the assembly.' })
  itemId!: string;
}

@InputType({ description: 'Which role to take.' })
export class TakeRoleInput extends AssemblyInput {
  @Field(() => SittingRoles, { description: 'The role.' })
  role!: SittingRole;
}

@InputType({ description: 'Which role to hand back.' })
export class LeaveRoleInput extends AssemblyInput {
  @Field(() => SittingRoles, { description: 'The role.' })
  role!: SittingRole;
}

@InputType({ description: 'Which role to object to.' })
export class ObjectToRoleInput extends AssemblyInput {
  @Field(() => ID, { description: 'The role as one person holds it: one of the `roles` of the assembly.' })
  mandateId!: string;
}

@InputType({ description: 'Which assembly to end.' })
export class EndAssemblyInput extends AssemblyInput {}

/** The success of an act in an assembly: it answers the assembly whole. */
function successOf(name: `${string}Success`, description: string): new () => object {
  @Seen('PARENT')
  @ObjectType(name, { description })
  class Success {
    @Field(() => AssemblyType, { description: 'The assembly as it now is.' })
    assembly!: AssemblyType;
  }
  return Success;
}

const HERE = ['ASSEMBLY_NOT_RUNNING', 'NOT_PRESENT'] as const;

export const CONVENE_ASSEMBLY = act('conveneAssembly', [
  'MANDATE_REQUIRED',
  'INVALID_INPUT',
  'IDEMPOTENCY_KEY_REUSED',
]);
export const ConveneAssemblyResult = resultOf(
  CONVENE_ASSEMBLY,
  successOf('ConveneAssemblySuccess', 'The assembly is convened.'),
);

export const START_ASSEMBLY = act('startAssembly', [
  'NOT_FOUND',
  'MANDATE_REQUIRED',
  'ASSEMBLY_NOT_STARTED',
  'ASSEMBLY_NOT_RUNNING',
]);
export const StartAssemblyResult = resultOf(
  START_ASSEMBLY,
  successOf('StartAssemblySuccess', 'The assembly is running, and you are checked in.'),
);

export const CHECK_IN = act('checkIn', ['NOT_FOUND', 'ASSEMBLY_NOT_STARTED', ...HERE]);
export const CheckInResult = resultOf(CHECK_IN, successOf('CheckInSuccess', 'The person is checked in.'));

const aboutAssembly = ({ collectiveId, id }: { readonly collectiveId: Uuid; readonly id: Uuid }): string =>
  toGlobalId('Assembly', collectiveId, id);

export const ASK_AGENDA_ITEM = relayableAct(
  'askAgendaItem',
  ['NOT_FOUND', 'INVALID_INPUT', ...HERE],
  aboutAssembly,
);
export const AskAgendaItemResult = resultOf(
  ASK_AGENDA_ITEM,
  successOf('AskAgendaItemSuccess', 'The question is on the agenda.'),
);

export const TAKE_UP_ITEM = act('takeUpItem', ['NOT_FOUND', 'ASSEMBLY_NOT_RUNNING', 'MANDATE_REQUIRED']);
export const TakeUpItemResult = resultOf(
  TAKE_UP_ITEM,
  successOf('TakeUpItemSuccess', 'The sitting is at this item.'),
);

export const CHECK_OUT = act('checkOut', ['NOT_FOUND', 'NOT_PRESENT']);
export const CheckOutResult = resultOf(
  CHECK_OUT,
  successOf('CheckOutSuccess', 'The person is no longer there.'),
);

export const TAKE_ROLE = act('takeRole', ['NOT_FOUND', ...HERE, 'MANDATE_HOLDER_NOT_ELIGIBLE', 'ROLE_HELD']);
export const TakeRoleResult = resultOf(TAKE_ROLE, successOf('TakeRoleSuccess', 'You hold the role.'));

export const LEAVE_ROLE = act('leaveRole', ['NOT_FOUND']);
export const LeaveRoleResult = resultOf(
  LEAVE_ROLE,
  successOf('LeaveRoleSuccess', 'You do not hold the role.'),
);

export const OBJECT_TO_ROLE = act('objectToRole', ['NOT_FOUND', ...HERE]);
export const ObjectToRoleResult = resultOf(
  OBJECT_TO_ROLE,
  successOf('ObjectToRoleSuccess', 'The person no longer holds the role.'),
);

export const END_ASSEMBLY = act('endAssembly', [
  'NOT_FOUND',
  ...HERE,
  'MANDATE_REQUIRED',
  'ASSEMBLY_HAS_OPEN_POLLS',
]);
export const EndAssemblyResult = resultOf(
  END_ASSEMBLY,
  successOf('EndAssemblySuccess', 'The assembly is over.'),
);

type InAssembly = (tx: Tx, actor: MemberActor, assemblyId: Uuid) => Promise<void>;

@Resolver()
export class AssemblyActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    CONVENE_ASSEMBLY,
    ConveneAssemblyResult,
    'MEMBER',
    'Calls the collective together. Any member who is a natural person may.',
  )
  conveneAssembly(
    @Args('input') input: ConveneAssemblyInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const convening = {
      title: input.title,
      form: input.form,
      startsAt: input.startsAt ?? null,
      agenda: input.agenda.map(askedItem),
      repeat: repeatOf(input),
    };
    return this.answer(context, CONVENE_ASSEMBLY, (tx, actor) => conveneAssembly(tx, actor, convening));
  }

  @ActMutation(
    START_ASSEMBLY,
    StartAssemblyResult,
    'MEMBER',
    'Starts a convened assembly, from its hour on. Any member who is a natural person may, and is checked in by it.',
  )
  startAssembly(
    @Args('input') input: StartAssemblyInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.inAssembly(context, START_ASSEMBLY, input, (tx, actor, assemblyId) =>
      startAssembly(tx, actor, { assemblyId }),
    );
  }

  @ActMutation(
    CHECK_IN,
    CheckInResult,
    'MEMBER',
    'Checks in yourself, or somebody without a screen, from the hour of the assembly to its end.',
  )
  checkIn(@Args('input') input: CheckInInput, @Context() context: RequestContext): Promise<object> {
    return this.inAssembly(context, CHECK_IN, input, (tx, actor, assemblyId) =>
      checkIn(tx, actor, { assemblyId, memberId: somebodyElse(actor, input) }),
    );
  }

  @ActMutation(
    CHECK_OUT,
    CheckOutResult,
    'MEMBER',
    'Leaves an assembly, and hands back the roles held in it; for yourself, or for who went without a word.',
  )
  checkOut(@Args('input') input: CheckOutInput, @Context() context: RequestContext): Promise<object> {
    return this.inAssembly(context, CHECK_OUT, input, (tx, actor, assemblyId) =>
      checkOut(tx, actor, { assemblyId, memberId: somebodyElse(actor, input) }),
    );
  }

  @ActMutation(
    ASK_AGENDA_ITEM,
    AskAgendaItemResult,
    'MEMBER',
    'Puts a question at the end of the agenda: before the assembly any member may, then whoever is there.',
  )
  askAgendaItem(
    @Args('input') input: AskAgendaItemInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.inAssembly(context, ASK_AGENDA_ITEM, input, (tx, actor, assemblyId) =>
      askAgendaItem(tx, actor, { assemblyId, ...askedItem(input.item) }),
    );
  }

  @ActMutation(
    TAKE_UP_ITEM,
    TakeUpItemResult,
    'MEMBER',
    'Moves the sitting to an item of its agenda: its facilitator does, and everybody follows.',
  )
  takeUpItem(@Args('input') input: TakeUpItemInput, @Context() context: RequestContext): Promise<object> {
    return this.inAssembly(context, TAKE_UP_ITEM, input, (tx, actor, assemblyId) => {
      const itemId = rowIdOf(input.itemId, 'AgendaItem', actor.collectiveId, ['input', 'itemId']);
      return takeUpItem(tx, actor, { assemblyId, itemId });
    });
  }

  @ActMutation(
    TAKE_ROLE,
    TakeRoleResult,
    'MEMBER',
    'Takes a role in a running assembly. It stands while nobody present objects, and ends with the assembly.',
  )
  takeRole(@Args('input') input: TakeRoleInput, @Context() context: RequestContext): Promise<object> {
    const { role } = input;
    return this.inAssembly(context, TAKE_ROLE, input, (tx, actor, assemblyId) =>
      takeRole(tx, actor, { assemblyId, role }),
    );
  }

  @ActMutation(
    LEAVE_ROLE,
    LeaveRoleResult,
    'MEMBER',
    'Hands back a role that you hold in an assembly: always free.',
  )
  leaveRole(@Args('input') input: LeaveRoleInput, @Context() context: RequestContext): Promise<object> {
    const { role } = input;
    return this.inAssembly(context, LEAVE_ROLE, input, (tx, actor, assemblyId) =>
      leaveRole(tx, actor, { assemblyId, role }),
    );
  }

  @ActMutation(
    OBJECT_TO_ROLE,
    ObjectToRoleResult,
    'MEMBER',
    "Ends somebody's role in an assembly at once: one person present who objects is enough.",
  )
  objectToRole(@Args('input') input: ObjectToRoleInput, @Context() context: RequestContext): Promise<object> {
    const roleOf = ({ collectiveId }: MemberActor): Uuid =>
      rowIdOf(input.mandateId, 'Mandate', collectiveId, ['input', 'mandateId']);
    return this.inAssembly(context, OBJECT_TO_ROLE, input, (tx, actor, assemblyId) =>
      objectToRole(tx, actor, { assemblyId, mandateId: roleOf(actor) }),
    );
  }

  @ActMutation(
    END_ASSEMBLY,
    EndAssemblyResult,
    'MEMBER',
    'Ends an assembly: its facilitator may, or anybody present when nobody facilitates.',
  )
  endAssembly(@Args('input') input: EndAssemblyInput, @Context() context: RequestContext): Promise<object> {
    return this.inAssembly(context, END_ASSEMBLY, input, (tx, actor, assemblyId) =>
      endAssembly(tx, actor, { assemblyId }),
    );
  }

  private inAssembly(
    context: RequestContext,
    declared: Act,
    input: AssemblyInput,
    work: InAssembly,
  ): Promise<object> {
    return this.answer(context, declared, async (tx, actor) => {
      const assemblyId = rowIdOf(input.assemblyId, 'Assembly', actor.collectiveId, ['input', 'assemblyId']);
      await work(tx, actor, assemblyId);
      return assemblyId;
    });
  }

  private answer(
    context: RequestContext,
    declared: Act,
    work: (tx: Tx, actor: MemberActor) => Promise<Uuid>,
  ): Promise<object> {
    const done = async (tx: Tx, actor: MemberActor): Promise<{ collectiveId: Uuid; id: Uuid }> => ({
      collectiveId: actor.collectiveId,
      id: await work(tx, actor),
    });
    return this.acts.perform(context, declared, done, async ({ collectiveId, id }) => ({
      assembly: await assemblyObject(this.reader, collectiveId, id),
    }));
  }
}

const askedItem = ({ title, minutes }: AgendaItemInput): ItemAsked => ({ title, minutes: minutes ?? null });

/** The person somebody acts for in the room; null for themselves. */
const somebodyElse = (
  { collectiveId }: MemberActor,
  { memberId }: { memberId?: string | null },
): Uuid | null =>
  memberId == null ? null : rowIdOf(memberId, 'Member', collectiveId, ['input', 'memberId']);

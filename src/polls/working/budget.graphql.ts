import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type {
  AddedProject,
  BudgetWorking,
  Payers,
  Project,
  Purchase,
  TriedEndowment,
} from '../../core/counting/elections/working/budget.js';
import type { TiedCommittees } from '../../core/counting/elections/working/seats.js';
import { Seen } from '../../platform/access/access.js';
import { ElectionAmountType, ElectionOptionAmountType, OPTION } from './amounts.graphql.js';
import { ElectionTiedCommitteesType } from './seats.graphql.js';

type Kept = NonNullable<BudgetWorking['kept']>;

const LeftOutEnum: { readonly [L in NonNullable<Project['leftOut']>]: L } = {
  TOO_DEAR: 'TOO_DEAR',
  UNSUPPORTED: 'UNSUPPORTED',
};
registerEnumType(LeftOutEnum, {
  name: 'ElectionLeftOut',
  description: 'Why a project cannot be bought.',
  valuesMap: {
    TOO_DEAR: { description: 'It costs more than the whole budget.' },
    UNSUPPORTED: { description: 'Nobody approves it.' },
  },
});

const KeptBecauseEnum: { readonly [W in Kept['why']]: W } = {
  WITHOUT_COMPLETION: 'WITHOUT_COMPLETION',
  NOTHING_MORE_FITS: 'NOTHING_MORE_FITS',
  NEXT_OVERSPENDS: 'NEXT_OVERSPENDS',
};
registerEnumType(KeptBecauseEnum, {
  name: 'ElectionKeptBecause',
  description: 'Why nobody is given more money to begin with.',
  valuesMap: {
    WITHOUT_COMPLETION: { description: 'The method gives everybody their share and no more.' },
    NOTHING_MORE_FITS: { description: 'What is left of the budget pays for no other project.' },
    NEXT_OVERSPENDS: { description: 'With one unit more, more than the budget would be spent.' },
  },
});

@Seen('PARENT')
@ObjectType('ElectionProject', { description: 'A project, what it costs, and who wants it.' })
export class ElectionProjectType implements Project {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => String, { description: 'What it costs.' })
  cost!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many ballots approve it; null where it cannot be bought.',
  })
  approvals!: number | null;

  @Field(() => LeftOutEnum, { nullable: true, description: 'Why it cannot be bought; null where it can.' })
  leftOut!: Project['leftOut'];
}

@Seen('PARENT')
@ObjectType('ElectionPayers', { description: 'Ballots that pay for a project, and have as much left.' })
export class ElectionPayersType implements Payers {
  @Field(() => Int, { description: 'How many ballots.' })
  ballots!: number;

  @Field(() => ElectionAmountType, { description: 'What each of them has left before.' })
  has!: Payers['has'];

  @Field(() => ElectionAmountType, { description: 'What each of them pays.' })
  pays!: Payers['pays'];
}

@Seen('PARENT')
@ObjectType('ElectionPurchase', { description: 'A project that is bought, and what it is paid with.' })
export class ElectionPurchaseType implements Purchase {
  @Field(() => Int, { description: 'Its place among the purchases, from 1.' })
  round!: number;

  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => String, { description: 'What it costs.' })
  cost!: string;

  @Field(() => ElectionAmountType, {
    description: 'What each of those who approve it pays for a unit of its cost: the lowest is bought.',
  })
  rate!: Purchase['rate'];

  @Field(() => ElectionAmountType, { description: 'What each of them pays, unless they have less left.' })
  share!: Purchase['share'];

  @Field(() => [ElectionPayersType], { description: 'Who pays how much: together, what it costs.' })
  payers!: readonly Payers[];

  @Field(() => [ElectionOptionAmountType], {
    description: 'The rate of each project that could be paid for in this round.',
  })
  rates!: Purchase['rates'];
}

@Seen('PARENT')
@ObjectType('ElectionTriedEndowment', {
  description: 'A sum that everybody is given to begin with, and what it buys.',
})
export class ElectionTriedEndowmentType implements TriedEndowment {
  @Field(() => String, { description: 'After how many raises.' })
  raises!: string;

  @Field(() => ElectionAmountType, { description: 'What each voter has.' })
  endowment!: TriedEndowment['endowment'];

  @Field(() => [String], { description: 'What it buys, in this order.' })
  bought!: readonly string[];

  @Field(() => String, { description: 'What that costs.' })
  cost!: string;
}

@Seen('PARENT')
@ObjectType('ElectionKeptEndowment', { description: 'The sum by which the purchases are made.' })
export class ElectionKeptEndowmentType implements Kept {
  @Field(() => KeptBecauseEnum, { description: 'Why no greater one is tried.' })
  why!: Kept['why'];

  @Field(() => String, { description: 'After how many raises.' })
  raises!: string;

  @Field(() => ElectionAmountType, { description: 'What each voter has.' })
  endowment!: Kept['endowment'];
}

@Seen('PARENT')
@ObjectType('ElectionAddedProject', {
  description: 'A project bought from what is left, because most approve it.',
})
export class ElectionAddedProjectType implements AddedProject {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => Int, { description: 'How many ballots approve it.' })
  approvals!: number;

  @Field(() => String, { description: 'What it costs.' })
  cost!: string;
}

@Seen('PARENT')
@ObjectType('ElectionBudget', {
  description: 'A budget spent by equal shares: everybody has the same, and pays for what they approve.',
})
export class ElectionBudgetType implements Omit<BudgetWorking, 'family'> {
  @Field(() => String, { description: 'What there is to spend.' })
  budget!: string;

  @Field(() => Int, { description: 'How many ballots approve something.' })
  voters!: number;

  @Field(() => ElectionAmountType, { description: 'The budget, shared equally among them.' })
  endowment!: BudgetWorking['endowment'];

  @Field(() => [ElectionProjectType], { description: 'The projects.' })
  projects!: readonly Project[];

  @Field(() => [ElectionTriedEndowmentType], {
    description: 'What was tried: the equal shares, the last raise that is kept, and the one after it.',
  })
  tried!: readonly TriedEndowment[];

  @Field(() => ElectionKeptEndowmentType, {
    nullable: true,
    description: 'Which of them is kept; null while a tie is open before, and without voters.',
  })
  kept!: Kept | null;

  @Field(() => [ElectionPurchaseType], { description: 'What is bought with it, in this order.' })
  purchases!: readonly Purchase[];

  @Field(() => [ElectionAddedProjectType], { description: 'What is bought from the rest.' })
  added!: readonly AddedProject[];

  @Field(() => String, { description: 'What is spent in all.' })
  spent!: string;

  @Field(() => String, { description: 'What is left of the budget.' })
  left!: string;

  @Field(() => ElectionTiedCommitteesType, {
    nullable: true,
    description: 'Whom ties can lead to; null without ties.',
  })
  tied!: TiedCommittees | null;
}

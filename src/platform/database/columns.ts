import { Column, PrimaryColumn, type ColumnOptions, type ValueTransformer } from 'typeorm';
import type { Instant } from '../../core/kernel/instants.js';

// TypeORM turns timestamps into Date objects; rows of the house carry instants as text.
const instant: ValueTransformer = {
  to: (value: Instant | null | undefined) => value,
  from: (value: Date | Instant | null) => (value instanceof Date ? value.toISOString() : value),
};

/** A `timestamptz(3)` column read as an `Instant`. */
export const InstantColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'timestamptz', precision: 3, transformer: instant, ...options });

/** An instant that is part of the key. */
export const InstantKey = (): PropertyDecorator =>
  PrimaryColumn({ type: 'timestamptz', precision: 3, transformer: instant });

export const UuidKey = (): PropertyDecorator => PrimaryColumn({ type: 'uuid' });
export const UuidColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'uuid', ...options });
export const TextColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'text', ...options });
export const TextKey = (): PropertyDecorator => PrimaryColumn({ type: 'text' });
export const IntegerColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'integer', ...options });
export const BooleanColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'boolean', ...options });
/** Plain data, stored as `jsonb`. */
export const DataColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'jsonb', ...options });

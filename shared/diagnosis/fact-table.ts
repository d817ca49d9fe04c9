import { AMAZON_FACTS } from './facts-amazon.ts';
import { AWS_FACTS } from './facts-aws.ts';
import { QUEUE_FACTS } from './facts-queue.ts';

/** A fact: how it is read, under which other names, and what it means. */
export interface FactEntry {
  /** A duration is kept in seconds; its name may carry another unit (`…Minutes`, `…Days`). */
  kind: 'boolean' | 'number' | 'duration' | 'text' | 'list' | 'date';
  /** Other names; one that begins with `!` says the opposite. */
  also: readonly string[];
  means: string;
}
export type FactTable = Record<string, FactEntry>;

/** All facts that rules ask about. */
export const FACT_TABLE = { ...AWS_FACTS, ...AMAZON_FACTS, ...QUEUE_FACTS } as const satisfies FactTable;
export type FactName = keyof typeof FACT_TABLE;
export type FactValue = boolean | number | string | string[];
export type Facts = Partial<Record<FactName, FactValue>>;

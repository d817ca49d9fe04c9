import type { FactTable } from './fact-entry.ts';
import { AMAZON_FACTS } from './facts-amazon.ts';
import { AWS_FACTS } from './facts-aws.ts';
import { QUEUE_FACTS } from './facts-queue.ts';

/** All facts that rules ask about. */
export const FACT_TABLE = { ...AWS_FACTS, ...AMAZON_FACTS, ...QUEUE_FACTS } as const satisfies FactTable;
export type FactName = keyof typeof FACT_TABLE;
export type FactValue = boolean | number | string | string[];
export type Facts = Partial<Record<FactName, FactValue>>;

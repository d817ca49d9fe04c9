/** A fact: how it is read, under which other names, and what it means. */
export interface FactEntry {
  /** A duration is kept in seconds; its name may carry another unit (`…Minutes`, `…Days`). */
  kind: 'boolean' | 'number' | 'duration' | 'text' | 'list' | 'date';
  /** Other names; one that begins with `!` says the opposite. */
  also: readonly string[];
  means: string;
}

export type FactTable = Record<string, FactEntry>;

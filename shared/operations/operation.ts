import type { Region } from '../domain/regions.ts';

/** A parameter of an operation. */
export interface OperationParameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'body' | 'formData';
  required?: boolean;
}

/**
 * An operation of SP-API. Names are not unique: find it by its path where that is known.
 * Source: the Swagger models of amzn/selling-partner-api-models (commit 34dc93f) and the official role-mappings page.
 */
export interface Operation {
  /** Folder name of the API, for example `catalog-items`. */
  api: string;
  version: string;
  operation: string;
  method: string;
  /** With `{placeholders}`. */
  path: string;
  parameters: OperationParameter[];
  /** Requests a second, and the size of the bucket; absent where Amazon publishes none. */
  rate?: number;
  burst?: number;
  sandbox: 'static' | 'dynamic' | 'none';
  sandboxOnly?: boolean;
  /** Any one of these is enough. Absent for grantless operations and where Amazon's page names none. */
  roles?: string[];
  /** Regions in which a role counts, where it does not count in all. */
  roleRegions?: Record<string, Region[]>;
  restrictedDataToken?: boolean;
  /** It takes a client-credentials token, not that of a selling account. */
  grantless?: boolean;
  deprecated?: boolean;
  /** Amazon has removed it; the day, and what to call instead. */
  removed?: { since: string; successor?: string; source: string };
  /** File in amzn/selling-partner-api-models. */
  model?: string;
}

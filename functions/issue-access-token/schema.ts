import * as z from 'zod/mini';
import { SHARED_SCOPES } from '#shared/connect/grantless-scope.ts';
import { DATA_ELEMENTS } from '#shared/connect/restricted-data-token.ts';
import { AppName, AuthorizationName } from '#shared/domain/application.ts';

/** Amazon takes so many calls for one restricted data token. */
const MOST_RESOURCES = 50;

const Resource = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().check(z.regex(/^\/[^\s?#]{1,500}$/, 'must be a path without a query')),
  dataElements: z._default(z.array(z.enum(DATA_ELEMENTS)), []),
});

export const Input = z.strictObject({
  appName: AppName,
  authorization: AuthorizationName,
  /** For grantless operations: a token of the application itself. */
  scope: z.optional(z.enum(SHARED_SCOPES)),
  /** For calls that return personal data: a restricted data token for exactly these. */
  personalData: z.optional(z.array(Resource).check(z.minLength(1), z.maxLength(MOST_RESOURCES))),
});
export type Input = z.infer<typeof Input>;

export interface Output {
  accessToken: string;
  /** ISO 8601. */
  expiresAt: string;
  /** Address of SP-API for the account. */
  endpoint: string;
  region: string;
  userAgent: string;
}

export const EXAMPLE = { appName: 'acme-orders', authorization: 'us' };

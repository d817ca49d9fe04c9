import * as z from 'zod/mini';
import { jsonBytes } from '../errors/fit-bytes.ts';
import { holdsSecret } from './holds-secret.ts';
import { findMarketplace, MARKETPLACE_CODES } from './marketplaces.ts';
import { REGIONS } from './regions.ts';
import { isStorable } from './stored-form.ts';
import { DAY_SECONDS } from './times.ts';
import { REMINDER_SECONDS } from './wait-plan.ts';

export const SELLING_PARTNERS = ['seller', 'vendor'] as const;
export type SellingPartner = (typeof SELLING_PARTNERS)[number];

/** Amazon allows a private application ten self-authorizations. Source: developer-docs.amazon.com/sp-api/docs/self-authorization */
export const MAX_AUTHORIZATIONS = 10;

/** One year: the longest a Step Functions task may wait. */
const MAX_WAIT_SECONDS = 365 * DAY_SECONDS;

/** Name of an application: part of parameter paths and IAM names, whose limits it keeps. */
export const AppName = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/,
      'must be 3 to 40 lower-case letters, digits or hyphens, starting with a letter',
    ),
  );

/** Name of one authorization of an application, for example `us` or `vendor-de`. */
export const AuthorizationName = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/,
      'must be 2 to 40 lower-case letters, digits or hyphens, starting with a letter',
    ),
  );

const MarketplaceCode = z
  .string()
  .check(
    z.refine(
      (code) => findMarketplace(code) !== undefined,
      `unknown marketplace; known are ${MARKETPLACE_CODES.join(', ')}`,
    ),
  );

/** Longest ARN of an adopted resource: the configuration holds three, in one parameter of 4,096 bytes with the rest. */
export const MOST_ARN = 200;

/** Path and name of an IAM resource. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const PATH = '[\\x21-\\x7e]+';

const arn = (kind: string, example: string) =>
  z
    .string()
    .check(z.maxLength(MOST_ARN, `must have at most ${MOST_ARN} characters`))
    .check(z.regex(new RegExp(`^arn:aws:iam::\\d{12}:${kind}/${PATH}$`), `must be an ARN like ${example}`))
    .check(z.refine(isStorable, 'contains {{, which AWS Parameter Store does not store'));

/** Empty where the role's rights come from elsewhere, as what the former Quick Start made has them inline. */
const OptionalPolicyArn = z._default(
  z
    .string()
    .check(z.maxLength(MOST_ARN, `must have at most ${MOST_ARN} characters`))
    .check(
      z.regex(
        new RegExp(`^$|^arn:aws[a-z-]*:iam::\\d{12}:policy/${PATH}$`),
        'must be an ARN like arn:aws:iam::111122223333:policy/SellingPartnerAPI, or be left out',
      ),
      z.refine(isStorable, 'contains {{, which AWS Parameter Store does not store'),
    ),
  '',
);

const Iam = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('create') }),
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({
    mode: z.literal('adopt'),
    userArn: arn('user', 'arn:aws:iam::111122223333:user/sp-api'),
    roleArn: arn('role', 'arn:aws:iam::111122223333:role/SellingPartnerAPI'),
    policyArn: OptionalPolicyArn,
  }),
]);

const accountIn = (arn: string) => arn.split(':')[4] ?? '';

/** Two accounts that an input mixes, or `..` in a path, which no AWS tool writes: neither can be found later. */
const AdoptableIam = Iam.check((context) => {
  const { value, issues } = context;
  if (value.mode !== 'adopt') return;
  const { userArn, roleArn, policyArn } = value;
  const complain = (field: string, message: string) =>
    issues.push({ code: 'custom', path: [field], message, input: value });
  const [user, role] = [accountIn(userArn), accountIn(roleArn)];
  if (user !== role)
    complain(
      'roleArn',
      `names the AWS account ${role}, but userArn names ${user}; both must be in one account`,
    );
  for (const [field, arn] of Object.entries({ userArn, roleArn, policyArn }))
    if (arn.split('/').includes('..')) complain(field, 'must not have .. in its path');
});

const WaitSeconds = z._default(z.int().check(z.minimum(1), z.maximum(MAX_WAIT_SECONDS)), 14 * DAY_SECONDS);

const ascending = (times: number[]) => times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0));

const ReminderSeconds = z._default(
  z
    .array(z.int().check(z.minimum(1), z.maximum(MAX_WAIT_SECONDS)))
    .check(z.maxLength(20), z.refine(ascending, 'must be ascending, each after the start of the wait')),
  [...REMINDER_SECONDS],
);

const AuthorizationInput = z.strictObject({
  name: z.optional(AuthorizationName),
  marketplace: MarketplaceCode,
  sellingPartner: z.optional(z.enum(SELLING_PARTNERS)),
});

/** More than Amazon has. */
export const MOST_ROLES = 20;
/** Longest name of a role, in bytes as JSON: an accent takes two, a quotation mark as well. */
export const MOST_ROLE_NAME = 50;

const RoleName = z.string().check(
  z.trim(),
  z.minLength(2),
  z.refine(
    (name) => jsonBytes(name) <= MOST_ROLE_NAME,
    `must have at most ${MOST_ROLE_NAME} letters, fewer where they are not plain Latin`,
  ),
  z.refine((name) => !holdsSecret(name), 'looks like a secret, not the name of a role'),
);

/** Longest e-mail address. Source: RFC 5321, section 4.5.3.1.3 */
export const MOST_ADDRESS = 254;

/** Operations that people want to use. */
export const MOST_OPERATIONS = 10;
/** Longest name, or method and path, of an operation. */
export const MOST_OPERATION = 60;

const OperationName = z
  .string()
  .check(
    z.trim(),
    z.minLength(2),
    z.maxLength(MOST_OPERATION, `must have at most ${MOST_OPERATION} characters`),
    z.regex(/^[\w /{}.-]+$/, 'must be the name of an operation, for example getOrders'),
  );

/** What a person may type to start `create-private-app`. Only `appName` and `marketplace` have no default. */
export const ExecutionInput = z.strictObject({
  appName: AppName,
  marketplace: MarketplaceCode,
  sellingPartner: z._default(z.enum(SELLING_PARTNERS), 'seller'),
  iam: z._default(AdoptableIam, { mode: 'create' }),
  authorizations: z._default(z.array(AuthorizationInput), []),
  sandbox: z._default(z.boolean(), false),
  /** Data access roles of the application, in Amazon's words; left out, they are as they were. */
  roles: z.optional(z.array(RoleName).check(z.maxLength(MOST_ROLES))),
  /** Operations of SP-API that will be called: they lead to the roles to ask for. */
  operations: z.optional(z.array(OperationName).check(z.maxLength(MOST_OPERATIONS))),
  notificationEmail: z.optional(
    z
      .email('must be an e-mail address')
      .check(z.maxLength(MOST_ADDRESS, `must have at most ${MOST_ADDRESS} characters`)),
  ),
  waitSeconds: z._default(
    z.strictObject({
      dataAccess: z._default(z.int().check(z.minimum(1), z.maximum(MAX_WAIT_SECONDS)), 90 * DAY_SECONDS),
      registration: WaitSeconds,
      authorization: WaitSeconds,
    }),
    { dataAccess: 90 * DAY_SECONDS, registration: 14 * DAY_SECONDS, authorization: 14 * DAY_SECONDS },
  ),
  reminderSeconds: ReminderSeconds,
});
export type ExecutionInput = z.infer<typeof ExecutionInput>;

/** One selling account that authorizes the application. */
export const Authorization = z.strictObject({
  name: AuthorizationName,
  sellingPartner: z.enum(SELLING_PARTNERS),
  marketplace: z.string(),
  marketplaceId: z.string(),
  region: z.enum(REGIONS),
  /** When a data access role was last added: refresh tokens made before do not have it. */
  tokensSince: z.optional(z.string()),
});
export type Authorization = z.infer<typeof Authorization>;

/** The input, completed: what every later state reads. */
export const Application = z.strictObject({
  appName: AppName,
  marketplace: z.string(),
  sellingPartner: z.enum(SELLING_PARTNERS),
  sandbox: z.boolean(),
  iam: Iam,
  authorizations: z.array(Authorization),
  /** Data access roles, where a person has named them, and when each was first named. */
  roles: z.optional(z.array(z.strictObject({ name: z.string(), addedAt: z.string() }))),
  operations: z.optional(z.array(z.string())),
  notificationEmail: z.optional(z.string()),
  waitSeconds: z.strictObject({ dataAccess: z.int(), registration: z.int(), authorization: z.int() }),
  /** Absent in what an earlier version stored. */
  reminderSeconds: z._default(z.array(z.int()), []),
});
export type Application = z.infer<typeof Application>;

/** The input with which an application is started again: what the person typed, completed. */
export function inputOf({ authorizations, roles, ...rest }: Application): z.input<typeof ExecutionInput> {
  // The first account is that of the developer profile, and is no further one.
  const further = authorizations.slice(1).map(({ name, marketplace, sellingPartner }) => ({
    name,
    marketplace,
    sellingPartner,
  }));
  return { ...rest, ...(roles && { roles: roles.map(({ name }) => name) }), authorizations: further };
}

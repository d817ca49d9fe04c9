import type { Application } from './application.ts';

/**
 * Words of the paths in Parameter Store. In IAM `*` stands for slashes too, so a pattern for all tasks would also mean
 * `/sp-api/acme/authorizations/tasks/refresh-token`: no application and no account may have such a name.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const RESERVED_NAMES: readonly string[] = [
  ...['config', 'status', 'summary', 'health', 'health-history', 'notifications', 'developer-profile'],
  ...['iam', 'lwa', 'authorizations', 'turns', 'tasks', 'outcomes'],
  ...['user-arn', 'access-key', 'access-key-id', 'secret-access-key', 'policy-arn', 'role-arn'],
  ...['verification', 'assume-role-test', 'key-rotation', 'pending-access-key', 'previous-access-key'],
  ...['application-id', 'client-id', 'client-secret', 'secret-dates', 'previous-client-secret', 'rotation'],
  ...['refresh-token', 'details', 'verified', 'creation', 'secret-request'],
];

/** The names in an input, as far as they matter here. */
export interface ChosenNames {
  appName: string;
  authorizations?: readonly { name?: string | undefined }[] | undefined;
}

const isReserved = (name: string | undefined) => name !== undefined && RESERVED_NAMES.includes(name);

/** Whether any name in an input is reserved. */
export const hasReservedName = ({ appName, authorizations = [] }: ChosenNames): boolean =>
  [appName, ...authorizations.map(({ name }) => name)].some(isReserved);

/**
 * The problems of reserved names, one line each. Names that an application has from an earlier version stay allowed.
 * @param stored the configuration that is stored of the application
 */
export function reservedNameProblems(
  { appName, authorizations = [] }: ChosenNames,
  stored: Pick<Application, 'authorizations'> | undefined,
): string[] {
  const known = new Set(stored?.authorizations.map(({ name }) => name));
  return [
    ...(isReserved(appName) && !stored ? [say('appName', appName)] : []),
    ...authorizations.flatMap(({ name = '' }, i) =>
      isReserved(name) && !known.has(name) ? [say(`authorizations.${i}.name`, name)] : [],
    ),
  ];
}

const say = (field: string, name: string) =>
  `${field}: "${name}" is a reserved word of the paths in Parameter Store; choose another name, for example ${name}-1`;

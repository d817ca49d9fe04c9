import type { Command } from 'commander';
import type { Application } from '#shared/domain/application.ts';
import { endOf, fullName } from '#shared/operations/named-operations.ts';
import type { Operation } from '#shared/operations/operation.ts';
import { accountOf, OPERATIONS, rolesOf } from '#shared/operations/operations.ts';
import { searchOperations } from '#shared/operations/search-operations.ts';
import { plainRole } from '#shared/operations/smallest-roles.ts';
import { howToName, rolesOfApplication } from '../application-roles.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { CommandRefused, UsageError } from '../errors.ts';
import { rateWords, rolesWords } from '../mws/describe.ts';
import { note, print, printJson, table } from '../output.ts';
import { readStoredApplication } from '../stored-application.ts';
import { requireAppName } from '../tasks.ts';

interface Options extends GlobalOptions {
  role?: string;
  allowedFor?: string;
  json?: boolean;
}

const EXAMPLES = `
It needs no AWS, except for --allowed-for, which reads the roles of the application.

Examples:
  spapi operations orders
  spapi operations orders/2026-01-01/searchOrders
  spapi operations --role "Product Listing"
  spapi operations reports --allowed-for acme-orders
`;

/** Adds `operations`. */
export function addOperations(program: Command): void {
  program
    .command('operations')
    .description('Lists the operations of SP-API that contain all words; one alone is described.')
    .argument('[words...]', 'parts of the API, version, name, method or path')
    .option('--role <name>', 'only those that this data access role allows')
    .option('--allowed-for <app>', 'only those that the roles of this application allow')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((words: string[], _options, command: Command) => list(words, command.optsWithGlobals<Options>()));
}

async function list(words: string[], options: Options): Promise<void> {
  const allowed = options.allowedFor
    ? await allowedFor(requireAppName(options.allowedFor), options)
    : () => true;
  const role = options.role === undefined ? undefined : requireRole(options.role);
  const found = searchOperations(words).filter(
    (one) => (!role || (one.roles ?? []).some((name) => plainRole(name) === role)) && allowed(one),
  );
  if (options.json) return printJson({ operations: found });
  if (found.length === 0)
    throw new CommandRefused({ what: 'No operation fits.', remedy: 'Give fewer words.' });
  const [only, ...others] = found;
  if (only && others.length === 0) return print(...describe(only));
  print(...table(['OPERATION', 'METHOD AND PATH', 'RATE'], found.map(row)));
}

const row = (one: Operation) => [
  fullName(one),
  `${one.method} ${one.path}`,
  one.removed ? `removed on ${one.removed.since}` : rateWords(one),
];

function describe(one: Operation): string[] {
  const parameters = one.parameters.map(
    ({ name, in: where, required }) => `  ${name}  (${where}${required ? ', required' : ''})`,
  );
  const end = endOf(one, new Date());
  return [
    `${fullName(one)}  ${one.method} ${one.path}`,
    ...(end ? [end] : []),
    `Rate: ${rateWords(one)}`,
    `Any one of these roles: ${rolesWords(one)}`,
    `Sandbox: ${one.sandbox}${one.sandboxOnly ? ' (only there)' : ''}`,
    ...(one.restrictedDataToken
      ? ['Personal data: with a restricted data token (call --personal-data)']
      : []),
    ...(parameters.length > 0 ? ['Parameters:', ...parameters] : []),
  ];
}

/** A role in Amazon's spelling. */
function requireRole(text: string): string {
  const all = [...new Set(OPERATIONS.flatMap(({ roles = [] }) => roles.map(plainRole)))].toSorted();
  const found = all.find((role) => role.toLowerCase() === plainRole(text).toLowerCase());
  if (found) return found;
  throw new UsageError(`There is no data access role of this name. The roles are: ${all.join(', ')}.`);
}

async function allowedFor(appName: string, options: Options): Promise<(one: Operation) => boolean> {
  const connection = await connect(options);
  const application = await readStoredApplication(connection, appName);
  const { names, named } = rolesOfApplication(application);
  if (!named)
    note(
      `No roles were named when ${appName} was started. This list is for the roles that step 2 asks for: ${names.join(', ')}.`,
      howToName(application, connection.again),
    );
  const roles = names.map((name) => name.toLowerCase());
  return (one) => !one.removed && application.authorizations.some((account) => mayCall(one, account, roles));
}

function mayCall(one: Operation, account: Application['authorizations'][number], roles: string[]): boolean {
  if ((accountOf(one) ?? account.sellingPartner) !== account.sellingPartner) return false;
  if (one.grantless) return true;
  return rolesOf(one, account.region).some((role) => roles.includes(plainRole(role).toLowerCase()));
}

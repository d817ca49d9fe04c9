import type { Command } from 'commander';
import { TARGETS } from '#shared/connect/targets/index.ts';
import type { Target } from '#shared/connect/targets/target.ts';
import { spApiEndpoint } from '#shared/domain/regions.ts';
import type { Operation } from '#shared/operations/operation.ts';
import { accountOf, OPERATIONS, rolesOf } from '#shared/operations/operations.ts';
import { plainRole } from '#shared/operations/smallest-roles.ts';
import { readAccountValues } from '../account-values.ts';
import { rolesOfApplication } from '../application-roles.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { UsageError } from '../errors.ts';
import { writeFiles } from '../export/write-files.ts';
import { notOnLocalStack } from '../local-note.ts';
import { note, print, styled, table } from '../output.ts';
import { chooseAuthorization, readAccountName, readStoredApplication } from '../stored-application.ts';

interface Options extends GlobalOptions {
  to: string;
  out: string;
  api: string[];
  withSecrets?: boolean;
}

const EXAMPLES = `
No file holds a secret without --with-secrets. With it, only you can read such a file, and one that git would track is refused.

Examples:
  spapi export --to list
  spapi export acme-orders/us --to postman --out ./postman
  spapi export acme-orders/us --to bruno --out ./bruno --api orders --api reports
`;

/** Adds `export`. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('Writes files that connect a tool or a library to an account.')
    .argument('[app]', 'application, or APP/AUTHORIZATION where it has several: acme-orders/us')
    .requiredOption('--to <target>', 'what the files are for; "list" shows all')
    .option('--out <dir>', 'folder of the files', '.')
    .option(
      '--api <name>',
      'only this API; may be repeated (default: those that the named roles allow, or all)',
      collect,
      [],
    )
    .option('--with-secrets', 'write secrets into files where the target has a place for them')
    .addHelpText('after', EXAMPLES)
    .action((app: string | undefined, _options, command: Command) =>
      exportTo(app, command.optsWithGlobals<Options>()),
    );
}

const collect = (name: string, earlier: string[]) => [...earlier, name];

async function exportTo(app: string | undefined, options: Options): Promise<void> {
  if (options.to === 'list')
    return print(
      ...table(
        ['TARGET', 'FILES'],
        TARGETS.map(({ name, about }) => [name, about]),
      ),
    );
  if (!app) throw new UsageError('Name an application: acme-orders/us.');
  await write(app, requireTarget(options.to), options);
}

async function write(
  app: string,
  target: Target,
  { api, out, withSecrets = false, ...options }: Options,
): Promise<void> {
  const name = readAccountName(app);
  const connection = await connect(options);
  const application = await readStoredApplication(connection, name.appName);
  const account = chooseAuthorization(application, name.authorization);
  const { accessToken: _, ...values } = await readAccountValues(connection, name, []);
  const roles = rolesOfApplication(application);
  const chosen = OPERATIONS.filter((one) => isOffered(one, account, roles.named ? roles.names : [], api));
  if (chosen.length === 0)
    throw new UsageError('No operation is left: see "spapi operations" for the names of APIs.');
  const { lwa, authorization } = connection.services.parameters.paths.of(name.appName);
  const applicationId = (await connection.services.parameters.get([lwa.applicationId]))[lwa.applicationId];
  const context = {
    appName: name.appName,
    account: account.name,
    sellingPartner: account.sellingPartner,
    again: connection.again,
    out,
    stored: {
      clientId: lwa.clientId,
      clientSecret: lwa.clientSecret,
      refreshToken: authorization(account.name).refreshToken,
      region: connection.installation.region,
    },
    applicationId: applicationId ?? '',
    values: withSecrets ? values : { ...values, clientSecret: '', refreshToken: '' },
    sandboxEndpoint: spApiEndpoint(connection.services.spApiEndpoint, account.region, true),
    operations: chosen,
    withSecrets,
  };
  if (options.local && target.needsAmazon) note(notOnLocalStack(target.name));
  if (target.offersOperations && !roles.named && api.length === 0)
    note(
      `Note: no roles were named when ${name.appName} was started, so the files have all ${chosen.length} operations. Choose APIs with --api, for example --api orders.`,
    );
  const files = target.files(context);
  writeFiles(out, files);
  print(
    styled('green', `${files.length} ${files.length === 1 ? 'file' : 'files'} for ${target.name} in ${out}:`),
    ...files.slice(0, MOST_NAMES).map(({ path }) => `  ${path}`),
    ...(files.length > MOST_NAMES ? [`  and ${files.length - MOST_NAMES} more`] : []),
    'Next:',
    ...target.next(context).map((step) => `  ${step}`),
  );
}

/** So many files are named; a collection of Bruno has one for each operation. */
const MOST_NAMES = 5;

type Account = ReturnType<typeof chooseAuthorization>;

function isOffered(one: Operation, account: Account, roles: string[], apis: string[]): boolean {
  if (one.removed || one.grantless || (accountOf(one) ?? account.sellingPartner) !== account.sellingPartner)
    return false;
  if (apis.length > 0) return apis.includes(one.api);
  return roles.length === 0 || rolesOf(one, account.region).some((role) => roles.includes(plainRole(role)));
}

function requireTarget(name: string): Target {
  const found = TARGETS.find((one) => one.name === name);
  if (found) return found;
  throw new UsageError(
    `There is no target ${name.slice(0, 40)}. The targets are: ${TARGETS.map((one) => one.name).join(', ')}.`,
  );
}

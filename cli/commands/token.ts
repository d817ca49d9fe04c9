import { type Command, Option } from 'commander';
import { fetchAccountToken } from '#shared/connect/account-token.ts';
import { GRANTLESS_SCOPES } from '#shared/connect/grantless-scope.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { print } from '../output.ts';
import { chooseAuthorization, readAccountName, readStoredApplication } from '../stored-application.ts';

interface Options extends GlobalOptions {
  header?: boolean;
  scope?: string;
}

const EXAMPLES = `
The token is a secret for one hour. Hand it on without showing it to other processes:

Examples, for an account in North America ("spapi exec" gives a program the right address too):
  spapi token acme-orders/us --header | curl -H @- -A "acme/1.0 (Language=sh)" \\
    https://sellingpartnerapi-na.amazon.com/sellers/v1/marketplaceParticipations
`;

/** Adds `token`. */
export function addToken(program: Command): void {
  program
    .command('token')
    .description('Prints a fresh access token of an account, which works for one hour.')
    .argument('<app>', 'application, or APP/AUTHORIZATION where it has several: acme-orders/us')
    .option('--header', 'as a whole header line')
    .addOption(new Option('--scope <scope>', 'for grantless operations').choices(GRANTLESS_SCOPES))
    .addHelpText('after', EXAMPLES)
    .action(async (app: string, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { appName, authorization } = readAccountName(app);
      const connection = await connect(options);
      const application = await readStoredApplication(connection, appName);
      const { name } = chooseAuthorization(application, authorization);
      const { accessToken } = await fetchAccountToken(connection.services, appName, name, options.scope);
      print(options.header ? `x-amz-access-token: ${accessToken.reveal()}` : accessToken.reveal());
    });
}

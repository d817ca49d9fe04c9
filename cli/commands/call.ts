import { type Command, InvalidArgumentError } from 'commander';
import type { HttpReply } from '#shared/clients/http.ts';
import { DATA_ELEMENTS, type DataElement } from '#shared/connect/restricted-data-token.ts';
import { endOf } from '#shared/operations/named-operations.ts';
import { accountOf } from '#shared/operations/operations.ts';
import { waitWithCountdown } from '../call/countdown.ts';
import { mergePages } from '../call/pages.ts';
import { type CallResult, performCall } from '../call/perform-call.ts';
import { type PlannedCall, planCall } from '../call/plan-call.ts';
import { withoutTokens } from '../call/without-tokens.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { UsageError } from '../errors.ts';
import { note, print, printJson, styled } from '../output.ts';
import { readTextFile } from '../read-file.ts';
import { readStandardInput } from '../standard-input.ts';
import {
  type AccountName,
  chooseAuthorization,
  readAccountName,
  readStoredApplication,
} from '../stored-application.ts';

interface Options extends GlobalOptions {
  path?: string;
  parameter: string[];
  body?: string;
  sandbox?: boolean;
  include?: boolean;
  paginate?: boolean;
  query?: string;
  signed?: boolean;
  personalData?: readonly DataElement[];
}

const EXAMPLES = `
The answer goes to standard output, everything else to standard error. A call that SP-API refuses ends with exit code 1.

Examples:
  spapi call acme-orders getMarketplaceParticipations
  spapi call acme-orders/us orders/2026-01-01/searchOrders -p createdAfter=2026-11-01T00:00:00Z --paginate
  spapi call acme-orders/us createReport --body @report.json
  spapi call acme-orders/us --path "GET /sellers/v1/account" --include
  spapi call acme-orders/us getOrder -p orderId=902-1 --personal-data buyerInfo,shippingAddress
`;

/** Adds `call`. */
export function addCall(program: Command): void {
  program
    .command('call')
    .description('Calls an operation of SP-API with the stored credentials, and prints the answer.')
    .argument('<app>', 'application, or APP/AUTHORIZATION where it has several: acme-orders/us')
    .argument('[operation]', 'name, or API/VERSION/NAME; see "operations"')
    .option('--path <call>', 'method and path instead of an operation: "GET /sellers/v1/account"')
    .option(
      '-p, --parameter <name=value>',
      'a parameter; may be repeated, and repeats make a list',
      collect,
      [],
    )
    .option('--body <json>', 'the body: JSON, @FILE, or - for standard input')
    .option('--sandbox', 'call the sandbox')
    .option('--include', 'print status, request id and rate limit too')
    .option('--paginate', 'get all pages, no faster than the rate allows')
    .option('--query <expression>', 'print only this part of the answer (JMESPath)')
    .option('--signed', 'sign the call with the IAM role, as the tutorial does')
    .option('--personal-data [kinds]', `with a restricted data token: ${DATA_ELEMENTS.join(',')}`, readKinds)
    .addHelpText('after', EXAMPLES)
    .action((app: string, operation: string | undefined, _options, command: Command) =>
      call(readAccountName(app), operation, command.optsWithGlobals<Options>()),
    );
}

const collect = (text: string, earlier: string[]) => [...earlier, text];

function readKinds(text: string): readonly DataElement[] {
  return text.split(',').map((kind) => {
    const found = DATA_ELEMENTS.find((one) => one === kind.trim());
    if (!found) throw new InvalidArgumentError(`The kinds are ${DATA_ELEMENTS.join(', ')}.`);
    return found;
  });
}

async function call(name: AccountName, operation: string | undefined, options: Options): Promise<void> {
  const select = await selectorOf(options.query);
  const body = options.body === undefined ? undefined : await readBody(options.body);
  const connection = await connect(options);
  const application = await readStoredApplication(connection, name.appName);
  const account = chooseAuthorization(application, name.authorization);
  const { path, parameter: parameters } = options;
  const typed = { parameters, ...(operation && { operation }), ...(path && { path }), ...(body && { body }) };
  const { createAnySpApi } = await import('#shared/clients/any-sp-api.ts');
  const planned = planCall(typed, account.sellingPartner);
  warn(planned, account.sellingPartner, options);
  const services = { ...connection.services, anySpApi: createAnySpApi(), wait: waitWithCountdown };
  // The option without a value is `true`.
  const personalData = (options.personalData as unknown) === true ? [] : options.personalData;
  const result = await performCall(services, { application, account }, planned, {
    ...options,
    sandbox: options.sandbox ?? application.sandbox,
    ...(personalData && { personalData }),
  });
  show(result, options, select);
  if (result.last.status < 400) return;
  const { explainRefusal } = await import('../call/explain-refusal.ts');
  const explained = explainRefusal(planned, result.last, { application, account });
  note(styled('red', 'Error:'), ...explained.map((line) => String(withoutTokens(line))));
  process.exitCode = 1;
}

function warn({ operation, name }: PlannedCall, sellingPartner: string, { personalData }: Options): void {
  if (!operation) note(`Warning: the catalogue has no operation ${name}. It is sent as it is.`);
  if (!operation) return;
  const end = endOf(operation, new Date());
  if (end) note(`Warning: ${end}`);
  const account = accountOf(operation);
  if (account && account !== sellingPartner) note(`Warning: this is an operation for ${account}s.`);
  if (operation.restrictedDataToken && !personalData)
    note('Personal data is left out of the answer, or the call is denied, without --personal-data.');
}

async function readBody(text: string): Promise<string> {
  const file = text.startsWith('@') ? text.slice(1) : undefined;
  const json = file ? readTextFile('body', file) : text === '-' ? await readStandardInput() : text;
  try {
    JSON.parse(json);
  } catch {
    throw new UsageError('The body is not JSON.');
  }
  return json;
}

/** An expression that cannot be read is refused before anything is sent. */
async function selectorOf(query: string | undefined): Promise<(value: unknown) => unknown> {
  if (query === undefined) return (value) => value;
  const { search } = await import('../call/jmespath.ts');
  const select = (value: unknown) => search(query, value as Parameters<typeof search>[1]);
  try {
    select({});
  } catch (error) {
    if (/Lexer|Parse|Expression|UnknownFunction/.test((error as Error).name))
      throw new UsageError(`--query is no JMESPath expression: ${(error as Error).message}`);
  }
  return select;
}

function show({ last, pages }: CallResult, { include }: Options, select: (value: unknown) => unknown): void {
  if (include) print(...headLines(last), '');
  const body = pages.length > 0 ? mergePages(pages) : last.body;
  const refused = last.status >= 400;
  if (refused && pages.length > 0) note(`The answers of ${pages.length} pages came before the refusal.`);
  // Without its tokens first: an expression may leave out the name by which a token is known.
  const shown = withoutTokens(body);
  if (body !== undefined) printJson(refused && pages.length === 0 ? shown : (select(shown) ?? null));
  else if (last.text) print(String(withoutTokens(last.text)));
}

function headLines({ status, headers }: HttpReply): string[] {
  const shown = ['x-amzn-requestid', 'x-amzn-ratelimit-limit', 'content-type', 'date'];
  return [
    `HTTP ${status}`,
    ...shown.flatMap((name) => (headers.get(name) ? [`${name}: ${headers.get(name)}`] : [])),
  ];
}

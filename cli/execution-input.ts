import * as z from 'zod/mini';
import { ExecutionInput, inputOf } from '#shared/domain/application.ts';
import { listProblems } from '#shared/domain/problems.ts';
import { InvalidInput } from '#shared/errors/broken.ts';
import { findReservedNames } from '#shared/tasks/find-reserved-names.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import type { Connection } from './connection.ts';
import { CommandRefused, UsageError } from './errors.ts';
import { requireApplication } from './known-application.ts';
import { readTextFile } from './read-file.ts';
import { readStandardInput } from './standard-input.ts';
import { requireAppName } from './tasks.ts';

/** Options of `start` that make up the input of the execution. */
export interface InputOptions {
  input?: string;
  marketplace?: string;
  sellingPartner?: string;
  authorize?: string[];
  iam?: string;
  userArn?: string;
  roleArn?: string;
  policyArn?: string;
  sandbox?: boolean;
  role?: string[];
  operation?: string[];
  notificationEmail?: string;
}

/** An input that keeps the schema, as it was typed: the execution fills in the defaults itself. */
export type TypedInput = z.input<typeof ExecutionInput>;

/**
 * The input of the execution, checked before anything is started.
 * @throws UsageError, InvalidInput with every problem
 */
export async function readExecutionInput(
  appName: string | undefined,
  options: InputOptions,
): Promise<TypedInput> {
  const typed =
    options.input === undefined ? inputFrom(appName, options) : await readInput(appName, options.input);
  const checked = z.safeParse(ExecutionInput, typed);
  if (!checked.success) throw invalid(listProblems(checked.error.issues));
  return typed as TypedInput;
}

/**
 * Makes sure that the input gives no new application or account a reserved name.
 * @throws InvalidInput with every such name, and what Parameter Store throws
 */
export async function refuseReservedNames(
  { services }: Pick<Connection, 'services'>,
  typed: TypedInput,
): Promise<void> {
  const problems = await findReservedNames(services, typed);
  if (problems.length > 0) throw invalid(problems);
}

/**
 * The input with which an application was started the last time, completed.
 * @throws UsageError, CommandRefused when nothing is stored
 */
export async function readStoredInput(
  connection: Connection,
  appName: string | undefined,
): Promise<TypedInput> {
  if (!appName) throw new UsageError('Give the name of the application that is to be started again.');
  requireAppName(appName);
  await requireApplication(connection, appName);
  const application = await readApplication(connection.services, appName);
  if (application) return inputOf(application);
  throw new CommandRefused({
    what: `Nothing is stored of ${appName}, so it cannot be started again.`,
    remedy: 'Look at the spelling and the region, or start it with --marketplace.',
  });
}

function inputFrom(appName: string | undefined, options: InputOptions): unknown {
  if (!appName) throw new UsageError('Give the name of the application, or --input FILE. See --help.');
  if (!options.marketplace) throw new UsageError('Give --marketplace, for example --marketplace US.');
  const {
    marketplace,
    sellingPartner,
    iam,
    userArn,
    roleArn,
    policyArn,
    sandbox,
    role,
    operation,
    notificationEmail,
  } = options;
  const authorizations = options.authorize?.map(readAuthorization);
  const whole = {
    appName,
    marketplace,
    sellingPartner,
    iam: iam && { mode: iam, userArn, roleArn, policyArn },
    authorizations,
    sandbox,
    roles: role,
    operations: operation,
    notificationEmail,
  };
  // What was not typed is left out, so that the execution's own defaults hold.
  return JSON.parse(JSON.stringify(whole));
}

/** `DE`, `DE:vendor` or `supply=UK:vendor`: a name if wanted, the marketplace, and the kind of account. */
export function readAuthorization(text: string) {
  const [, name, marketplace = '', sellingPartner] = text.match(/^(?:([^=]*)=)?([^:]*)(?::(.*))?$/) ?? [];
  return {
    ...(name && { name }),
    marketplace,
    ...(sellingPartner && { sellingPartner: sellingPartner.toLowerCase() }),
  };
}

async function readInput(appName: string | undefined, file: string): Promise<unknown> {
  if (appName) throw new UsageError('Give either the name of the application or --input, not both.');
  const text = file === '-' ? await readStandardInput() : readTextFile('input file', file);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(['input: is not JSON']);
  }
}

const invalid = (problems: string[]) =>
  new InvalidInput({
    what: `The input has ${problems.length} problem(s):\n${problems.map((line) => `- ${line}`).join('\n')}`,
    remedy: 'Correct it and start again, for example with {"appName":"acme-orders","marketplace":"US"}.',
  });

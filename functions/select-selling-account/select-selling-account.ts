import { accountsOf } from '#shared/domain/accounts.ts';
import { type Application, type Authorization, MAX_AUTHORIZATIONS } from '#shared/domain/application.ts';
import { invalidInput } from '#shared/domain/problems.ts';
import { lastAdded, packApplication } from '#shared/domain/stored-application.ts';
import { planWait } from '#shared/domain/wait-plan.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import { withdrawRemoval } from '#shared/removal/open-removal.ts';
import { findReservedNames } from '#shared/tasks/find-reserved-names.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import { type TurnNeeds, takeTurn } from '#shared/tasks/turns.ts';
import type { Input, Output } from './schema.ts';

type Needs = Required<TurnNeeds>;

const EXAMPLE = {
  appName: 'acme-orders',
  marketplace: 'US',
  authorizations: [{ name: 'de', marketplace: 'DE' }],
};

/** Tutorial step 1: completes what a person typed, so that every later state finds all it needs. */
export async function selectSellingAccount(
  services: Needs,
  input: Input,
  { execution }: Pick<StepContext, 'execution'>,
): Promise<Output> {
  const { parameters } = services;
  const accounts = completeAuthorizations(input, await findReservedNames(services, input));
  await checkOperations(input);
  // Until this execution ends no other one makes the application.
  await takeTurn(services, { appName: input.appName, turn: 'creation', holder: execution });
  const { roles: _, ...typed } = input;
  const roles = await datedRoles(services, input);
  const tokensSince = lastAdded(roles);
  const authorizations = accounts.map((account) => ({ ...account, ...(tokensSince && { tokensSince }) }));
  // An id or GB may have been typed; from here on it is Amazon's code.
  const marketplace = authorizations[0]?.marketplace ?? input.marketplace;
  const application = { ...typed, marketplace, authorizations, ...(roles && { roles }) };
  // Who creates an application again does not want its removal any more.
  await withdrawRemoval({ parameters }, input.appName);
  await parameters.put(
    input.appName,
    parameters.paths.of(input.appName).config,
    packApplication(application),
  );
  return { application, waits: planWaits(input) };
}

/** The roles with the time when each was first named here. Those of an earlier start stay when none are named. */
async function datedRoles(services: Needs, { appName, roles }: Input): Promise<Application['roles']> {
  const before = (await readApplication(services, appName))?.roles;
  if (!roles) return before;
  // A whole second, and not before now: it is stored so.
  const now = new Date(Math.ceil(services.clock.now().getTime() / 1000) * 1000).toISOString();
  return roles.map((name) => before?.find((one) => isSame(one.name, name)) ?? { name, addedAt: now });
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function planWaits({ waitSeconds, reminderSeconds }: Input): Output['waits'] {
  const plan = (seconds: number) => planWait(seconds, reminderSeconds);
  const { dataAccess, registration, authorization } = waitSeconds;
  return {
    dataAccess: plan(dataAccess),
    registration: plan(registration),
    authorization: plan(authorization),
  };
}

function completeAuthorizations(input: Input, reserved: string[]): Authorization[] {
  const accounts = accountsOf(input);
  const problems = [...reserved, ...problemsOf(accounts)];
  if (problems.length === 0) return accounts;
  throw invalidInput(problems, EXAMPLE);
}

/** The list of operations is loaded only where some are named. */
async function checkOperations({ operations = [] }: Input): Promise<void> {
  if (operations.length === 0) return;
  const { operationProblems } = await import('#shared/operations/role-needs.ts');
  const problems = operationProblems(operations);
  if (problems.length > 0) throw invalidInput(problems, { ...EXAMPLE, operations: ['getOrders'] });
}

function problemsOf(accounts: Authorization[]): string[] {
  const names = accounts.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  const kinds = ['seller', 'vendor'].filter(
    (kind) => accounts.filter(({ sellingPartner }) => sellingPartner === kind).length > MAX_AUTHORIZATIONS,
  );
  return [
    ...twice.map(
      (name) => `authorizations: the name ${name} is used more than once; give each account its own "name"`,
    ),
    ...kinds.map(
      (kind) => `authorizations: Amazon allows ${MAX_AUTHORIZATIONS} ${kind} accounts for one application`,
    ),
  ];
}

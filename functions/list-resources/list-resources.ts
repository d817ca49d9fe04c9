import type { Application } from '#shared/domain/application.ts';
import { DAY_SECONDS } from '#shared/domain/times.ts';
import { planWait, REMINDER_SECONDS } from '#shared/domain/wait-plan.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import { readRemoval } from '#shared/removal/open-removal.ts';
import { parametersOf } from '#shared/removal/parameters-of.ts';
import type { Services } from '#shared/services.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import { listIam } from './list-iam.ts';
import { planOf } from './plan.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<
  Services,
  'iamPolicies' | 'iamRoles' | 'iamUserPolicies' | 'iamUsers' | 'installation' | 'parameters'
>;

/** So long a removal waits to be confirmed, in seconds. */
const WAIT_SECONDS = 14 * DAY_SECONDS;

/** What there is of an application: what is ours and goes, and what is not and stays. Reads only, and no secret. */
export async function listResources(services: Needs, input: Input, context: StepContext): Promise<Output> {
  const { appName, graceSeconds } = input;
  const open = await readRemoval(services, appName);
  const application = await readApplication(services, appName);
  const adopted = [...new Set([...(open?.adopted ?? []), ...adoptedBy(application)])];
  const iam = await listIam(services, { appName, adopted }, context.execution);
  const parameters = await parametersOf(services, appName);
  const { root } = services.parameters.paths.of(appName);
  const isEmpty = iam.ours.length === 0 && parameters.length === 0;
  const { marketplace = 'US', sellingPartner = 'seller', sandbox = false } = application ?? {};
  return {
    appName,
    graceSeconds,
    state: open ? 'confirmed' : isEmpty ? 'nothing-there' : 'unconfirmed',
    adopted,
    removed: {
      iam: iam.ours,
      parameters: parameters.map(({ name }) => name),
    },
    plan: planOf({ root, application, iam, parameters, graceSeconds }),
    marketplace,
    sellingPartner,
    sandbox,
    wait: planWait(WAIT_SECONDS, REMINDER_SECONDS),
  };
}

function adoptedBy(application: Application | undefined): string[] {
  if (application?.iam.mode !== 'adopt') return [];
  const { userArn, roleArn, policyArn } = application.iam;
  return [userArn, roleArn, policyArn].filter(Boolean);
}

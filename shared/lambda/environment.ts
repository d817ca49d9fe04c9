import type { Installation } from '../domain/installation.ts';
import { BrokenError } from '../errors/base.ts';

/** The function was deployed without a setting it needs. */
class MissingSetting extends BrokenError {
  override readonly name = 'StepFailed';
}

function setting(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new MissingSetting({
    what: `The environment variable ${name} is not set.`,
    remedy: 'Deploy the stack again from serverless.yml, which sets it.',
    details: { variable: name },
  });
}

/** What a deployment sets; the only place that reads the environment. Each but the key throws when its variable is missing. */
export const environment = {
  region: () => setting('AWS_REGION'),
  /** Which deployment of the stack this is. */
  installation: (): Installation => ({
    namespace: setting('NAMESPACE'),
    stage: setting('STAGE'),
    region: setting('AWS_REGION'),
  }),
  /** Options of our commands on the pages that the local stack sets in place of its stage. */
  commandOptions: () => process.env.COMMAND_OPTIONS || undefined,
  topicArn: () => setting('TOPIC_ARN'),
  lwaEndpoint: () => setting('LWA_ENDPOINT'),
  spApiEndpoint: () => setting('SP_API_ENDPOINT'),
  centralEndpoint: () => setting('CENTRAL_ENDPOINT'),
  stateMachineArn: () => setting('STATE_MACHINE_ARN'),
  /** ARNs of state machines, separated by commas. */
  stateMachineArns: () => setting('STATE_MACHINE_ARNS').split(','),
  /** The policy that limits the users and roles that are made. */
  permissionsBoundaryArn: () => setting('PERMISSIONS_BOUNDARY_ARN'),
  /** The KMS key for secrets; `undefined` where that of AWS will do. */
  kmsKeyArn: () => process.env.KMS_KEY_ARN || undefined,
  deadLetterQueueUrl: () => setting('DEAD_LETTER_QUEUE_URL'),
  clientSecretQueueArn: () => setting('CLIENT_SECRET_QUEUE_ARN'),
  /** Address of the task pages, with a trailing slash; `undefined` where the stack has none. */
  pageUrl: () => {
    const url = setting('PAGE_URL');
    return url === 'off' ? undefined : url;
  },
  /** So many applications one execution of the check takes; more are divided. */
  mostPerExecution: () => Number(setting('MOST_PER_EXECUTION')),
  /** So many days before its end a client secret is replaced. */
  rotateDaysBefore: () => {
    const days = Number(setting('ROTATE_DAYS_BEFORE'));
    if (Number.isInteger(days) && days >= 1 && days <= 90) return days;
    throw new MissingSetting({
      what: 'The environment variable ROTATE_DAYS_BEFORE is no number of days from 1 to 90.',
      remedy: 'Deploy the stack again with another --param rotateDaysBefore=, or without it.',
      details: { variable: 'ROTATE_DAYS_BEFORE' },
    });
  },
  /** Name of the private function behind the task pages. */
  handleTaskFunction: () => setting('HANDLE_TASK_FUNCTION'),
  /** Name of the private function that reads what the health page shows. */
  showHealthFunction: () => setting('SHOW_HEALTH_FUNCTION'),
  chat: () => setting('CHAT') === 'on',
};

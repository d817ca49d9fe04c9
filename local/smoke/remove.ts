import { isAwsError } from '#shared/clients/aws-errors.ts';
import { describeFailure } from './describe-failure.ts';
import { type Item, nameOf } from './inventory.ts';

/**
 * What the services answer when they are asked to delete what is not there.
 * Source: AWS's API models: SSM, IAM, Lambda and EventBridge and CloudWatch Logs, SQS (by query and by JSON), CloudWatch, S3, KMS.
 */
const GONE = [
  'ParameterNotFound',
  'NoSuchEntity',
  'ResourceNotFound',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'DashboardNotFoundError',
  'NoSuchBucket',
  'NotFound',
];

/**
 * Deletes resources one after the other, whatever happens to the others. What is gone already is deleted: an execution
 * that was stopped deletes its own task at the same time.
 * @returns those that could not be deleted, each with what AWS answered
 */
export async function removeAll(items: Item[]): Promise<string[]> {
  const failures: string[] = [];
  for (const item of items) {
    try {
      await item.kind.remove(item.id);
    } catch (error) {
      if (!isAwsError(error, ...GONE)) failures.push(`${nameOf(item)}: ${describeFailure(error)}`);
    }
  }
  return failures;
}

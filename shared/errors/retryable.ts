import { RetryableError } from './base.ts';

/** AWS answered that we call too often. */
export class AwsThrottled extends RetryableError {
  override readonly name = 'AwsThrottled';
}
/** AWS could not be reached or answered 5xx. */
export class AwsUnavailable extends RetryableError {
  override readonly name = 'AwsUnavailable';
}
/** IAM does not show everywhere yet what was written a moment ago. */
export class IamNotConsistent extends RetryableError {
  override readonly name = 'IamNotConsistent';
}
/** STS does not know the new access key yet. */
export class AccessKeyNotReady extends RetryableError {
  override readonly name = 'AccessKeyNotReady';
}
/** STS refuses a role that was made or changed minutes ago: it may only not know it yet. */
export class RoleNotReady extends RetryableError {
  override readonly name = 'RoleNotReady';
}
/** Login with Amazon could not be reached, throttled us, or answered 5xx. */
export class LwaUnavailable extends RetryableError {
  override readonly name = 'LwaUnavailable';
}
/** Another execution is changing the same application. */
export class ApplicationBusy extends RetryableError {
  override readonly name = 'ApplicationBusy';
}
/** A step took longer than its function may run. People read the same of a wait for a person that is over. */
export class StepTimedOut extends RetryableError {
  override readonly name = 'StepTimedOut';
}
/** SP-API answered 429. */
export class SpApiThrottled extends RetryableError {
  override readonly name = 'SpApiThrottled';
}
/** SP-API could not be reached or answered 5xx. */
export class SpApiUnavailable extends RetryableError {
  override readonly name = 'SpApiUnavailable';
}

import { BrokenError } from './base.ts';

/** The input of an execution or of a step is not what it should be. */
export class InvalidInput extends BrokenError {
  override readonly name = 'InvalidInput';
}
/** A parameter that an earlier step should have written is not in Parameter Store. */
export class MissingParameter extends BrokenError {
  override readonly name = 'MissingParameter';
}
/** AWS or Amazon answered something that fits no rule we know. */
export class UnexpectedReply extends BrokenError {
  override readonly name = 'UnexpectedReply';
}
/** SNS did not take the message about a failure. */
export class NotificationFailed extends BrokenError {
  override readonly name = 'NotificationFailed';
}
/** A step ended without an error of ours: Lambda crashed, ran out of time, or Step Functions failed it. */
export class StepFailed extends BrokenError {
  override readonly name = 'StepFailed';
}

import { RefusedError } from './base.ts';

/** The function's role may not do an AWS call (IAM policy, permissions boundary or service control policy). */
export class AwsDenied extends RefusedError {
  override readonly name = 'AwsDenied';
}
/** An AWS quota is full. */
export class AwsQuotaReached extends RefusedError {
  override readonly name = 'AwsQuotaReached';
}
/** An IAM resource with our name exists and is not ours. */
export class IamNameTaken extends RefusedError {
  override readonly name = 'IamNameTaken';
}
/** The user has two access keys and neither is ours to delete. */
export class AccessKeyLimitReached extends RefusedError {
  override readonly name = 'AccessKeyLimitReached';
}
/** No access key of the IAM user is stored. */
export class AccessKeyMissing extends RefusedError {
  override readonly name = 'AccessKeyMissing';
}
/** STS does not accept the stored access key. */
export class AccessKeyInvalid extends RefusedError {
  override readonly name = 'AccessKeyInvalid';
}
/** The stored access key is another one than this rotation works on: somebody else has changed it. */
export class AccessKeyChanged extends RefusedError {
  override readonly name = 'AccessKeyChanged';
}
/** An access key was made active again before it could be deleted: something still needs it. */
export class OldAccessKeyInUse extends RefusedError {
  override readonly name = 'OldAccessKeyInUse';
}
/** Something that was not made here is attached to an IAM resource that was, so it is not deleted. */
export class IamResourceInUse extends RefusedError {
  override readonly name = 'IamResourceInUse';
}
/** The address is subscribed with a filter policy that was made for another purpose. */
export class SubscriptionNotOurs extends RefusedError {
  override readonly name = 'SubscriptionNotOurs';
}
/** A removal was confirmed, and then the application was created again. */
export class RemovalWithdrawn extends RefusedError {
  override readonly name = 'RemovalWithdrawn';
}
/** User, role or policy are not as the tutorial wants them. */
export class IamNotAsExpected extends RefusedError {
  override readonly name = 'IamNotAsExpected';
}
/** STS refuses the role to the user. */
export class AssumeRoleDenied extends RefusedError {
  override readonly name = 'AssumeRoleDenied';
}
/** LWA answered invalid_client: client id and secret do not belong together, or the secret has expired. */
export class ClientSecretRejected extends RefusedError {
  override readonly name = 'ClientSecretRejected';
}
/** The clock here and Amazon's differ so much that signatures will soon be refused. */
export class ClockOff extends RefusedError {
  override readonly name = 'ClockOff';
}
/** LWA answered invalid_grant: the refresh token is malformed, revoked or expired. */
export class AuthorizationRevoked extends RefusedError {
  override readonly name = 'AuthorizationRevoked';
}
/** LWA answered unauthorized_client: the refresh token belongs to another application. */
export class AuthorizationOfAnotherApplication extends RefusedError {
  override readonly name = 'AuthorizationOfAnotherApplication';
}
/** The refresh token works, but in another region than the selling account's. */
export class AuthorizationOfAnotherRegion extends RefusedError {
  override readonly name = 'AuthorizationOfAnotherRegion';
}
/** The refresh token works, but is a vendor's where a seller's is asked for, or the other way round. */
export class AuthorizationOfAnotherAccountType extends RefusedError {
  override readonly name = 'AuthorizationOfAnotherAccountType';
}
/** SP-API answered 403. */
export class SpApiDenied extends RefusedError {
  override readonly name = 'SpApiDenied';
}
/** The call works, but the selling account does not take part in the marketplace. */
export class MarketplaceNotParticipating extends RefusedError {
  override readonly name = 'MarketplaceNotParticipating';
}
/** A person gave the task up. */
export class TaskRejected extends RefusedError {
  override readonly name = 'TaskRejected';
}
/** Amazon was asked for a new client secret, and none came. */
export class NewClientSecretMissing extends RefusedError {
  override readonly name = 'NewClientSecretMissing';
}
/** Amazon rotates client secrets of production applications only. */
export class RotationOfSandboxApplication extends RefusedError {
  override readonly name = 'RotationOfSandboxApplication';
}

import type { FactTable } from './fact-entry.ts';

/** Facts about notification queues and, for endpoints that still check signatures, about the signing identity. */
export const QUEUE_FACTS = {
  messageArrived: {
    kind: 'boolean',
    also: [
      'messageReceived',
      'messagesArrive',
      'secretArrived',
      'delivered',
      '!queueEmpty',
      '!noMessage',
      '!queueStaysEmpty',
    ],
    means: 'a message came to the queue',
  },
  subscriptionAgeSeconds: {
    kind: 'duration',
    also: ['subscriptionAge', 'subscribedAgo', 'sinceSubscription', 'subscriptionCreated'],
    means: 'time since the subscription was made',
  },
  queueRegistered: {
    kind: 'boolean',
    also: [
      'destinationRegistered',
      'queueSubscribed',
      'notificationQueueRegistered',
      'newSecretQueueRegistered',
      'notificationPreferenceSet',
      'subscribed',
      '!noDestination',
    ],
    means: 'the queue is subscribed in the notification preferences',
  },
  queuePolicyAllowsAmazon: {
    kind: 'boolean',
    also: [
      'queuePolicyAllows',
      'queuePolicyAllowsSpApi',
      'queuePolicyRight',
      'queuePolicyOk',
      'queuePolicyCorrect',
      'queuePolicyHasAmazon',
      'queuePolicyAllows437568002678',
      'queuePolicyIncludes437568002678',
    ],
    means: 'the queue policy lets account 437568002678 send',
  },
  queuePolicyPrincipals: {
    kind: 'list',
    also: ['queuePolicyPrincipal', 'queuePolicy', 'queuePrincipals'],
    means: 'principals of the queue policy',
  },
  queueKmsKey: {
    kind: 'text',
    also: [
      'kmsMasterKeyId',
      'queueKmsMasterKeyId',
      'kmsKey',
      'queueEncryption',
      'encryption',
      'queueEncrypted',
      'sseKms',
    ],
    means: 'KMS key of the queue, `none` or `SSE-SQS` for none',
  },
  kmsKeyAllowsAmazon: {
    kind: 'boolean',
    also: [
      'kmsPolicyAllows',
      'kmsKeyPolicyAllows',
      'keyPolicyAllows',
      'kmsPolicyAllowsAmazon',
      'keyPolicyAllowsAmazon',
      'kmsKeyPolicyAllowsAmazon',
    ],
    means: 'the key policy lets account 437568002678 use the key',
  },
  registeredArn: {
    kind: 'text',
    also: ['arnRegistered', 'applicationArn', 'appArn', 'registeredIamArn'],
    means: 'IAM ARN on the page of the application (signatures enforced only)',
  },
  signingArn: {
    kind: 'text',
    also: ['signedAs', 'signerArn', 'signingEntity', 'signedWith'],
    means: 'identity that signs the calls (signatures enforced only)',
  },
  userKeysWork: {
    kind: 'boolean',
    also: [
      'signedWithUserKeysWorks',
      'akiaWorks',
      'sameCallWithUserKeysWorks',
      'userSigningWorks',
      'signingAsUserWorks',
      'userSignedCallWorks',
    ],
    means: 'the same call signed with the keys of the user works (signatures enforced only)',
  },
  executeApiAllowed: {
    kind: 'boolean',
    also: [
      'executeApiPolicyAttached',
      'entityHasExecuteApi',
      'hasExecuteApi',
      'executeApiOnRegisteredEntity',
      'registeredEntityHasExecuteApi',
      'executeApiPolicyOnEntity',
      '!executeApiMissing',
    ],
    means: 'the registered identity may execute-api:Invoke (signatures enforced only)',
  },
} as const satisfies FactTable;

import { HOUR } from '../durations.ts';
import { NOTHING_CAME } from '../read-notes.ts';
import { all, below, is, own, type Rule, works } from '../rule.ts';

const ANY = 'either' as const;
/** Queues are silent in AWS, in SP-API and in what people tell. */
const SILENT = { service: ['sqs', 'sns', 'events', 'sp-api', 'aws', 'other', 'console'] } as const;
const ENCRYPTED = is('queueKmsKey', /^(?!none|null|false|no$|sse-?sqs|sqs-?managed|sqsmanaged)/i);
const NOT_ENCRYPTED = is('queueKmsKey', /^(none|null|false|no|sse-?sqs|sqs-?managed.*|sqsmanaged.*)$/i);

/** Silent queues: the call succeeds and no message comes. */
export const ROTATION_RULES: readonly Rule[] = [
  {
    id: 'rot-not-enrolled',
    stage: 'rotation',
    family: 'registration',
    cause:
      'The application is not enrolled for the notification of its new secret, so Amazon rotates nothing.',
    remedy:
      'Subscribe a queue to "Application Client New Secret" under Notification Preferences of the developer console, then rotate again.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/application-management-api-v2023-11-30-reference',
    when: [{ service: ['sp-api'], status: [400], words: /not enrolled for rotation notification/ }],
    byWords: 'certain',
    next: ['preferences'],
  },
  {
    id: 'rot-no-destination-queue',
    stage: 'rotation',
    family: 'registration',
    cause: 'The secret was rotated, and no queue (or a wrong one) is subscribed to its notification.',
    remedy:
      'Subscribe the queue under Notification Preferences and rotate again, or take the new secret from the console (View) within the seven days that the old one still works.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/application-management-api-v2023-11-30-reference',
    when: [
      {
        ...SILENT,
        words: /^(?=.*(new.?secret|rotat))(?=.*(\bno\b|not|never|nothing|empty))/s,
        answer: ANY,
        status: [0, 200, 202, 204],
        notWords: /not enrolled|lwa secret|access to requested/,
      },
      {
        ...SILENT,
        operation: /rotateApplicationClientSecret|clientSecret/i,
        words: NOTHING_CAME,
        answer: ANY,
      },
    ],
    whenKnown: [all(works(/rotateApplicationClientSecret/i), is('messageArrived', false))],
    proves: [is('queueRegistered', false)],
    contradicts: [is('queueRegistered', true), is('messageArrived', true)],
    hints: /no (queue|destination)|not (registered|subscribed)/i,
    next: ['preferences'],
  },
  {
    id: 'notif-queue-policy-principal',
    stage: 'rotation',
    family: 'not-allowed',
    cause: 'The queue’s policy does not let Amazon’s account 437568002678 send.',
    remedy:
      'Allow the principal arn:aws:iam::437568002678:root sqs:SendMessage and sqs:GetQueueAttributes on the queue; that number is meant literally.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/2043',
    when: [{ ...SILENT, words: NOTHING_CAME, answer: ANY }],
    whenKnown: [is('messageArrived', false)],
    proves: [is('queuePolicyAllowsAmazon', false)],
    contradicts: [
      is('queuePolicyAllowsAmazon', true),
      is('queueRegistered', false),
      is('messageArrived', true),
    ],
    hints: /policy (lists|names|without)|own account/i,
    next: ['queuePolicy'],
  },
  {
    id: 'notif-queue-kms-key',
    stage: 'rotation',
    family: 'not-allowed',
    cause:
      'The queue is encrypted with a KMS key that Amazon’s account may not use; the key alias/aws/sqs can never be shared.',
    remedy:
      'Use a key of your own whose policy grants 437568002678 kms:GenerateDataKey and kms:Decrypt, or SSE-SQS.',
    source: 'https://github.com/aws/aws-cdk/issues/14370',
    when: [{ ...SILENT, words: NOTHING_CAME, answer: ANY }],
    whenKnown: [is('messageArrived', false)],
    proves: [is('kmsKeyAllowsAmazon', false), is('queueKmsKey', /aws\/sqs/i)],
    suggests: [ENCRYPTED, own({ ...SILENT, words: /\bencrypted\b|\bkms\b/, answer: ANY })],
    contradicts: [
      is('kmsKeyAllowsAmazon', true),
      NOT_ENCRYPTED,
      is('queueRegistered', false),
      is('messageArrived', true),
      is('queuePolicyAllowsAmazon', false),
    ],
    hints: /kms|encrypt/i,
    next: ['queueKey'],
  },
  {
    id: 'notif-new-subscription-waits',
    stage: 'rotation',
    family: 'not-yet',
    cause: 'The subscription is new: the first messages can take about an hour.',
    remedy:
      'Wait an hour before you look for a fault; meanwhile make something happen that the notification type reports.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/380',
    when: [{ ...SILENT, words: NOTHING_CAME, answer: ANY }],
    whenKnown: [is('messageArrived', false)],
    needs: below('subscriptionAgeSeconds', 2 * HOUR),
    suggests: [below('subscriptionAgeSeconds', 2 * HOUR)],
    contradicts: [
      is('messageArrived', true),
      is('queuePolicyAllowsAmazon', false),
      is('queueRegistered', false),
    ],
    next: ['retry'],
  },
];

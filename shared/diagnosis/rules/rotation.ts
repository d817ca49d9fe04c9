import { all, is, type Rule, works } from '../rule.ts';

const ANY = 'either' as const;
const NOTHING =
  /no .{0,40}(message|notification)|nothing (is |was )?(delivered|arriv)|not delivered|queue (is |stays |remains )?empty|no message arrives/i;
const ENCRYPTED = is('queueKmsKey', /^(?!none|null|false|no$|sse-?sqs|sqs-?managed|sqsmanaged)/i);
const NOT_ENCRYPTED = is('queueKmsKey', /^(none|null|false|no|sse-?sqs|sqs-?managed.*|sqsmanaged.*)$/i);

/** Silent queues: the call succeeds and no message comes. */
export const ROTATION_RULES: readonly Rule[] = [
  {
    id: 'rot-not-enrolled',
    stage: 'rotation',
    cause:
      'The application is not enrolled for the notification of its new secret, so Amazon rotates nothing.',
    remedy:
      'Subscribe a queue to "Application Client New Secret" under Notification Preferences of the developer console, then rotate again.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/application-management-api-v2023-11-30-reference',
    when: [{ service: ['sp-api'], status: [400], words: /not enrolled for rotation notification/i }],
    unmistakable: true,
    next: ['preferences'],
  },
  {
    id: 'rot-no-destination-queue',
    stage: 'rotation',
    cause: 'The secret was rotated, and no queue (or a wrong one) is subscribed to its notification.',
    remedy:
      'Subscribe the queue under Notification Preferences and rotate again, or take the new secret from the console (View) within the seven days that the old one still works.',
    source: 'https://developer-docs.amazon.com/sp-api/docs/application-management-api-v2023-11-30-reference',
    when: [
      {
        words: /(?=.*(NEW_SECRET|new.?secret|rotat))(?=.*(\bno\b|not|never|nothing|empty))/is,
        answer: ANY,
        notWords: /not enrolled|LWA secret|Access to requested/i,
      },
      { operation: /rotateApplicationClientSecret|clientSecret/i, words: NOTHING, answer: ANY },
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
    cause: 'The queue’s policy does not let Amazon’s account 437568002678 send.',
    remedy:
      'Allow the principal arn:aws:iam::437568002678:root sqs:SendMessage and sqs:GetQueueAttributes on the queue; that number is meant literally.',
    source: 'https://github.com/amzn/selling-partner-api-docs/issues/2043',
    when: [{ words: NOTHING, answer: ANY }],
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
    cause:
      'The queue is encrypted with a KMS key that Amazon’s account may not use; the key alias/aws/sqs can never be shared.',
    remedy:
      'Use a key of your own whose policy grants 437568002678 kms:GenerateDataKey and kms:Decrypt, or SSE-SQS.',
    source: 'https://github.com/aws/aws-cdk/issues/14370',
    when: [{ words: NOTHING, answer: ANY }],
    whenKnown: [is('messageArrived', false)],
    proves: [is('kmsKeyAllowsAmazon', false), is('queueKmsKey', /aws\/sqs/i)],
    suggests: [ENCRYPTED, { saw: { words: /encrypted|kms/i, answer: ANY } }],
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
];

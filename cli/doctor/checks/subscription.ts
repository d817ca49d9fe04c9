import type { Deployed, Subject } from '../deployed.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import type { DoctorServices, Subscription } from '../services.ts';

const CONFIRM =
  'Open the link in the e-mail "AWS Notification - Subscription Confirmation"; look in the spam folder too.';

/** Whether anybody receives the messages. An address receives nothing before it is confirmed. */
export async function checkSubscription(
  { subscriptions }: Pick<DoctorServices, 'subscriptions'>,
  { outputs }: Deployed,
  { region }: Subject,
): Promise<Finding[]> {
  const topicArn = outputs.TopicArn ?? '';
  const subscribe = `aws sns subscribe --topic-arn ${topicArn} --protocol email --notification-endpoint you@example.com --region ${region}`;
  const all = await subscriptions(topicArn);
  const confirmed = all.filter(({ state }) => state === 'confirmed');
  const whole = confirmed.filter(({ filtered }) => !filtered);
  const pending = all.filter(({ state }) => state === 'pending');
  if (whole.length > 0)
    return [
      ok('subscription', `${countOf(whole)} of all messages.`),
      ...(pending.length > 0
        ? [warning('subscription', `${listOf(pending)} receives nothing: not confirmed.`, CONFIRM)]
        : []),
    ];
  if (pending.length > 0)
    return [
      problem(
        'subscription',
        `${confirmed.length > 0 ? 'Nobody receives the messages of all applications' : 'Nobody receives the messages'}: ${listOf(pending)} has not confirmed the subscription.`,
        `${CONFIRM} For a new e-mail, subscribe again: ${subscribe}`,
      ),
    ];
  if (confirmed.length > 0)
    return [
      warning(
        'subscription',
        `${countOf(confirmed)}, each for the messages of some applications. Nobody receives those of other applications.`,
        `Subscribe an address to all messages, then open the link in the e-mail: ${subscribe}`,
      ),
    ];
  return [
    problem(
      'subscription',
      'Nobody receives the messages: the topic has no subscription.',
      `Subscribe an address, then open the link in the e-mail: ${subscribe}`,
    ),
  ];
}

const countOf = (all: Subscription[]) =>
  all.length === 1
    ? 'The topic has 1 confirmed subscription'
    : `The topic has ${all.length} confirmed subscriptions`;

const listOf = (all: Subscription[]) =>
  all.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`).join(', ');

import type { PolicyDocument } from '#shared/domain/iam-documents.ts';
import { type Deployed, ofType, type Subject } from '../deployed.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { keyPolicyAllows } from '../policy.ts';
import type { DoctorServices, Key } from '../services.ts';

type Needs = Pick<DoctorServices, 'findKey' | 'keyOfQueue' | 'keyPolicy'>;

/** The account that Amazon sends new client secrets from. */
const AMAZON = 'arn:aws:iam::437568002678:root';

const SEND = ['kms:GenerateDataKey', 'kms:Decrypt'];

/** Who needs which rights by the policy of the key: docs/security.md has the same table. */
const requirements = (account: string, region: string, own: boolean) => [
  { principal: `arn:aws:iam::${account}:root`, actions: SEND, purpose: 'rights of the functions by IAM' },
  { principal: AMAZON, actions: SEND, purpose: 'new client secrets from Amazon' },
  ...(own
    ? []
    : [
        {
          principal: `logs.${region}.amazonaws.com`,
          actions: ['kms:Encrypt', 'kms:Decrypt'],
          purpose: 'logs',
        },
        { principal: 'cloudwatch.amazonaws.com', actions: SEND, purpose: 'messages of alarms' },
      ]),
];

/** Whether the key that encrypts secrets is on, and lets in whoever needs it. */
export async function checkKey(services: Needs, stack: Deployed, subject: Subject): Promise<Finding[]> {
  const keyId = await services.keyOfQueue(stack.outputs.ClientSecretQueueUrl ?? '');
  if (!keyId)
    return [warning('key', 'Could not look: the queue for client secrets names no key.', redeploy(subject))];
  const key = await services.findKey(keyId);
  if (!key)
    return [
      problem(
        'key',
        `The KMS key ${keyId} does not exist. New client secrets cannot arrive.`,
        `Deploy with a key that exists, or without --param kmsKeyArn. ${redeploy(subject)}`,
      ),
    ];
  const stopped = stateOf(key, subject);
  if (stopped) return [stopped];
  const own = ofType(stack, 'AWS::KMS::Key').length > 0;
  return policyFindings(await services.keyPolicy(key.arn), key, { ...subject, own });
}

const redeploy = ({ stage, region }: Subject) => `npm run deploy -- --stage ${stage} --region ${region}`;

function stateOf({ arn, state }: Key, { region }: Subject): Finding | undefined {
  if (state === 'Enabled') return undefined;
  const enable = `aws kms enable-key --key-id ${arn} --region ${region}`;
  const cancel = `aws kms cancel-key-deletion --key-id ${arn} --region ${region}`;
  const todo = state.startsWith('PendingDeletion')
    ? `Keep it: ${cancel}, then ${enable}`
    : `Turn it on: ${enable}`;
  return problem(
    'key',
    `The KMS key ${arn} is ${state}. What is encrypted with it cannot be read, and new client secrets cannot arrive.`,
    todo,
  );
}

function policyFindings(
  policy: PolicyDocument,
  { arn }: Key,
  { region, own }: Subject & { own: boolean },
): Finding[] {
  const account = arn.split(':')[4] ?? '';
  const missing = requirements(account, region, own).flatMap(({ principal, actions, purpose }) => {
    const denied = actions.filter((action) => !keyPolicyAllows(policy, principal, action));
    return denied.length > 0 ? [{ principal, denied, purpose }] : [];
  });
  if (missing.length === 0) return [ok('key', 'The KMS key is on, and its policy lets in whoever needs it.')];
  return missing.map(({ principal, denied, purpose }) =>
    problem(
      'key',
      `The policy of the KMS key ${arn} does not allow ${denied.join(', ')} to ${principal}, needed for ${purpose}.`,
      `Add it to the key policy (console: KMS > Customer managed keys > Key policy). docs/security.md, "A key of your own", has the list.`,
    ),
  );
}

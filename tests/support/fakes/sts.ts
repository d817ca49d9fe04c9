import type { AccessKey } from '#shared/clients/iam-users.ts';
import type { Sts, StsRefusal } from '#shared/clients/sts.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { withControls } from './controls.ts';
import type { FakeIamUsers } from './iam-users.ts';

const MESSAGES: Record<StsRefusal['refused'], string> = {
  'unknown-key': 'The security token included in the request is invalid.',
  'wrong-secret': 'The request signature we calculated does not match the signature you provided.',
  denied: 'User is not authorized to perform: sts:AssumeRole',
};

/** End of every session that the fake gives. */
export const SESSION_END = new Date('2027-01-01T01:00:00Z');

/** STS in memory: knows the keys of the fake IAM users, and the keys that a test adds. */
export function fakeSts(iamUsers?: Pick<FakeIamUsers, 'findKey'>) {
  const own = new Map<string, { arn: string; secret: string }>();
  const notYet = new Set<string>();
  const denied = new Set<string>();

  const refusal = (refused: StsRefusal['refused']): StsRefusal => ({
    refused,
    message: MESSAGES[refused],
    requestId: 'req-sts',
  });

  const authenticate = ({ accessKeyId, secretAccessKey }: AccessKey): StsRefusal | { arn: string } => {
    const made = iamUsers?.findKey(accessKeyId);
    const known = made?.key.active ? { arn: made.arn, secret: made.key.secret } : own.get(accessKeyId);
    if (!known || notYet.has(accessKeyId)) return refusal('unknown-key');
    if (known.secret !== secretAccessKey.reveal()) return refusal('wrong-secret');
    if (made) made.key.used = true;
    return { arn: known.arn };
  };

  const service: Sts = {
    identify: async (key) => authenticate(key),
    assumeRole: async (key, roleArn) => {
      const identity = authenticate(key);
      if ('refused' in identity) return identity;
      if (denied.has(roleArn)) return refusal('denied');
      return {
        accessKeyId: 'ASIAFAKE',
        secretAccessKey: new Sensitive('FAKE_SESSION_SECRET'),
        sessionToken: new Sensitive('FAKE_SESSION_TOKEN'),
        expiresAt: SESSION_END,
      };
    },
  };

  return withControls(service, {
    addKey: (accessKeyId: string, secret: string, arn: string) => own.set(accessKeyId, { arn, secret }),
    /** STS has not heard of the key yet. */
    delay: (accessKeyId: string) => notYet.add(accessKeyId),
    deny: (roleArn: string) => denied.add(roleArn),
  });
}

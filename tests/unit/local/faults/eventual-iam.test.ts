import { expect, it } from '@jest/globals';
import { answer } from '../../../../local/faults/answers.ts';
import { createEyes } from '../../../../local/faults/eventual-iam.ts';

const OK = answer(200, 'text/xml', '<Ok/>');

/** IAM as it is while nothing that was made shows, and what each request is answered. */
function lateIam() {
  const eyes = createEyes(60_000, () => false);
  return async (operation: string, parameters: Record<string, string>, state = 'ProvisionIamRole') => {
    const call = { service: 'iam' as const, operation, parameters: new URLSearchParams(parameters), state };
    const { status, body } = await eyes.see(call, {}, async () => OK);
    return `${status} ${/<Code>(\w+)</.exec(body.toString())?.[1] ?? ''}`.trim();
  };
}

it('denies calls on a user or role that was just made, because the path is not known, and finds none by name', async () => {
  const iam = lateIam();
  await iam('CreateUser', { UserName: 'u' });
  await iam('CreateRole', { RoleName: 'r' });

  expect(await iam('ListAccessKeys', { UserName: 'u' })).toBe('403 AccessDenied');
  expect(await iam('CreateAccessKey', { UserName: 'u' })).toBe('403 AccessDenied');
  expect(await iam('AttachRolePolicy', { RoleName: 'r' })).toBe('403 AccessDenied');
  expect(await iam('GetUser', { UserName: 'u' })).toBe('404 NoSuchEntity');
  expect(await iam('ListAttachedRolePolicies', { RoleName: 'r' }, 'VerifyPolicies')).toBe('404 NoSuchEntity');
  expect(await iam('ListAccessKeys', { UserName: 'other' })).toBe('200');
});

it('knows a role that was only changed', async () => {
  const iam = lateIam();
  await iam('AttachRolePolicy', { RoleName: 'r' });

  expect(await iam('UpdateAssumeRolePolicy', { RoleName: 'r' })).toBe('200');
});

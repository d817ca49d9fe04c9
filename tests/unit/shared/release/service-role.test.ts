import { expect, it } from '@jest/globals';
import { logicalName, serviceRole } from '#shared/release/service-role.ts';

it('a role is one that its service alone takes on, with one policy', () => {
  const statement = { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' };

  expect(serviceRole('lambda.amazonaws.com', 'write-logs', [statement])).toEqual({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      Policies: [
        { PolicyName: 'write-logs', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
      ],
    },
  });
});

it.each([
  ['check-client', 'CheckClient'],
  ['show', 'Show'],
])('%s is %s in the template', (folder, name) => {
  expect(logicalName(folder)).toBe(name);
});

import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';
import { isFresh } from '#shared/domain/freshness.ts';
import { iamNames, nameOfArn, ownershipTags } from '#shared/domain/iam-names.ts';
import { executionLink } from '#shared/domain/messages.ts';
import { INSTALLATION, linkPaths, pathsOf } from '../../../support/installation.ts';
import { EXECUTION, EXECUTION_LINK } from '../../../support/subjects.ts';

const LONGEST = `a${'b'.repeat(39)}`;

/** Every text in a tree, functions called with a name. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return textsOf(value(LONGEST));
  return Object.values(value as object).flatMap(textsOf);
}

describe('the parameters of an application', () => {
  it('are where the documentation says', () => {
    const paths = pathsOf('acme');

    expect(paths).toEqual({
      root: '/sp-api/acme',
      config: '/sp-api/acme/config',
      status: '/sp-api/acme/status',
      summary: '/sp-api/acme/summary',
      developerProfile: '/sp-api/acme/developer-profile',
      health: '/sp-api/acme/health',
      healthHistory: '/sp-api/acme/health-history',
      notifications: '/sp-api/acme/notifications',
      iam: {
        userArn: '/sp-api/acme/iam/user-arn',
        accessKey: '/sp-api/acme/iam/access-key',
        accessKeyId: '/sp-api/acme/iam/access-key-id',
        secretAccessKey: '/sp-api/acme/iam/secret-access-key',
        policyArn: '/sp-api/acme/iam/policy-arn',
        roleArn: '/sp-api/acme/iam/role-arn',
        verification: '/sp-api/acme/iam/verification',
        assumeRoleTest: '/sp-api/acme/iam/assume-role-test',
      },
      keyRotation: {
        record: '/sp-api/acme/iam/key-rotation',
        pending: '/sp-api/acme/iam/pending-access-key',
        previous: '/sp-api/acme/iam/previous-access-key',
      },
      lwa: {
        applicationId: '/sp-api/acme/lwa/application-id',
        clientId: '/sp-api/acme/lwa/client-id',
        clientSecret: '/sp-api/acme/lwa/client-secret',
        secretDates: '/sp-api/acme/lwa/secret-dates',
        previousClientSecret: '/sp-api/acme/lwa/previous-client-secret',
        rotation: '/sp-api/acme/lwa/rotation',
      },
      authorization: expect.any(Function),
      tasks: '/sp-api/acme/tasks',
      turn: expect.any(Function),
      task: expect.any(Function),
      outcome: expect.any(Function),
    });
    expect(paths.authorization('us')).toEqual({
      refreshToken: '/sp-api/acme/authorizations/us/refresh-token',
      details: '/sp-api/acme/authorizations/us/details',
      verified: '/sp-api/acme/authorizations/us/verified',
    });
    expect(paths.task('self-authorize-us')).toBe('/sp-api/acme/tasks/self-authorize-us');
    expect(paths.outcome('self-authorize-us')).toBe('/sp-api/acme/outcomes/self-authorize-us');
  });

  it('are apart from the links to task pages, whose folder no application can be named after', () => {
    const folder = linkPaths.root.replace('/sp-api/', '');

    expect(linkPaths.link('0'.repeat(64))).toBe(`/sp-api/_links/${'0'.repeat(64)}`);
    expect(z.safeParse(AppName, folder).success).toBe(false);
  });

  it('have names of their own, which SSM takes for the longest application', () => {
    const names = textsOf(pathsOf(LONGEST));

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^(\/[A-Za-z0-9_.-]+){2,15}$/.test(name))).toEqual([]);
  });
});

describe('the IAM names of an application', () => {
  it('carry its name and fit into 64 characters', () => {
    const names = Object.values(iamNames(INSTALLATION, LONGEST));

    expect(names.filter((name) => !name.endsWith(LONGEST) || name.length > 64)).toEqual([]);
    expect(iamNames(INSTALLATION, 'acme')).toEqual({
      user: 'sp-api-acme',
      policy: 'SellingPartnerAPI-acme',
      role: 'SellingPartnerAPIRole-acme',
    });
  });

  it('come with tags that tell whose they are', () => {
    const tags = ownershipTags(INSTALLATION, 'acme');

    expect(tags).toEqual({
      app: 'acme',
      'managed-by': 'sp-api-private-app',
      stage: 'prod',
      region: 'eu-west-1',
    });
  });

  it.each([
    ['arn:aws:iam::111122223333:user/plain', 'plain'],
    ['arn:aws:iam::111122223333:role/deep/path/name', 'name'],
  ])('are the last part of an ARN: %s', (arn, name) => {
    expect(nameOfArn(arn)).toBe(name);
  });
});

describe('freshness', () => {
  const now = new Date('2027-01-01T00:03:00Z');

  it.each<[string | undefined, boolean]>([
    ['2027-01-01T00:00:00.001Z', true],
    ['2027-01-01T00:00:00.000Z', false],
    ['2027-01-01T00:03:05Z', true],
    ['no time', false],
    [undefined, false],
  ])('of resources completed at %s is %s', (provisionedAt, fresh) => {
    expect(isFresh(now, provisionedAt)).toBe(fresh);
  });
});

describe('the link to an execution', () => {
  it('opens it in the console of its region', () => {
    const link = executionLink(EXECUTION);

    expect(link).toBe(EXECUTION_LINK);
  });
});

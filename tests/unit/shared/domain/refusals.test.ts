import { expect, it } from '@jest/globals';
import { commandsToFix, NEEDS_LOGIN, whoCanFix } from '#shared/domain/refusals.ts';

const AGAIN = 'spapi start acme --again';

it.each([
  ['ClientSecretRejected', 'store the client secret', true],
  ['AuthorizationRevoked', 'enter the refresh token', true],
  ['AuthorizationOfAnotherApplication', 'enter the refresh token', true],
  ['AuthorizationOfAnotherRegion', 'enter the refresh token', true],
  ['AuthorizationOfAnotherAccountType', 'enter the refresh token', true],
  ['MarketplaceNotParticipating', undefined, false],
  ['SpApiDenied', undefined, true],
  ['AwsDenied', undefined, false],
])('%s is fixed by a command, and by whom: %s', (error, command, needsLogin) => {
  const commands = commandsToFix(error, 'acme', 'us').join('\n');

  expect(commands.match(/^To (.+): spapi /m)?.[1]).toBe(command);
  expect(whoCanFix(error)).toEqual(needsLogin ? [NEEDS_LOGIN] : []);
});

it('a refresh token is entered into the task of its account, or the task is made first', () => {
  expect(commandsToFix('AuthorizationRevoked', 'acme', 'us')).toEqual([
    'See where to authorize: spapi task show acme/self-authorize-us',
    'To enter the refresh token: spapi task complete acme/self-authorize-us',
    `If there is no such task, this creates it: ${AGAIN}`,
  ]);
  expect(commandsToFix('AuthorizationRevoked', 'acme')).toEqual([
    `To get the task that takes the refresh token: ${AGAIN}`,
  ]);
  expect(commandsToFix('ClientSecretRejected', 'acme')).toEqual([
    'To store the client secret: spapi secret store acme',
  ]);
});

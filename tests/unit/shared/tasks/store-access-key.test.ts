import { expect, it } from '@jest/globals';
import { AccessKeyInvalid } from '#shared/errors/refused.ts';
import { readStoredKey } from '#shared/iam/stored-access-key.ts';
import { storeAccessKey } from '#shared/tasks/store-access-key.ts';
import { started } from '../../../support/an-application.ts';
import { APP, errorOf } from '../../../support/subjects.ts';

const USER = 'arn:aws:iam::111122223333:user/adopted';
const OTHER = 'arn:aws:iam::111122223333:user/other';
const KEY = { accessKeyId: 'AKIAFAKEFAKEFAKE0001', secretAccessKey: 'FAKE_ADOPTED_SECRET' };

/** An application that adopts a user, and an STS that knows the key as one of `owner`. */
function adopting(owner: string) {
  const roleArn = 'arn:aws:iam::111122223333:role/adopted';
  const policyArn = 'arn:aws:iam::111122223333:policy/adopted';
  const services = started({ iam: { mode: 'adopt', userArn: USER, roleArn, policyArn } });
  services.sts.addKey(KEY.accessKeyId, KEY.secretAccessKey, owner);
  return services;
}

it('a key that STS says is of the adopted user is stored', async () => {
  const services = adopting(USER);

  expect(await storeAccessKey(services, APP, KEY)).toEqual({ userArn: USER });

  const stored = await readStoredKey(services, APP);
  expect([stored?.accessKeyId, stored?.secretAccessKey.reveal()]).toEqual(Object.values(KEY));
});

it('a key of another user is refused with both names, and nothing is stored', async () => {
  const services = adopting(OTHER);

  const error = await errorOf(storeAccessKey(services, APP, KEY));

  expect(error).toBeInstanceOf(AccessKeyInvalid);
  expect(error.message).toContain(`This access key belongs to ${OTHER}, not to ${USER}.`);
  expect(await readStoredKey(services, APP)).toBeUndefined();
});

it('a key that STS does not know is refused, and nothing is stored', async () => {
  const services = adopting(USER);

  const error = await errorOf(storeAccessKey(services, APP, { ...KEY, accessKeyId: 'AKIAFAKEFAKEFAKE0002' }));

  expect(error).toBeInstanceOf(AccessKeyInvalid);
  expect(error.message).toContain('STS does not accept this access key (unknown-key).');
  expect(await readStoredKey(services, APP)).toBeUndefined();
});

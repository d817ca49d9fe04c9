import * as z from 'zod/mini';
import { TWO_BRACES } from '../domain/lwa-formats.ts';
import { Sensitive } from '../domain/sensitive.ts';
import { isStorable } from '../domain/stored-form.ts';
import { InvalidInput } from '../errors/broken.ts';
import { AccessKeyInvalid } from '../errors/refused.ts';
import { storeKey } from '../iam/stored-access-key.ts';
import type { Services } from '../services.ts';
import { parseAnswers } from './answer-fields.ts';
import { readApplication } from './read-application.ts';

type Needs = Pick<Services, 'parameters' | 'sts'>;

const untidy = /[\s"'<>]/;

const AccessKeyId = z.prefault(
  z.string().check(
    z.trim(),
    z.minLength(1, 'is missing'),
    z.refine(
      (text) => !text.startsWith('ASIA'),
      'is of temporary credentials; the user needs a key of its own',
    ),
    z.refine((text) => /^[A-Z0-9]{16,128}$|^$/.test(text), 'must be capital letters and digits, like AKIA…'),
  ),
  '',
);

const SecretAccessKey = z.pipe(
  z.prefault(
    z.string().check(
      z.trim(),
      z.minLength(1, 'is missing'),
      z.maxLength(128, 'is longer than a secret access key; copy it again'),
      z.refine((text) => !untidy.test(text), 'contains a space or a quotation mark; copy it again'),
      z.refine(isStorable, TWO_BRACES),
    ),
    '',
  ),
  z.transform((text: string) => new Sensitive(text)),
);

const AccessKeyAnswers = z.strictObject({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });

/**
 * The user whose access key an application needs from a person: that of an adopted user.
 * @throws InvalidInput when the application is not known or makes its key itself, and what Parameter Store throws
 */
export async function findAdoptedUser(
  services: Pick<Services, 'parameters'>,
  appName: string,
): Promise<string> {
  const iam = (await readApplication(services, appName))?.iam;
  if (iam?.mode === 'adopt') return iam.userArn;
  throw new InvalidInput({
    what: iam
      ? `${appName} runs with "iam":{"mode":"${iam.mode}"}, so it takes no access key from a person.`
      : `No configuration of ${appName} is in Parameter Store.`,
    remedy: iam ? NO_KEY_NEEDED[iam.mode] : 'Start create-private-app for this application first.',
  });
}

const NO_KEY_NEEDED = {
  create: 'Start create-private-app again: it makes the access key and stores it.',
  none: 'Nothing: this application calls SP-API without IAM.',
};

/**
 * Stores the access key of an adopted user, after STS has said that it is this user's.
 * @param answers `accessKeyId` and `secretAccessKey`, as typed
 * @throws InvalidInput, AccessKeyInvalid, and what STS and Parameter Store throw
 */
export async function storeAccessKey(
  services: Needs,
  appName: string,
  answers: Record<string, string>,
): Promise<{ userArn: string }> {
  const userArn = await findAdoptedUser(services, appName);
  const key = parseAnswers(AccessKeyAnswers, answers);
  const identity = await services.sts.identify(key);
  if ('refused' in identity)
    throw invalid(`STS does not accept this access key (${identity.refused}).`, userArn);
  if (identity.arn !== userArn)
    throw invalid(`This access key belongs to ${identity.arn}, not to ${userArn}.`, userArn);
  await storeKey(services, appName, key);
  return { userArn };
}

const invalid = (what: string, userArn: string) =>
  new AccessKeyInvalid({
    what,
    remedy: `Enter an active access key of ${userArn}, id and secret of the same key. A key made this minute may need another one. Nothing was stored.`,
  });

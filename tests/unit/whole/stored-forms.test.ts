import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { readNotification } from '#shared/domain/amazon-notification.ts';
import { ExecutionInput } from '#shared/domain/application.ts';
import { storedForm } from '#shared/domain/stored-form.ts';
import { packTask } from '#shared/domain/stored-task.ts';
import { answerTask } from '#shared/tasks/answer-task.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import { storeAccessKey } from '#shared/tasks/store-access-key.ts';
import { storeClientSecret } from '#shared/tasks/store-client-secret.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { takeTurn } from '#shared/tasks/turns.ts';
import { selectSellingAccount } from '../../../functions/select-selling-account/select-selling-account.ts';
import { aTask } from '../../support/a-task.ts';
import { newSecretMessage } from '../../support/client-secrets.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET } from '../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { INSTALLATION } from '../../support/installation.ts';
import { jsonCall, stubConfig } from '../../support/stub-aws.ts';
import { startStub } from '../../support/stub-server.ts';
import {
  APP,
  anApplication,
  errorOf,
  PATHS,
  ROLE_ARN,
  seedClient,
  stepContext,
  USER_ARN,
} from '../../support/subjects.ts';

const REFERENCE = '{{ssm:other}}';
const CLIENT = {
  applicationId: 'amzn1.sp.solution.11111111-2222-3333-4444-555555555555',
  clientId: FAKE_CLIENT_ID,
  clientSecret: FAKE_CLIENT_SECRET,
};
const KEY = { accessKeyId: 'AKIAFAKE000000000000', secretAccessKey: 'FAKE/SECRET' };

async function answer(
  services: FakeServices,
  kind: 'register-application' | 'self-authorize',
  fields: object,
) {
  const task = aTask(kind);
  await storeTask(services, task);
  return answerTask(services, task, fields as Record<string, string>);
}
function storeKeyOfAdopted(services: FakeServices, fields: object) {
  const iam = { mode: 'adopt' as const, userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: '' };
  services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(anApplication({ iam })) });
  return storeAccessKey(services, APP, { ...KEY, ...fields });
}

/** Every way by which a person's value is stored as plain text. */
const ENTRANCES: [string, (services: FakeServices, value: string) => Promise<unknown>][] = [
  ...Object.keys(CLIENT).map((field): (typeof ENTRANCES)[number] => [
    `the ${field} of register-application`,
    (services, value) => answer(services, 'register-application', { ...CLIENT, [field]: `amzn1.${value}` }),
  ]),
  [
    'the refresh token of self-authorize',
    (services, value) => answer(services, 'self-authorize', { refreshToken: `Atzr|${value}` }),
  ],
  ['secret store', (services, value) => storeClientSecret(services, APP, { clientSecret: `amzn1.${value}` })],
  ['the id of key store', (services, value) => storeKeyOfAdopted(services, { accessKeyId: `AKIA${value}` })],
  ['the secret of key store', (services, value) => storeKeyOfAdopted(services, { secretAccessKey: value })],
];

describe.each<[string, string, RegExp]>([
  [
    'two braces, which Parameter Store refuses,',
    REFERENCE,
    /contains \{\{, which AWS|has a character at position|capital letters and digits/,
  ],
  ['more than Parameter Store holds', 'X'.repeat(4_097), /is longer than|capital letters and digits/],
])('%s', (_, value, said) => {
  it.each(ENTRANCES)('is refused in %s before anything is asked or stored', async (_where, enter) => {
    const services = fakeServices();
    seedClient(services.parameters);

    const error = await errorOf(enter(services, value));

    expect(error.name).toBe('InvalidInput');
    expect(error.message).toMatch(said);
    expect(error.message).not.toContain(value);
    expect([services.lwa.calls, services.sts.calls]).toEqual([[], []]);
    expect(services.parameters.valueOf(PATHS.lwa.clientSecret)).toBe(FAKE_CLIENT_SECRET);
  });
});

describe('two braces', () => {
  it.each(['userArn', 'roleArn', 'policyArn'])('are refused in the %s of an input', (field) => {
    const kind = field.replace('Arn', '');
    const arns = {
      userArn: USER_ARN,
      roleArn: ROLE_ARN,
      [field]: `arn:aws:iam::111122223333:${kind}/${REFERENCE}`,
    };
    const input = { appName: APP, marketplace: 'US', iam: { mode: 'adopt', ...arns } };

    expect(ExecutionInput.safeParse(input).error?.issues.map(({ path, message }) => [path, message])).toEqual(
      [[['iam', field], 'contains {{, which AWS Parameter Store does not store']],
    );
  });

  it.each([
    ['alone', REFERENCE],
    ['or 4,097 letters', 'X'.repeat(4_097)],
  ])('%s in a secret make a message of Amazon unreadable', (_, secret) => {
    const message = newSecretMessage({ clientId: FAKE_CLIENT_ID, secret });

    expect(readNotification(message, new Date())).toBeUndefined();
  });

  it('are stored in another form where they are a part of JSON, and read as they were', async () => {
    const services = fakeServices();
    const input = z.parse(ExecutionInput, { appName: APP, marketplace: 'US', roles: [REFERENCE] });
    const task = { ...aTask('request-data-access'), reason: REFERENCE };

    const { application } = await selectSellingAccount(services, input, stepContext('SelectSellingAccount'));
    await storeTask(services, task);
    await rejectTask(services, task, { reason: REFERENCE, giveUp: true });
    await takeTurn(services, { appName: APP, turn: 'client-secret', holder: REFERENCE, untilMs: 1 });

    expect((await readApplication(services, APP))?.roles).toEqual(application.roles);
    expect(JSON.parse(packTask(task))).toMatchObject({ reason: REFERENCE });
    expect(Object.values(services.parameters.all()).filter(({ value }) => value.includes('{{'))).toEqual([]);
  });
});

describe('the form in which JSON is stored', () => {
  it('has no two braces together, and is read as it was', () => {
    const text = fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', 'a', '\n') });
    fc.assert(
      fc.property(fc.oneof(text, fc.dictionary(text, fc.array(text)), fc.jsonValue()), (value) => {
        const stored = storedForm(JSON.stringify(value));

        expect(stored).not.toContain('{{');
        expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(storedForm(stored)).toBe(stored);
      }),
    );
  });

  it('is what AWS gets', async () => {
    const stub = await startStub();
    const parameters = createParameterStore({ ...stubConfig(stub), installation: INSTALLATION });
    stub.answer({ status: 200, body: { Version: 2 } }, { status: 200, body: { Version: 2 } });

    await parameters.put(APP, PATHS.config, JSON.stringify({ a: REFERENCE }));
    await parameters.putVersion(APP, PATHS.config, JSON.stringify([REFERENCE]), 1);

    expect(stub.received.map((call) => (jsonCall(call)[1] as { Value: string }).Value)).toEqual([
      '{"a":"\\u007b{ssm:other}}"}',
      '["\\u007b{ssm:other}}"]',
    ]);
    await stub.stop();
  });
});

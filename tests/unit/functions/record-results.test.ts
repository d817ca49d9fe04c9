import { describe, expect, it } from '@jest/globals';
import { recordResults } from '../../../functions/record-results/record-results.ts';
import { Output } from '../../../functions/record-results/schema.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  anApplication,
  EXECUTION,
  PATHS,
  POLICY_ARN,
  ROLE_ARN,
  stepContext,
  USER_ARN,
} from '../../support/subjects.ts';

const VERIFIED = {
  name: 'us',
  region: 'NA',
  operation: 'getMarketplaceParticipations',
  verifiedAt: NOW,
  warnings: ['Amazon.com has suspended listings'],
};
const INPUT = {
  application: anApplication(),
  iam: { userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN },
  authorizations: [VERIFIED, { ...VERIFIED, name: 'second', warnings: [] }],
};
const run = (services: ReturnType<typeof fakeServices>, input = INPUT) =>
  recordResults(services, input, stepContext('RecordResults')).then((output) => Output.parse(output));

describe('recordResults', () => {
  it('ends with what is ready and what to look at', async () => {
    const output = await run(fakeServices());

    expect(output).toEqual({
      appName: APP,
      status: 'ready',
      summary: PATHS.summary,
      authorizations: ['us', 'second'],
      warnings: ['us: Amazon.com has suspended listings'],
    });
  });

  it('keeps a summary of names, in which no secret is', async () => {
    const services = fakeServices();

    await run(services, { ...INPUT, authorizations: [VERIFIED] });

    expect(services.parameters.json(PATHS.summary)).toEqual({
      appName: APP,
      readyAt: NOW,
      execution: EXECUTION,
      iam: { mode: 'create', userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN },
      lwa: { clientId: PATHS.lwa.clientId, clientSecret: PATHS.lwa.clientSecret },
      authorizations: [
        {
          name: 'us',
          region: 'NA',
          operation: 'getMarketplaceParticipations',
          verifiedAt: NOW,
          refreshToken: PATHS.authorization('us').refreshToken,
          details: PATHS.authorization('us').details,
        },
      ],
    });
  });

  it('leaves the names of parameters out of the summary of very many accounts', async () => {
    const services = fakeServices();
    const authorizations = Array.from({ length: 20 }, (_, i) => ({ ...VERIFIED, name: `account-${i}` }));

    await run(services, { ...INPUT, authorizations });

    const { lwa, authorizations: kept } = services.parameters.json(PATHS.summary) as Record<string, unknown>;
    const { operation, verifiedAt, region } = VERIFIED;
    expect(lwa).toBeUndefined();
    expect(kept).toEqual(authorizations.map(({ name }) => ({ name, region, operation, verifiedAt })));
  });

  it('sets the status of the application after the summary', async () => {
    const services = fakeServices();

    await run(services);

    expect(services.parameters.calls.map(({ args }) => args[1])).toEqual([PATHS.summary, PATHS.status]);
    expect(services.parameters.json(PATHS.status)).toEqual({ state: 'ready', since: NOW });
  });

  it('tells people once, after all is stored, that every account works', async () => {
    const services = fakeServices();
    services.topic.failNext('publish', new Error('SNS is down'));

    await expect(run(services)).rejects.toThrow('SNS is down');
    const stored = services.parameters.json(PATHS.status);
    await run(services);

    expect(services.topic.messages.map(({ subject, body }) => [subject, body.split('\n')[0]])).toEqual([
      [
        `[${APP}] Ready: the application works`,
        `Setup of the SP-API application ${APP} is complete. A real call worked for every account.`,
      ],
    ]);
    expect(stored).toEqual({ state: 'ready', since: NOW });
  });

  it('needs no IAM', async () => {
    const services = fakeServices();
    const application = anApplication({ iam: { mode: 'none' } });

    await run(services, { ...INPUT, application, iam: { mode: 'none' } as never });

    expect(services.parameters.json(PATHS.summary)).toEqual(
      expect.objectContaining({ iam: { mode: 'none' } }),
    );
  });
});

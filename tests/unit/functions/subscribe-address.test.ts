import { describe, expect, it } from '@jest/globals';
import { filterFor } from '#shared/domain/message-filter.ts';
import { AwsUnavailable } from '#shared/errors/retryable.ts';
import { subscribeAddress } from '../../../functions/subscribe-address/subscribe-address.ts';
import { sdkError } from '../../support/fakes/aws-refusal.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { APP, EXECUTION_LINK, errorOf, PATHS, stepContext } from '../../support/subjects.ts';

const ADDRESS = 'ops@example.com';
const topicArn = 'arn:aws:sns:eu-west-1:111122223333:topic';
const run = (services: FakeServices, appName = APP) =>
  subscribeAddress({ ...services, topicArn }, { appName, address: ADDRESS }, stepContext('Any'));
const recordOf = ({ parameters }: FakeServices) => parameters.json(PATHS.notifications);
const unavailable = () => new AwsUnavailable({ what: 'SNS is away.', remedy: 'Wait.' });

describe('an address', () => {
  it('that is new is subscribed to the messages about the application, and has to confirm', async () => {
    const services = fakeServices();

    expect(await run(services)).toEqual({ state: 'pending' });
    expect(services.subscriptions.pending()).toEqual({ [ADDRESS]: filterFor(APP) });
    expect(recordOf(services)).toEqual({ address: ADDRESS, state: 'pending', at: NOW });
  });

  it('that gets every message is left alone', async () => {
    const services = fakeServices();
    services.subscriptions.addAddress(ADDRESS);

    expect(await run(services)).toEqual({ state: 'all-messages' });
    expect(methodsOf(services.subscriptions)).toEqual(['listEmail', 'filterOf']);
  });

  it('that gets the messages about others gets those about this one too', async () => {
    const services = fakeServices();
    services.subscriptions.addAddress(ADDRESS, filterFor('other'));

    expect(await run(services)).toEqual({ state: 'subscribed' });
    expect(services.subscriptions.filters()).toEqual({ [ADDRESS]: `{"appName":["other","${APP}"]}` });
  });

  it('that gets them already is left alone', async () => {
    const services = fakeServices();
    services.subscriptions.addAddress(ADDRESS, filterFor(APP));

    expect(await run(services)).toEqual({ state: 'subscribed' });
    expect(methodsOf(services.subscriptions)).toEqual(['listEmail', 'filterOf']);
  });

  it('that has not confirmed yet is left alone', async () => {
    const services = fakeServices();
    services.subscriptions.addPending(ADDRESS, filterFor('other'));

    expect(await run(services)).toEqual({ state: 'pending' });
    expect(services.subscriptions.pending()).toEqual({ [ADDRESS]: filterFor('other') });
  });

  it('that was subscribed by somebody else in the same second is extended', async () => {
    const services = fakeServices();
    const { subscriptions } = services;
    subscriptions.addAddress(ADDRESS, filterFor('other'));
    const { listEmail } = subscriptions;
    let calls = 0;
    subscriptions.listEmail = async () => (calls++ === 0 ? [] : listEmail());

    expect(await run(services)).toEqual({ state: 'subscribed' });
    expect(subscriptions.filters()).toEqual({ [ADDRESS]: `{"appName":["other","${APP}"]}` });
  });

  it('whose filter another application overwrites is extended again', async () => {
    const services = fakeServices();
    const { subscriptions } = services;
    const arn = subscriptions.addAddress(ADDRESS, filterFor('other'));
    let pauses = 0;
    services.guard.pause = async () => {
      if (pauses++ === 0) subscriptions.add(arn, '{"appName":["other","third"]}');
    };

    await run(services);

    expect(subscriptions.filters()).toEqual({ [ADDRESS]: `{"appName":["other","third","${APP}"]}` });
  });
});

describe('a failure', () => {
  it('ends nothing: people are told what to do, and the record says it', async () => {
    const services = fakeServices();
    services.subscriptions.addAddress(ADDRESS, '{"team":["a"]}');

    expect(await run(services)).toEqual({ state: 'failed' });

    const what = `${ADDRESS} is subscribed with a filter policy without appName, so the stack did not change it.`;
    const remedy = `Add ${APP} to appName in the filter policy of ${topicArn}:ops, or unsubscribe it (aws sns unsubscribe --subscription-arn ${topicArn}:ops --region eu-west-1) and subscribe ${ADDRESS} without a filter.`;
    expect(recordOf(services)).toEqual({
      address: ADDRESS,
      state: 'failed',
      at: NOW,
      problem: { error: 'SubscriptionNotOurs', what, remedy },
    });
    expect(services.topic.messages).toEqual([
      {
        appName: APP,
        subject: `[${APP}] ${ADDRESS} gets no messages`,
        body: [
          `Nothing fails yet, and the execution continues. ${ADDRESS} was not subscribed to the messages about ${APP}.`,
          'Runbook: spapi runbook "gets no messages" (or search docs/runbook.md of sp-api-private-app for these words)',
          `Cause: ${what}`,
          `What to do: ${remedy}`,
          `To subscribe the address to the messages about all applications instead: aws sns subscribe --topic-arn ${topicArn} --protocol email --notification-endpoint ${ADDRESS} --region eu-west-1`,
          'Error: SubscriptionNotOurs',
          `Execution: ${EXECUTION_LINK}`,
        ].join('\n'),
      },
    ]);
  });

  it('that may pass is tried three times, a few seconds apart', async () => {
    const services = fakeServices();
    for (let i = 0; i < 2; i++) services.subscriptions.failNext('listEmail', unavailable());

    expect(await run(services)).toEqual({ state: 'pending' });
    expect(services.guard.pauses).toEqual([3000, 3000]);
  });

  it('that does not pass is told once', async () => {
    const services = fakeServices();
    for (let i = 0; i < 3; i++) services.subscriptions.failNext('listEmail', unavailable());

    expect(await run(services)).toEqual({ state: 'failed' });
    expect(services.topic.messages).toHaveLength(1);
  });

  it('of the message and of Parameter Store too ends nothing', async () => {
    const services = fakeServices();
    for (let i = 0; i < 3; i++) services.subscriptions.failNext('listEmail', unavailable());
    for (let i = 0; i < 2; i++) services.parameters.failNext('put', unavailable());
    services.topic.failNext('publish', unavailable());

    expect(await run(services)).toEqual({ state: 'failed' });
  });

  it('that nobody expected leaves the record at unknown', async () => {
    const services = fakeServices();
    services.subscriptions.failNext('listEmail', sdkError('Odd'));

    expect((await errorOf(run(services))).name).toBe('Odd');
    expect(recordOf(services)).toMatchObject({ state: 'unknown' });
  });
});

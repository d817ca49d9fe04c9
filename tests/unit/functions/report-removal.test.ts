import { expect, it } from '@jest/globals';
import { filterFor } from '#shared/domain/message-filter.ts';
import { RemovalWithdrawn } from '#shared/errors/refused.ts';
import { reportRemoval } from '../../../functions/report-removal/report-removal.ts';
import { addOthers, deactivated } from '../../support/application-to-remove.ts';
import { removalContext } from '../../support/removal.ts';
import { APP, errorOf } from '../../support/subjects.ts';

it('a report whose end was not known is the same when it is made again, and nobody is told twice', async () => {
  const services = await deactivated();
  const first = await reportRemoval(services, { appName: APP }, removalContext);
  const told = services.topic.messages.length;

  const again = await reportRemoval(services, { appName: APP }, removalContext);

  expect(again).toEqual(first);
  expect(services.topic.messages).toHaveLength(told);
});

it('a removal that another execution has reported is no longer confirmed', async () => {
  const services = await deactivated();
  await reportRemoval(services, { appName: APP }, removalContext);

  const error = await errorOf(
    reportRemoval(services, { appName: APP }, { ...removalContext, execution: 'arn:another' }),
  );

  expect(error).toBeInstanceOf(RemovalWithdrawn);
});

it('an address keeps the messages about other applications, and is unsubscribed when none is left', async () => {
  const services = await deactivated();
  await addOthers(services);

  await reportRemoval(services, { appName: APP }, removalContext);

  expect(services.subscriptions.filters()).toEqual({
    'others@example.com': '{"appName":["acme-other"]}',
    'both@example.com': '{"appName":["acme-other"]}',
    'all@example.com': undefined,
  });
});

it('an address that has not confirmed its subscription has nothing to remove', async () => {
  const services = await deactivated();
  services.subscriptions.addPending('new@example.com', filterFor(APP));

  await reportRemoval(services, { appName: APP }, removalContext);

  expect(services.subscriptions.pending()).toEqual({ 'new@example.com': filterFor(APP) });
});

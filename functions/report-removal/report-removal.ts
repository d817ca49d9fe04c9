import * as z from 'zod/mini';
import { withoutApplication } from '#shared/domain/message-filter.ts';
import { removedMessage } from '#shared/domain/messages.ts';
import { fitRemoval, Removed, whatRemains } from '#shared/domain/removal.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import { changeFilter } from '#shared/notifications/change-filter.ts';
import { readRemoval, requireRemoval, withdrawRemoval } from '#shared/removal/open-removal.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'guard' | 'parameters' | 'subscriptions' | 'topic'>;

/** Keeps and tells what was removed, and what remains to do; then the address that got the messages is unsubscribed. */
export async function reportRemoval(
  services: Needs,
  { appName }: Input,
  { execution }: StepContext,
): Promise<Output> {
  const { clock, parameters, topic } = services;
  const told = await findReported(services, appName, execution);
  if (told) return told;
  const { confirmedAt, removed } = await requireRemoval(services, appName);
  const report = { removedAt: clock.now().toISOString(), confirmedAt, execution, removed };
  const record = parameters.paths.removals.removed(appName);
  await parameters.put(appName, record, fitRemoval(report));
  await topic.publish(removedMessage({ appName, execution, record }, removed));
  await unsubscribe(services, appName);
  // Last, so that whatever was interrupted before is done again.
  await withdrawRemoval(services, appName);
  return { appName, removed, remains: whatRemains(appName, removed.parameters) };
}

const Report = z.object({ execution: z.string(), removed: Removed });

/** What this execution has reported already, where all that was lost is the answer to its last call. */
async function findReported(
  services: Needs,
  appName: string,
  execution: string,
): Promise<Output | undefined> {
  if (await readRemoval(services, appName)) return undefined;
  const path = services.parameters.paths.removals.removed(appName);
  const report = readStored(Report, (await services.parameters.get([path]))[path]);
  if (report?.execution !== execution) return undefined;
  return { appName, removed: report.removed, remains: whatRemains(appName, report.removed.parameters) };
}

/** The address no longer gets messages about this application; with no application left it is unsubscribed. */
async function unsubscribe(services: Needs, appName: string): Promise<void> {
  const { subscriptions } = services;
  for (const { arn } of await subscriptions.listEmail()) {
    if (!arn) continue;
    let isEmpty = false;
    await changeFilter(services, arn, (now) => {
      const rest = withoutApplication(now, appName);
      isEmpty = rest === 'remove';
      return typeof rest === 'object' ? rest.filter : undefined;
    });
    if (isEmpty) await subscriptions.remove(arn);
  }
}

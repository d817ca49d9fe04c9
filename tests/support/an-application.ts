import type { Application } from '#shared/domain/application.ts';
import type { WaitingTask } from '#shared/domain/human-task.ts';
import type { ProgressLine } from '#shared/domain/progress.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { type FakeServices, fakeServices } from './fakes/services.ts';
import { APP, anApplication, PATHS } from './subjects.ts';

/** An application whose first step has run, with what the others have written. */
export function started(
  changes: Partial<Application> = {},
  values: Record<string, string> = {},
): FakeServices {
  const services = fakeServices();
  const config = JSON.stringify(anApplication(changes));
  services.parameters.seed(APP, { [PATHS.config]: config, ...values });
  return services;
}

/** Number and state of each line. */
export const short = (lines: ProgressLine[]) => lines.map(({ step, state }) => `${step} ${state}`);
export const lineOf = (lines: ProgressLine[], step: string) => lines.find((line) => line.step === step);

/** These tasks wait for a person. */
export async function waitsFor(services: FakeServices, ...tasks: WaitingTask[]) {
  for (const task of tasks) await storeTask(services, task);
}

import { type HTMLElement, parse } from 'node-html-parser';
import * as z from 'zod/mini';
import type { TaskKind, WaitingTask } from '#shared/domain/human-task.ts';
import { ExplainedError } from '#shared/errors/base.ts';
import { HealthCall } from '#shared/health/health-call.ts';
import { explain } from '#shared/lambda/define-call.ts';
import type { PageReply, PageRequest } from '#shared/lambda/define-page.ts';
import type { AnswerNeeds } from '#shared/tasks/answer-task.ts';
import { TaskCall } from '#shared/tasks/task-call.ts';
import { createTaskLink } from '#shared/tasks/task-link.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { handleTask } from '../../../functions/handle-task/handle-task.ts';
import type { Needs } from '../../../functions/serve-task-pages/opened-link.ts';
import { serveTaskPages } from '../../../functions/serve-task-pages/serve-task-pages.ts';
import { showHealth } from '../../../functions/show-health/show-health.ts';
import { APPLICATION_ID, aTask } from '../a-task.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET, FAKE_REFRESH_TOKEN } from '../fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../fakes/services.ts';
import { APP, seedClient } from '../subjects.ts';

const DAY = 86_400;

/** Answers that Login with Amazon and SP-API accept, by kind of task. */
export const ANSWERS: Record<TaskKind, Record<string, string>> = {
  'request-data-access': { confirmed: 'yes' },
  'register-application': {
    applicationId: APPLICATION_ID,
    clientId: FAKE_CLIENT_ID,
    clientSecret: FAKE_CLIENT_SECRET,
  },
  'self-authorize': { refreshToken: FAKE_REFRESH_TOKEN },
  'register-queue': {},
  'confirm-removal': { appName: APP },
};

/** The services of the pages and of the private function behind them. */
type BothNeeds = Omit<Needs, 'handleTask' | 'showHealth'> & AnswerNeeds;

/** The private function in the same process; what goes in and out is JSON, as it is through Lambda. */
const behind = (services: AnswerNeeds): Needs['handleTask'] => ({
  call: async (input) => {
    const reply = await handleTask(services, z.parse(TaskCall, asJson(input))).catch((error) => {
      if (error instanceof ExplainedError) return explain(error);
      throw error;
    });
    return asJson(reply);
  },
});

/** The private function that reads the health of all applications, in the same way. */
const reading = (services: Pick<AnswerNeeds, 'clock' | 'parameters'>): Needs['showHealth'] => ({
  call: async (input) => asJson(await showHealth(services, z.parse(HealthCall, asJson(input)))),
});
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** An answer as a person sees it. */
export interface Seen extends PageReply {
  root: HTMLElement;
  /** All of the document, as it was sent. */
  text: string;
}

/** A browser that keeps cookies, and the link it opens. */
export interface Visitor {
  services: FakeServices;
  task: WaitingTask;
  id: string;
  request(changes?: Partial<PageRequest>, services?: BothNeeds): Promise<Seen>;
  /** Opens the page of the task. */
  open(): Promise<Seen>;
  /** Sends the form of the page that was opened last, with these fields; where the page then has to say something, that page. */
  send(fields: Record<string, string>, changes?: Partial<PageRequest>, services?: BothNeeds): Promise<Seen>;
}

const seen = (reply: PageReply): Seen => {
  const text = reply.body?.toString() ?? '';
  return { ...reply, text, root: parse(text) };
};

/** A browser that knows a link. */
export function visit(services: FakeServices, task: WaitingTask, id: string): Visitor {
  const cookies: Record<string, string> = {};
  let hidden: Record<string, string> = {};

  const request: Visitor['request'] = async (changes = {}, needs = services) => {
    const form = new URLSearchParams();
    const asked = { method: 'GET', path: [id], form, cookies, sameOrigin: true, ...changes };
    const answer = seen(
      await serveTaskPages({ ...needs, handleTask: behind(needs), showHealth: reading(needs) }, asked),
    );
    for (const cookie of answer.cookies ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/; Max-Age=0/.test(cookie)) delete cookies[name];
      else cookies[name] = value;
    }
    return answer;
  };

  return {
    services,
    task,
    id,
    request,
    open: async () => {
      const page = await request();
      const fields = page.root.querySelectorAll('form input[type=hidden]');
      hidden = Object.fromEntries(fields.map(({ attributes: { name, value } }) => [name, value ?? '']));
      return page;
    },
    send: async (fields, changes = {}, needs = services) => {
      const form = new URLSearchParams({ ...hidden, ...fields });
      const answer = await request({ method: 'POST', form, ...changes }, needs);
      const [, said] = answer.headers?.location?.split('?said=') ?? [];
      return answer.status === 303 && (answer.cookies || said)
        ? request(said ? { said } : {}, needs)
        : answer;
    },
  };
}

/** A task that waits, with a link to it that nobody has opened yet. */
export async function aWaitingTask(kind: TaskKind, changes: Partial<WaitingTask> = {}): Promise<Visitor> {
  const services = fakeServices();
  const task = aTask(kind, changes);
  if (kind === 'self-authorize') seedClient(services.parameters);
  await storeTask(services, task);
  return visit(services, task, await aLink(services, task));
}

/** The id of a new link to a task, which works for a day. */
export async function aLink(services: FakeServices, task: WaitingTask): Promise<string> {
  const { pageUrl } = services;
  const { url } = await createTaskLink(services, task, { pageUrl, validSeconds: DAY });
  return url.slice(pageUrl.length);
}

/** All that acting on a task would change: what is stored, what was answered, and who was asked. */
export const traces = ({ parameters, taskTokens, lwa, spApi }: FakeServices) => ({
  stored: parameters.lasting(),
  answered: taskTokens.calls.length,
  asked: [...lwa.calls, ...spApi.calls].length,
});

export const titleOf = ({ root }: Seen): string | undefined => root.querySelector('h1')?.textContent;
export const alertOf = ({ root }: Seen): string | undefined =>
  root.querySelector('[role=alert]')?.textContent;

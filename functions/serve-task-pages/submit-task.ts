import { roundOf, type WaitingTask } from '#shared/domain/human-task.ts';
import { type AnswerField, instructionsFor } from '#shared/domain/instructions.ts';
import { holdsSecret } from '#shared/domain/lwa-formats.ts';
import { ExplainedError, RefusedError, RetryableError } from '#shared/errors/base.ts';
import { InvalidInput } from '#shared/errors/broken.ts';
import { AwsDenied, AwsQuotaReached } from '#shared/errors/refused.ts';
import type { PageReply } from '#shared/lambda/define-page.ts';
import { checkAnswer } from '#shared/tasks/answer-fields.ts';
import { readStanding, type Standing, sayOutcome } from '#shared/tasks/task-standing.ts';
import { emptyForm, type FormState } from '#shared/web/form.ts';
import { renderPage } from '#shared/web/layout.ts';
import { answeredMeanwhilePage, notServedPage } from '#shared/web/pages/notices.ts';
import { findAction } from './actions.ts';
import { csrfToken } from './csrf.ts';
import type { Needs, Opened } from './serve-task-pages.ts';
import { replyWithForm } from './show-task.ts';

type Waiting = Extract<Standing, { state: 'waits' }>;

/** How often, and how long in milliseconds, the page waits for the execution to ask again after a rejection. */
const NEXT_ROUND = { times: 20, everyMs: 300 };

/** Does what a posted form says. After it is done the browser is led back to the page, so that reloading sends nothing again. */
export async function submitTask(services: Needs, opened: Opened, form: URLSearchParams): Promise<PageReply> {
  if (form.get('action') === 'check') return checkField(form);
  const standing = await readStanding(services, opened.link);
  // A second tab, a second click, the back button: what was answered is never answered again.
  if (standing.state !== 'waits' || String(roundOf(standing.task)) !== form.get('round'))
    return answeredMeanwhile(opened, notAgain(standing));
  const action = form.get('action') ?? '';
  const act = findAction(action, standing.task);
  if (!act) return { status: 400, body: renderPage(notServedPage()) };
  const problems = action === 'complete' ? findProblems(standing, form) : {};
  if (Object.keys(problems).length > 0) return refuse(services, opened, standing, form, { problems });
  try {
    const answered = await act(services, standing.task, form);
    if (answered?.reply === 'no-longer-waiting')
      return answeredMeanwhile(opened, { what: answered.explanation, remedy: answered.remedy ?? '' });
    if (action === 'reject') await untilAskedAgain(services, opened);
    return { status: 303, headers: { location: opened.id } };
  } catch (error) {
    // What Amazon or AWS refused is explained beside the form, which keeps what was typed.
    if (!(error instanceof ExplainedError)) throw error;
    const { what, remedy } = error;
    const refusal = { what, remedy, nothingStored: isBeforeStoring(error) };
    return refuse(services, opened, standing, form, { refusal }, error instanceof RetryableError ? 503 : 422);
  }
}

const notAgain = (standing: Standing) => ({
  what: `${standing.state === 'answered' ? sayOutcome(standing.outcome) : 'What you sent belongs to a task that no longer waits.'} Your answer was not stored.`,
  remedy: 'See the status of the task now.',
});

const answeredMeanwhile = ({ link }: Opened, said: { what: string; remedy: string }): PageReply => ({
  status: 409,
  body: renderPage(answeredMeanwhilePage(link.appName, said)),
});

// A wrong form and what Amazon refuses come before anything is stored; what AWS refuses may come after.
const isBeforeStoring = (error: ExplainedError) =>
  error instanceof InvalidInput ||
  (error instanceof RefusedError && !(error instanceof AwsDenied || error instanceof AwsQuotaReached));

function findProblems({ task, submittedAt }: Waiting, form: URLSearchParams): Record<string, string> {
  if (task.kind === 'request-data-access' && !submittedAt && form.get('confirmed') !== 'yes')
    return { confirmed: 'Tick this if it is so: the approval cannot be taken back.' };
  const found = instructionsFor(task).fields.map(({ name }) => [
    name,
    checkAnswer(name, form.get(name) ?? '').problem,
  ]);
  return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
}

/** The check of one field while it is typed: form only, Amazon is not asked. */
function checkField(form: URLSearchParams): PageReply {
  const field = form.get('field') ?? '';
  if (!['applicationId', 'clientId', 'clientSecret', 'refreshToken', 'appName'].includes(field))
    return { status: 400, body: {} };
  return { status: 200, body: { ...checkAnswer(field as AnswerField['name'], form.get('value') ?? '') } };
}

function refuse(
  services: Needs,
  opened: Opened,
  standing: Waiting,
  form: URLSearchParams,
  why: Partial<Pick<FormState, 'problems' | 'refusal'>>,
  status = 422,
): PageReply {
  const values = shownAgain(standing.task, form);
  return replyWithForm(
    services,
    opened,
    standing,
    { ...emptyForm(csrfToken(opened.id)), values, ...why },
    status,
  );
}

/** What was typed, for the form that is shown again: no secret, not even one in a field for something else. */
function shownAgain(task: WaitingTask, form: URLSearchParams): Record<string, string> {
  const fields = instructionsFor(task).fields.filter(({ secret }) => !secret);
  const reason = form.get('action') === 'give-up' ? 'giveUpReason' : 'reason';
  const typed = [...fields.map(({ name }) => [name, form.get(name)]), [reason, form.get('reason')]];
  return Object.fromEntries(typed.map(([name, text]) => [name, text && !holdsSecret(text) ? text : '']));
}

async function untilAskedAgain(services: Needs, { link }: Opened): Promise<void> {
  for (let i = 0; i < NEXT_ROUND.times; i++) {
    if ((await readStanding(services, link)).state === 'waits') return;
    await services.guard.pause(NEXT_ROUND.everyMs);
  }
}

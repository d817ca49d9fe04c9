import { instructionsFor } from '#shared/domain/instructions.ts';
import { ExplainedError, RefusedError, RetryableError } from '#shared/errors/base.ts';
import { InvalidInput } from '#shared/errors/broken.ts';
import { AwsDenied, AwsQuotaReached } from '#shared/errors/refused.ts';
import { checkAnswer } from '#shared/tasks/answer-fields.ts';
import type { AnswerNeeds } from '#shared/tasks/answer-task.ts';
import type { TaskCallReply } from '#shared/tasks/task-call.ts';
import type { TaskLink } from '#shared/tasks/task-link.ts';
import { readStanding, type Standing, sayOutcome } from '#shared/tasks/task-standing.ts';
import { findAction, markOfForm } from './actions.ts';
import { shown } from './shown.ts';

type Waiting = Extract<Standing, { state: 'waits' }>;
type Form = Record<string, string>;

/** How often, and how long in milliseconds, the page waits for the execution to ask again after a rejection. */
const NEXT_ROUND = { times: 20, everyMs: 300 };

/** Does what a posted form says, once. */
export async function submit(services: AnswerNeeds, link: TaskLink, form: Form): Promise<TaskCallReply> {
  const round = roundIn(form);
  const standing = await readStanding(services, { ...link, round });
  // A second tab, a second click, the back button: what was answered is never answered again.
  if (standing.state !== 'waits') return notAgain({ ...link, round }, standing, form);
  const { action = '' } = form;
  const act = findAction(action, standing.task);
  if (!act) return { reply: 'not-served' };
  const problems = action === 'complete' ? findProblems(standing, form) : {};
  if (Object.keys(problems).length > 0) return { reply: 'problems', problems, ...shown(standing) };
  try {
    const answered = await act(services, standing.task, form);
    if (answered?.reply === 'no-longer-waiting')
      return { reply: 'too-late', what: answered.explanation, remedy: answered.remedy ?? '' };
    if (action === 'reject') await untilAskedAgain(services, link);
    return { reply: 'taken' };
  } catch (error) {
    // What Amazon or AWS refused is explained beside the form, which keeps what was typed.
    if (!(error instanceof ExplainedError)) throw error;
    const { what, remedy } = error;
    const refusal = { what, remedy, nothingStored: isBeforeStoring(error) };
    return { reply: 'refused', refusal, again: error instanceof RetryableError, ...shown(standing) };
  }
}

/** The round whose page was sent; what is no number is no round. */
const roundIn = ({ round = '' }: Form): number =>
  /^(?:0|[1-9]\d{0,5})$/.test(round) ? Number(round) : Number.NaN;

function notAgain(
  asked: TaskLink & { round: number },
  standing: Exclude<Standing, Waiting>,
  form: Form,
): TaskCallReply {
  if (standing.state === 'answered' && standing.outcome.mark === markOfForm(asked, form))
    return { reply: 'taken' };
  const why =
    standing.state === 'answered'
      ? sayOutcome(standing.outcome)
      : 'What you sent belongs to a task that no longer waits.';
  return {
    reply: 'too-late',
    what: `${why} Your answer was not stored.`,
    remedy: 'See the status of the task now.',
  };
}

// A wrong form and what Amazon refuses come before anything is stored; what AWS refuses may come after.
const isBeforeStoring = (error: ExplainedError) =>
  error instanceof InvalidInput ||
  (error instanceof RefusedError && !(error instanceof AwsDenied || error instanceof AwsQuotaReached));

function findProblems({ task, submittedAt }: Waiting, form: Form): Record<string, string> {
  if (task.kind === 'request-data-access' && !submittedAt && form.confirmed !== 'yes')
    return { confirmed: 'Tick this if it is so: the approval cannot be taken back.' };
  const found = instructionsFor(task).fields.map(({ name }) => [
    name,
    checkAnswer(name, form[name] ?? '').problem,
  ]);
  return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
}

async function untilAskedAgain(services: AnswerNeeds, link: TaskLink): Promise<void> {
  for (let i = 0; i < NEXT_ROUND.times; i++) {
    if ((await readStanding(services, link)).state === 'waits') return;
    await services.guard.pause(NEXT_ROUND.everyMs);
  }
}

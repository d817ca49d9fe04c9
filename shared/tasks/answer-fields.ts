import * as z from 'zod/mini';
import { AppName } from '../domain/application.ts';
import type { AnswerField } from '../domain/instructions.ts';
import {
  checkApplicationId,
  checkClientId,
  checkClientSecret,
  checkRefreshToken,
  type Finding,
} from '../domain/lwa-formats.ts';
import { Sensitive } from '../domain/sensitive.ts';
import { type Unwrapped, unwrapValue } from '../domain/unwrap-value.ts';
import { InvalidInput } from '../errors/broken.ts';

const CHECKS: Record<AnswerField['name'], (value: string) => Finding> = {
  applicationId: checkApplicationId,
  clientId: checkClientId,
  clientSecret: checkClientSecret,
  refreshToken: checkRefreshToken,
  // Whether it is the right one is for the task to say.
  appName: (value) =>
    AppName.safeParse(value).success ? {} : { problem: 'is not the name of an application' },
};

/**
 * Checks the form of one answer, so that a person hears of a slip before anything is asked of Amazon.
 * @param value as it was typed; white space around it does not count
 */
export function checkAnswer(field: AnswerField['name'], value: string): Finding {
  if (value.trim() === '') return { problem: 'is missing' };
  const { value: bare, removed } = bareValue(field, value);
  if (bare === '') return { problem: 'holds nothing but quotation marks, blanks or a name' };
  const found = CHECKS[field](bare);
  if (found.problem || removed.length === 0) return found;
  const said = `was copied with ${removed.join(', ')}; that is taken off, and the rest is tried`;
  return { doubt: found.doubt ? `${said}; it ${found.doubt}` : said };
}

/** A name is taken as it was typed, a value of Amazon without what was copied along. */
const bareValue = (field: AnswerField['name'], value: string): Unwrapped =>
  field === 'appName' ? { value: value.trim(), removed: [] } : unwrapValue(value);

const plain = (field: AnswerField['name']) =>
  z.prefault(
    z.string().check(
      z.overwrite((value) =>
        checkAnswer(field, value).problem ? value.trim() : bareValue(field, value).value,
      ),
      z.check(({ value, issues }) => {
        const { problem } = checkAnswer(field, value);
        // The value stays out of the issue: it may be a secret.
        if (problem) issues.push({ code: 'custom', message: problem, input: undefined });
      }),
    ),
    '',
  );

const secret = (field: AnswerField['name']) =>
  z.pipe(
    plain(field),
    z.transform((value: string) => new Sensitive(value)),
  );

/** What a person answers, by kind of task. */
export const ANSWERS = {
  'request-data-access': z.strictObject({}),
  'register-application': z.strictObject({
    applicationId: plain('applicationId'),
    clientId: plain('clientId'),
    clientSecret: secret('clientSecret'),
  }),
  'self-authorize': z.strictObject({ refreshToken: secret('refreshToken') }),
  'register-queue': z.strictObject({}),
  'confirm-removal': z.strictObject({ appName: plain('appName') }),
};

/**
 * Parses the answers of a task.
 * @throws InvalidInput with every problem; neither a value nor the name of an unknown field is quoted, since both are
 *   what somebody pasted
 */
export function parseAnswers<Answers>(schema: z.ZodMiniType<Answers>, answers: unknown): Answers {
  const parsed = z.safeParse(schema, answers);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `- ${say(issue)}`);
  throw new InvalidInput({
    what: `The answer has ${lines.length} problem(s):\n${lines.join('\n')}`,
    remedy: 'Correct it and answer again. Nothing was stored.',
    details: { problems: lines.length },
  });
}

function say(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has ${issue.keys.length} unknown field(s)`;
  const field = issue.path.map(String).join('.') || 'the answer';
  return issue.code === 'invalid_type'
    ? `${field}: must be of type ${issue.expected}`
    : `${field}: ${issue.message}`;
}

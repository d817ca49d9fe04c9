import type { AnswerField } from '#shared/domain/instructions.ts';
import type { PageReply } from '#shared/lambda/define-page.ts';
import { checkAnswer } from '#shared/tasks/answer-fields.ts';

const FIELDS = ['applicationId', 'clientId', 'clientSecret', 'refreshToken', 'appName'];

/** The check of one field while it is typed: form only, Amazon is not asked. */
export function checkField({ field = '', value = '' }: Record<string, string>): PageReply {
  if (!FIELDS.includes(field)) return { status: 400, body: {} };
  return { status: 200, body: { ...checkAnswer(field as AnswerField['name'], value) } };
}

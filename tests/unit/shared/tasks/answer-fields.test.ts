import { describe, expect, it } from '@jest/globals';
import { ANSWERS, checkAnswer, parseAnswers } from '#shared/tasks/answer-fields.ts';
import { FAKE_CLIENT_ID } from '../../../support/fakes/lwa.ts';
import { errorOf } from '../../../support/subjects.ts';

const TOKEN = `Atzr|${'FAKE_REFRESH_TOKEN'.repeat(20)}`;
const SECRET = `amzn1.oa2-cs.v1.${'0'.repeat(64)}`;
const APPLICATION_ID = 'amzn1.sp.solution.00000000-0000-0000-0000-000000000000';
const WRAPPINGS: [string, (value: string) => string][] = [
  ['as it is', (value) => value],
  ['with blanks', (value) => ` \t${value}\n`],
  ['in quotation marks', (value) => `"${value}"`],
];

describe('a value of Amazon', () => {
  it.each(WRAPPINGS)('is stored bare, whether it was copied %s', (_, wrap) => {
    const client = parseAnswers(ANSWERS['register-application'], {
      applicationId: wrap(APPLICATION_ID),
      clientId: wrap(FAKE_CLIENT_ID),
      clientSecret: wrap(SECRET),
    });
    const { refreshToken } = parseAnswers(ANSWERS['self-authorize'], { refreshToken: wrap(TOKEN) });

    expect([
      client.applicationId,
      client.clientId,
      client.clientSecret.reveal(),
      refreshToken.reveal(),
    ]).toEqual([APPLICATION_ID, FAKE_CLIENT_ID, SECRET, TOKEN]);
  });
});

describe('the name of an application', () => {
  it('is taken as it was typed, without blanks around it', () => {
    expect(parseAnswers(ANSWERS['confirm-removal'], { appName: ' acme ' })).toEqual({ appName: 'acme' });
  });

  it.each(['"acme"', 'ACME!', 'a b'])('is none with what no name has: %s', (appName) => {
    expect(checkAnswer('appName', appName)).toEqual({ problem: 'is not the name of an application' });
  });
});

it.each([
  ['', 'is missing'],
  [' \n', 'is missing'],
  ['""', 'holds nothing but quotation marks, blanks or a name'],
])('%j is no answer', (value, problem) => {
  expect(checkAnswer('refreshToken', value)).toEqual({ problem });
});

it('what was copied along is told, and nothing where nothing was', () => {
  expect(checkAnswer('refreshToken', `"${TOKEN}"`).doubt).toMatch(
    /^was copied with .+; that is taken off, and the rest is tried/,
  );
  expect(checkAnswer('refreshToken', TOKEN)).toEqual({});
});

it.each<[keyof typeof ANSWERS, unknown, string[]]>([
  [
    'register-application',
    {},
    ['applicationId: is missing', 'clientId: is missing', 'clientSecret: is missing'],
  ],
  ['self-authorize', { refreshToken: 5 }, ['refreshToken: must be of type string']],
  ['self-authorize', { refreshToken: TOKEN, [TOKEN]: 1, other: 2 }, ['has 2 unknown field(s)']],
  ['request-data-access', { other: 1 }, ['has 1 unknown field(s)']],
  ['register-queue', 'text', ['the answer: must be of type object']],
  ['confirm-removal', { appName: 'A!' }, ['appName: is not the name of an application']],
])('an answer of %s %j has every problem told, and no value', async (kind, answers, problems) => {
  const error = await errorOf((async () => parseAnswers<unknown>(ANSWERS[kind], answers))());

  expect([error.name, error.what, error.details]).toEqual([
    'InvalidInput',
    `The answer has ${problems.length} problem(s):\n${problems.map((line) => `- ${line}`).join('\n')}`,
    { problems: problems.length },
  ]);
  expect(error.remedy).toBe('Correct it and answer again. Nothing was stored.');
});

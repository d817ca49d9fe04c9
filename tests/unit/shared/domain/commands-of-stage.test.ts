import { describe, expect, it } from '@jest/globals';
import { commandsOfStage, commandsWith } from '#shared/domain/commands-of-stage.ts';

describe('a text with commands', () => {
  it.each([
    ['npm run spapi -- task list', 'npm run spapi -- --stage prod task list'],
    ['npm run --silent spapi -- exec a --', 'npm run --silent spapi -- --stage prod exec a --'],
    [
      'see "npm run spapi -- a".\nOr npm run spapi -- b',
      'see "npm run spapi -- --stage prod a".\nOr npm run spapi -- --stage prod b',
    ],
    ['npm run spapi -- --stage test task list', 'npm run spapi -- --stage test task list'],
    ['npm run demo -- --json, spapi -- x', 'npm run demo -- --json, spapi -- x'],
  ])('of another stage than dev names the stage in each: %j', (text, expected) => {
    expect(commandsOfStage(text, 'prod')).toBe(expected);
    expect(commandsOfStage(expected, 'prod')).toBe(expected);
  });

  it('of the stage dev stays as it is', () => {
    const text = 'npm run spapi -- task list';

    expect(commandsOfStage(text, 'dev')).toBe(text);
  });
});

it('options of a local stack stand in every command', () => {
  expect(commandsWith('npm run --silent spapi -- call acme-orders x', '--local')).toBe(
    'npm run --silent spapi -- --local call acme-orders x',
  );
});

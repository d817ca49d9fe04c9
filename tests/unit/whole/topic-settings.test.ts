import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';

const SENDERS = globSync('functions/*/handler.ts')
  .filter((file) => readFileSync(file, 'utf8').includes('liveTopic('))
  .map((file) => dirname(file));

it.each(SENDERS)('%s sends messages, and has the settings and the right for it', (folder) => {
  const { environment, iam } = parse(readFileSync(join(folder, 'function.yml'), 'utf8'));
  const actions = iam.flatMap(({ Action }: { Action: string | string[] }) => Action);

  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the framework
  expect(environment).toMatchObject({ TOPIC_ARN: { Ref: 'Topic' }, CHAT: '${param:chat}' });
  expect(actions).toContain('sns:Publish');
});

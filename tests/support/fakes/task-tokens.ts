import type { TaskTokens } from '#shared/clients/task-tokens.ts';
import { withControls } from './controls.ts';

type Answer = { token: string } & ({ output: unknown } | { error: string; cause: string });

/** Step Functions' side of waiting tasks in memory: a token is answered once. */
export function fakeTaskTokens() {
  const answers: Answer[] = [];
  const ended = new Set<string>();

  const answer = (given: Answer) => {
    if (ended.has(given.token)) return 'no-longer-waiting' as const;
    ended.add(given.token);
    answers.push(given);
    return 'accepted' as const;
  };

  const service: TaskTokens = {
    succeed: async (token, output) => answer({ token: token.reveal(), output }),
    fail: async (token, error, cause) => answer({ token: token.reveal(), error, cause }),
  };
  return withControls(service, {
    answers,
    /** The execution of this token has ended. */
    end: (token: string) => ended.add(token),
  });
}

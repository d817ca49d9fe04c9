import { afterAll, describe, expect, it } from '@jest/globals';
import { invoke, printed } from '../../../support/lambda.ts';

const SETTINGS = {
  AWS_REGION: 'eu-west-1',
  NAMESPACE: 'sp-api',
  STAGE: 'prod',
  HANDLE_TASK_FUNCTION: 'handle-task',
  SHOW_HEALTH_FUNCTION: 'show-health',
  CENTRAL_ENDPOINT: 'https://{host}',
};
const before = { ...process.env };
Object.assign(process.env, SETTINGS);
// The handler reads the settings while it is loaded.
const { handler } = await import('../../../../functions/serve-task-pages/handler.ts');

afterAll(() => {
  for (const name of Object.keys(SETTINGS)) delete process.env[name];
  Object.assign(process.env, before);
});

describe('the handler of the pages', () => {
  it('answers what it does not serve with a page and the security headers', async () => {
    const event = {
      rawPath: '/FAKE_LINK_ID',
      headers: { host: 'pages.example' },
      requestContext: { requestId: 'req-url', http: { method: 'PUT' } },
    };

    const { output, text } = await printed(() => invoke(handler, event));

    const { statusCode, headers } = output as { statusCode: number; headers: Record<string, string> };
    expect([statusCode, headers.allow, headers['cache-control']]).toEqual([
      405,
      'GET, HEAD, POST',
      'no-store',
    ]);
    expect(text).not.toContain('FAKE_');
  });
});

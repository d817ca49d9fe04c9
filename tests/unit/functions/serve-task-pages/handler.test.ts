import { inflateRawSync } from 'node:zlib';
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

  const posted = (fields: string) => ({
    rawPath: `/${'A'.repeat(43)}`,
    headers: { host: 'pages.example' },
    requestContext: { requestId: 'req-url', http: { method: 'POST' } },
    body: fields,
  });

  it.each([
    ['is too long', () => posted('x'.repeat(100_001))],
    // Parameter Store cannot be asked here.
    ['fails', () => posted('action=complete&clientSecret=FAKE_CLIENT_SECRET')],
  ])('leads a post that %s back to its page, with nothing of what was sent', async (_, event) => {
    const { output } = await printed(() => invoke(handler, event()));

    const { statusCode, headers, cookies } = output as {
      statusCode: number;
      headers: Record<string, string>;
      cookies: string[];
    };
    expect([statusCode, headers.location]).toEqual([303, 'A'.repeat(43)]);
    expect(cookies).toEqual([expect.stringMatching(/^__Host-said-/)]);
    const [, packed = ''] = cookies[0]?.match(/=([\w-]+);/) ?? [];
    const said = inflateRawSync(Buffer.from(packed, 'base64url')).toString();
    expect(said).toContain('"refusal"');
    expect(said).not.toContain('FAKE_');
  });
});

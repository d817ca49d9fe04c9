import { openPage } from '../../../local/person/http-forms.ts';
import { press, walk } from '../../../local/seller-central/walk.ts';
import { APP, post, type Stage, setApprovedStage, texts } from './support.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:client-secrets';
const ROTATION_SCOPE = 'sellingpartnerapi::client_credential:rotation';

let stage: Stage;

beforeEach(async () => {
  stage = await setApprovedStage();
});
afterEach(() => stage.close());

const page = () => openPage(`${stage.seller}/notifications`);

/** Registers an application, and asks Amazon for a new client secret of it. */
async function rotate(): Promise<{ status: number; body: string; clientId: string }> {
  const { clientId, clientSecret } = await stage.visitor.registerApplication(stage.seller, APP);
  const token = await post(stage.amazon.lwaEndpoint, {
    grant_type: 'client_credentials',
    scope: ROTATION_SCOPE,
    client_id: clientId,
    client_secret: clientSecret,
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const address = stage.amazon.spApiEndpoint.replace('{host}', 'sellingpartnerapi-na');
  const reply = await fetch(`${address}/applications/2023-11-30/clientSecret`, {
    method: 'POST',
    headers: {
      'x-amz-access-token': access_token,
      'user-agent': 'acme-app/1.0 (Language=JavaScript)',
      'content-type': 'application/json',
    },
    body: '{}',
  });
  return { status: reply.status, body: await reply.text(), clientId };
}

describe('the notification preferences', () => {
  it('have no destination at first, and so nothing to subscribe', async () => {
    const shown = await page();

    expect(texts(shown, 'main h3')).toEqual([
      'Add new destination',
      'Application Client New Secret',
      'Application Client Secret Expiry',
    ]);
    expect(texts(shown, 'main section p')).toEqual(['Not subscribed', 'Not subscribed']);
    expect(texts(shown, 'main button')).toEqual(['Create destination']);
  });

  it('show a queue that was added and subscribed, at every Central', async () => {
    await stage.visitor.registerQueue(stage.seller, QUEUE);

    const shown = await openPage(`${stage.vendor}/notifications`);

    expect(texts(shown, '#destinations li')).toEqual([`client-secrets: ${QUEUE}`]);
    expect(texts(shown, 'main section p')).toEqual([
      'Subscribed: client-secrets',
      'Subscribed: client-secrets',
    ]);
  });

  it.each([
    ['https://sqs.us-east-1.amazonaws.com/000000000000/q', 'This is the URL of a queue; enter its ARN'],
    ['arn:aws:sns:us-east-1:000000000000:topic', 'This is not the ARN of an SQS queue'],
    ['arn:aws:sqs:us-east-1', 'This is not the ARN of an SQS queue'],
    ['', 'This is not the ARN of an SQS queue'],
  ])('refuse the destination %j and keep what was typed', async (arn, problem) => {
    const reply = await post(`${stage.seller}/notifications/destinations`, { name: 'mine', arn });

    const text = await reply.text();
    expect(reply.status).toBe(422);
    expect(text).toContain(problem);
    expect(text).toContain('value="mine"');
    expect(texts(await page(), '#destinations li')).toEqual([]);
  });

  it('refuse a second destination of the same name, and one without', async () => {
    await stage.visitor.registerQueue(stage.seller, QUEUE);
    const add = (name: string) => post(`${stage.seller}/notifications/destinations`, { name, arn: QUEUE });

    const replies = [await add('client-secrets'), await add(' ')];

    expect(replies.map(({ status }) => status)).toEqual([422, 422]);
    expect(await replies[0]?.text()).toContain('There is a destination of this name already');
    expect(await replies[1]?.text()).toContain('Enter a name for the destination');
  });

  it.each([
    ['an unknown destination', { notification: 'Application Client New Secret', destination: 'none' }],
    ['an unknown notification', { notification: 'Orders', destination: 'client-secrets' }],
  ])('refuse to subscribe %s', async (_, form) => {
    const shown = await walk(new Map(), stage.seller, /^Notification preferences$/);
    await press(new Map(), shown, /^Create destination$/, { name: 'client-secrets', arn: QUEUE });

    const reply = await post(`${stage.seller}/notifications/subscriptions`, form);

    expect(reply.status).toBe(422);
    expect(texts(await page(), 'main section p')).toEqual(['Not subscribed', 'Not subscribed']);
  });
});

describe('a rotation by the Application Management API', () => {
  const NOT_ENROLLED = 'Application is not enrolled for rotation notification.';

  it('is refused while no queue is subscribed to new secrets', async () => {
    const jar = new Map();
    const shown = await walk(jar, stage.seller, /^Notification preferences$/);
    const added = await press(jar, shown, /^Create destination$/, { name: 'q', arn: QUEUE });
    await press(jar, added, /Expiry$/, { destination: 'q' });

    const { status, body } = await rotate();

    expect([status, body.includes(NOT_ENROLLED)]).toEqual([400, true]);
    expect(stage.delivered).toEqual([]);
  });

  it('sends the new secret to the queue that is subscribed', async () => {
    await stage.visitor.registerQueue(stage.seller, QUEUE);

    const { status, clientId } = await rotate();

    expect(status).toBe(204);
    expect(stage.delivered).toEqual([
      {
        queueArn: QUEUE,
        message: expect.objectContaining({
          notificationType: 'APPLICATION_OAUTH_CLIENT_NEW_SECRET',
          payload: { applicationOAuthClientNewSecret: expect.objectContaining({ clientId }) },
        }),
      },
    ]);
  });
});

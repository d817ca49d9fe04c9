import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { type Amazon, startAmazon } from '../amazon/amazon.ts';
import { LAMBDA_ENVIRONMENT, median } from './cold-start.ts';

const PROBE = `
  const [file, event] = process.argv.slice(1);
  const from = process.hrtime.bigint();
  const { handler } = await import(file);
  await handler(JSON.parse(event), { awsRequestId: 'bench', functionName: 'bench', memoryLimitInMB: '512', invokedFunctionArn: 'bench', functionVersion: '1' });
  console.log('MS ' + Number(process.hrtime.bigint() - from) / 1e6);`;

const SESSION = {
  AccessKeyId: 'ASIABENCHBENCHBENCH1',
  SecretAccessKey: 'bench-secret-key',
  SessionToken: 'bench-session',
};
const ROLE_ARN = 'arn:aws:iam::111122223333:role/sp-api/bench';

/** Milliseconds from the import of call-selling-partner-api to its first signed, checked answer, all on loopback. */
export async function timeToFirstAnswer(handler: string, runs: number): Promise<number> {
  const { SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = SESSION;
  const amazon = await startAmazon({ findCredentials: () => ({ secretAccessKey, sessionToken }) });
  const times: number[] = [];
  try {
    const { lwaEndpoint: LWA_ENDPOINT, spApiEndpoint: SP_API_ENDPOINT } = amazon;
    for (let i = 0; i < runs; i += 1) {
      // An application of its own each time: the probe has a burst of fifteen calls only.
      const aws = await stubAws(newApplication(amazon));
      const env = { ...LAMBDA_ENVIRONMENT, AWS_ENDPOINT_URL: aws.url, LWA_ENDPOINT, SP_API_ENDPOINT };
      times.push(await once(handler, env).finally(() => aws.close()));
    }
    const signed = amazon.requests.filter(({ signature }) => signature?.verdict === 'valid').length;
    if (signed !== runs) throw new Error(`Only ${signed} of ${runs} calls had a valid signature.`);
    return median(times);
  } finally {
    await amazon.close();
  }
}

function newApplication({ world }: Amazon): Record<string, string> {
  const { clientId, clientSecret } = world.registerApplication({ name: 'bench' });
  const marketplaces = ['ATVPDKIKX0DER'];
  return {
    'client-id': clientId,
    'client-secret': clientSecret,
    'refresh-token': world.authorize({ clientId, region: 'NA', sellingPartner: 'seller', marketplaces }),
    'access-key-id': 'AKIABENCHBENCHBENCH1',
    'secret-access-key': 'bench',
  };
}

async function once(handler: string, env: NodeJS.ProcessEnv): Promise<number> {
  const authorization = {
    name: 'us',
    sellingPartner: 'seller',
    marketplace: 'US',
    marketplaceId: 'ATVPDKIKX0DER',
    region: 'NA',
  };
  const context = { execution: 'bench', executionName: 'bench', state: 'CallSellingPartnerApi' };
  const event = {
    context,
    input: { appName: 'acme-bench', sandbox: false, authorization, iam: { roleArn: ROLE_ARN } },
  };
  const parameters = ['--input-type=module', '--eval', PROBE, handler, JSON.stringify(event)];
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { env });
  return Number(stdout.match(/^MS (.*)$/m)?.[1]);
}

/** Parameter Store and STS, answering at once, so that only the function's own time counts. */
async function stubAws(values: Record<string, string>): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const target = String(request.headers['x-amz-target'] ?? '');
    if (!target) return response.end(stsAnswer());
    const { Names = [] } = JSON.parse(text) as { Names?: string[] };
    const Parameters = Names.map((Name) => ({
      Name,
      Value: values[Name.split('/').at(-1) ?? ''],
      Type: 'String',
    }));
    return response
      .setHeader('content-type', 'application/x-amz-json-1.1')
      .end(JSON.stringify({ Parameters }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() };
}

function stsAnswer(): string {
  const credentials = Object.entries({ ...SESSION, Expiration: '2099-01-01T00:00:00Z' });
  const xml = credentials.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${xml}</Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}

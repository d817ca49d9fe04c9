/**
 * A client of the Lambda Runtime API: the local stand-in for AWS's Node.js runtime. Every function's bootstrap
 * runs it, so that an error keeps its own name: Retry and Catch in the state machines match on that name.
 */
import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const { env } = process;

/**
 * Importing `node:http`, as the SDK does for the embedded AWS, reads each of its members, and these three load undici: a
 * fifth of the time of a start. On AWS the SDK speaks https and does not import it.
 */
const http = process.getBuiltinModule('node:http');
for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) delete http[name];
const { Agent, request } = http;

// Whoever was loaded before may want to know for whom the function works.
const invocations = channel('lambda:invocation');
const agent = new Agent({ keepAlive: true });

/** Asks the Runtime API. Not by `fetch`, which most functions do not need, and which takes long to load. */
async function ask(method, path, body = '', headers = {}) {
  const url = `http://${env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime${path}`;
  const sent = request(url, {
    method,
    agent,
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  });
  sent.end(body);
  const [answer] = await once(sent, 'response');
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

const post = (path, body, errorType) =>
  ask('POST', path, body, errorType && { 'lambda-runtime-function-error-type': errorType });

function describe(error) {
  const thrown = error instanceof Error ? error : new Error(String(error));
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
}

async function fail(path, error) {
  const described = describe(error);
  console.error(JSON.stringify(described));
  await post(path, JSON.stringify(described), described.errorType);
}

async function loadHandler() {
  const dot = env._HANDLER.lastIndexOf('.');
  const file = `${env.LAMBDA_TASK_ROOT}/${env._HANDLER.slice(0, dot)}.mjs`;
  const handler = (await import(pathToFileURL(file).href))[env._HANDLER.slice(dot + 1)];
  if (typeof handler === 'function') return handler;
  throw Object.assign(new Error(`${env._HANDLER} is not a function`), { name: 'Runtime.HandlerNotFound' });
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: false,
    // Not by Date, whose time a test may let run faster.
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.timeOrigin - performance.now()),
  };
}

async function serveOne(handler) {
  const next = await ask('GET', '/invocation/next');
  if (next.status !== 200) process.exit(0); // the execution environment was ended
  const context = contextOf(next.headers);
  const invocation = `/invocation/${context.awsRequestId}`;
  const event = JSON.parse(next.body);
  invocations.publish(event);
  env._X_AMZN_TRACE_ID = next.headers['lambda-runtime-trace-id'] ?? '';
  try {
    await post(`${invocation}/response`, JSON.stringify((await handler(event, context)) ?? null));
  } catch (error) {
    await fail(`${invocation}/error`, error);
  }
}

// as on AWS, and libraries look at them
env.AWS_LAMBDA_INITIALIZATION_TYPE ??= 'on-demand';
env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x';
env.AWS_LAMBDA_LOG_GROUP_NAME ??= `/aws/lambda/${env.AWS_LAMBDA_FUNCTION_NAME}`;
try {
  const handler = await loadHandler();
  await serveOne(handler);
  // With what the first invocation has compiled. Node.js writes it as it exits, but an environment is killed.
  flushCompileCache();
  while (true) await serveOne(handler);
} catch (error) {
  await fail('/init/error', error).catch(() => {});
  process.exit(1);
}

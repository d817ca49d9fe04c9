/** An error of AWS, Login with Amazon or SP-API, as it was answered. */
export interface Answered {
  code: string;
  message: string;
  details: string;
  status: number;
  /** As an SDK names it: `SSM`, `STS`. */
  service: string;
  operation: string;
}

type Write = (answered: Answered) => string;
const ID = '5f642215-959a-11e8-bfd1-81a81941d54a';
const WORDS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
const wordsOf = (status: number) => WORDS[status] ?? 'Error';
const named = (code: string) => (/(Exception|Error|Fault)$/.test(code) ? code : `${code}Exception`);

const boto: Write = ({ code, operation, message }) =>
  `An error occurred (${code}) when calling the ${operation} operation: ${message}`;
const xml: Write = ({ code, message }) =>
  `<ErrorResponse xmlns="https://x.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${ID}</RequestId></ErrorResponse>`;
const go: Write = ({ service, operation, status, code, message }) =>
  `operation error ${service}: ${operation}, https response error StatusCode: ${status}, RequestID: ${ID}, api error ${code}: ${message}`;
const go1: Write = ({ code, message, status }) =>
  `${code}: ${message}\n\tstatus code: ${status}, request id: ${ID}`;
const java1: Write = ({ code, message, service, status }) =>
  `${message} (Service: ${service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${ID}; Proxy: null)`;
const handler: Write = ({ code, message, service, status }) =>
  `Resource handler returned message: "${message} (Service: ${service}, Status Code: ${status}, Request ID: ${ID})" (RequestToken: ${ID}, HandlerErrorCode: ${code})`;

/** Errors of AWS as its SDKs and tools write them. */
export const AWS_FORMS: Record<string, Write> = {
  'boto (Python)': boto,
  'a traceback of Python': (one) =>
    `Traceback (most recent call last):\n  File "/app/main.py", line 12, in <module>\n    client.call()\nbotocore.exceptions.ClientError: ${boto(one)}`,
  'the AWS CLI, retried': (one) => boto(one).replace('operation:', 'operation (reached max retries: 4):'),
  'Java, version 1': java1,
  'Java, with its class': (one) =>
    `Exception in thread "main" com.amazonaws.services.x.model.${named(one.code)}: ${java1(one)}\n\tat com.amazonaws.http.AmazonHttpClient$RequestExecutor.handleErrorResponse(AmazonHttpClient.java:1879)`,
  '.NET': ({ code, message, service }) =>
    `Unhandled exception. Amazon.${service}.Model.${named(code)}: ${message}\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'Amazon.Runtime.Internal.HttpErrorResponseException' was thrown.\n   at Amazon.Runtime.HttpWebRequestMessage.ProcessHttpResponseMessage(HttpResponseMessage responseMessage)`,
  'Go, version 1': go1,
  'Go, version 2': go,
  PHP: (one) =>
    `Error executing "${one.operation}" on "https://x.eu-west-1.amazonaws.com"; AWS HTTP error: Client error: \`POST https://x.eu-west-1.amazonaws.com\` resulted in a \`${one.status} ${wordsOf(one.status)}\` response:\n${xml(one).slice(0, 110)} (truncated...)\n ${one.code} (client): ${one.message} - ${xml(one)}`,
  Ruby: ({ code, message, service }) =>
    `/app/run.rb:3:in \`call': ${message} (Aws::${service}::Errors::${code})`,
  'Ruby, class first': ({ code, message, service }) => `Aws::${service}::Errors::${code}: ${message}`,
  'JavaScript, version 2': ({ code, message, status }) =>
    `${code}: ${message}\n    at Request.extractError (/app/node_modules/aws-sdk/lib/protocol/json.js:52:27) {\n  code: '${code}',\n  time: 2026-11-20T10:00:00.000Z,\n  requestId: '${ID}',\n  statusCode: ${status},\n  retryable: false\n}`,
  'JavaScript, version 3': ({ code, message, status }) =>
    `${named(code)}: ${message}\n    at throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:388:20) {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: ${status},\n    requestId: '${ID}',\n    attempts: 1\n  },\n  __type: '${named(code)}'\n}`,
  Rust: ({ code, message }) =>
    `service error: unhandled error (${code}): Error { code: "${code}", message: "${message}", aws_request_id: "${ID}" }`,
  XML: xml,
  JSON: ({ code, message }) => JSON.stringify({ __type: `com.amazonaws.x#${code}`, message }),
  curl: (one) =>
    `< HTTP/1.1 ${one.status} ${wordsOf(one.status)}\n< x-amzn-RequestId: ${ID}\n< Content-Type: text/xml\n< \n${xml(one)}`,
  CloudFormation: handler,
  'an event of CloudFormation': (one) =>
    `2026-11-20 10:00:00 UTC+0000  CREATE_FAILED  AWS::X::Thing  Thing  ${handler(one)}`,
  'a failed stack': (one) => `CREATE_FAILED: Thing (AWS::X::Thing)\n${java1(one)}`,
  Terraform: (one) =>
    `╷\n│ Error: creating X Thing (some-name): ${go(one)}\n│ \n│   with aws_x_thing.this,\n│   on main.tf line 12, in resource "aws_x_thing" "this":\n│   12: resource "aws_x_thing" "this" {\n│ \n╵`,
  'Terraform of before': (one) => `Error: error creating X Thing: ${go1(one)}\n\n  on main.tf line 12`,
  'a line of a log': (one) => `2026-11-20T10:00:00.000Z\t${ID}\tERROR\t${boto(one)}`,
  'a line of a Java log': (one) =>
    `2026-11-20 10:00:00,123 [worker-7] ERROR c.e.app.Worker - Call failed: ${java1(one)}`,
  'a line of a JSON log': (one) =>
    JSON.stringify({ level: 'error', time: '2026-11-20T10:00:00Z', msg: boto(one), requestId: ID }),
};

const body = ({ code, message, details }: Answered) =>
  JSON.stringify({ errors: [{ code, message, details }] }, null, 2);
const python = ({ code, message, details }: Answered) =>
  `[{'code': '${code}', 'message': '${message}', 'details': '${details}'}]`;

/** Errors of SP-API as the libraries for it write them. */
export const SP_API_FORMS: Record<string, Write> = {
  'Python (sp_api)': (one) => `sp_api.base.exceptions.SellingApiException: ${python(one)}`,
  'PHP (jlevers)': (one) => `Exception when calling OrdersV0Api->getOrders: [${one.status}] ${body(one)}`,
  'PHP (Guzzle)': (one) =>
    `Client error: \`GET https://sellingpartnerapi-na.amazon.com/x\` resulted in a \`${one.status} ${wordsOf(one.status)}\` response:\n${body(one)}`,
  'JavaScript (amazon-sp-api)': ({ code, message, details }) =>
    `CustomError: ${message}\n    at SellingPartner.callAPI (/app/node_modules/amazon-sp-api/lib/SellingPartner.js:573:13) {\n  code: '${code}',\n  details: '${details}',\n  type: 'error'\n}`,
  'Ruby (amz_sp_api)': (one) =>
    `AmzSpApi::ApiError: Error message: the server returns an error HTTP status code: ${one.status} Response headers: {"content-type"=>"application/json"} Response body: ${body(one)}`,
  curl: (one) =>
    `< HTTP/2 ${one.status} \n< content-type: application/json\n< x-amzn-requestid: ${ID}\n< \n${body(one)}`,
  Postman: (one) => `${one.status} ${wordsOf(one.status)}\n${body(one)}`,
  'JSON in JSON': (one) => JSON.stringify({ statusCode: one.status, body: body(one) }),
  'a line of a log': (one) => `2026-11-20T10:00:00.000Z\t${ID}\tERROR\t${one.status} ${body(one)}`,
};

const oauth = ({ code, message }: Answered) => JSON.stringify({ error_description: message, error: code });

/** Errors of Login with Amazon as HTTP and OAuth libraries write them. */
export const LWA_FORMS: Record<string, Write> = {
  JSON: oauth,
  'Python (sp_api)': ({ code, message, status }) =>
    `sp_api.auth.exceptions.AuthorizationError: ('${code}', '${message}', ${status})`,
  'PHP (Guzzle)': (one) =>
    `Client error: \`POST https://api.amazon.com/auth/o2/token\` resulted in a \`${one.status} ${wordsOf(one.status)}\` response:\n${oauth(one)}\n`,
  'Go (oauth2)': (one) =>
    `oauth2: cannot fetch token: ${one.status} ${wordsOf(one.status)}\nResponse: ${oauth(one)}`,
  'Ruby (oauth2)': (one) => `OAuth2::Error: ${one.code}: ${one.message}\n${oauth(one)}`,
  'JavaScript (amazon-sp-api)': ({ code, message }) =>
    `CustomError: ${message}\n    at SellingPartner.refreshAccessToken (/app/lib/SellingPartner.js:378:13) {\n  code: '${code}',\n  type: 'error'\n}`,
  'JavaScript (axios)': (one) =>
    `AxiosError: Request failed with status code ${one.status}\n  response: { status: ${one.status}, data: ${oauth(one)} }`,
  curl: (one) =>
    `< HTTP/1.1 ${one.status} ${wordsOf(one.status)}\n< Content-Type: application/json\n< \n${oauth(one)}`,
  'a line of a log': (one) => `2026-11-20 10:00:00 ERROR token refresh failed: ${oauth(one)}`,
};

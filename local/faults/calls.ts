import type { IncomingHttpHeaders } from 'node:http';

/** Whose door a request goes to. */
export type Service = 'iam' | 'lambda' | 'sts' | 'ssm' | 'sns' | 'states' | 'lwa' | 'sp-api';

/** What a request asks for. */
export interface Call {
  service: Service;
  operation: string;
  /** The parameters of a request in the query protocol (IAM, STS, SNS). */
  parameters: URLSearchParams;
}

const AMAZON_SP_API = /^\/(?:sandbox\.)?sellingpartnerapi-[a-z]+(\/[^?]*)/;
/** Lambda speaks REST. Source: docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const INVOCATION = /^\/2015-03-31\/functions\/[^/]+\/invocations/;
const TARGETS: Record<string, Service> = { AmazonSSM: 'ssm', AWSStepFunctions: 'states' };

/** Reads service and operation from a request of any protocol that the functions speak. */
export function readCall(url: string, headers: IncomingHttpHeaders, body: string): Call {
  const parameters = new URLSearchParams(body);
  if (url.startsWith('/auth/'))
    return { service: 'lwa', operation: parameters.get('grant_type') ?? 'unknown', parameters };
  const spApi = AMAZON_SP_API.exec(url)?.[1];
  if (spApi) return { service: 'sp-api', operation: spApi, parameters };
  if (INVOCATION.test(url)) return { service: 'lambda', operation: 'Invoke', parameters };
  const [target = '', operation] = String(headers['x-amz-target'] ?? '').split('.');
  const service = TARGETS[target.replace(/_?\d*$/, '')];
  if (service && operation) return { service, operation, parameters };
  const scope = /Credential=[^/]+\/\d+\/[a-z0-9-]+\/([a-z]+)\//.exec(headers.authorization ?? '')?.[1];
  return { service: scope as Service, operation: parameters.get('Action') ?? 'unknown', parameters };
}

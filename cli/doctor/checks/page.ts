import { type Deployed, ofType, type Subject } from '../deployed.ts';
import { type Finding, ok, problem } from '../finding.ts';
import type { DoctorServices, WebAnswer } from '../services.ts';

/** Whether the pages for people answer, or are off on purpose. */
export async function checkPage(
  { fetch }: Pick<DoctorServices, 'fetch'>,
  stack: Deployed,
  subject: Subject,
): Promise<Finding[]> {
  if (ofType(stack, 'AWS::Lambda::Url').length === 0)
    return [ok('page', 'The pages are off (--param pages=off): people answer with "spapi task".')];
  const url = stack.outputs.ServeTaskPagesLambdaFunctionUrl ?? '';
  const answer = await fetch(url);
  return [
    answer && isOurs(answer) ? ok('page', `The pages answer at ${url}`) : explain(answer, url, subject),
  ];
}

/** The address alone is no link, so our own page says that it does not work. */
const isOurs = ({ status, headers }: WebAnswer) =>
  status === 404 &&
  (headers.get('content-type') ?? '').startsWith('text/html') &&
  headers.has('content-security-policy');

function explain(answer: WebAnswer | undefined, url: string, { stackName, stage, region }: Subject): Finding {
  const said = answer && `${answer.status} ${answer.body.replaceAll(/\s+/g, ' ').slice(0, 120)}`.trim();
  const what = `The pages do not answer at ${url}${said ? `: ${said}` : ''}`;
  const log = `aws logs tail /aws/lambda/${stackName}-serve-task-pages --since 10m --region ${region}`;
  const off = `npm run deploy -- --stage ${stage} --region ${region} --param pages=off`;
  if (!answer)
    return problem(
      'page',
      what,
      'Check that this machine reaches the address by HTTPS: a proxy or firewall may block it.',
    );
  if (answer.status === 403)
    return problem(
      'page',
      `${what}. AWS refuses public access.`,
      `Deploy again if somebody removed the permission of the function. If your organization forbids public function URLs, work with the command line only: ${off}`,
    );
  if (answer.status === 404)
    return problem(
      'page',
      what,
      `The function URL was deleted. Deploy without it, then with it: ${off}, then the same without the last option.`,
    );
  if (answer.status === 429)
    return problem(
      'page',
      `${what}. AWS has no free concurrency for the function.`,
      'See "concurrency" in this list.',
    );
  return problem('page', what, `See the log of the function: ${log}`);
}

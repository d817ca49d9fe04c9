import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { packageService } from './engine/package.ts';
import { projectRoot } from './engine/project-root.ts';

/** A packaged template, as far as it grants rights. */
export interface Template {
  Resources: Record<string, { Type: string; Properties: { Policies?: Policy[] } }>;
}
interface Policy {
  PolicyDocument: { Statement: { Effect: string; Action: string | string[]; Resource: unknown }[] };
}

/** A secret: how people know it, and what IAM compares with the patterns of the roles. */
interface Secret {
  title: string;
  /** A parameter of an application with one account; what the template has for the queues. */
  resource: string;
  folder?: string;
}

const STAGE = 'dev';
const paths = parameterPaths({ namespace: 'sp-api-dev' }).of('acme');
const parameter = (title: string, resource: string): Secret => ({ title, resource });

/** Every SecureString, and the queues. */
const SECRETS: Secret[] = [
  parameter('`lwa/client-secret`', paths.lwa.clientSecret),
  parameter('`lwa/previous-client-secret`', paths.lwa.previousClientSecret),
  parameter('`authorizations/*/refresh-token`', paths.authorization('us').refreshToken),
  parameter('`iam/access-key`', paths.iam.accessKey),
  parameter('`iam/secret-access-key`', paths.iam.secretAccessKey),
  parameter('`iam/pending-access-key`', paths.keyRotation.pending),
  parameter('`iam/previous-access-key`', paths.keyRotation.previous),
  { title: '`tasks/*`: task tokens', resource: paths.task('register-application'), folder: paths.tasks },
  { title: 'the queue of client secrets', resource: 'ClientSecretQueue' },
  { title: 'its dead-letter queue', resource: 'ClientSecretDeadLetterQueue' },
];

const READS = /^(ssm:GetParameter(s|History)?|sqs:ReceiveMessage)$/;
const READS_BELOW = /^ssm:GetParametersByPath$/;
const WRITES = /^(ssm:PutParameter|sqs:SendMessage)$/;
const DELETES = /^(ssm:DeleteParameters?|sqs:DeleteMessage|sqs:PurgeQueue)$/;

const list = <T>(value: T | T[]): T[] => [value].flat() as T[];

interface Right {
  role: string;
  action: string;
  /** Pattern of a parameter, or logical id of a resource. */
  pattern: string;
}

function rightsOf({ Resources }: Template): Right[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .flatMap(([role, { Properties }]) =>
      (Properties.Policies ?? [])
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .filter(({ Effect }) => Effect === 'Allow')
        .flatMap(({ Action, Resource }) =>
          list(Action).flatMap((action) =>
            list(Resource).map((one) => ({ role, action, pattern: patternOf(one) })),
          ),
        ),
    );
}

function patternOf(resource: unknown): string {
  const text = JSON.stringify(resource);
  return text.match(/:parameter([^"]*)"/)?.[1] ?? text.match(/"Fn::GetAtt":\["(\w+)"/)?.[1] ?? text;
}

/** As IAM compares: `*` stands for any characters, slashes too. */
const covers = (pattern: string, resource: string | undefined) =>
  resource !== undefined &&
  new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*')}$`).test(resource);

const nameOf = (role: string) =>
  role
    .replace(/(Function)?Role$/, '')
    .replaceAll(/(?<!^)[A-Z]/g, '-$&')
    .toLowerCase();

/** Who may read, write and delete each secret, by the roles of a packaged template, as rows of docs/security.md. */
export function readersTable(template: Template): string {
  const rights = rightsOf(template);
  const who = (secret: Secret, wanted: RegExp) => {
    const roles = rights.filter(
      ({ action, pattern }) =>
        (wanted.test(action) && covers(pattern, secret.resource)) ||
        (wanted === READS && READS_BELOW.test(action) && covers(pattern, secret.folder)),
    );
    return [...new Set(roles.map(({ role }) => nameOf(role)))].toSorted().join(', ') || 'nobody';
  };
  const rows = SECRETS.map((secret) => {
    const cells = [secret.title, who(secret, READS), who(secret, WRITES), who(secret, DELETES)];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| secret | read by | written by | deleted by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The page with the table, and what is around the table in it. */
export const SECURITY_PAGE = join(projectRoot, 'docs', 'security.md');
const AROUND = /(<!-- npm run security:readers -->\n)[\s\S]*?(\n<!-- end -->)/;

/** The table as the page has it. */
export const writtenTable = (page: string): string | undefined =>
  AROUND.exec(page)?.[0].split('\n').slice(1, -1).join('\n');

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'security-readers-'));
  try {
    await packageService({ folder, stage: STAGE, params: {} });
    const template = readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8');
    const page = readFileSync(SECURITY_PAGE, 'utf8');
    writeFileSync(SECURITY_PAGE, page.replace(AROUND, `$1${readersTable(JSON.parse(template))}$2`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

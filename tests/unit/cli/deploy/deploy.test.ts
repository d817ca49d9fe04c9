import { describe, expect, it } from '@jest/globals';
import type { Template } from '#shared/release/template.ts';
import { deploy } from '../../../../cli/deploy/deploy.ts';
import type { Change, DeployServices, StackEvent } from '../../../../cli/deploy/services.ts';
import type { FoundStack } from '../../../../cli/stack-outputs.ts';
import { errorOf } from '../../../support/subjects.ts';

const NAME = { stackName: 'sp-api-private-app-prod', region: 'eu-west-1', account: '111122223333' };
const BUCKET = 'packages-of-the-stack';
const outputs = { ServerlessDeploymentBucketName: BUCKET, Namespace: 'acme' };

const TEMPLATE: Template = {
  AWSTemplateFormatVersion: '2010-09-09',
  Resources: {
    ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket', Properties: { Private: true } },
    ServerlessDeploymentBucketPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Tls: true } },
    Act: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'b', S3Key: 'x/act.zip' } } },
  },
  Outputs: {
    ServerlessDeploymentBucketName: { Value: { Ref: 'ServerlessDeploymentBucket' }, Export: { Name: 'n' } },
    Act: { Value: { Ref: 'Act' } },
  },
};

const stackAs = (status: string, reason = ''): FoundStack => ({ status, reason, outputs });
const event = (id: string, resource: string, status: string, reason = ''): StackEvent => ({
  ...{ id, resource, status, reason, type: 'AWS::X::Y' },
});
const change = (action: Change['action'], resource: string, rest: Partial<Change> = {}): Change => ({
  ...{ action, resource, type: 'AWS::X::Y', properties: [], kept: false, ...rest },
});

/** A stack with a script: what it is each time it is looked at, and what happens to it. */
function scripted({
  stacks,
  changes = [],
  events = [],
  answers = [],
  ...rest
}: {
  stacks: (FoundStack | undefined)[];
  changes?: Change[];
  events?: StackEvent[];
  answers?: boolean[];
} & Partial<DeployServices>) {
  const calls: string[] = [];
  const said: string[] = [];
  const put = new Map<string, Uint8Array | string>();
  let created: Template | undefined;
  let seen = 0;
  const services: DeployServices = {
    findStack: async () => (stacks.length > 1 ? stacks.shift() : stacks[0]),
    createStack: async (template) => {
      calls.push('create');
      created = template;
    },
    createChangeSet: async (url) => {
      calls.push(`change set of ${url.replace(/[0-9a-f]{32}/, 'DIGEST')}`);
      return { arn: 'arn:set', changes };
    },
    execute: async ({ arn }) => void calls.push(`execute ${arn}`),
    discard: async ({ arn }) => void calls.push(`discard ${arn}`),
    lastEvent: async () => 'before',
    eventsSince: async () => {
      const more = events.slice(seen, seen + 2);
      seen += more.length;
      return more;
    },
    put: async (bucket, key, body) => {
      put.set(`${bucket}/${key}`, body);
      return `https://${bucket}/${key}`;
    },
    clean: async (bucket, needed) => {
      calls.push(`clean ${bucket} but ${needed.size}`);
      return 3;
    },
    confirm: async (question) => {
      calls.push(`ask ${question}`);
      return answers.shift() ?? true;
    },
    say: (...lines) => void said.push(...lines),
    pause: async () => {},
    ...rest,
  };
  const namespaces: (string | undefined)[] = [];
  const run = () =>
    deploy(services, {
      ...NAME,
      templateFor: (namespace) => {
        namespaces.push(namespace);
        return TEMPLATE;
      },
      codeOf: (file) => Buffer.from(`code of ${file}`),
    });
  return { run, calls, said, put, namespaces, created: () => created };
}

const ASKED = 'ask Deploy these changes?';
const CHANGE_SET = `change set of https://${BUCKET}/spapi/DIGEST/template.json`;

describe('a first deployment', () => {
  const first = (answers?: boolean[]) =>
    scripted({
      stacks: [
        undefined,
        stackAs('CREATE_IN_PROGRESS'),
        stackAs('CREATE_COMPLETE'),
        stackAs('UPDATE_COMPLETE'),
      ],
      changes: [change('added', 'Act')],
      ...(answers && { answers }),
    });

  it('creates the stack with its bucket alone, uploads, shows the changes, and executes them', async () => {
    const { run, calls, created, said } = first();

    expect(await run()).toMatchObject({ ended: 'deployed', stack: { status: 'UPDATE_COMPLETE' } });
    expect(calls).toEqual([
      expect.stringMatching(
        /^ask There is no stack sp-api-private-app-prod in eu-west-1, account 111122223333/,
      ),
      ...['create', CHANGE_SET, ASKED, 'execute arn:set', `clean ${BUCKET} but 2`],
    ]);
    expect(created()).toEqual({
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: {
        ServerlessDeploymentBucket: TEMPLATE.Resources.ServerlessDeploymentBucket,
        ServerlessDeploymentBucketPolicy: TEMPLATE.Resources.ServerlessDeploymentBucketPolicy,
      },
      Outputs: { ServerlessDeploymentBucketName: { Value: { Ref: 'ServerlessDeploymentBucket' } } },
    });
    expect(said.join('\n')).toContain('  + Act (AWS::X::Y)\n1 added, 0 changed, 0 replaced, 0 removed.');
  });

  it('uploads each package to a place named after its content, and a template that names it', async () => {
    const { run, put } = first();
    await run();

    const [[code, body] = [], [template, text] = []] = [...put];
    expect(code).toMatch(new RegExp(`^${BUCKET}/spapi/[0-9a-f]{32}/act\\.zip$`));
    expect(String(body)).toBe('code of act.zip');
    expect(template).toMatch(/template\.json$/);
    expect(JSON.parse(String(text)).Resources.Act.Properties.Code).toEqual({
      S3Bucket: 'b',
      S3Key: code?.slice(BUCKET.length + 1),
    });
  });

  it('creates nothing without a yes', async () => {
    const { run, calls } = first([false]);

    expect(await run()).toEqual({ ended: 'declined', stack: undefined });
    expect(calls).toHaveLength(1);
  });
});

describe('an update', () => {
  const update = (rest: Partial<Parameters<typeof scripted>[0]> = {}) =>
    scripted({ stacks: [stackAs('UPDATE_COMPLETE')], changes: [change('added', 'Act')], ...rest });

  it('keeps the namespace of the stack', async () => {
    const { run, namespaces } = update();
    await run();

    expect(namespaces).toEqual(['acme']);
  });

  it('shows what is added, changed, replaced and removed, and what stays in AWS', async () => {
    const { run, said } = update({
      changes: [
        change('removed', 'Version', { kept: true }),
        change('replaced', 'Queue', { properties: ['QueueName'] }),
        change('changed', 'Act', { properties: ['Code', 'Role'] }),
        change('added', 'New'),
      ],
    });
    await run();

    expect(said.join('\n')).toContain(
      [
        'Changes of sp-api-private-app-prod in eu-west-1:',
        '  + New (AWS::X::Y)',
        '  ~ Act (AWS::X::Y): Code, Role',
        '  ! Queue (AWS::X::Y) (replaced): QueueName',
        '  - Version (AWS::X::Y) (stays in AWS)',
        '1 added, 1 changed, 1 replaced, 1 removed.',
      ].join('\n'),
    );
  });

  it('changes nothing without a yes, and leaves no change set behind', async () => {
    const { run, calls } = update({ answers: [false] });

    expect((await run()).ended).toBe('declined');
    expect(calls).toEqual([CHANGE_SET, ASKED, 'discard arn:set']);
  });

  it('ends at once where nothing changes', async () => {
    const { run, calls } = update({ changes: [] });

    expect((await run()).ended).toBe('unchanged');
    expect(calls).toEqual([CHANGE_SET, 'discard arn:set']);
  });

  it('says what became of each resource', async () => {
    const { run, said } = update({
      stacks: [stackAs('UPDATE_COMPLETE'), stackAs('UPDATE_IN_PROGRESS'), stackAs('UPDATE_COMPLETE')],
      events: [
        event('1', 'Act', 'CREATE_IN_PROGRESS'),
        event('2', 'Act', 'CREATE_COMPLETE'),
        event('3', NAME.stackName, 'UPDATE_COMPLETE'),
      ],
    });
    await run();

    expect(said.filter((line) => /_COMPLETE|_IN_PROGRESS/.test(line))).toEqual([
      '  CREATE_COMPLETE          Act (AWS::X::Y)',
      '  UPDATE_COMPLETE          sp-api-private-app-prod (AWS::X::Y)',
    ]);
  });

  it('succeeds where old packages cannot be deleted, and says so', async () => {
    const { run, said } = update({
      clean: async () => Promise.reject(new Error('s3:ListBucket failed.\nMore')),
    });

    expect((await run()).ended).toBe('deployed');
    expect(said.at(-1)).toBe(`The packages of earlier deployments stay in ${BUCKET}: s3:ListBucket failed.`);
  });

  it('follows an interrupted deployment to its end, and goes on from there', async () => {
    const { run, calls, said } = update({
      stacks: [
        stackAs('UPDATE_IN_PROGRESS'),
        stackAs('UPDATE_IN_PROGRESS'),
        stackAs('UPDATE_COMPLETE'),
        stackAs('UPDATE_COMPLETE'),
      ],
      events: [event('1', 'Act', 'UPDATE_COMPLETE')],
    });

    expect((await run()).ended).toBe('deployed');
    expect(said.slice(0, 2)).toEqual([
      'The stack sp-api-private-app-prod is UPDATE_IN_PROGRESS. Waiting for the end of that deployment.',
      '  UPDATE_COMPLETE          Act (AWS::X::Y)',
    ]);
    expect(calls).toContain('execute arn:set');
  });
});

describe('a deployment that fails', () => {
  const failing = (resource: string, reason: string) =>
    errorOf(
      scripted({
        stacks: [stackAs('UPDATE_COMPLETE'), stackAs('UPDATE_ROLLBACK_COMPLETE')],
        changes: [change('added', 'Act')],
        events: [
          event('1', 'Other', 'CREATE_FAILED', 'Resource creation cancelled'),
          event('2', resource, 'CREATE_FAILED', reason),
        ],
      }).run(),
    );

  it.each([
    [
      'Act',
      'User: arn:x is not authorized to perform: lambda:CreateFunction on resource: y',
      'Allow lambda:CreateFunction to the AWS identity you use, or choose another with AWS_PROFILE. Then run the same spapi deploy again.',
    ],
    [
      'NamespaceOfOneStack',
      'The parameter already exists.',
      'Another stack in this region has the namespace. Deploy with --param namespace=<another>.',
    ],
    [
      'Topic',
      'x already exists',
      'Something in the account has the name of Topic, perhaps from an earlier stack. Delete it or use another --stage. Then run the same spapi deploy again.',
    ],
    [
      'Act',
      'Maximum limit exceeded',
      'Delete what you no longer use, or raise the quota in Service Quotas. Then run the same spapi deploy again.',
    ],
    ['Act', 'Broken', 'Fix what CloudFormation says about Act, then run the same spapi deploy again.'],
  ])(
    'names the first resource that failed, why, and what to do: %s, %s',
    async (resource, reason, remedy) => {
      expect(await failing(resource, reason)).toMatchObject({
        name: 'CommandRefused',
        what: `The stack sp-api-private-app-prod is UPDATE_ROLLBACK_COMPLETE. ${resource} (AWS::X::Y): ${reason} CloudFormation has undone the changes.`,
        remedy,
      });
    },
  );
});

describe('a stack that cannot be updated', () => {
  it.each([
    ['ROLLBACK_COMPLETE', 'aws cloudformation delete-stack'],
    ['ROLLBACK_FAILED', 'aws cloudformation delete-stack'],
    ['REVIEW_IN_PROGRESS', 'aws cloudformation delete-stack'],
    ['DELETE_FAILED', 'aws cloudformation delete-stack'],
    ['UPDATE_ROLLBACK_FAILED', 'aws cloudformation continue-update-rollback'],
    ['UPDATE_FAILED', 'aws cloudformation rollback-stack'],
  ])('is named with the command that helps, and nothing is sent: %s', async (status, command) => {
    const { run, calls } = scripted({ stacks: [stackAs(status, 'Because.')] });

    expect(await errorOf(run())).toMatchObject({
      what: `The stack sp-api-private-app-prod is ${status}: Because.`,
      remedy: expect.stringContaining(`"${command} --stack-name sp-api-private-app-prod --region eu-west-1"`),
    });
    expect(calls).toEqual([]);
  });

  it('names the missing bucket where another tool made the stack', async () => {
    const { run } = scripted({ stacks: [{ ...stackAs('UPDATE_COMPLETE'), outputs: {} }] });

    expect(await errorOf(run())).toMatchObject({
      what: expect.stringContaining('has no output ServerlessDeploymentBucketName'),
    });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { iamNames, iamPath } from '#shared/domain/iam-names.ts';
import {
  chooseNamespace,
  type Installation,
  namespaceOf,
  requireShortStage,
} from '#shared/domain/installation.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { arnsOf, resourcesOf, rightsOf } from '../../support/rights-of-installation.ts';

const FUNCTIONS = readdirSync('functions', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const MACHINES = readdirSync('statemachines')
  .filter((name) => name.endsWith('.machine.yml'))
  .map((name) => name.replace('.machine.yml', ''));

const anAppName = () => fc.stringMatching(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/);
/** Names that are pieces of ours are the ones that could be mistaken. */
const PIECES = ['sp-api', 'prod', 'dev', 'prod-x', 'prod-check-credentials', 'x', 'sp-api-dev', 'a', 'spapi'];
const aStage = () =>
  fc.oneof(fc.constantFrom(...PIECES), fc.stringMatching(/^[a-z][a-z0-9-]{0,14}[a-z0-9]$/));
const aNamespace = () =>
  fc.oneof(fc.constant(''), fc.constantFrom('sp-api-dev', 'sp-api-prod', 'a-b', 'sp-api-x'));

const isAllowed = (stage: string, given: string) => {
  try {
    return chooseNamespace(stage, given) !== '';
  } catch {
    return false;
  }
};
const anInstallation = (): fc.Arbitrary<Installation> =>
  fc
    .record({ stage: aStage(), given: aNamespace() })
    .filter(({ stage, given }) => isAllowed(stage, given))
    .map(({ stage, given }) => ({ stage, namespace: chooseNamespace(stage, given), region: 'eu-west-1' }));

/** Two stacks of one account and region, which never have the same namespace. */
const aPair = () =>
  fc
    .tuple(anInstallation(), anInstallation())
    .filter(([one, other]) => one.stage !== other.stage && one.namespace !== other.namespace);

const prodAnd = (stage: string, namespace: string): [Installation, Installation] => [
  { stage: 'prod', namespace: 'sp-api', region: 'eu-west-1' },
  { stage, namespace, region: 'eu-west-1' },
];
/** Stages whose names begin with the other, or with the other and one of our names. */
const MISTAKABLE = [
  prodAnd('dev', 'sp-api-dev'),
  prodAnd('prod-x', 'sp-api-prod-x'),
  prodAnd('prod-check-credentials', 'a-b'),
];

const textsOf = (value: unknown, appName: string): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return textsOf(value(appName), appName);
  // A root is no parameter, but what they are below.
  const named = Object.entries(value as object).filter(([key]) => key !== 'root');
  return named.flatMap(([, one]) => textsOf(one, appName));
};

/** ARNs of everything that an installation creates for an application, and of the stack itself. */
function everythingOf(installation: Installation, appName: string): string[] {
  const { user, role, policy } = iamNames(installation, appName);
  const path = iamPath(installation);
  const { parse: _, ...paths } = parameterPaths(installation);
  return [
    ...resourcesOf(installation, FUNCTIONS, MACHINES),
    ...arnsOf(installation, {
      iam: [
        `user${path}${user}`,
        `role${path}${role}`,
        `policy${path}${policy}`,
        `policy${path}sp-api-private-app`,
      ],
      parameters: textsOf(paths, appName).map((name) => (name.endsWith('/') ? name.slice(0, -1) : name)),
    }),
  ];
}

const matchers = new Map<string, RegExp>();
const matcherOf = (pattern: string) => {
  const escaped = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`);
};

/** Whether a pattern of IAM stands for an ARN; `*` stands for slashes too. Source: IAM user guide, Resource element */
function covers(pattern: string, arn: string): boolean {
  const matcher = matchers.get(pattern) ?? matcherOf(pattern);
  matchers.set(pattern, matcher);
  return matcher.test(arn);
}

/** Adopted users, roles and policies may have any name: what may read every one of them changes none. */
const READS = /^(iam:(Get|List|Simulate)\w+|ssm:DescribeParameters|sns:\w+|logs:\w+|xray:\w+)$/;
const isForAll = (pattern: string) => /^(\*|arn:aws:iam::\d+:(user|role|policy)\/\*)$/.test(pattern);

/** What a role may do to an ARN by patterns that are not for everything: the action with the pattern. */
function mayDo(rights: ReturnType<typeof rightsOf>, arn: string): string[] {
  return rights
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ role, actions, patterns }) =>
      patterns
        .filter((pattern) => !isForAll(pattern) && covers(pattern, arn))
        .flatMap((pattern) =>
          actions
            .filter((action) => !isDenied(rights, role, action, arn))
            .map((action) => `${role} ${action} ${pattern}`),
        ),
    );
}

const isDenied = (rights: ReturnType<typeof rightsOf>, role: string, action: string, arn: string) =>
  rights.some(
    (right) =>
      right.effect === 'Deny' &&
      right.role === role &&
      right.actions.includes(action) &&
      right.patterns.some((pattern) => covers(pattern, arn)),
  );

describe('two stacks of one account and region', () => {
  it('have no right on anything of each other, whatever stages and applications are called', () => {
    fc.assert(
      fc.property(aPair(), anAppName(), ([one, other], appName) => {
        const rights = rightsOf(one);

        expect(everythingOf(other, appName).flatMap((arn) => mayDo(rights, arn))).toEqual([]);
      }),
      { numRuns: 20, examples: MISTAKABLE.map(([one, other]) => [[one, other], 'acme']) },
    );
  });

  it('hear of the ends of their own executions alone: the rule names each machine', () => {
    const { events } = parse(readFileSync('functions/report-ended-execution/function.yml', 'utf8'));
    const ids = MACHINES.map((name) =>
      name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
    );

    const machines = events[0].eventBridge.pattern.detail.stateMachineArn;

    expect(machines.map(({ Ref }: { Ref?: string }) => Ref).toSorted()).toEqual(ids.toSorted());
  });

  it('share no name in IAM, whatever stages and applications are called', () => {
    fc.assert(
      fc.property(aPair(), anAppName(), anAppName(), ([one, other], appName, otherApp) => {
        const [names, others] = [iamNames(one, appName), iamNames(other, otherApp)];

        expect(Object.values(others)).not.toContain(names.user);
        expect(Object.values(others)).not.toContain(names.role);
        expect(Object.values(others)).not.toContain(names.policy);
      }),
      { numRuns: 1_000 },
    );
  });

  it('share no name where the application of one begins like the namespace of the other', () => {
    const prod = iamNames({ namespace: 'sp-api' }, 'dev-acme');
    const dev = iamNames({ namespace: 'sp-api-dev' }, 'acme');

    expect([prod.user, dev.user]).toEqual(['sp-api-dev-acme', 'sp-api-dev.acme']);
  });
});

describe('a stack', () => {
  it('has every right on what it creates itself', () => {
    const installation = { namespace: 'sp-api-dev', stage: 'dev', region: 'eu-west-1' };
    const rights = rightsOf(installation);

    const without = everythingOf(installation, 'acme')
      .filter((arn) => /:(user|role|policy)\/|:parameter/.test(arn))
      .filter((arn) => mayDo(rights, arn).length === 0);

    // The boundary is for CloudFormation alone.
    expect(without).toEqual(['arn:aws:iam::111122223333:policy/sp-api-dev/sp-api-private-app']);
  });

  it('marks its namespace by a parameter of no application, which no function may touch', () => {
    const installation = { namespace: 'sp-api', stage: 'prod', region: 'eu-west-1' };
    const name = '/sp-api/_deployment';
    const [arn = ''] = arnsOf(installation, { iam: [], parameters: [name] });

    expect(parameterPaths(installation).parse(name)).toBeUndefined();
    expect(mayDo(rightsOf(installation), arn)).toEqual([]);
  });

  it('may change nothing by the patterns that stand for everything', () => {
    const changes = rightsOf({ namespace: 'sp-api', stage: 'prod', region: 'eu-west-1' })
      .filter(({ patterns }) => patterns.some(isForAll))
      .flatMap(({ role, actions }) => actions.map((action) => `${role} ${action}`))
      .filter((line) => !READS.test(line.split(' ')[1] ?? ''));

    expect(changes).toEqual([]);
  });

  it('has names for functions and machines that are those of one stage alone', () => {
    for (const names of [FUNCTIONS, MACHINES])
      for (const name of names) expect(names.filter((other) => other.endsWith(`-${name}`))).toEqual([]);
  });
});

describe('a stage', () => {
  it('leaves room for the longest name of a function', () => {
    const longest = FUNCTIONS.toSorted((a, b) => b.length - a.length)[0] ?? '';
    const stage = 's'.repeat(64 - `sp-api-private-app--${longest}`.length);

    expect(`sp-api-private-app-${stage}-${longest}`).toHaveLength(64);
    expect(() => requireShortStage(stage, 'sp-api-private-app', FUNCTIONS)).not.toThrow();
    expect(() => requireShortStage(`${stage}s`, 'sp-api-private-app', FUNCTIONS)).toThrow(
      `The stage "${stage}s" cannot be used: it has ${stage.length + 1} characters, and at most ${stage.length} fit.`,
    );
  });
});

describe('a namespace', () => {
  it.each([
    ['prod', '', 'sp-api'],
    ['dev', '', 'sp-api-dev'],
    ['a-long-stage-has', '', 'sp-api-a-long-stage-has'],
    ['prod', 'acme-apps', 'acme-apps'],
    ['dev', 'sp-api', 'sp-api'],
  ])('of stage %s with --param namespace=%s is %s', (stage, given, expected) => {
    expect(chooseNamespace(stage, given)).toBe(expected);
  });

  it.each([
    ['dev', 'Acme', 'The namespace "Acme" cannot be used'],
    ['dev', 'acme_apps', 'The namespace "acme_apps" cannot be used'],
    ['dev', 'acme.apps', 'The namespace "acme.apps" cannot be used'],
    ['dev', 'acme/apps', 'The namespace "acme/apps" cannot be used'],
    ['dev', '-acme', 'The namespace "-acme" cannot be used'],
    ['dev', 'acme-', 'The namespace "acme-" cannot be used'],
    ['dev', 'a', 'The namespace "a" cannot be used'],
    ['dev', 'x'.repeat(24), `The namespace "${'x'.repeat(24)}" cannot be used`],
    ['dev', 'aws-apps', 'The namespace "aws-apps" cannot be used'],
    ['dev', 'ssm', 'The namespace "ssm" cannot be used'],
    ['Dev', '', 'The namespace "sp-api-Dev" of stage "Dev" cannot be used'],
    [
      'a-longer-stage-name',
      '',
      'The namespace "sp-api-a-longer-stage-name" of stage "a-longer-stage-name" cannot',
    ],
  ])('is refused with a way out: stage %s, --param namespace=%s', (stage, given, why) => {
    const choose = () => chooseNamespace(stage, given);

    expect(choose).toThrow(why);
    expect(choose).toThrow('Deploy with --param namespace=<name>.');
  });

  it('leaves room in IAM names for the longest application, and is a path that IAM and Parameter Store take', () => {
    const longest = `a${'b'.repeat(39)}`;
    fc.assert(
      fc.property(anInstallation(), (installation) => {
        const names = Object.values(iamNames(installation, longest));

        expect(names.filter((name) => name.length > 64 || !/^[\w+=,.@-]+$/.test(name))).toEqual([]);
        expect(iamPath(installation)).toMatch(/^\/[a-z][a-z0-9-]*\/$/);
      }),
      { numRuns: 500 },
    );
  });

  it('is the stage’s own but for prod', () => {
    expect(['prod', 'dev', 'prod-x'].map(namespaceOf)).toEqual(['sp-api', 'sp-api-dev', 'sp-api-prod-x']);
  });
});

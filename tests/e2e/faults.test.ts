import { type FaultStack, startFaultStack } from '../../local/faults/fault-stack.ts';
import { type Fault, parseFault } from '../../local/faults/faults.ts';
import { SCENARIOS, type Scenario } from '../../local/faults/scenarios.ts';
import { createSession, type Enumerated, type Report, runScenario } from '../../local/faults/session.ts';
import { CUSTOMER_KEY } from '../fixtures/every-parameter.ts';
import { withPlantedBug } from '../support/planted-bug.ts';

/** The faults of a run here are a sample; `npm run test:faults -- --full` tries all. */
const SAMPLE = { full: false, most: 5, kills: 1, pairs: 1, seed: 1 };

let stack: FaultStack;

beforeAll(async () => {
  stack = await startFaultStack('e2e-faults', { kmsKeyArn: CUSTOMER_KEY });
});
afterAll(() => stack?.close());

const cleanRuns = new Map<Scenario, Promise<Enumerated>>();

/** How a scenario ends without faults; run once for all tests. */
function cleanRun(scenario: Scenario, session = createSession(stack)): Promise<Enumerated> {
  const known = cleanRuns.get(scenario) ?? session.enumerate(scenario);
  cleanRuns.set(scenario, known);
  return known;
}

describe('whatever call fails', () => {
  // Two answerers are tried in task-pages.test.ts without faults, and with them on demand.
  const tried = SCENARIOS.filter(({ twoAnswerers }) => !twoAnswerers);

  let reports: Map<Scenario, Report & { broken: number }>;

  // All side by side: where one waits another works.
  beforeAll(async () => {
    const tryFaults = async (scenario: Scenario) => {
      const session = createSession(stack);
      const clean = await cleanRun(scenario, session);
      await runScenario(session, clean, SAMPLE);
      await session.searchLogs();
      return [scenario, { ...session.report, broken: clean.faults.length }] as const;
    };
    reports = new Map(await Promise.all(tried.map(tryFaults)));
  });

  it.each(tried.map((scenario) => [scenario.name, scenario] as const))(
    '%s succeeds or tells why once, and is whole after one more run',
    (_, scenario) => {
      const { violations, injected = 0, broken = 0 } = reports.get(scenario) ?? {};

      expect(violations).toEqual([]);
      expect(injected).toBeGreaterThan(SAMPLE.most + SAMPLE.kills);
      expect(broken).toBeGreaterThan(25);
    },
  );
});

describe('what was found once stays mended', () => {
  it.each([
    [
      'a removal whose last answers are lost is told as done',
      'remove-private-app',
      'ReportRemoval/ssm:DeleteParameters#1=drop-after*3',
      3,
    ],
    [
      'a page in place of an answer makes no user',
      'create-private-app',
      'ProvisionIamUser/iam:CreateUser#1=html',
      1,
    ],
    [
      'a policy whose making was not heard of is ours',
      'create-private-app',
      'ProvisionIamPolicy/iam:CreatePolicy#1=cut',
      1,
    ],
    [
      'an answer that was taken unheard leaves no task',
      'create-private-app',
      'handle-task/states:SendTaskSuccess#3=drop-after*3',
      3,
    ],
  ])('%s', async (_, name, fault, injected) => {
    const scenario = SCENARIOS.find((one) => one.name === name) ?? raise();
    const session = createSession(stack);

    await session.run(await cleanRun(scenario), [parseFault(fault)]);

    expect(session.report).toMatchObject({ violations: [], injected });
  });
});

it('a failure whose function dies each time is told by the definition, in each machine', async () => {
  const tellWithoutFunction = async ({ name, machine }: Scenario) => {
    const appName = `dead-${name}`;
    const dead: Fault = { call: 'NotifyFailure/sns:Publish', nth: 1, kind: 'kill-before', times: Infinity };
    const watch = stack.proxy.watch([appName], { faults: [dead] });
    const ended = await stack.run(stack.machines[machine] ?? '', { appName, unknown: true }, appName);
    stack.proxy.forget(appName);
    const about = (await stack.messages()).filter(({ body }) => body.includes(ended.executionArn));
    return [ended.status, ended.error, watch.injected, ...about.map(({ subject, body }) => [subject, body])];
  };

  const machines = SCENARIOS.filter(({ twoAnswerers }) => !twoAnswerers);
  const told = await Promise.all(machines.map(tellWithoutFunction));

  const words =
    /^The step \w+ failed with the error InvalidInput\.\nRunbook: .*\nWhat to do: Look at this step in the execution/;
  const toldOnce = (subject: string) => [
    'FAILED',
    'FailureAnnounced',
    5,
    [subject, expect.stringMatching(words)],
  ];
  expect(told).toEqual([
    toldOnce('[dead-create-private-app] SelectSellingAccount failed'),
    toldOnce('[all-applications] ListApplications failed'),
    toldOnce('[dead-rotate-access-key] InspectAccessKey failed'),
    toldOnce('[dead-rotate-client-secret] RequestNewClientSecret failed'),
    toldOnce('[dead-remove-private-app] ListResources failed'),
  ]);
});

describe('a planted bug is found', () => {
  const [create = raise()] = SCENARIOS;
  const CREATE_KEY = 'ProvisionIamUser/iam:CreateAccessKey#1';

  it('where a new key is not stored: the stored key is lost', async () => {
    const edit = {
      step: 'provision-iam-user',
      file: 'access-key.ts',
      replace: 'await parameters.put(appName, parameters.paths.of(appName).iam.accessKey, packKey(key));',
      by: 'return key.accessKeyId;',
    };

    await withPlantedBug(stack, edit, async () => {
      const session = createSession(stack);
      await session.enumerate(create);

      expect(session.report.violations.flatMap(({ found }) => found)).toContain(
        'people were told that TestAssumeRole failed with AccessKeyMissing',
      );
    });
  });

  it('where keys whose secret was lost are left: the user has an orphan key', async () => {
    const edit = {
      step: 'provision-iam-user',
      file: 'access-key.ts',
      replace: 'await removeLostKeys(services, userName, stored?.accessKeyId);',
      by: '[] as string[];',
    };
    const session = createSession(stack);
    const enumerated = await cleanRun(create);

    await withPlantedBug(stack, edit, async () => {
      await session.run(enumerated, [parseFault(`${CREATE_KEY}=kill-after`)]);
    });

    expect(session.report.violations).toEqual([
      {
        scenario: 'create-private-app',
        repeat: `npm run test:faults -- --only create-private-app --fault '${CREATE_KEY}=kill-after'`,
        found: [
          expect.stringMatching(/^missing: users /),
          expect.stringMatching(/^instead: users .*"keys":\[\{.*\},\{/),
        ],
      },
    ]);
  });
});

function raise(): never {
  throw new Error('There is no scenario.');
}

import { describe, expect, it } from '@jest/globals';
import { CommandRefused } from '../../../cli/errors.ts';
import { confirmReplacement, readFormerInput, replacedLines } from '../../../cli/replace-input.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { APP, anApplication, errorOf, PATHS } from '../../support/subjects.ts';

const MISTYPED = { appName: APP, marketplace: 'DE', iam: { mode: 'none' as const } };
const REPLACED = [
  'developer account: US seller -> DE seller',
  'account us (US seller) -> removed',
  'IAM mode: create -> none',
];

async function withConfig(...configs: ReturnType<typeof anApplication>[]) {
  const services = fakeServices();
  for (const config of configs) await services.parameters.put(APP, PATHS.config, JSON.stringify(config));
  return { services, again: ' --local' };
}

const mistaken = () =>
  anApplication({
    marketplace: 'DE',
    iam: { mode: 'none' },
    authorizations: [
      {
        name: 'de',
        sellingPartner: 'seller',
        marketplace: 'DE',
        marketplaceId: 'A1PA6795UKMFR9',
        region: 'EU',
      },
    ],
  });

describe('an input that would replace stored settings', () => {
  it('is refused without a terminal, with all that would leave and both ways on', async () => {
    const error = await errorOf(confirmReplacement(await withConfig(anApplication()), MISTYPED));

    expect(error).toBeInstanceOf(CommandRefused);
    expect(error.what).toBe(
      `This input replaces stored settings of ${APP}:\n${REPLACED.map((line) => `- ${line}`).join('\n')}\nNothing was started.`,
    );
    expect(error.remedy).toBe(
      `To keep the stored settings: spapi start ${APP} --again --local. To change them, run the same command with --replace.`,
    );
  });

  it.each([true, false])('is up to the person at a terminal, who says %s', async (answer) => {
    const needs = { ...(await withConfig(anApplication())), ask: async () => answer };

    const outcome = await confirmReplacement(needs, MISTYPED).catch(({ what }) => what);

    expect(outcome).toEqual(answer ? REPLACED : 'Nothing was started.');
  });

  it('goes on with --replace, and names the way back', async () => {
    const replaced = await confirmReplacement(await withConfig(anApplication()), MISTYPED, true);

    expect(replaced).toEqual(REPLACED);
    expect(replacedLines(APP, replaced, '').at(-1)).toContain(`start ${APP} --undo`);
  });

  it.each([
    ['sandbox', { sandbox: true }, ['sandbox: false -> true']],
    [
      'an account under the same name',
      { sellingPartner: 'vendor' as const, authorizations: [{ name: 'us', marketplace: 'CA' }] },
      ['developer account: US seller -> US vendor', 'account us: US seller -> CA vendor'],
    ],
  ])('names %s', async (_, changes, lines) => {
    const typed = { appName: APP, marketplace: 'us', ...changes };

    expect(await confirmReplacement(await withConfig(anApplication()), typed, true)).toEqual(lines);
  });

  it('names the ARNs of adopted resources', async () => {
    const [userArn, roleArn] = ['arn:aws:iam::111122223333:user/a', 'arn:aws:iam::111122223333:role/a'];
    const stored = anApplication({ iam: { mode: 'adopt', userArn, roleArn, policyArn: '' } });
    const iam = { mode: 'adopt' as const, userArn: `${userArn}b`, roleArn };

    const replaced = await confirmReplacement(
      await withConfig(stored),
      { appName: APP, marketplace: 'US', iam },
      true,
    );

    expect(replaced).toEqual([`userArn: ${userArn} -> ${userArn}b`]);
  });
});

describe('an input that keeps what is stored', () => {
  it.each([
    ['the application is new', undefined, MISTYPED],
    ['it is the same', anApplication(), { appName: APP, marketplace: 'us' }],
    [
      'it adds an account',
      anApplication(),
      { appName: APP, marketplace: 'US', authorizations: [{ marketplace: 'CA' }] },
    ],
  ])('is not asked about where %s', async (_, stored, typed) => {
    const needs = await withConfig(...(stored ? [stored] : []));

    expect(await confirmReplacement(needs, typed)).toEqual([]);
    expect(replacedLines(APP, [], '')).toEqual([]);
  });
});

describe('the former settings', () => {
  it('are those before the start that replaced them, however often it was repeated', async () => {
    const former = anApplication({ notificationEmail: 'ops@example.com' });
    const { services } = await withConfig(anApplication(), former, mistaken(), mistaken());

    const input = await readFormerInput(services, APP);

    expect(input).toMatchObject({
      marketplace: 'US',
      iam: { mode: 'create' },
      notificationEmail: 'ops@example.com',
    });
  });

  it.each([[[anApplication(), anApplication()]], [[]]])(
    'are missing where none were replaced',
    async (configs) => {
      const { services } = await withConfig(...configs);

      expect((await errorOf(readFormerInput(services, APP))).what).toBe(
        `No former settings of ${APP} are stored. Nothing was started.`,
      );
    },
  );
});

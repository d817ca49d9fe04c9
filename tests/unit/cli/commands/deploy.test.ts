import { afterEach, expect, it } from '@jest/globals';
import { createProgram } from '../../../../cli/program.ts';

const before = process.env.SPAPI_STAGE;
afterEach(() => {
  if (before === undefined) delete process.env.SPAPI_STAGE;
  else process.env.SPAPI_STAGE = before;
});

const deploy = async () => (await createProgram(['deploy'])).parseAsync(['deploy'], { from: 'user' });

it('spapi deploy needs a stage', async () => {
  delete process.env.SPAPI_STAGE;

  await expect(deploy()).rejects.toThrow('Name the stage, for example --stage prod, or set SPAPI_STAGE.');
});

it('spapi deploy takes the stage of SPAPI_STAGE, as the other commands do', async () => {
  process.env.SPAPI_STAGE = 'prod';

  // The next thing that is missing here: somebody to ask, or a release.
  await expect(deploy()).rejects.toThrow(/There is no terminal to ask on|npm run release/);
});

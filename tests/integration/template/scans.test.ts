import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployedTemplate } from '#shared/release/deployed-template.ts';
import { releaseOnce } from '../../../local/engine/package-cache.ts';
import { readPackagedRelease } from '../../../local/engine/release-package.ts';
import { ACCEPTED, covers } from '../../fixtures/accepted-findings.ts';
import { EVERY_PARAMETER } from '../../fixtures/every-parameter.ts';
import { cfnLint } from '../../support/cfn-lint.ts';
import { checkov } from '../../support/checkov.ts';

/** Made of the release; that `serverless package` writes the same is held by the tests of each template. */
const TEMPLATES = { plain: {}, secured: EVERY_PARAMETER };

let folder: string;
const files = () => Object.keys(TEMPLATES).map((name) => join(folder, `${name}.json`));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scans-'));
  const release = readPackagedRelease(await releaseOnce());
  for (const [name, params] of Object.entries(TEMPLATES))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(deployedTemplate(release, 'dev', params)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the template, with defaults and with a key and a boundary of the deployer', () => {
  it('passes cfn-lint', async () => {
    expect(await cfnLint(files())).toEqual({ exitCode: 0, output: '' });
  });

  it('has nothing that the security scan finds but what is accepted, and all of that still; with a key nothing about keys', async () => {
    const [plain = [], secured = []] = await checkov(files());

    const open = plain.filter((finding) => !ACCEPTED.some((accepted) => covers(accepted, finding)));
    const stale = ACCEPTED.filter((accepted) => !plain.some((finding) => covers(accepted, finding)));
    const withKey = ACCEPTED.filter(({ unlessKey }) => !unlessKey);
    const openWithKey = secured.filter((finding) => !withKey.some((accepted) => covers(accepted, finding)));
    expect({ open, stale, openWithKey }).toEqual({ open: [], stale: [], openWithKey: [] });
  });
});

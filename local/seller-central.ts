import { readLocalEnvironment } from '../cli/local-environment.ts';
import { reportFailure } from '../cli/report.ts';

const USAGE = `Plays Amazon's side of a step for "npm run local":
  npm run -s seller-central -- register APP_NAME                         prints application id, client id and client secret
  npm run -s seller-central -- authorize APP_NAME MARKETPLACE [vendor]  prints the refresh token`;

/** What a person copies from Seller Central. It prints secrets, as Seller Central does; they are worth nothing. */
async function main([action, appName, marketplace, sellingPartner]: string[]): Promise<void> {
  if (!appName || !['register', 'authorize'].includes(action ?? '')) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const { sellerCentral } = readLocalEnvironment();
  const request = { action, appName, marketplace, sellingPartner };
  const answer = await fetch(`${sellerCentral}`, { method: 'POST', body: JSON.stringify(request) });
  const shown = (await answer.json()) as Record<string, string>;
  for (const [name, value] of Object.entries(shown)) console.log(`${name}: ${value}`);
  if (!answer.ok) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportFailure(error);
}

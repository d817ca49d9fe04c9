import { MAX_AUTHORIZATIONS } from '#shared/domain/application.ts';
import { iamNames } from '#shared/domain/iam-names.ts';
import type { LocalStack } from '../stack/local-stack.ts';
import { seedApplication } from '../stack/seeded-application.ts';
import { seedIam } from '../stack/seeded-iam.ts';

/** Applications that hold a number of authorizations, with as many each as Amazon allows. */
export function applicationsFor(authorizations: number): number[] {
  const count = Math.ceil(authorizations / MAX_AUTHORIZATIONS);
  return Array.from({ length: count }, (_, i) =>
    Math.min(MAX_AUTHORIZATIONS, authorizations - i * MAX_AUTHORIZATIONS),
  );
}

/** Applications with IAM, as create-private-app leaves them. */
export interface ScaledSeed {
  /** Accounts that have been called since a time. */
  verifiedSince(time: Date): Promise<number>;
  /** How many of them were found to work. */
  good(): Promise<number>;
  /** Hides the applications from later checks. */
  retire(): Promise<void>;
}

/**
 * Makes applications in Parameter Store, in IAM and at Amazon.
 * @param name what their names begin with
 * @param accounts how many selling accounts each has
 */
export async function seedScaled(stack: LocalStack, name: string, accounts: number[]): Promise<ScaledSeed> {
  const seeds = accounts.map((count, i) => ({
    appName: `${name}-${String(i).padStart(3, '0')}`,
    accounts: count,
  }));
  for (const { appName, ...seed } of seeds) {
    const iam = await seedIam(stack, iamNames(stack.installation, appName).user, { madeFor: appName });
    await seedApplication(stack, appName, { ...seed, iam });
  }
  const { parameters } = stack;
  const pathsOf = seeds.map(({ appName }) => parameters.paths.of(appName));
  return {
    verifiedSince: async (time) => {
      let verified = 0;
      for (const { root } of pathsOf) {
        const names = (await parameters.findBelow(root)).map(({ name }) => name);
        const proofs = await parameters.get(names.filter((name) => name.endsWith('/verified')));
        for (const text of Object.values(proofs))
          if (new Date(JSON.parse(text).verifiedAt) >= time) verified += 1;
      }
      return verified;
    },
    good: async () => {
      const health = await parameters.get(pathsOf.map((paths) => paths.health));
      return Object.values(health).filter((text) => JSON.parse(text).state === 'good').length;
    },
    retire: () => parameters.delete(pathsOf.map(({ summary }) => summary)),
  };
}

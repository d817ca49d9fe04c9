import { AppName } from './application.ts';
import type { Installation } from './installation.ts';
import type { TurnName } from './turn.ts';

/** Where everything of an installation is in Parameter Store. */
export function parameterPaths({ namespace }: Pick<Installation, 'namespace'>) {
  const root = `/${namespace}`;
  const links = `${root}/_links`;
  const removals = `${root}/_removals`;
  return {
    /** Everything of all applications is below this path. */
    root,
    /** The values of one application. */
    of: (appName: string) => applicationPaths(`${root}/${appName}`),
    /** Links to task pages, by the SHA-256 of their id, in hexadecimal. No application can be named `_links`. */
    links: { root: links, link: (hash: string) => `${links}/${hash}` },
    /**
     * Outside the path of the application, so that they outlive its parameters: the removal that a person has confirmed
     * and that has not ended, and the record of one that has.
     */
    removals: {
      root: removals,
      open: (appName: string) => `${removals}/${appName}`,
      removed: (appName: string) => `${root}/_removed/${appName}`,
    },
    /**
     * The application that a parameter belongs to, and the rest of its name; `undefined` for one of another installation
     * or of none.
     */
    parse: (name: string): { appName: string; rest: string } | undefined => {
      const [, appName, rest] = name.match(new RegExp(`^${root}/([^/]+)/(.+)$`)) ?? [];
      return appName && rest && AppName.safeParse(appName).success ? { appName, rest } : undefined;
    },
  };
}
export type ParameterPaths = ReturnType<typeof parameterPaths>;

/** Where the values of one application are. Each has one writer. */
function applicationPaths(root: string) {
  return {
    root,
    config: `${root}/config`,
    status: `${root}/status`,
    summary: `${root}/summary`,
    health: `${root}/health`,
    /** What the checks of the last 90 days found. */
    healthHistory: `${root}/health-history`,
    /** What became of the subscription of the address in the input (JSON). */
    notifications: `${root}/notifications`,
    developerProfile: `${root}/developer-profile`,
    iam: {
      userArn: `${root}/iam/user-arn`,
      /** The stored key, id and secret in one value, so that both change at once; the two below are copies of it. */
      accessKey: `${root}/iam/access-key`,
      accessKeyId: `${root}/iam/access-key-id`,
      secretAccessKey: `${root}/iam/secret-access-key`,
      policyArn: `${root}/iam/policy-arn`,
      roleArn: `${root}/iam/role-arn`,
      verification: `${root}/iam/verification`,
      assumeRoleTest: `${root}/iam/assume-role-test`,
    },
    /** There only while the access key is rotated: the record of it, the new key, and the key it replaces. */
    keyRotation: {
      record: `${root}/iam/key-rotation`,
      pending: `${root}/iam/pending-access-key`,
      previous: `${root}/iam/previous-access-key`,
    },
    lwa: {
      applicationId: `${root}/lwa/application-id`,
      clientId: `${root}/lwa/client-id`,
      clientSecret: `${root}/lwa/client-secret`,
      /** When the client secret was made and ends (JSON). */
      secretDates: `${root}/lwa/secret-dates`,
      previousClientSecret: `${root}/lwa/previous-client-secret`,
      rotation: `${root}/lwa/rotation`,
    },
    authorization: (name: string) => ({
      refreshToken: `${root}/authorizations/${name}/refresh-token`,
      details: `${root}/authorizations/${name}/details`,
      verified: `${root}/authorizations/${name}/verified`,
    }),
    /** Who may do just now what only one at a time may do. */
    turn: (name: TurnName) => `${root}/turns/${name}`,
    tasks: `${root}/tasks`,
    task: (name: string) => `${root}/tasks/${name}`,
    outcome: (name: string) => `${root}/outcomes/${name}`,
  };
}

export type ApplicationPaths = ReturnType<typeof applicationPaths>;

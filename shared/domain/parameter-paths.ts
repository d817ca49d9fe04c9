import type { TurnName } from './turn.ts';

/** Everything of all applications is below this path. */
export const ROOT_PATH = '/sp-api';

/** Links to task pages, by the hash of their id. No application can have this name. */
const LINKS_PATH = `${ROOT_PATH}/_links`;

/** Where the links to task pages are; `link` takes the SHA-256 of the id, in hexadecimal. */
export const linkPaths = { root: LINKS_PATH, link: (hash: string) => `${LINKS_PATH}/${hash}` };

const REMOVALS_PATH = `${ROOT_PATH}/_removals`;

/**
 * Outside the path of the application, so that they outlive its parameters: the removal that a person has confirmed
 * and that has not ended, and the record of one that has.
 */
export const removalPaths = {
  root: REMOVALS_PATH,
  open: (appName: string) => `${REMOVALS_PATH}/${appName}`,
  removed: (appName: string) => `${ROOT_PATH}/_removed/${appName}`,
};

/** Where the values of an application are in Parameter Store. Each has one writer. */
export function parameterPaths(appName: string) {
  const root = `${ROOT_PATH}/${appName}`;
  return {
    root,
    config: `${root}/config`,
    status: `${root}/status`,
    summary: `${root}/summary`,
    health: `${root}/health`,
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

const CLIENT_ID_PATH = /^\/sp-api\/([a-z][a-z0-9-]{1,38}[a-z0-9])\/lwa\/client-id$/;

/** How the name of every parameter with a client id ends. */
export const CLIENT_ID_ENDING = '/lwa/client-id';

/** The application whose client id a parameter holds; `undefined` for any other parameter. */
export const applicationOfClientId = (name: string): string | undefined => CLIENT_ID_PATH.exec(name)?.[1];

export type ParameterPaths = ReturnType<typeof parameterPaths>;

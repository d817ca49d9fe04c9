import {
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  type Parameter,
  PutParameterCommand,
  SSMClient,
  type SSMClientConfig,
  type Tag,
} from '@aws-sdk/client-ssm';
import { ownershipTags } from '../domain/iam-names.ts';
import type { Installation } from '../domain/installation.ts';
import { type ParameterPaths, parameterPaths } from '../domain/parameter-paths.ts';
import { Sensitive } from '../domain/sensitive.ts';
import { MissingParameter } from '../errors/broken.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws, isAwsError } from './aws-errors.ts';

/** A parameter without its value. */
export interface FoundParameter {
  name: string;
  modifiedAt: Date;
  /** Whether it is a SecureString. */
  secret: boolean;
}

/** SSM Parameter Store, as the steps use it. A plain string is stored as String, a {@link Sensitive} as SecureString. */
export interface ParameterStore {
  /** Where the parameters of this installation are. */
  paths: ParameterPaths;
  /** Values by name; a name that is not there is left out. Secrets only by {@link ParameterStore.getSecrets}. */
  get(names: string[]): Promise<Record<string, string>>;
  /** Decrypted SecureStrings by name; a name that is not there is left out. */
  getSecrets(names: string[]): Promise<Record<string, Sensitive>>;
  /** Decrypted SecureStrings and when each was written, by name; a name that is not there is left out. */
  getDatedSecrets(names: string[]): Promise<Record<string, { value: Sensitive; modifiedAt: Date }>>;
  /** A decrypted SecureString and when it was written; `undefined` when it is not there. */
  getDatedSecret(name: string): Promise<{ value: Sensitive; modifiedAt: Date } | undefined>;
  /** A value and its version, the newest or the given one; `undefined` when it is not there. */
  getVersion(name: string, version?: number): Promise<{ value: string; version: number } | undefined>;
  /**
   * Creates (after version 0) or overwrites.
   * @returns the version that was written; `undefined` when one that was to be created is there
   */
  putVersion(appName: string, name: string, value: string, after: number): Promise<number | undefined>;
  /** Creates or overwrites, tagged with the application. */
  put(appName: string, name: string, value: string | Sensitive): Promise<void>;
  /** Deletes; a name that is not there is no error. */
  delete(names: string[]): Promise<void>;
  /** Names and decrypted values below a path. */
  listSecrets(path: string): Promise<Record<string, Sensitive>>;
  /** Names and values below a path that holds no secret; one would come as ciphertext. */
  list(path: string): Promise<Record<string, string>>;
  /** Parameters whose names contain a text, and when each was last written, and which are secret; reads no value. */
  find(text: string): Promise<FoundParameter[]>;
}

/** GetParameters and DeleteParameters take ten names. Source: AWS Systems Manager API reference, GetParameters */
const BATCH = 10;

const batches = (names: string[]) =>
  Array.from({ length: Math.ceil(names.length / BATCH) }, (_, i) => names.slice(i * BATCH, (i + 1) * BATCH));

/** Whose parameters, a client's settings, and the KMS key for the secrets that are written; without one that of AWS. */
export type ParameterStoreConfig = SSMClientConfig & {
  installation: Installation;
  keyArn?: string | undefined;
};

/**
 * The real Parameter Store.
 * @throws from every method what {@link callAws} throws
 */
export function createParameterStore({
  installation,
  keyArn,
  ...config
}: ParameterStoreConfig): ParameterStore {
  const ssm = new SSMClient({ ...AWS_CLIENT_CONFIG, ...config });

  async function fetchAll(names: string[], WithDecryption: boolean): Promise<Parameter[]> {
    const found: Parameter[] = [];
    for (const Names of batches(names)) {
      const call = { action: 'ssm:GetParameters', resource: Names.join(', ') };
      const reply = await callAws(call, () => ssm.send(new GetParametersCommand({ Names, WithDecryption })));
      found.push(...(reply.Parameters ?? []));
    }
    return found;
  }

  const read = async (names: string[], decrypt: boolean) => valuesOf(await fetchAll(names, decrypt));

  const tagsOf = (appName: string) =>
    Object.entries(ownershipTags(installation, appName)).map(([Key, Value]) => ({ Key, Value }));

  return {
    paths: parameterPaths(installation),
    get: (names) => read(names, false),
    getSecrets: async (names) => sensitive(await read(names, true)),
    getDatedSecrets: async (names) => dated(await fetchAll(names, true)),
    getDatedSecret: async (name) => dated(await fetchAll([name], true))[name],
    getVersion: async (name, version) => {
      const [found] = await fetchAll([version === undefined ? name : `${name}:${version}`], false);
      const { Value, Version } = found ?? {};
      return Value === undefined || Version === undefined ? undefined : { value: Value, version: Version };
    },
    putVersion: (appName, name, value, after) => putVersion(ssm, tagsOf(appName), name, value, after),
    put: (appName, name, value) => put(ssm, keyArn, tagsOf(appName), name, value),
    delete: async (names) => {
      for (const Names of batches(names)) {
        const call = { action: 'ssm:DeleteParameters', resource: Names.join(', ') };
        await callAws(call, () => ssm.send(new DeleteParametersCommand({ Names })));
      }
    },
    listSecrets: async (path) => sensitive(await list(ssm, path, true)),
    list: (path) => list(ssm, path, false),
    find: (text) => find(ssm, text),
  };
}

function valuesOf(parameters: Parameter[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { Name, Value } of parameters) if (Name && Value !== undefined) values[Name] = Value;
  return values;
}

function dated(parameters: Parameter[]): Record<string, { value: Sensitive; modifiedAt: Date }> {
  const found: ReturnType<typeof dated> = {};
  for (const { Name, Value, LastModifiedDate = new Date(0) } of parameters)
    if (Name && Value !== undefined)
      found[Name] = { value: new Sensitive(Value), modifiedAt: LastModifiedDate };
  return found;
}

const sensitive = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, new Sensitive(value)]));

async function put(
  ssm: SSMClient,
  KeyId: string | undefined,
  Tags: Tag[],
  Name: string,
  value: string | Sensitive,
): Promise<void> {
  const secret = value instanceof Sensitive;
  const write = {
    Name,
    Value: secret ? value.reveal() : value,
    Type: secret ? ('SecureString' as const) : ('String' as const),
    ...(secret && KeyId && { KeyId }),
  };
  await callAws({ action: 'ssm:PutParameter', resource: Name, secret }, async () => {
    // SSM refuses Tags together with Overwrite, so a new parameter is created with tags and an old one overwritten.
    try {
      await ssm.send(new PutParameterCommand({ ...write, Tags }));
    } catch (error) {
      if (!isAwsError(error, 'ParameterAlreadyExists')) throw error;
      await ssm.send(new PutParameterCommand({ ...write, Overwrite: true }));
    }
  });
}

async function putVersion(
  ssm: SSMClient,
  Tags: Tag[],
  Name: string,
  Value: string,
  after: number,
): Promise<number | undefined> {
  const how = after === 0 ? { Tags } : { Overwrite: true };
  return callAws({ action: 'ssm:PutParameter', resource: Name }, async () => {
    try {
      const request = new PutParameterCommand({ Name, Value, Type: 'String', ...how });
      return (await ssm.send(request)).Version;
    } catch (error) {
      if (isAwsError(error, 'ParameterAlreadyExists')) return undefined;
      throw error;
    }
  });
}

async function list(ssm: SSMClient, Path: string, WithDecryption: boolean): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  let NextToken: string | undefined;
  do {
    const request = new GetParametersByPathCommand({
      Path,
      Recursive: true,
      WithDecryption,
      NextToken,
    });
    const page = await callAws({ action: 'ssm:GetParametersByPath', resource: Path }, () =>
      ssm.send(request),
    );
    Object.assign(found, valuesOf(page.Parameters ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

async function find(ssm: SSMClient, text: string): Promise<FoundParameter[]> {
  const found: FoundParameter[] = [];
  const ParameterFilters = [{ Key: 'Name', Option: 'Contains', Values: [text] }];
  let NextToken: string | undefined;
  do {
    const request = new DescribeParametersCommand({ ParameterFilters, MaxResults: 50, NextToken });
    const page = await callAws({ action: 'ssm:DescribeParameters' }, () => ssm.send(request));
    for (const { Name, Type, LastModifiedDate = new Date(0) } of page.Parameters ?? [])
      if (Name) found.push({ name: Name, modifiedAt: LastModifiedDate, secret: Type === 'SecureString' });
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

/**
 * Picks a value that an earlier step must have written.
 * @throws MissingParameter
 */
export function required<T>(values: Record<string, T>, name: string): T {
  const value = values[name];
  if (value !== undefined) return value;
  throw missing(name);
}

/** The error of a value that an earlier step must have written. */
export const missing = (name: string) =>
  new MissingParameter({
    what: `The parameter ${name} is not in Parameter Store.`,
    remedy: 'Start create-private-app for this application again; it writes what is missing.',
    details: { parameter: name },
  });

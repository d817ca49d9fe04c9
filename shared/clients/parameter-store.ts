import {
  AddTagsToResourceCommand,
  DeleteParametersCommand,
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
import { storedForm } from '../domain/stored-form.ts';
import { type TimedAnswer, withAnswerTime } from './answer-time.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws, isAwsError } from './aws-errors.ts';
import { describeBelow, type FoundParameter, readBelow } from './parameter-lists.ts';

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
  getVersion(name: string, version?: number): Promise<ParameterVersion | undefined>;
  /**
   * Creates (after version 0) or overwrites.
   * @returns the version that was written; `undefined` when one that was to be created is there
   */
  putVersion(appName: string, name: string, value: string, after: number): Promise<number | undefined>;
  /**
   * Creates or overwrites, tagged with the application.
   * @param description what {@link ParameterStore.findBelow} tells without reading the value
   */
  put(appName: string, name: string, value: string | Sensitive, description?: string): Promise<void>;
  /** Deletes; a name that is not there is no error. */
  delete(names: string[]): Promise<void>;
  /** Names and decrypted values below a path. */
  listSecrets(path: string): Promise<Record<string, Sensitive>>;
  /** What is below a path, or only what is tagged with one application there; reads no value. */
  findBelow(path: string, appName?: string): Promise<FoundParameter[]>;
}

/** A version of a parameter. Both times are of AWS's clock, so that their difference is its age, whatever the clock here says. */
export interface ParameterVersion {
  value: string;
  version: number;
  modifiedAt: Date;
  readAt: Date;
}

/** GetParameters and DeleteParameters take ten names. Source: AWS Systems Manager API reference, GetParameters */
const BATCH = 10;

/** So often a page of a list is tried. */
const LIST_ATTEMPTS = 6;

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
  const ssm = withAnswerTime(new SSMClient({ ...AWS_CLIENT_CONFIG, ...config }));
  // A list is many calls in a row, and one that is throttled should not start from the first page.
  const listing = new SSMClient({ ...AWS_CLIENT_CONFIG, maxAttempts: LIST_ATTEMPTS, ...config });

  async function fetchAll(names: string[], WithDecryption: boolean): Promise<Parameter[]> {
    const found: Parameter[] = [];
    for (const Names of batches(names)) found.push(...(await fetch(Names, WithDecryption)).Parameters);
    return found;
  }

  async function fetch(Names: string[], WithDecryption: boolean) {
    const call = { action: 'ssm:GetParameters', resource: Names.join(', ') };
    const reply = await callAws(call, () => ssm.send(new GetParametersCommand({ Names, WithDecryption })));
    const { answeredAt = new Date() } = reply as TimedAnswer;
    return { Parameters: reply.Parameters ?? [], answeredAt };
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
      const { Parameters, answeredAt } = await fetch([version ? `${name}:${version}` : name], false);
      const { Value, Version, LastModifiedDate = new Date(0) } = Parameters[0] ?? {};
      if (Value === undefined || Version === undefined) return undefined;
      return { value: Value, version: Version, modifiedAt: LastModifiedDate, readAt: answeredAt };
    },
    putVersion: (appName, name, value, after) => putVersion(ssm, tagsOf(appName), name, value, after),
    put: (appName, name, value, description) =>
      put(ssm, tagsOf(appName), { name, value, description, keyArn }),
    delete: async (names) => {
      for (const Names of batches(names)) {
        const call = { action: 'ssm:DeleteParameters', resource: Names.join(', ') };
        await callAws(call, () => ssm.send(new DeleteParametersCommand({ Names })));
      }
    },
    listSecrets: async (path) => sensitive(valuesOf(await readBelow(listing, path, true))),
    findBelow: (path, appName) => describeBelow(listing, path, appName),
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

interface Write {
  name: string;
  value: string | Sensitive;
  description: string | undefined;
  keyArn: string | undefined;
}

/**
 * SSM takes tags only with a parameter that is new, and no more than three writes a second: so one write that may
 * overwrite, and the tags by themselves where it made the first version.
 * Source: docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html; the rate is AWS Support's word in
 *   github.com/github-aws-runners/terraform-aws-github-runner/issues/2944
 */
async function put(ssm: SSMClient, Tags: Tag[], { name, value, description, keyArn }: Write): Promise<void> {
  const secret = value instanceof Sensitive;
  const request = new PutParameterCommand({
    Name: name,
    Value: storedForm(secret ? value.reveal() : value),
    Type: secret ? 'SecureString' : 'String',
    Overwrite: true,
    ...(description && { Description: description }),
    ...(secret && keyArn && { KeyId: keyArn }),
  });
  const call = { action: 'ssm:PutParameter', resource: name, secret };
  const { Version, $metadata } = await callAws(call, () => ssm.send(request));
  // Of a second attempt nobody knows whether the first one has made it.
  if (Version !== 1 && $metadata.attempts === 1) return;
  const tagging = new AddTagsToResourceCommand({ ResourceType: 'Parameter', ResourceId: name, Tags });
  await callAws({ action: 'ssm:AddTagsToResource', resource: name }, () => ssm.send(tagging));
}

async function putVersion(
  ssm: SSMClient,
  Tags: Tag[],
  Name: string,
  value: string,
  after: number,
): Promise<number | undefined> {
  const how = after === 0 ? { Tags } : { Overwrite: true };
  const Value = storedForm(value);
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

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createParameterStore, type ParameterStore } from '#shared/clients/parameter-store.ts';
import { DEFAULT_NAMESPACE, type Installation } from '#shared/domain/installation.ts';
import { type Amazon, type AmazonOptions, startAmazon } from '../amazon/amazon.ts';
import { type Deployment, type DeployOptions, deployPackage } from '../engine/deploy.ts';
import { type Engine, HOME_REGION, keepAccount, restoreAccount, startEngine } from '../engine/engine.ts';
import { findCredentialsOf } from '../engine/find-credentials.ts';
import { recordIssuedCredentials } from '../engine/issued-credentials.ts';
import { packageOnce } from '../engine/package-cache.ts';
import { projectRoot } from '../engine/project-root.ts';
import { type SellerCentral, startSellerCentral } from '../seller-central/seller-central.ts';
import { sendToQueue } from './client-secrets.ts';
import { type Closable, closeAll } from './close-all.ts';
import { type Inbox, openInbox } from './inbox.ts';
import { makeRunFolder } from './run-folders.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How to start the local stack. */
export interface LocalStackOptions {
  stage: string;
  /** A running engine for several stacks, in the region of this one. It stays open. */
  engine?: Engine;
  /** Root of parameters and IAM names; that of stage `prod` when left out, so that it is the same in all local stacks. */
  namespace?: string;
  /** Scales waits and retry intervals of the state machines; 1 is real time. */
  waitScale?: number;
  signatures?: NonNullable<AmazonOptions['signatures']>;
  amazonPort?: number;
  /** Options of our commands on the pages; those of the stage when left out. */
  commandOptions?: string;
  /** Whether the messages to people are for chat applications too. */
  chat?: boolean;
  /** Is told the action of each call that a Lambda makes to AWS, such as `GetParameters`. */
  onAwsCall?: (action: string) => void;
  /** The time of AWS, of Amazon and of the functions, if not this machine's. */
  time?: VirtualTime;
  /** Puts something between the functions and both AWS and Amazon. */
  interpose?: (ways: Ways) => Promise<Interposed>;
  /** A key of the deployer's, for everything that is kept. */
  kmsKeyArn?: string | undefined;
  /** Whether it is used again and again, see {@link LocalStack.renew}. */
  renewable?: boolean;
  /** A folder for this run alone, which close() removes; otherwise that of the stage, which stays to be read. */
  ownFolder?: boolean;
  onProgress?: (text: string) => void;
}

/** Where the functions' requests go. */
export interface Ways {
  aws: string;
  sts: string;
  amazon: string;
}

/** What stands in between: its own address, and what the functions need besides. */
export interface Interposed {
  url: string;
  functionEnvironment: Record<string, string>;
  close(): Promise<void>;
}

/** The whole product on this machine: AWS, the deployed stack, and Amazon's side played by the stand-in. */
export interface LocalStack {
  engine: Engine;
  installation: Installation;
  /** Parameter Store, as an administrator uses it. */
  parameters: ParameterStore;
  amazon: Amazon;
  /** Amazon's pages for people. */
  sellerCentral: SellerCentral;
  deployment: Deployment;
  stateMachineArn: string;
  topicArn: string;
  /** What the topic sent, as a subscriber gets it. */
  inbox: Inbox;
  kmsKeyArn?: string | undefined;
  /** Where packages and logs of this stack are. */
  folder: string;
  /**
   * Deploys other sources over these, as an upgrade does.
   * @param root the folder of their serverless.yml
   */
  upgrade(root: string): Promise<Deployment>;
  /**
   * Puts AWS back to how it was after the deployment, and starts an Amazon that knows nobody at the address of the one
   * before: a new stack for the next who needs one, in a moment. Only where it was started as renewable.
   */
  renew(): Promise<LocalStack>;
  close(): Promise<void>;
}

/** What is new in a stack that was renewed. */
type RenewedParts = Pick<LocalStack, 'amazon' | 'sellerCentral' | 'inbox'>;
type OpenedStack = Omit<LocalStack, 'close' | 'renew'> & {
  renewParts(last: RenewedParts): Promise<RenewedParts>;
};

/**
 * Starts everything; what was started before a failure or an interruption is closed again.
 * @param signal ends the start early; the promise then rejects with its reason
 */
export async function startLocalStack(options: LocalStackOptions, signal?: AbortSignal): Promise<LocalStack> {
  const opened: Closable[] = [];
  const keep = <T extends Closable>(part: T): T => {
    opened.push(part);
    return part;
  };
  try {
    const { renewParts, ...stack } = await open(options, keep, signal);
    const close = () =>
      closeAll(opened).catch((error: unknown) => {
        // An engine that is gone took with it what could not be closed.
        if (!stack.engine.ended.aborted) throw error;
      });
    const complete = (parts: RenewedParts): LocalStack => ({
      ...stack,
      ...parts,
      close,
      renew: async () => complete(await renewParts(parts)),
    });
    return complete(stack);
  } catch (error) {
    await closeAll(opened).catch(() => undefined);
    throw error;
  }
}

async function open(
  {
    stage,
    engine: shared,
    namespace = DEFAULT_NAMESPACE,
    waitScale = 1,
    signatures = 'check',
    amazonPort,
    chat = false,
    onAwsCall,
    time,
    interpose,
    kmsKeyArn,
    commandOptions,
    ownFolder = false,
    renewable = false,
    onProgress = () => {},
  }: LocalStackOptions,
  keep: <T extends Closable>(part: T) => T,
  signal: AbortSignal | undefined,
): Promise<OpenedStack> {
  const region = shared?.region ?? HOME_REGION;
  const folder = folderFor(region === HOME_REGION ? stage : `${stage}-${region}`, ownFolder);
  if (ownFolder) keep({ close: async () => rmSync(folder, { recursive: true, force: true }) });

  onProgress('starting the embedded AWS');
  const dataFolder = join(folder, 'engine');
  const virtualTime = time?.setting;
  const engine = shared ?? keep(await startEngine({ waitScale, virtualTime, log: onProgress, dataFolder }));
  signal?.throwIfAborted();
  const issued = keep(await recordIssuedCredentials(engine.endpoint, onAwsCall));
  const findCredentials = findCredentialsOf(engine, issued);
  const deliver = (queueArn: string, message: unknown) => sendToQueue({ engine }, queueArn, message);
  const startAmazonAt = async (port?: number, centralPort?: number) => {
    const ofStack = { ...(port !== undefined && { port }), ...(time && { clock: time.now }) };
    const amazon = keep(await startAmazon({ findCredentials, signatures, ...ofStack }));
    return { amazon, sellerCentral: keep(await startSellerCentral(amazon.world, deliver, centralPort)) };
  };
  const { amazon, sellerCentral } = await startAmazonAt(amazonPort);
  const ways = { aws: engine.endpoint, sts: issued.endpoint, amazon: amazon.url };
  const between = interpose && keep(await interpose(ways));
  const seenByFunctions = (address: string) => address.replace(amazon.url, between?.url ?? amazon.url);

  const packageFolder = join(folder, 'package');
  const params = {
    lwaEndpoint: seenByFunctions(amazon.lwaEndpoint),
    spApiEndpoint: seenByFunctions(amazon.spApiEndpoint),
    centralEndpoint: sellerCentral.endpoint,
    chat: chat ? 'on' : 'off',
    namespace,
    ...(kmsKeyArn && { kmsKeyArn }),
  };
  // Lambdas ask STS through the recorder, so that the stand-in can check the signatures made with what they get.
  const recorded = onAwsCall ? ['STS', 'SSM', 'IAM', 'SNS', 'SFN'] : ['STS'];
  const throughRecorder = recorded.map(
    (service) => [`AWS_ENDPOINT_URL_${service}`, issued.endpoint] as const,
  );
  const functionEnvironment = {
    ...Object.fromEntries(throughRecorder),
    ...between?.functionEnvironment,
    ...(commandOptions && { COMMAND_OPTIONS: commandOptions }),
  };
  await packageOnce({ folder: packageFolder, stage, params, onProgress });
  signal?.throwIfAborted();
  const deployment = keep(await deploy(engine, { packageFolder, onProgress, functionEnvironment }));
  const upgrade = async (root: string) => {
    const upgraded = join(folder, 'upgrade');
    await packageOnce({ root, folder: upgraded, stage, params, onProgress });
    return deployPackage(engine, { packageFolder: upgraded, onProgress, functionEnvironment });
  };
  signal?.throwIfAborted();
  const { CreatePrivateAppArn: stateMachineArn = '', TopicArn: topicArn = '' } = deployment.outputs;
  if (renewable) await keepAccount(engine);
  const inbox = keep(await openInbox(engine, topicArn));
  const renewParts = async (last: RenewedParts): Promise<RenewedParts> => {
    await restoreAccount(engine);
    await Promise.all([last.amazon.close(), last.sellerCentral.close()]);
    const atAmazon = await startAmazonAt(portOf(last.amazon.url), portOf(last.sellerCentral.url));
    return { ...atAmazon, inbox: await openInbox(engine, topicArn) };
  };
  const installation = { namespace, stage, region };
  const parameters = createParameterStore({ ...engine.clientConfig, installation });
  const parts = {
    installation,
    parameters,
    engine,
    amazon,
    sellerCentral,
    deployment,
    stateMachineArn,
    topicArn,
    inbox,
  };
  return { ...parts, kmsKeyArn, folder, upgrade, renewParts };
}

const portOf = (url: string): number => Number(new URL(url).port);

function folderFor(name: string, ownFolder: boolean): string {
  if (ownFolder) return makeRunFolder(join(projectRoot, '.local'), name);
  const folder = join(projectRoot, '.local', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function deploy(engine: Engine, options: DeployOptions): Promise<Deployment & Closable> {
  const deployment = await deployPackage(engine, options);
  // An engine of ours is thrown away whole; on a given one the stack is removed.
  return { ...deployment, close: engine.started ? async () => {} : deployment.remove };
}

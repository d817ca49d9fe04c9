import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { systemClock } from '#shared/clients/clock.ts';
import { createGuard } from '#shared/clients/guard.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { createSpApi } from '#shared/clients/sp-api.ts';
import { createSts } from '#shared/clients/sts.ts';
import { createTaskTokens } from '#shared/clients/task-tokens.ts';
import type { Installation } from '#shared/domain/installation.ts';
import type { Services } from '#shared/services.ts';
import type { AnswerNeeds } from '#shared/tasks/answer-task.ts';
import type { AwsConfig } from './aws-config.ts';
import { callerOf } from './caller.ts';

/** Where Amazon is. */
export interface AmazonAddresses {
  lwaEndpoint: string;
  spApiEndpoint: string;
  /** Template of the Seller and Vendor Centrals. */
  centralEndpoint: string;
}

/** The AWS that a command talks to, and what it needs there. */
export interface Connection {
  aws: AwsConfig;
  services: AnswerNeeds & Pick<Services, 'sts'>;
  sfn: SFNClient;
  ssm: SSMClient;
  installation: Installation;
  /** Token endpoint of Login with Amazon. */
  lwaEndpoint: string;
  centralEndpoint: string;
  /** Known beforehand on a local stack only. */
  stateMachineArn?: string;
  /** How a person calls the same AWS again: `--local`, `--region …` or nothing. */
  again: string;
}

/** Makes the clients of a command. Only a command that connects reads this file, and the AWS SDK with it. */
export function openConnection(
  aws: AwsConfig,
  installation: Installation,
  amazon: AmazonAddresses,
  again: string,
  keyArn?: string,
): Connection {
  const services = {
    clock: systemClock,
    guard: createGuard(),
    lwa: createLwa(amazon.lwaEndpoint),
    parameters: createParameterStore({ ...aws, installation, keyArn }),
    spApi: createSpApi(),
    spApiEndpoint: amazon.spApiEndpoint,
    sts: createSts(aws),
    taskTokens: createTaskTokens(aws),
    who: callerOf(aws),
  };
  const { centralEndpoint, lwaEndpoint } = amazon;
  return {
    aws,
    services,
    sfn: new SFNClient(aws),
    ssm: new SSMClient(aws),
    installation,
    lwaEndpoint,
    centralEndpoint,
    again,
  };
}

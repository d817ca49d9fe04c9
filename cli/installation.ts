import { DEFAULT_STAGE } from '#shared/domain/commands-of-stage.ts';
import { type Installation, namespaceOf } from '#shared/domain/installation.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import type { AwsConfig } from './aws-config.ts';
import { deployedStages, outputsOf, stackNameOf } from './stack-outputs.ts';

/**
 * The deployment that a command is about. Without `--stage` it is that of SPAPI_STAGE, or the only one of the region. The namespace is the one given, or that of the deployed stack; who may not read
 * the stack gets the one that the stage has by default.
 * @throws what DescribeStacks is answered with, but for a denial
 */
export async function findInstallation(
  aws: AwsConfig,
  { stage: given, namespace }: { stage?: string; namespace?: string },
): Promise<Installation> {
  const { region } = aws;
  const stage = stageNamed(given) ?? (await onlyStage(aws)) ?? DEFAULT_STAGE;
  return {
    namespace: namespace ?? (await deployedNamespace(aws, stage)) ?? namespaceOf(stage),
    stage,
    region,
  };
}

/** The stage that a person named: `--stage`, else SPAPI_STAGE. */
export const stageNamed = (given: string | undefined): string | undefined =>
  given ?? (process.env.SPAPI_STAGE || undefined);

async function onlyStage(aws: AwsConfig): Promise<string | undefined> {
  const stages = await unlessDenied(() => deployedStages(aws));
  return stages?.length === 1 ? stages[0] : undefined;
}

const deployedNamespace = (aws: AwsConfig, stage: string): Promise<string | undefined> =>
  unlessDenied(async () => (await outputsOf(aws, stackNameOf(stage))).get('Namespace'));

async function unlessDenied<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof AwsDenied) return undefined;
    throw error;
  }
}

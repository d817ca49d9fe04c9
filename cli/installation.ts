import { type Installation, namespaceOf } from '#shared/domain/installation.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import type { AwsConfig } from './connection.ts';
import { outputsOf, stackNameOf } from './stack-outputs.ts';

/**
 * The deployment that a command is about. Its namespace is the one given, or that of the deployed stack; who may not
 * read the stack gets the one that the stage has by default.
 * @throws what DescribeStacks is answered with, but for a denial
 */
export async function findInstallation(
  aws: AwsConfig,
  { stage = 'dev', namespace }: { stage?: string; namespace?: string },
): Promise<Installation> {
  const { region } = aws;
  return {
    namespace: namespace ?? (await deployedNamespace(aws, stage)) ?? namespaceOf(stage),
    stage,
    region,
  };
}

async function deployedNamespace(aws: AwsConfig, stage: string): Promise<string | undefined> {
  try {
    return (await outputsOf(aws, stackNameOf(stage))).get('Namespace');
  } catch (error) {
    if (error instanceof AwsDenied) return undefined;
    throw error;
  }
}

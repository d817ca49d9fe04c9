/** The namespace of the deployment and the names made from it. Read by serverless.yml, so that packaging fails where they cannot be. */
import { iamPrefixes } from '../shared/domain/iam-names.ts';
import { chooseNamespace } from '../shared/domain/installation.ts';

export async function namespace({ resolveVariable }) {
  return chooseNamespace(await resolveVariable('sls:stage'), await resolveVariable('param:namespace'));
}

/** What the names of IAM resources begin with, by their kind. */
export const prefixes = async (variables) => iamPrefixes({ namespace: await namespace(variables) });

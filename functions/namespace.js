/** The namespace of the deployment and the names made from it. Read by serverless.yml, so that packaging fails where they cannot be. */
import { iamPrefixes } from '../shared/domain/iam-names.ts';
import { chooseNamespace } from '../shared/domain/installation.ts';
import { NAMESPACE_PLACEHOLDER, PREFIX_PLACEHOLDERS } from '../shared/release/placeholders.ts';

export async function namespace({ resolveVariable }) {
  return chooseNamespace(await resolveVariable('sls:stage'), await resolveVariable('param:namespace'));
}

/** What the names of IAM resources begin with, by their kind; a release gets them when it is deployed. */
export async function prefixes(variables) {
  const chosen = await namespace(variables);
  return chosen === NAMESPACE_PLACEHOLDER ? PREFIX_PLACEHOLDERS : iamPrefixes({ namespace: chosen });
}

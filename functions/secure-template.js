/**
 * Puts what the deployer asks for into the template: a permissions boundary and a KMS key of their own, and a limit for
 * the pages. A plugin, because the framework makes some of the roles and log groups itself, after it has read the files.
 * Used by serverless.yml; `spapi deploy` does the same with the template of a release.
 */
import { secureTemplate } from '../shared/release/secure-template.ts';

export default class SecureTemplate {
  constructor(serverless) {
    const { custom, provider } = serverless.service;
    this.hooks = {
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        provider.compiledCloudFormationTemplate = secureTemplate(
          provider.compiledCloudFormationTemplate,
          custom,
        );
      },
    };
  }
}

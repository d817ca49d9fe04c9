import { DEFAULT_NAMESPACE } from '#shared/domain/installation.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';

/** The deployment that the fakes are of: stage prod, whose names are those of the documentation. */
export const INSTALLATION = { namespace: DEFAULT_NAMESPACE, stage: 'prod', region: 'eu-west-1' };

const paths = parameterPaths(INSTALLATION);

/** Where the parameters of an application are, in the namespace that the fakes and most local stacks have. */
export const pathsOf = paths.of;
export const linkPaths = paths.links;
export const removalPaths = paths.removals;

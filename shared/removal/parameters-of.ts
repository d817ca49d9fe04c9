import type { Services } from '../services.ts';

/** A parameter of an application, without its value. */
export interface NamedParameter {
  /** The whole name, and that within the application. */
  path: string;
  name: string;
  secret: boolean;
}

/** All parameters of an application, in order of their names. No value is read. */
export async function parametersOf(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<NamedParameter[]> {
  const { root } = parameters.paths.of(appName);
  const found = await parameters.findBelow(root);
  return found
    .map(({ name: path, secret }) => ({ path, name: path.slice(root.length + 1), secret }))
    .toSorted((a, b) => a.path.localeCompare(b.path));
}

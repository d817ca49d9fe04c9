import type { ParameterNames } from '#shared/clients/parameter-names.ts';
import { withControls } from './controls.ts';

/** Names of parameters in memory. */
export function fakeParameterNames() {
  const names: string[] = [];
  const service: ParameterNames = {
    containing: async (text) => names.filter((name) => name.includes(text)),
  };
  return withControls(service, { names });
}

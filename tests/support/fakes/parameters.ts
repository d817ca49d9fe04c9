import type { ParameterStore } from '#shared/clients/parameter-store.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { refuse } from './aws-refusal.ts';
import { withControls } from './controls.ts';

/** A parameter as a test sees it. */
export interface StoredParameter {
  type: 'String' | 'SecureString';
  value: string;
  appName: string;
}

/** What SSM gives for a SecureString when nobody asks for decryption. */
export const CIPHERTEXT = 'AQICFAKE_CIPHERTEXT';

/** Parameter Store in memory: a type never changes, and without decryption a secret is only ciphertext. */
export function fakeParameters() {
  const stored = new Map<string, StoredParameter>();

  const read = (names: string[], show: (parameter: StoredParameter) => string) =>
    names.flatMap((name) => {
      const parameter = stored.get(name);
      return parameter ? [[name, show(parameter)] as const] : [];
    });

  const secrets = (names: string[]) =>
    Object.fromEntries(read(names, ({ value }) => value).map(([name, text]) => [name, new Sensitive(text)]));

  const service: ParameterStore = {
    get: async (names) =>
      Object.fromEntries(read(names, ({ type, value }) => (type === 'String' ? value : CIPHERTEXT))),
    getSecrets: async (names) => secrets(names),
    put: async (appName, name, value) => {
      const secret = value instanceof Sensitive;
      const type = secret ? 'SecureString' : 'String';
      if (stored.has(name) && stored.get(name)?.type !== type)
        return refuse('ssm:PutParameter', name, 'HierarchyTypeMismatchException');
      stored.set(name, { type, value: secret ? value.reveal() : value, appName });
    },
    delete: async (names) => {
      for (const name of names) stored.delete(name);
    },
    list: async (path) => service.get([...stored.keys()].filter((name) => name.startsWith(`${path}/`))),
    findNames: async (text) => [...stored.keys()].filter((name) => name.includes(text)),
    listSecrets: async (path) => secrets([...stored.keys()].filter((name) => name.startsWith(`${path}/`))),
  };

  return withControls(service, {
    /** Everything stored, by name. */
    all: () => Object.fromEntries(stored),
    valueOf: (name: string) => stored.get(name)?.value,
    /** The value of a JSON parameter. */
    json: (name: string): unknown => JSON.parse(stored.get(name)?.value ?? 'null'),
    /** Stores without a call being recorded, as an earlier run has. */
    seed: (appName: string, values: Record<string, string | Sensitive>) => {
      for (const [name, value] of Object.entries(values)) {
        const secret = value instanceof Sensitive;
        stored.set(name, {
          type: secret ? 'SecureString' : 'String',
          value: secret ? value.reveal() : value,
          appName,
        });
      }
    },
  });
}

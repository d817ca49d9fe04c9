import type { Clock } from '#shared/clients/clock.ts';
import type { ParameterStore } from '#shared/clients/parameter-store.ts';
import { DEFAULT_NAMESPACE } from '#shared/domain/installation.ts';
import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { storedForm } from '#shared/domain/stored-form.ts';
import { refuse } from './aws-refusal.ts';
import { fakeClock } from './clock.ts';
import { withControls } from './controls.ts';

/** A parameter as a test sees it. */
export interface StoredParameter {
  type: 'String' | 'SecureString';
  value: string;
  appName: string;
  description?: string;
}

/** What SSM gives for a SecureString when nobody asks for decryption. */
export const CIPHERTEXT = 'AQICFAKE_CIPHERTEXT';

/** What a standard parameter holds, in bytes; SSM refuses more, nothing, and two braces. */
const MOST_BYTES = 4096;
const requireFit = (name: string, value: string) =>
  value !== '' && Buffer.byteLength(value) <= MOST_BYTES && !value.includes('{{')
    ? undefined
    : refuse('ssm:PutParameter', name, 'ValidationException');

/** Parameter Store in memory: a type never changes, and without decryption a secret is only ciphertext. */
export function fakeParameters(clock: Clock = fakeClock(), namespace = DEFAULT_NAMESPACE) {
  const stored = new Map<string, StoredParameter>();
  const versions = new Map<string, { value: string; modifiedAt: Date }[]>();
  const dates = new Map<string, Date>();
  const dateOf = (name: string) => dates.get(name) ?? clock.now();

  const read = (names: string[], show: (parameter: StoredParameter) => string) =>
    names.flatMap((name) => {
      const parameter = stored.get(name);
      return parameter ? [[name, show(parameter)] as const] : [];
    });

  const secrets = (names: string[]) =>
    Object.fromEntries(read(names, ({ value }) => value).map(([name, text]) => [name, new Sensitive(text)]));

  const datedSecrets = (names: string[]) =>
    Object.fromEntries(
      Object.entries(secrets(names)).map(([name, value]) => [name, { value, modifiedAt: dateOf(name) }]),
    );

  const service: Omit<ParameterStore, 'paths'> = {
    get: async (names) =>
      Object.fromEntries(read(names, ({ type, value }) => (type === 'String' ? value : CIPHERTEXT))),
    getSecrets: async (names) => secrets(names),
    getDatedSecrets: async (names) => datedSecrets(names),
    getDatedSecret: async (name) => datedSecrets([name])[name],
    getVersion: async (name, version) => {
      const all = versions.get(name) ?? [];
      const at = version ?? all.length;
      const found = all[at - 1];
      return found && { ...found, version: at, readAt: clock.now() };
    },
    putVersion: async (appName, name, text, after) => {
      const value = storedForm(text);
      await requireFit(name, value);
      const all = versions.get(name) ?? [];
      if (after === 0 && all.length > 0) return undefined;
      versions.set(name, [...all, { value, modifiedAt: clock.now() }]);
      stored.set(name, { type: 'String', value, appName });
      return all.length + 1;
    },
    put: async (appName, name, value, description) => {
      const secret = value instanceof Sensitive;
      const type = secret ? 'SecureString' : 'String';
      const text = storedForm(secret ? value.reveal() : value);
      await requireFit(name, text);
      if (stored.has(name) && stored.get(name)?.type !== type)
        return refuse('ssm:PutParameter', name, 'HierarchyTypeMismatchException');
      const shown = description && { description };
      stored.set(name, { type, value: text, appName, ...shown });
      dates.set(name, clock.now());
      versions.set(name, [...(versions.get(name) ?? []), { value: text, modifiedAt: clock.now() }]);
    },
    delete: async (names) => {
      for (const name of names) {
        stored.delete(name);
        versions.delete(name);
      }
    },
    findBelow: async (path, appName) =>
      [...stored.entries()]
        .filter(([name, one]) => name.startsWith(`${path}/`) && (!appName || one.appName === appName))
        .map(([name, { type, description }]) => ({
          name,
          modifiedAt: dateOf(name),
          secret: type === 'SecureString',
          ...(description && { description }),
        })),
    listSecrets: async (path) => secrets([...stored.keys()].filter((name) => name.startsWith(`${path}/`))),
  };

  return withControls(service, {
    paths: parameterPaths({ namespace }),
    /** Everything stored, by name. */
    all: () => Object.fromEntries(stored),
    /** Everything stored but whose turn it is. */
    lasting: () => Object.fromEntries([...stored].filter(([name]) => !name.includes('/turns/'))),
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
        dates.set(name, clock.now());
      }
    },
  });
}

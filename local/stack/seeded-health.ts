import type { ParameterStore } from '#shared/clients/parameter-store.ts';
import { DAY_MS } from '#shared/domain/times.ts';

/** An application that has been checked for long, as far as its health is shown. */
interface SeededHealth {
  appName: string;
  accounts: string[];
  /** Days until the client secret and each authorization expire. */
  secretDays: number;
  accountDays: number;
  /** One sign a day, as they are stored; the last is today's. */
  days: string;
  causes?: { check: string; error: string; what: string; remedy: string }[];
}

const REJECTED = {
  check: 'CheckClient',
  error: 'ClientSecretRejected',
  what: 'Login with Amazon answered 401 invalid_client.',
  remedy: 'Rotate the client secret, or store the current one.',
};

const APPLICATIONS: SeededHealth[] = [
  {
    ...{ appName: 'acme-retail', accounts: ['us', 'de'], secretDays: 112, accountDays: 304 },
    days: 'g'.repeat(70),
  },
  {
    ...{ appName: 'acme-supply', accounts: ['supply'], secretDays: 5, accountDays: 20 },
    days: `${'g'.repeat(60)}--${'g'.repeat(20)}00`,
    causes: [REJECTED],
  },
];

/**
 * Stores the health of two applications, one in trouble, as 90 days of checks would have left it.
 * @returns their names
 */
export async function seedHealth(parameters: ParameterStore, now: Date): Promise<string[]> {
  for (const one of APPLICATIONS) await store(parameters, one, now);
  return APPLICATIONS.map(({ appName }) => appName);
}

async function store(parameters: ParameterStore, seeded: SeededHealth, now: Date): Promise<void> {
  const { appName, accounts, secretDays, accountDays, days, causes = [] } = seeded;
  const at = parameters.paths.of(appName);
  const inDays = (count: number) => new Date(now.getTime() + count * DAY_MS).toISOString();
  const health = {
    ...{
      state: causes.length > 0 ? 'bad' : 'good',
      since: inDays(-1),
      checkedAt: inDays(0),
      causes,
      toldDays: {},
    },
    expiries: [
      { name: 'client secret', at: inDays(secretDays) },
      ...accounts.map((name, i) => ({ name: `authorization ${name}`, at: inDays(accountDays + 30 * i) })),
    ],
    accessKeyCreatedAt: inDays(-28),
  };
  const failures = causes.map(({ check, error }) => `${check}: ${error}`);
  const values = {
    [at.status]: { state: 'ready', since: inDays(-days.length) },
    [at.summary]: { authorizations: accounts.map((name) => ({ name })) },
    [at.health]: health,
    [at.healthHistory]: { until: inDays(0).slice(0, 10), days, failures },
  };
  for (const [name, value] of Object.entries(values))
    await parameters.put(appName, name, JSON.stringify(value));
}

import { ENVIRONMENTS } from '../environments.ts';
import type { ExportContext } from './target.ts';

const VARIABLES = Object.entries(ENVIRONMENTS.default?.variables ?? {});

/** Default variables whose values anybody may see, with these values. */
export const publicVariables = ({ values }: ExportContext): [name: string, value: string][] =>
  VARIABLES.flatMap(([name, value]): [string, string][] =>
    isStored(value) || value === 'accessToken' ? [] : [[name, values[value]]],
  );

/** Default variables whose values a tool reads from Parameter Store, with the names of these parameters. */
export const storedVariables = ({ stored }: ExportContext): [name: string, parameter: string][] =>
  VARIABLES.flatMap(([name, value]): [string, string][] => (isStored(value) ? [[name, stored[value]]] : []));

type Stored = 'clientId' | 'clientSecret' | 'refreshToken';

const isStored = (value: string): value is Stored =>
  ['clientId', 'clientSecret', 'refreshToken'].includes(value);

import type { SellingPartner } from '../../domain/application.ts';
import type { Operation } from '../../operations/operation.ts';
import type { AccountValues } from '../account-values.ts';

/** What the files are made of. */
export interface ExportContext {
  appName: string;
  /** Name of the authorization. */
  account: string;
  sellingPartner: SellingPartner;
  /** Options that lead the command line to the same stack again, such as ` --local`; empty where it needs none. */
  again: string;
  /** The folder that the person names. */
  out: string;
  /** Names of the parameters that hold the credentials, and the AWS region they are in. */
  stored: { clientId: string; clientSecret: string; refreshToken: string; region: string };
  /** Amazon's id of the application; empty where it is not stored. */
  applicationId: string;
  values: Omit<AccountValues, 'accessToken'>;
  /** Address of the sandbox in the same region. */
  sandboxEndpoint: string;
  /** Operations that the files offer. */
  operations: readonly Operation[];
  /** Whether secrets may stand in files; if not, the secret values are empty. */
  withSecrets: boolean;
}

/** A file that is ready to use. */
export interface ExportFile {
  /** Below the folder that the person names. */
  path: string;
  text: string;
  /** It holds secrets: nobody else may read it, and git may not track it. */
  secret?: boolean;
}

/** A tool or a library, and the files that connect it. */
export interface Target {
  name: string;
  /** One line for the list. */
  about: string;
  /** Its files offer the operations of the context. */
  offersOperations?: true;
  /** It reaches only Amazon and AWS themselves, so it cannot use a local stack. */
  needsAmazon?: boolean;
  files(context: ExportContext): ExportFile[];
  /** What to do with the files. */
  next(context: ExportContext): string[];
}

/** A JSON file as a person reads it. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The command that runs a program with the credentials. */
export const execOf = ({ appName, account, again }: ExportContext, library?: string): string =>
  `spapi exec ${appName}/${account}${again}${library ? ` --for ${library}` : ''} --`;

/** The folder of the export, or a file in it, in a command of a shell. */
export function fileOf({ out }: Pick<ExportContext, 'out'>, path?: string): string {
  const file = path ? `${out.replace(/\/$/, '')}/${path}` : out;
  return /^[\w./~-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
}

/** Operations in folders by API and version, in the order of the catalogue. */
export function foldersOf(operations: readonly Operation[]): [folder: string, operations: Operation[]][] {
  const folders = new Map<string, Operation[]>();
  for (const one of operations) {
    const name = `${one.api} ${one.version}`;
    folders.set(name, [...(folders.get(name) ?? []), one]);
  }
  return [...folders];
}

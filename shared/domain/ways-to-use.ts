/** One way to use an application that works. */
export interface WayToUse {
  what: string;
  command: string;
}

/**
 * The shortest ways to use an application that works: for its message and its pages.
 * @param account name of one of its accounts, where it is known
 */
export function waysToUse(appName: string, account?: string): WayToUse[] {
  const target = account ? `${appName}/${account}` : appName;
  return [
    { what: 'List the operations you can call', command: 'npm run spapi -- operations' },
    { what: 'Call one', command: `npm run spapi -- call ${target} OPERATION` },
  ];
}

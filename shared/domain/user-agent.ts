/**
 * How requests of an application name themselves; Amazon wants the language in it.
 * Source: developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests
 */
export const userAgentOf = (appName: string): string =>
  `${appName}/1.0 (Language=TypeScript/6.0; Platform=Node.js/${process.versions.node})`;

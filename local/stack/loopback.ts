import * as http from 'node:http';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/**
 * Keeps a proxy of the user from the services on this machine: everything here speaks to loopback, and a proxy elsewhere
 * cannot reach it. Programs that this process starts inherit it.
 * @param env the environment, which is changed
 */
export function keepLoopbackDirect(env: NodeJS.ProcessEnv = process.env): void {
  const named = [env.NO_PROXY, env.no_proxy].flatMap((list) => list?.split(',') ?? []);
  const list = [...new Set([...named.map((host) => host.trim()), ...LOOPBACK])].filter(Boolean).join(',');
  env.NO_PROXY = list;
  env.no_proxy = list;
  // Node has read the variables when it started, so it is told again.
  if (env.NODE_USE_ENV_PROXY) http.setGlobalProxyFromEnv(env);
}

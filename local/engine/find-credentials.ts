import type { Engine } from './engine.ts';
import type { IssuedCredential, IssuedCredentials } from './issued-credentials.ts';

/**
 * Finds the credentials behind an access key id. The embedded AWS knows all that it has issued: keys of users, and
 * sessions that any program got. Of another AWS only those are known that went through the recorder.
 */
export const findCredentialsOf =
  (
    { started, endpoint, credentials }: Pick<Engine, 'started' | 'endpoint' | 'credentials'>,
    issued: IssuedCredentials,
  ) =>
  async (accessKeyId: string): Promise<IssuedCredential | undefined> => {
    if (!started) return issued.find(accessKeyId);
    const reply = await fetch(`${endpoint}/_engine/credentials/${encodeURIComponent(accessKeyId)}`, {
      headers: { 'x-administrator-secret': credentials.secretAccessKey },
    });
    return reply.ok ? ((await reply.json()) as IssuedCredential) : undefined;
  };

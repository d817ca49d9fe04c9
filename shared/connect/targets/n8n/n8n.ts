import { createHash } from 'node:crypto';
import { type ExportContext, fileOf, json, type Target } from '../target.ts';

const FILE = 'credentials.json';

/** n8n identifies credentials by 16 characters; the same account has the same ones, so that importing again replaces. */
const idOf = ({ appName, account }: ExportContext) =>
  createHash('sha256').update(`${appName}/${account}`).digest('hex').slice(0, 16);

/** Source: riknetus/n8n-nodes-amazon-selling-partner commit 2850c32; n8n-io/n8n, import:credentials */
const credential = (context: ExportContext) => ({
  id: idOf(context),
  name: `SP-API ${context.appName}/${context.account}`,
  type: 'amazonSpApi',
  data: {
    environment: context.values.environment.toLowerCase(),
    awsRegion: context.values.awsRegion,
    lwaClientId: context.values.clientId,
    lwaClientSecret: context.values.clientSecret,
    lwaRefreshToken: context.values.refreshToken,
  },
});

/** Credentials of the community node for SP-API: n8n itself has none. */
export const n8n: Target = {
  name: 'n8n',
  needsAmazon: true,
  about:
    'credentials for the n8n node n8n-nodes-amazon-selling-partner; secrets are empty without --with-secrets',
  files: (context) => [{ path: FILE, text: json([credential(context)]), secret: context.withSecrets }],
  next: (context) => [
    `n8n import:credentials --input=${fileOf(context, FILE)}`,
    context.withSecrets
      ? `Delete ${FILE}: n8n has encrypted its own copy. After each rotation, export and import again.`
      : 'Enter the client secret and the refresh token in n8n. After each rotation, enter the new client secret.',
  ],
};

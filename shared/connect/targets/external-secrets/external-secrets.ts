import { type ExportContext, type ExportFile, fileOf, type Target } from '../target.ts';
import { publicVariables, storedVariables } from '../variables.ts';

const nameOf = ({ appName, account }: ExportContext) => `sp-api-${appName}-${account}`;

const store = (
  context: ExportContext,
) => `# The service account needs an IAM role with the rights of a reader.
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata:
  name: ${nameOf(context)}
spec:
  provider:
    aws:
      service: ParameterStore
      region: ${context.stored.region}
      auth:
        jwt:
          serviceAccountRef:
            name: ${nameOf(context)}
`;

/** After a rotation the old client secret works for seven more days, so an hour is early enough. */
const secret = (context: ExportContext) => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: ${nameOf(context)}
spec:
  refreshInterval: 1h
  secretStoreRef:
    kind: SecretStore
    name: ${nameOf(context)}
  target:
    name: ${nameOf(context)}
    template:
      mergePolicy: Merge
      data:
${publicVariables(context)
  .map(([name, value]) => `        ${name}: ${JSON.stringify(value)}`)
  .join('\n')}
  data:
${storedVariables(context)
  .map(([name, key]) => `    - secretKey: ${name}\n      remoteRef:\n        key: ${key}`)
  .join('\n')}
`;

const files = (context: ExportContext): ExportFile[] => [
  { path: 'secret-store.yaml', text: store(context) },
  { path: 'external-secret.yaml', text: secret(context) },
];

/** External Secrets Operator, which copies from Parameter Store into a secret of Kubernetes. */
export const externalSecrets: Target = {
  name: 'external-secrets',
  needsAmazon: true,
  about: 'manifests for Kubernetes External Secrets, which read Parameter Store',
  files,
  next: (context) => [
    `Give the service account ${nameOf(context)} an IAM role with the rights of a reader (docs/security.md).`,
    `kubectl apply -f ${fileOf(context, 'secret-store.yaml')} -f ${fileOf(context, 'external-secret.yaml')}`,
    `In your deployment: envFrom: [{ secretRef: { name: ${nameOf(context)} } }]`,
  ],
};

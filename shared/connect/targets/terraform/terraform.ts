import type { ExportContext, ExportFile, Target } from '../target.ts';

/** Ephemeral outputs came with 1.10, arguments that take them with 1.11; the resource with 5.77 of the provider. */
const VERSIONS = `terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.77"
    }
  }
}
`;

const VALUES = {
  client_id: 'clientId',
  client_secret: 'clientSecret',
  refresh_token: 'refreshToken',
} as const;

const main = ({ stored }: ExportContext) => `# Ephemeral: no value enters the state or a plan.
data "aws_caller_identity" "current" {}

locals {
  parameters = "arn:aws:ssm:${stored.region}:\${data.aws_caller_identity.current.account_id}:parameter"
}
${Object.entries(VALUES)
  .map(
    ([name, value]) => `
ephemeral "aws_ssm_parameter" "${name}" {
  arn = "\${local.parameters}${stored[value]}"
}
`,
  )
  .join('')}`;

function outputs({ values }: ExportContext): string {
  const secret = Object.keys(VALUES).map(
    (name) => `output "${name}" {
  value     = ephemeral.aws_ssm_parameter.${name}.value
  ephemeral = true
}
`,
  );
  const open = {
    endpoint: values.endpoint,
    lwa_endpoint: values.lwaEndpoint,
    marketplace_id: values.marketplaceId,
    region: values.region,
  };
  const plain = Object.entries(open).map(
    ([name, value]) => `output "${name}" {
  value = ${JSON.stringify(value)}
}
`,
  );
  return [...secret, ...plain].join('\n');
}

const files = (context: ExportContext): ExportFile[] => [
  { path: 'versions.tf', text: VERSIONS },
  { path: 'main.tf', text: main(context) },
  { path: 'outputs.tf', text: outputs(context) },
];

/** A Terraform module whose secrets are ephemeral values. Only a module that is called may have such outputs. */
export const terraform: Target = {
  name: 'terraform',
  needsAmazon: true,
  about: 'a Terraform module that reads Parameter Store; its secrets are ephemeral and enter no state',
  files,
  next: ({ stored, out }) => [
    `Call it as a module: module "sp_api" { source = "${/^[./]/.test(out) ? out : `./${out}`}" }`,
    `Its AWS provider must use the region ${stored.region} and may be of version 5.77 or newer.`,
    'Hand the secrets to write-only arguments: secret_string_wo = module.sp_api.client_secret',
  ],
};

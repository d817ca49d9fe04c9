import { firstCallOf } from '../first-call.ts';
import type { ExportContext, Target } from '../target.ts';
import { publicVariables, storedVariables } from '../variables.ts';

/** Secrets are in the environment of one step: on no disk, in no output and on no command line. */
const SCRIPT = (context: ExportContext) => `for pair in ${storedVariables(context)
  .map(([name, parameter]) => `${name}=${parameter}`)
  .join(' ')}; do
  value=$(aws ssm get-parameter --name "\${pair#*=}" --with-decryption --query Parameter.Value --output text)
  echo "::add-mask::$value"
  export "\${pair%%=*}=$value"
done

# Put your own program in place of the lines below: it finds all in its environment.
token=$(printf 'data-urlencode = "%s"\\n' grant_type=refresh_token "client_id=$SP_API_CLIENT_ID" \\
  "client_secret=$SP_API_CLIENT_SECRET" "refresh_token=$SP_API_REFRESH_TOKEN" |
  curl --config - --silent --show-error --fail "$SP_API_OAUTH_URL" | jq --raw-output .access_token)
echo "::add-mask::$token"
printf 'header = "x-amz-access-token: %s"\\n' "$token" |
  curl --config - --silent --show-error --fail --user-agent "$SP_API_USER_AGENT" \\
    "$SP_API_BASE_URL${firstCallOf(context).path}"
`;

const indented = (text: string) => text.replace(/^(?=.)/gm, ' '.repeat(10));

const workflow = (context: ExportContext) => `name: SP-API
on: workflow_dispatch

permissions:
  contents: read
  id-token: write

jobs:
  call:
    runs-on: ubuntu-latest
    env:
${publicVariables(context)
  .map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`)
  .join('\n')}
    steps:
      - uses: actions/checkout@v5
      - uses: aws-actions/configure-aws-credentials@v5
        with:
          role-to-assume: \${{ vars.AWS_ROLE_ARN }}
          aws-region: ${context.stored.region}
      - name: Call SP-API
        shell: bash
        run: |
${indented(SCRIPT(context))}`;

/** A workflow that reads Parameter Store with a role of AWS, so GitHub stores no secret. */
export const githubActions: Target = {
  name: 'github-actions',
  needsAmazon: true,
  about: 'a workflow for GitHub Actions that reads Parameter Store with a role of AWS and makes a first call',
  files: (context) => [
    { path: `.github/workflows/sp-api-${context.appName}-${context.account}.yml`, text: workflow(context) },
  ],
  next: () => [
    'Make an IAM role that trusts token.actions.githubusercontent.com for your repository and branch, with the rights of a reader (docs/security.md).',
    'gh variable set AWS_ROLE_ARN --body arn:aws:iam::ACCOUNT:role/NAME',
    'Commit the workflow, then run it on the Actions page.',
  ],
};

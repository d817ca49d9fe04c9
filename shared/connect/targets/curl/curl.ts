import { firstCallOf } from '../first-call.ts';
import { execOf, fileOf, type Target } from '../target.ts';

const SCRIPT = `#!/bin/sh
# Calls SP-API: sh call.sh METHOD PATH [curl options]. The access token stays out of the command line.
set -eu
: "\${SP_API_ACCESS_TOKEN:?is not set. Run this with: spapi exec APP/AUTHORIZATION -- sh call.sh METHOD PATH}"
method=$1; path=$2; shift 2
printf 'header = "x-amz-access-token: %s"\\n' "$SP_API_ACCESS_TOKEN" |
  curl --config - --silent --show-error --request "$method" --user-agent "$SP_API_USER_AGENT" \\
    --header 'accept: application/json' "$@" "$SP_API_BASE_URL$path"
`;

/** curl, by a shell script. */
export const curl: Target = {
  name: 'curl',
  about: 'a shell script that calls any path with curl',
  files: () => [{ path: 'call.sh', text: SCRIPT }],
  next: (context) => [
    `${execOf(context)} sh ${fileOf(context, 'call.sh')} GET '${firstCallOf(context).path}'`,
  ],
};

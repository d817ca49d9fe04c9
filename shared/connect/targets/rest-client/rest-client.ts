import { httpRequest } from '../http-file.ts';
import { type ExportContext, execOf, fileOf, type Target } from '../target.ts';

const HEAD = `@base_url = {{$processEnv SP_API_BASE_URL}}
@access_token = {{$processEnv SP_API_ACCESS_TOKEN}}
@user_agent = {{$processEnv SP_API_USER_AGENT}}
`;

/** VS Code REST Client: it reads the environment in which the editor was started. */
export const restClient: Target = {
  name: 'rest-client',
  offersOperations: true,
  about: 'a .http file for VS Code REST Client, which reads the environment of the editor',
  files: ({ operations, appName }: ExportContext) => [
    { path: `${appName}.http`, text: `${HEAD}\n${operations.map(httpRequest).join('\n')}` },
  ],
  next: (context) => [`${execOf(context)} code ${fileOf(context)}`],
};

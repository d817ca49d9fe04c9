/** Libraries that take both addresses of a local stack. */
const WORK_HERE = { node: 'amazon-sp-api-sdk-js', python: 'amzn-sp-api' };

/** What a person must know who connects something to a local stack that cannot work there. */
export const notOnLocalStack = (name: string): string =>
  `Note: ${name} reaches only Amazon and AWS themselves, which do not know the credentials of a local stack: use it with a real application. For Node, ${WORK_HERE.node} works on a local stack; for Python, ${WORK_HERE.python}.`;

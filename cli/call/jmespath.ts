/** Read only for --query. */
export { search } from '@aws-lambda-powertools/jmespath';

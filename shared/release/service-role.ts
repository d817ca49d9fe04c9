/** The folder of a function or machine as a logical id: `check-client` is `CheckClient`. */
export const logicalName = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase());

/**
 * An IAM role that a service of AWS takes on, with one policy.
 * @param service its principal, such as `lambda.amazonaws.com`
 */
export const serviceRole = (service: string, PolicyName: string, statements: readonly object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName, PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});

/** Bounds every AWS request, so that a silent network ends in an error we can name, not in Lambda's timeout. */
export const AWS_CLIENT_CONFIG = {
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000 },
  maxAttempts: 3,
};

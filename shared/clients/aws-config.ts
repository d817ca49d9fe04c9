/**
 * Bounds every AWS request, so that a silent network ends in an error we can name, not in Lambda's timeout: all three
 * attempts together take less time than a function has.
 */
export const AWS_CLIENT_CONFIG = {
  // Without the last one the SDK only logs that the time is over, and goes on waiting.
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  maxAttempts: 3,
};

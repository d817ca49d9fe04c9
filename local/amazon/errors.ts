import type { Answer } from './http.ts';

/** An error in the envelope of SP-API. `details` is left out where Amazon leaves it out. */
export function spApiError(status: number, code: string, message: string, details?: string): Answer {
  const error = { code, message, ...(details !== undefined && { details }) };
  return { status, code, body: { errors: [error] } };
}

const DENIED = 'Access to requested resource is denied.';

/** The 403 that says no more than its details, which are mostly empty. */
export function denied(details = ''): Answer {
  return spApiError(403, 'Unauthorized', DENIED, details);
}

/** Nothing lives at this host, path and method. */
export function nothingThere(): Answer {
  return spApiError(403, 'MissingAuthenticationToken', DENIED, '');
}

/** SP-API has the operation and the stand-in does not: that is no denial, and Amazon never says it. */
export function notSupported(operation: string, supported: readonly string[]): Answer {
  const message = `${operation} is not supported by this stand-in. It supports ${supported.join(', ')}.`;
  return spApiError(501, 'NotSupported', message, '');
}

/** The request itself is wrong. */
export function invalidInput(message: string): Answer {
  return spApiError(400, 'InvalidInput', message, '');
}

/** The bucket is empty. */
export function quotaExceeded(): Answer {
  return spApiError(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.', '');
}

/** Trouble on Amazon's side. */
export function internalFailure(): Answer {
  return spApiError(500, 'InternalFailure', 'We encountered an internal error. Please try again.', '');
}

/** Trouble on Amazon's side that says it will pass. */
export function serviceUnavailable(): Answer {
  return spApiError(503, 'ServiceUnavailable', 'Service is temporarily unavailable. Please try again.', '');
}

/** An error in the form of OAuth, as Login with Amazon answers it. */
export function lwaError(status: number, error: string, description: string, requestId: string): Answer {
  return {
    status,
    code: error,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
    body: { error, error_description: description, request_id: requestId },
  };
}

import { denied, internalFailure, lwaError, quotaExceeded, serviceUnavailable } from './errors.ts';
import { type Answer, page } from './http.ts';
import type { FaultAnswer, FaultScript, Store } from './store.ts';

type Name = Extract<FaultAnswer, string>;

/** Ends a scripted fault before its times are used up. */
export interface FaultHandle {
  stop(): void;
}

const OUTAGE_PAGE =
  '<!DOCTYPE html><html><head><title>503</title></head><body>Service Unavailable</body></html>';

const alike: Record<'html' | 'drop', () => Answer> = {
  html: () => page(503, OUTAGE_PAGE),
  drop: () => ({ status: 0, drop: true }),
};

const ofSpApi: Record<Name, () => Answer> = {
  ...alike,
  throttle: quotaExceeded,
  unauthorized: () => denied(),
  'server-error': internalFailure,
  unavailable: serviceUnavailable,
};

const ofLwa: Record<Name, (requestId: string) => Answer> = {
  ...alike,
  throttle: (id) => lwaError(429, 'temporarily_unavailable', 'The request rate is too high', id),
  unauthorized: (id) => lwaError(401, 'invalid_client', 'Client authentication failed', id),
  'server-error': (id) => lwaError(500, 'server_error', 'The server met an unexpected condition', id),
  unavailable: (id) => lwaError(503, 'temporarily_unavailable', 'The server is temporarily overloaded', id),
};

/** Remembers a fault for the requests to come. */
export function scriptFault(store: Store, script: FaultScript): FaultHandle {
  const fault = { ...script };
  store.faults.push(fault);
  return {
    stop() {
      fault.times = 0;
    },
  };
}

/** What a fault is matched against. */
export interface Occasion {
  target: FaultScript['target'];
  operation: string;
  host?: string;
}

function meets(fault: FaultScript, { target, operation, host }: Occasion): boolean {
  return (
    fault.times > 0 &&
    fault.target === target &&
    (fault.operation ?? operation) === operation &&
    (fault.host ?? host) === host
  );
}

/** The answer of the oldest fault that meets this request, used up by one; undefined when none does. */
export function takeFault(store: Store, occasion: Occasion, requestId: string): Answer | undefined {
  const fault = store.faults.find((one) => meets(one, occasion));
  if (!fault) return undefined;

  fault.times -= 1;
  const { answer } = fault;
  return typeof answer === 'string' ? faultAnswer(occasion.target, answer, requestId) : answer;
}

/** The answer of Login with Amazon or of SP-API that a fault stands for. */
export const faultAnswer = (target: FaultScript['target'], name: Name, requestId: string): Answer =>
  target === 'lwa' ? ofLwa[name](requestId) : ofSpApi[name]();

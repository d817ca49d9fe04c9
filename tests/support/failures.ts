/** What a catch stores: the name of an error and its cause. */
export interface Caught {
  Error: string;
  Cause: string;
}

/** How Step Functions hands on what a Lambda threw. */
export const thrown = (name: string, message: string): Caught => ({
  Error: name,
  Cause: JSON.stringify({ errorType: name, errorMessage: message, trace: [`${name}: ${message}`] }),
});

/** How a Parallel or Map catches what the Fail state of a branch packed. */
export const packed = (failure: Record<string, Caught>): Caught => ({
  Error: 'BranchFailed',
  Cause: JSON.stringify(failure),
});

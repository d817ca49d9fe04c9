/** What kind of trouble an error is: who can act and what kind of thing to do. Every known error has one. */
export const FAMILIES = {
  'aws-credentials': {
    means: 'AWS does not accept the credentials of the caller: none, ended, unknown, or signed wrongly.',
    who: 'whoever runs the call',
  },
  'not-allowed': {
    means: 'AWS knows the caller and does not allow this action.',
    who: 'who administers the AWS account',
  },
  throttled: { means: 'Too many calls in a short time.', who: 'whoever runs the calls' },
  quota: {
    means: 'A limit of the account, the resource or the value is reached.',
    who: 'who administers the account',
  },
  conflict: {
    means: 'Something of this name exists, or its present state does not allow the change.',
    who: 'whoever runs the call',
  },
  'not-found': { means: 'What the call names does not exist there.', who: 'whoever runs the call' },
  'malformed-policy': {
    means: 'IAM cannot read the policy document, or it is of the wrong kind.',
    who: 'who writes the policy',
  },
  'malformed-request': {
    means: 'The request does not have the form that the operation takes.',
    who: 'who writes the calling program',
  },
  'wrong-endpoint': {
    means: 'The call went to a host, path or region where this is not to be had.',
    who: 'who writes the calling program',
  },
  'wrong-operation': {
    means: 'The operation is removed, or is not the one for this.',
    who: 'who writes the calling program',
  },
  'lwa-credentials': {
    means: 'Login with Amazon does not accept client id and client secret, or they do not fit the token.',
    who: 'the primary user of the developer account',
  },
  'lwa-token': {
    means: 'The token that was sent is missing, malformed, expired or of the wrong kind.',
    who: 'who writes the calling program',
  },
  authorization: {
    means: 'The selling account, its authorization or the roles of the application do not allow the call.',
    who: 'the selling partner, or who administers the application',
  },
  registration: {
    means: 'The developer profile or the application is not registered the way this needs.',
    who: 'the primary user of the developer account',
  },
  sandbox: { means: 'The sandbox does not answer this request.', who: 'who writes the calling program' },
  network: { means: 'The connection to the service failed.', who: 'who runs the network' },
  'amazon-fault': { means: 'Amazon’s side fails.', who: 'Amazon; wait and try again' },
  'aws-fault': { means: 'AWS’s side fails.', who: 'AWS; wait and try again' },
  'not-yet': { means: 'It has to spread or be delivered first.', who: 'nobody; wait and try again' },
  'task-state': {
    means: 'The task or execution is not in a state in which this is possible.',
    who: 'whoever answers the task',
  },
} as const;

export type Family = keyof typeof FAMILIES;

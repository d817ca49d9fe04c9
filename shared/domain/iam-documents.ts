/** An IAM policy document: the identity policies and trust policies of the tutorial. */
export interface PolicyDocument {
  Version: string;
  Statement: PolicyStatement | PolicyStatement[];
  Id?: string;
}

export interface PolicyStatement {
  Sid?: string;
  Effect: string;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Principal?: string | Record<string, string | string[]>;
  NotPrincipal?: string | Record<string, string | string[]>;
  Condition?: Record<string, Record<string, string | string[] | boolean | number>>;
}

const VERSION = '2012-10-17';

/** Tutorial step 3.3: what the role may do. */
export function sellingPartnerPolicy(): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:*' }],
  };
}

/** Tutorial step 3.4: who may take the role; the user alone, not the account. */
export function trustPolicy(userArn: string): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [{ Effect: 'Allow', Principal: { AWS: userArn }, Action: 'sts:AssumeRole' }],
  };
}

/** Tutorial step 3.5: what the user may do; assume that role and nothing else. */
export function stsPolicy(roleArn: string): PolicyDocument {
  return { Version: VERSION, Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }] };
}

/**
 * Reads a document as IAM's Get calls return it: JSON, URL-encoded (RFC 3986).
 * @throws SyntaxError or URIError when it is neither
 */
export function decodeDocument(encoded: string): PolicyDocument {
  return JSON.parse(decodeURIComponent(encoded)) as PolicyDocument;
}

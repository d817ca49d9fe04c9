import { describe, expect, it } from '@jest/globals';
import {
  decodeDocument,
  type PolicyDocument,
  type PolicyStatement,
  sellingPartnerPolicy,
  stsPolicy,
  trustPolicy,
} from '#shared/domain/iam-documents.ts';
import { ROLE_ARN, USER_ARN } from '../../../support/subjects.ts';

const Version = '2012-10-17';
const document = (...Statement: PolicyStatement[]): PolicyDocument => ({ Version, Statement });
describe("the tutorial's documents", () => {
  it('allow what each step says, and no more', () => {
    const documents = [sellingPartnerPolicy(), trustPolicy(USER_ARN), stsPolicy(ROLE_ARN)];

    expect(documents).toEqual([
      document({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:*' }),
      document({ Effect: 'Allow', Principal: { AWS: USER_ARN }, Action: 'sts:AssumeRole' }),
      document({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE_ARN }),
    ]);
  });
});

describe('decodeDocument', () => {
  it("reads IAM's URL-encoded text, a plus sign included", () => {
    const original = document({ Effect: 'Allow', Action: 'a:b+c', Resource: 'arn:aws:s3:::x y/*?%' });

    const decoded = decodeDocument(encodeURIComponent(JSON.stringify(original)).replaceAll('%2B', '+'));

    expect(decoded).toEqual(original);
  });

  it.each(['', 'not JSON', '%E0%A4%A'])('throws on "%s"', (text) => {
    const decode = () => decodeDocument(text);

    expect(decode).toThrow(Error);
  });
});

/** A subject of the developer profile's security questions, and what can be answered truthfully. */
export interface SecurityControl {
  subject: string;
  /** What this deployment does, as a sentence for Amazon; absent where software cannot answer. */
  given?: string;
  /** What Amazon expects of the company, as a sentence for Amazon: for the answer only where it is true. */
  yours: string;
}

const WITH_PAGES =
  'One HTTPS address, for task pages, is reachable from the internet. It answers only to links that hold 256 random bits.';
const WITHOUT_PAGES = 'Nothing accepts connections from the internet.';

/**
 * What the security questions are about. `given` says only what this stack does as deployed.
 * @param pages whether the stack serves task pages; where that is not known, the answer says what holds when
 * Source: developer-docs.amazon/sp-api/docs/guidance-to-address-key-security-controls-in-sp-api-integration
 */
export const securityControls = (pages?: boolean): SecurityControl[] => [
  {
    subject: 'Network protection',
    given: `The integration runs on AWS Lambda and AWS Step Functions, without servers to maintain. All traffic is HTTPS with TLS 1.2 or newer. ${openAddress(pages)}`,
    yours:
      'Firewalls and network access lists deny unauthorized IP addresses to the systems that use the credentials, and devices of users have anti-malware software.',
  },
  {
    subject: 'Access to data and credentials',
    given:
      'Each function has an IAM role of its own with the rights it needs and no others. The IAM user of the integration may assume one role and do nothing else.',
    yours:
      'Each person has a personal account with multi-factor authentication. We review the list of accounts each quarter, and disable the account of a leaver within 24 hours.',
  },
  {
    subject: 'Encryption in transit and at rest',
    given:
      'All connections use HTTPS. Credentials are stored as SecureString parameters, encrypted with AWS KMS, and never appear in logs, messages, links or execution histories.',
    yours: 'Data that we fetch with the API is encrypted where we store it.',
  },
  {
    subject: 'Rotation of credentials',
    given:
      'The IAM access key is replaced every 90 days. The LWA client secret is replaced before its 180 days end. Access tokens live one hour and are never stored.',
    yours: 'We rotate all other credentials within the period that our policy names.',
  },
  {
    subject: 'Logging and monitoring',
    given:
      'Each step is logged without personal data, and logs are kept for 365 days. Failures are sent to the team by Amazon SNS.',
    yours: 'We keep the logs of the systems that use the API for 12 months and review them.',
  },
  {
    subject: 'Incident response',
    yours:
      'We have an incident response plan with a named contact, and inform Amazon of a security incident within 24 hours.',
  },
  {
    subject: 'Passwords',
    yours:
      'Passwords have at least 12 characters of four kinds, are locked after 10 failed attempts, and are changed within 365 days.',
  },
  {
    subject: 'Keeping and deleting personal data',
    given:
      'The integration stores no personal data. Its test calls list marketplaces or purchase order numbers.',
    yours:
      'We delete personal data within 30 days after the delivery of an order, unless law requires to keep it.',
  },
  {
    subject: 'Vulnerabilities',
    given:
      'All dependencies have pinned versions, a test suite runs before each release, and AWS patches the runtime.',
    yours: 'We fix critical vulnerabilities within 7 days and high ones within 30 days.',
  },
];

function openAddress(pages: boolean | undefined): string {
  if (pages !== undefined) return pages ? WITH_PAGES : WITHOUT_PAGES;
  return `[With task pages: ${WITH_PAGES}] [Deployed with --param pages=off: ${WITHOUT_PAGES}]`;
}

/** The text for Amazon's security questions, a line for each subject. */
export const securityLines = (pages?: boolean): string[] =>
  securityControls(pages).map(
    ({ subject, given, yours }) => `${subject}: ${given ? `${given} ` : ''}[If true: ${yours}]`,
  );

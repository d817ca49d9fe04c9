/** The eight steps of Amazon's tutorial, and the states that do each. */
export const TUTORIAL_STEPS = [
  { step: 1, title: 'Select a selling account', states: ['SelectSellingAccount'] },
  { step: 2, title: 'Request data access', states: ['RequestDataAccess'] },
  {
    step: 3,
    title: 'IAM user, policy, role; verify',
    states: [
      'ProvisionIamUser',
      'ProvisionIamPolicy',
      'ProvisionIamRole',
      'AttachStsPolicy',
      'VerifyPolicies',
    ],
  },
  { step: 4, title: 'Test AssumeRole', states: ['TestAssumeRole'] },
  { step: 5, title: 'Register the application', states: ['RegisterApplication'] },
  { step: 6, title: 'Self-authorize', states: ['SelfAuthorize'] },
  { step: 7, title: 'Exchange LWA tokens', states: ['ExchangeLwaToken'] },
  { step: 8, title: 'Call the Selling Partner API', states: ['CallSellingPartnerApi', 'RecordResults'] },
] as const;

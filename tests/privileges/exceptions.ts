/** A rule about grants, and why it holds. */
export interface Exception {
  role?: RegExp;
  action: RegExp;
  resource?: RegExp;
  reason: string;
}

/**
 * A deletion that is repeated because its answer was lost: what is gone has no path any more, so it is outside of ours. AWS
 * denies it, and the function looks whether it is gone.
 */
export const REPEATED_DELETION = {
  action: /^iam:Delete(Role|User|Policy)$/,
  resource: /:(role|user|policy)\/[^/]+$/,
};

/** Rights that no call on the embedded AWS shows. One that is shown, or not granted any more, has to go from here. */
export const UNSEEN: Exception[] = [
  {
    role: /FunctionRole$/,
    action: /^logs:(CreateLogStream|PutLogEvents)$/,
    reason: 'Lambda itself writes the log of a function, with the rights of its role',
  },
  {
    role: /MachineRole$/,
    action:
      /^logs:((Create|Get|Update|Delete)LogDelivery|ListLogDeliveries|PutResourcePolicy|Describe(ResourcePolicies|LogGroups))$/,
    reason: 'Step Functions itself delivers the log of a machine; AWS asks for exactly these',
  },
  {
    role: /MachineRole$/,
    action: /^xray:(PutTraceSegments|PutTelemetryRecords|GetSampling(Rules|Targets))$/,
    reason: 'Step Functions itself writes the traces of a machine; AWS asks for exactly these',
  },
  {
    role: /^CheckCredentialsMachineRole$/,
    action: /^states:(Describe|Stop)Execution$/,
    reason: 'AWS runs a distributed Map as child executions, which the embedded AWS does not',
  },
  {
    role: /^IssueAccessTokenFunctionRole$/,
    action: /^kms:Decrypt$/,
    reason: 'the test that asks for a token has its secrets stored by the command line, with the key of AWS',
  },
  {
    role: /ScheduleToStepFunctionsRole$/,
    action: /^states:StartExecution$/,
    reason: 'EventBridge starts what is scheduled; the embedded AWS does it without a role',
  },
  {
    role: /^TakeClientSecretFunctionRole$/,
    action: /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/,
    reason: 'Lambda itself reads the queue of a function; the embedded AWS does it without the role',
  },
  {
    role: /^TakeClientSecretFunctionRole$/,
    action: /^kms:(Decrypt|GenerateDataKey)$/,
    resource: /:key\/ClientSecretKey$/,
    reason:
      'SQS itself decrypts the messages of the queue, and encrypts what is put aside; the embedded AWS uses no key',
  },
  {
    role: /^(CloseMendedTasks|DeactivateAccessKeys|DeactivateOldAccessKey|DeleteParameters|ReplaceStoredAccessKey|RestoreOldAccessKey)FunctionRole$/,
    action: /^ssm:AddTagsToResource$/,
    resource: /(?<!\/iam\/previous-access-key)$/,
    reason: 'a parameter gets its tags when it is created; these functions mostly overwrite one that exists',
  },
  {
    role: /^RemoveExpiredFunctionRole$/,
    action: /^ssm:DeleteParameters$/,
    resource: /\/lwa\/previous-client-secret$/,
    reason: 'a client secret is deleted eight days after it was replaced, by the clock of Parameter Store',
  },
  {
    role: /^TakeClientSecretFunctionRole$/,
    action: /^ssm:AddTagsToResource$/,
    resource: /\/lwa\/client-secret$/,
    reason:
      'a parameter gets its tags when it is created; the client secret exists, unless a person deleted it',
  },
];

/** Every wildcard in a resource, and why nothing narrower will do. */
export const WILDCARDS: Exception[] = [
  {
    role: /^ReportEndedExecutionFunctionRole$/,
    action: /^states:GetExecutionHistory$/,
    resource: /:execution:sp-api-private-app-[a-z-]+:\*$/,
    reason: 'an execution gets its name when it is started',
  },
  {
    action: /^ssm:/,
    resource:
      /:parameter\/sp-api\/\*\/((tasks|outcomes)\/\*|turns\/task-\*|authorizations\/\*\/[a-z-]+|[a-z/-]+)$/,
    reason: 'the names of applications, tasks and accounts are chosen when an execution starts',
  },
  {
    action: /^ssm:/,
    resource: /:parameter\/sp-api\/_links\/\*$/,
    reason: 'a link is stored by the hash of its random id',
  },
  {
    action: /^ssm:/,
    resource: /:parameter\/sp-api\/_remov(als|ed)\/\*$/,
    reason: 'the record of a removal is named after its application',
  },
  {
    role: /^DeleteParametersFunctionRole$/,
    action: /^ssm:DeleteParameters$/,
    resource: /:parameter\/sp-api\/\*\/\*$/,
    reason:
      'a removal deletes all that is below the path of an application, whatever later versions keep there',
  },
  {
    action: /^ssm:DescribeParameters$/,
    resource: /^\*$/,
    reason: 'AWS allows only "*" here; it lists names without values',
  },
  {
    action: /^iam:/,
    resource:
      /:(user\/sp-api\/sp-api-|role\/sp-api\/SellingPartnerAPIRole-|policy\/sp-api\/SellingPartnerAPI-)\*$/,
    reason: 'the name of an application is chosen when an execution starts; the path and the prefix are ours',
  },
  {
    action: /^iam:Get(User|Role)$/,
    resource: /:(user\/sp-api-|role\/SellingPartnerAPIRole-)\*$/,
    reason: 'a namesake outside our path is named as such; this only reads',
  },
  {
    role: /^(VerifyPolicies|DiagnoseApplication)FunctionRole$/,
    action: /^iam:(Get|List|Simulate)/,
    resource: /:(user|role|policy)\/\*$/,
    reason: 'adopted users, roles and policies have names of their own; this only reads',
  },
  {
    role: /FunctionRole$/,
    action: /^logs:(CreateLogStream|PutLogEvents)$/,
    resource: /:log-group:\/aws\/lambda\/sp-api-private-app-[a-z-]+:\*$/,
    reason: 'Lambda chooses the names of the streams in the one log group',
  },
  {
    role: /MachineRole$/,
    action: /^lambda:InvokeFunction$/,
    resource: /:function:sp-api-private-app-[a-z-]+:\*$/,
    reason: 'an execution that waits calls the version of a function that was published with its definition',
  },
  {
    role: /MachineRole$/,
    action: /^(logs|xray):/,
    resource: /^\*$/,
    reason: 'AWS knows the delivery of logs and traces for all resources only',
  },
  {
    role: /^CheckCredentialsMachineRole$/,
    action: /^states:(Describe|Stop)Execution$/,
    resource: /:execution:sp-api-private-app-check-credentials[:/]\*$/,
    reason: 'AWS chooses the names of the child executions of a distributed Map',
  },
  {
    role: /^(BeginRemoval|SelectSellingAccount)FunctionRole$/,
    action: /^states:(Describe|Stop)Execution$/,
    resource: /:execution:sp-api-private-app-(create-private-app|remove-private-app|rotate-[a-z-]+):\*$/,
    reason: 'an execution has a name of its own; the machines are those of this stack',
  },
  {
    role: /^(ReportRemoval|SubscribeAddress)FunctionRole$/,
    action: /^sns:((Get|Set)SubscriptionAttributes|Unsubscribe)$/,
    resource: /^\*$/,
    reason: 'a subscription is no resource of its own for IAM',
  },
];

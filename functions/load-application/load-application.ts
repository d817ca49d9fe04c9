import * as z from 'zod/mini';
import { inputOf } from '#shared/domain/application.ts';
import { isCertain, SecretDates } from '#shared/domain/client-secret.ts';
import { RotationRecord } from '#shared/domain/key-rotation.ts';
import { dueRotationDays, secretExpiry } from '#shared/domain/secret-expiry.ts';
import { unpackApplication } from '#shared/domain/stored-application.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import { timeDigits } from '#shared/domain/times.ts';
import { MissingParameter } from '#shared/errors/broken.ts';
import type { Services } from '#shared/services.ts';
import { markOf, markPaths } from '#shared/tasks/credentials-mark.ts';
import type { Input, Output } from './schema.ts';

/** `rotateDaysBefore` is the deployment's setting. */
type Needs = Pick<Services, 'clock' | 'parameters'> & { rotateDaysBefore: number };

const Summary = z.object({
  iam: z.object({
    userArn: z.optional(z.string()),
    roleArn: z.optional(z.string()),
    policyArn: z.optional(z.string()),
  }),
});
/** The last part of the name of the execution that rotates it now: of executions with one name there is one. */
function rotationOf(secretEnds: string, daysBefore: number, now: Date): string | undefined {
  const due = dueRotationDays(secretEnds, daysBefore, now);
  return due === undefined ? undefined : `${timeDigits(secretEnds)}-${due}`;
}

/** What is to be checked of an application, and what of it expires when. */
export async function loadApplication(
  { clock, parameters, rotateDaysBefore }: Needs,
  { appName, waiting }: Input,
): Promise<Output> {
  const paths = parameters.paths.of(appName);
  const { secretDates } = paths.lwa;
  const { record } = paths.keyRotation;
  const stored = await parameters.get([paths.config, paths.summary, record, ...markPaths(paths)]);
  const application = unpackApplication(stored[paths.config]);
  const summary = readStored(Summary, stored[paths.summary]);
  if (!application || !summary) throw notReady(appName);
  const { sandbox, authorizations, iam } = application;
  const { userArn, roleArn, policyArn } = summary.iam;
  const complete = iam.mode !== 'none' && userArn && roleArn && policyArn !== undefined;
  const dates = readStored(SecretDates, stored[secretDates]) ?? {};
  const { expiresAt: secretEnds, notificationId } = dates;
  const known = {
    sandbox,
    isAsked: waiting.some(({ task }) => task === 'register-queue'),
    isRegistered: notificationId !== undefined,
    isCertain: isCertain(dates),
  };
  const rotateSecret = secretEnds && rotationOf(secretEnds, rotateDaysBefore, clock.now());
  const openRotation = readStored(RotationRecord, stored[record]);
  return {
    appName,
    sandbox,
    ...(complete && { resources: { appName, mode: iam.mode, userArn, roleArn, policyArn } }),
    iam: roleArn ? { roleArn } : {},
    authorizations,
    input: inputOf(application),
    ...(rotateSecret && { rotateSecret }),
    ...(!sandbox && !notificationId && { registerQueue: true }),
    credentialsMark: markOf(paths, stored),
    keyRotationSince: openRotation?.startedAt ?? '',
    waiting,
    expiries: secretEnds ? [secretExpiry(secretEnds, known, rotateDaysBefore, clock.now())] : [],
  };
}

const notReady = (appName: string) =>
  new MissingParameter({
    what: `${appName} has no configuration and summary in Parameter Store, so it was never ready.`,
    remedy: 'Start create-private-app for it, or check the name.',
  });

import type { Command } from 'commander';

/** Adds a command, or a group of them, to the program. */
type Add = (program: Command) => void;

/** A command as --help lists it; the rest is read only when it is called. */
interface Listed {
  summary: string;
  load(): Promise<Add>;
}

/** All commands by name, in the order of --help. */
export const COMMANDS: Record<string, Listed> = {
  deploy: {
    summary: 'deploy the stack of this version, or update it',
    load: async () => (await import('./commands/deploy.ts')).addDeploy,
  },
  start: {
    summary: 'start create-private-app for an application',
    load: async () => (await import('./commands/start.ts')).addStart,
  },
  status: {
    summary: 'what is ready, what failed, what waits',
    load: async () => (await import('./commands/status.ts')).addStatus,
  },
  check: {
    summary: 'start check-credentials',
    load: async () => (await import('./commands/check.ts')).addCheck,
  },
  rotate: {
    summary: 'replace the client secret or the access key',
    load: async () => (await import('./commands/rotate.ts')).addRotate,
  },
  diagnose: {
    summary: 'find out why calls fail, and what to do',
    load: async () => (await import('./commands/diagnose.ts')).addDiagnose,
  },
  doctor: {
    summary: 'check a deployed stack and what it depends on',
    load: async () => (await import('./commands/doctor.ts')).addDoctor,
  },
  runbook: {
    summary: 'print what to do about a message or an error',
    load: async () => (await import('./commands/runbook.ts')).addRunbook,
  },
  remove: {
    summary: 'start remove-private-app for an application',
    load: async () => (await import('./commands/remove.ts')).addRemove,
  },
  task: {
    summary: 'show and answer the tasks that wait for a person',
    load: async () => (await import('./commands/task.ts')).addTask,
  },
  key: {
    summary: 'store the access key of an adopted IAM user',
    load: async () => (await import('./commands/key-store.ts')).addKey,
  },
  secret: {
    summary: 'store a client secret that was rotated by hand',
    load: async () => (await import('./commands/secret-store.ts')).addSecret,
  },
  call: {
    summary: 'call an operation of SP-API with the stored credentials',
    load: async () => (await import('./commands/call.ts')).addCall,
  },
  exec: {
    summary: 'run a program with the credentials in its environment',
    load: async () => (await import('./commands/exec.ts')).addExec,
  },
  export: {
    summary: 'write files that connect a tool or a library',
    load: async () => (await import('./commands/export.ts')).addExport,
  },
  token: {
    summary: 'print a fresh access token',
    load: async () => (await import('./commands/token.ts')).addToken,
  },
  operations: {
    summary: 'list the operations of SP-API, their rates and roles',
    load: async () => (await import('./commands/operations.ts')).addOperations,
  },
  roles: {
    summary: 'name the smallest set of data access roles for some operations',
    load: async () => (await import('./commands/roles.ts')).addRoles,
  },
  mws: {
    summary: 'say what replaces an operation of Amazon MWS; find them in a source tree',
    load: async () => (await import('./commands/mws.ts')).addMws,
  },
  completion: {
    summary: 'print a script that completes commands in your shell',
    load: async () => (await import('./commands/completion.ts')).completionOf(addAll),
  },
};

/** Adds all commands, for what is made of the whole program. */
async function addAll(program: Command): Promise<void> {
  for (const { load } of Object.values(COMMANDS)) (await load())(program);
}

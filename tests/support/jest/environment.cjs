const { ModuleMocker } = require('jest-mock');

/**
 * The environment of a test file is Node.js itself, as for the product: there is no second set of globals, and each
 * module is loaded once for all test files of a worker. What a test file has changed of the process is put back.
 */
module.exports = class NativeEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  env = { ...process.env };
  exit = process.exit;
  console = globalThis.console;

  async setup() {}

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    for (const name of Object.keys(process.env)) if (!(name in this.env)) delete process.env[name];
    Object.assign(process.env, this.env);
    process.exit = this.exit;
    globalThis.console = this.console;
  }

  getVmContext() {
    return null;
  }
};

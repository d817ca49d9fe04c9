const { readFileSync } = require('node:fs');
const { registerHooks } = require('node:module');
const { Server } = require('node:net');
const { pathToFileURL } = require('node:url');

const globals = pathToFileURL(require.resolve('./globals.mjs')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context),
  // As the bundler does it: style and script of pages are texts.
  load: (url, context, next) =>
    /\.(css|client\.js)$/.test(url)
      ? { format: 'module', source: asText(url), shortCircuit: true }
      : next(url, context),
});

// No server keeps a worker running that has no test left, such as those of a stack that test files share.
const { listen } = Server.prototype;
Server.prototype.listen = function (...given) {
  this.unref();
  this.on('connection', (socket) => socket.unref());
  return listen.apply(this, given);
};

const asText = (url) => `export default ${JSON.stringify(readFileSync(new URL(url), 'utf8'))};`;

/**
 * Loads test files as Node.js loads any module. Jest's own runtime compiles every module, its own too, anew for each file,
 * which took half of the time of the unit tests (docs/decisions.md).
 */
module.exports = class NativeRuntime {
  constructor(_config, { moduleMocker }) {
    const { fn, spyOn, restoreAllMocks } = moduleMocker;
    globalThis.jest = Object.fromEntries(
      Object.entries({ fn, spyOn, restoreAllMocks }).map(([name, mock]) => [name, mock.bind(moduleMocker)]),
    );
  }

  /** This module of Jest holds the tests of one file, so it is loaded again for each file. */
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    return require(path);
  }

  requireModule(path) {
    return require(path);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(path).href);
  }

  getSourceMaps() {
    return new Map();
  }

  getAllCoverageInfoCopy() {}
  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
};

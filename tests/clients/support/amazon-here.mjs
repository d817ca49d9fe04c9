// Loaded into Node before a client: connections to Amazon go to the port of the stand-in on this machine.
// The name stays, so that the certificate is checked for it. A proxy would not do: some clients take none.
import { Agent } from 'node:https';

const { createConnection } = Agent.prototype;
const port = process.env.TLS_AMAZON_PORT;

Agent.prototype.createConnection = function connect(options, ...rest) {
  const here = options.host?.endsWith('.amazon.com')
    ? { ...options, host: '127.0.0.1', port, servername: options.host }
    : options;
  return createConnection.call(this, here, ...rest);
};

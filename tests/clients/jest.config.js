import { join } from 'node:path';
import { project } from '../../jest.config.js';

/** Apart from the others, because it installs hundreds of packages: npm run test:clients. */
export default { ...project('clients', 'clients'), rootDir: join(import.meta.dirname, '../..') };

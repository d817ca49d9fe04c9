import { join } from 'node:path';
import { project } from '../../jest.config.js';

/** Apart from the others, because it judges what all of them have recorded. */
export default { ...project('privileges', 'privileges'), rootDir: join(import.meta.dirname, '../..') };

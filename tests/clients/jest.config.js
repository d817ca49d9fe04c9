import { apart } from '../../jest.config.js';

/** Apart from the others, because it installs hundreds of packages: npm run test:clients. */
export default apart('clients');

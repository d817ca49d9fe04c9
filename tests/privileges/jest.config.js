import { apart } from '../../jest.config.js';

/** Apart from the others, because it judges what all of them have recorded. */
export default apart('privileges');

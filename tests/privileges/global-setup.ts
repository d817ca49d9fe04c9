import { forgetCalls } from './recorded-stacks.ts';

export default forgetCalls;

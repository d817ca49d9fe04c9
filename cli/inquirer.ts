/** The prompts that commands use, read only when somebody is asked. */
export { confirm, input, password } from '@inquirer/prompts';

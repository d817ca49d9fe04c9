import { Application, ExecutionInput } from '#shared/domain/application.ts';

export const Input = ExecutionInput;
export type Input = ExecutionInput;
export const Output = Application;
export type Output = Application;

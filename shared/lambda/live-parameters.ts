import { createParameterStore, type ParameterStore } from '../clients/parameter-store.ts';
import { environment } from './environment.ts';

/** Parameter Store with the paths, tags and KMS key of this deployment. */
export const liveParameters = (): ParameterStore =>
  createParameterStore({ installation: environment.installation(), keyArn: environment.kmsKeyArn() });

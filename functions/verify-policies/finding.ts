/** A difference from the tutorial: a fault stops the work, anything else is a warning. */
export interface Finding {
  text: string;
  fault: boolean;
}

export const fault = (text: string): Finding => ({ text, fault: true });
export const warning = (text: string): Finding => ({ text, fault: false });

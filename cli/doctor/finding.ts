/** How bad it is: `problem` means that something does not work, or will not. */
export type Level = 'ok' | 'warning' | 'problem';

/** What the doctor found at one place. */
export interface Finding {
  /** What was looked at, in one word. */
  check: string;
  level: Level;
  what: string;
  /** What a person can do about it, with the exact command. Always there unless all is well. */
  todo?: string;
}

/** Something is as it should be. */
export const ok = (check: string, what: string): Finding => ({ check, level: 'ok', what });

/** Something may hurt later, or could not be looked at. */
export const warning = (check: string, what: string, todo: string): Finding => ({
  check,
  level: 'warning',
  what,
  todo,
});

/** Something is wrong. */
export const problem = (check: string, what: string, todo: string): Finding => ({
  check,
  level: 'problem',
  what,
  todo,
});

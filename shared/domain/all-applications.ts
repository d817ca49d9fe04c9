/** In place of the name of an application, where a message or a link is about all of them. */
export const ALL_APPLICATIONS = 'all-applications';

/** In place of the name of an application, where the input names none. */
export const UNKNOWN_APPLICATION = 'unknown-application';

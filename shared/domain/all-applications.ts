/** In place of the name of an application, where a message or a link is about all of them. */
export const ALL_APPLICATIONS = 'all-applications';

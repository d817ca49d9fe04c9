/** A text as the beginning of a sentence or a name. */
export const withCapital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A title within a sentence. */
export const withSmallLetter = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

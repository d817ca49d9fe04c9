/**
 * Parameter Store reads two braces as a reference to another parameter, and refuses the value.
 * Source: docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html (Value)
 */
const REFERENCE = /\{(?=\{)/g;

/** Whether a value can be a part of what is stored as plain text; JSON may hold it, see {@link storedForm}. */
export const isStorable = (value: string): boolean => !value.includes('{{');

/**
 * The form in which a text is stored. Within JSON one of two braces is written as an escape, which every reader of JSON
 * reads as the brace: there two braces are always a part of a text. Any other text stays as it is.
 */
export const storedForm = (text: string): string =>
  isStorable(text) || !isJson(text) ? text : text.replace(REFERENCE, '\\u007b');

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

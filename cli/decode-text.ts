/**
 * The text of a file: UTF-8 or UTF-16, with or without a byte order mark. Windows PowerShell writes UTF-16.
 * @param bytes as they were read
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/^\u{feff}/u, '');
}

function encodingOf([first = 0, second = 0, ...rest]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // JSON begins with a character of ASCII, of which one byte is zero in UTF-16.
  if (rest.length > 0 && second === 0 && first !== 0) return 'utf-16le';
  return first === 0 && second !== 0 ? 'utf-16be' : 'utf-8';
}

/**
 * Breaks a text between its words, so that no line is longer than the width unless a single word is.
 * @param used so much of the first line is taken; where not even a word fits beside that, the first line is empty
 */
export function wrap(text: string, width: number, used = 0): string[] {
  const lines: string[] = [''];
  let room = width - used;
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line ? `${line} ${word}` : word;
    if (longer.length <= room || (!line && lines.length > 1) || (!line && used === 0)) {
      lines[lines.length - 1] = longer;
      continue;
    }
    lines.push(word);
    room = width;
  }
  return lines;
}

import { Html, html } from '#shared/web/html.ts';

/** The colours of the command line, by their number in an escape sequence. */
const CLASSES: Record<string, string> = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow' };

const STYLE = `body { margin: 0; background: #0d1117; }
pre { display: inline-block; margin: 0; padding: 16px; color: #e6edf3; font: 14px/1.4 "DejaVu Sans Mono", monospace; }
.bold { font-weight: 700; } .dim { color: #6e7681; } .red { color: #ff7b72; } .green { color: #3fb950; } .yellow { color: #e3b341; }`;

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[(\\d{1,2})m`);

/** What a command printed on a terminal with colours, as a page whose picture can be taken. */
export function terminalPage(command: string, printed: string): string {
  const [first = '', ...parts] = printed.trimEnd().split(COLOUR);
  const spans = parts.flatMap((text, i) =>
    i % 2 === 1 ? [html`<span class="${CLASSES[parts[i - 1] ?? ''] ?? ''}">${text}</span>`] : [],
  );
  return html`<!doctype html><meta charset="utf-8"><style>${new Html(STYLE)}</style><pre>$ ${command}
${first}${spans}</pre>`.toString();
}

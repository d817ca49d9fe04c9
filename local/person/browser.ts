import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/**
 * Where Debian and others put Chromium; `CHROMIUM` names another place. The headless shell, Chromium without what is for
 * a screen, takes half of the processor time.
 */
const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
);

/** Starts a real Chromium. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM, ...PLACES].find((place) => place && existsSync(place));
  if (!executablePath)
    throw new Error('This needs Chromium: "apt-get install chromium", or set CHROMIUM to its path.');
  return chromium.launch({
    executablePath,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      // One process for the pages of a context: one for each page took a tenth more of the browser's time.
      '--renderer-process-limit=1',
      // Letters in shades of grey: pictures of pages are a third of the size.
      '--disable-lcd-text',
    ],
  });
}

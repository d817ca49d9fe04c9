import type { Locator, Page } from 'playwright-core';

/** Types answers into the fields of a page. */
export async function fillIn(page: Page, answers: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(answers)) await page.fill(`#${name}`, value);
}

/**
 * Presses a button that sends a form, and waits for the page that answers it: whoever reads or goes back before that
 * meets the page before, or a browser between two pages.
 */
export async function press(page: Page, name: string): Promise<void> {
  await sendBy(page, page.getByRole('button', { name, exact: true }));
}

/** Presses the main button of a page, as {@link press} does. */
export async function pressMain(page: Page): Promise<void> {
  await sendBy(page, page.locator('button.main'));
}

async function sendBy(page: Page, button: Locator): Promise<void> {
  const answered = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await Promise.all([answered, button.click()]);
  await page.waitForLoadState();
}

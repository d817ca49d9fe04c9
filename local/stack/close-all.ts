/** Something that was started and is closed again. */
export interface Closable {
  close(): Promise<void>;
}

/**
 * Closes everything, the last first. What cannot be closed, as where its AWS is gone, keeps nothing else open.
 * @throws the first error, when all is closed
 */
export async function closeAll(opened: Closable[]): Promise<void> {
  const errors: unknown[] = [];
  for (const part of opened.splice(0).reverse())
    await part.close().catch((error: unknown) => {
      errors.push(error);
    });
  if (errors.length > 0) throw errors[0];
}

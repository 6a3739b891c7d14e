/** Lets the page draw between the pieces of what is large. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Runs that go to disk batch by batch. */
export function LongRunPanel() {
  return null;
}

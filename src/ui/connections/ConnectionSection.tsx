/** Each synapse type's matrix at a glance. */
export function ConnectionSection() {
  return null;
}

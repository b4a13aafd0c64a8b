/** A registry that cannot be opened or does not have what was asked. The text says where, what was wrong and what to do. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
}

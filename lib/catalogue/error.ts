/** A model or setting that the catalogue does not have. The text says what was asked, what there is and which is nearest. */
export class CatalogueError extends Error {
  override readonly name = "CatalogueError";
}

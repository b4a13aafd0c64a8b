/** Whether NVIDIA's driver is loaded. */
export function hasNvidia(): boolean;
/** Which TensorFlow wheel holds the libraries for this machine, or why none does. */
export function tensorflowVariant(machine?: object): { readonly name?: string; readonly reason?: string };
export const libraries: readonly string[];

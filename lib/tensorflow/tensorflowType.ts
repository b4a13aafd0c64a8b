/** TensorFlow's number of a dtype (types.proto). */
export function tensorflowType(dtype: string): number {
  const number = TYPES[dtype];
  if (number === undefined) throw new RangeError(`the native engine has no ops for tensors of ${dtype} here`);
  return number;
}

const TYPES: Readonly<Record<string, number>> = { float32: 1, int32: 3, complex64: 8, int64: 9, bool: 10 };

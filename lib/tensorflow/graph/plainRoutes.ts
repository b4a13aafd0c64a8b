let plain = 0;

/** Whether plain TensorFlow ops are wanted where this project's own ops could run: a compiler such as XLA knows no others. */
export function plainRoutes(): boolean {
  return plain > 0;
}

/** Runs a function in which layers, optimizers and kernels keep to plain TensorFlow ops; where it returns a promise, until that is settled. */
export function withPlainRoutes<Result>(run: () => Result): Result {
  plain++;
  const release = () => void plain--;
  try {
    const result = run();
    if (result instanceof Promise) {
      plain++;
      result.then(release, release);
    }
    return result;
  } finally {
    release();
  }
}

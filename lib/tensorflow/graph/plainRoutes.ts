let plain = 0;

/** Whether plain TensorFlow ops are wanted where this project's own ops could run: a compiler such as XLA knows no others. */
export function plainRoutes(): boolean {
  return plain > 0;
}

/** Runs a function in which layers and optimizers keep to plain TensorFlow ops. */
export function withPlainRoutes<Result>(run: () => Result): Result {
  plain++;
  try {
    return run();
  } finally {
    plain--;
  }
}

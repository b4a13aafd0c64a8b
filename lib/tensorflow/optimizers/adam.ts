import type { NamedTensorMap, serialization, Tensor, Variable } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";
import { fusedRoutes } from "../graph/routes.ts";
import { tf } from "../load.ts";
import { fusedAdam, plainAdam, type AdamConstants, type AdamSlot } from "./adamStep.ts";

type NamedTensor = { readonly name: string; readonly tensor: Tensor };

export type AdamOptions = Partial<AdamConstants> & {
  /** Default 1e-3. */
  readonly learningRate?: number;
};

/**
 * Adam (Kingma & Ba 2015, https://arxiv.org/abs/1412.6980), with decoupled weight decay as AdamW where `weightDecay` is set
 * (Loshchilov & Hutter 2019, https://arxiv.org/abs/1711.05101). g gradient, t step, θ weight, η learning rate:
 *   m ← β1 m + (1−β1) g   v ← β2 v + (1−β2) g²   θ ← θ − η (λ θ + m/(1−β1^t) / (√(v/(1−β2^t)) + ε))
 * The learning rate lives on the device: a schedule needs no new recording of a compiled step. On the native CPU all variables are
 * updated by one op.
 */
export function adam(options: AdamOptions = {}): AdamOptimizer {
  return new AdamOptimizer(options);
}

export class AdamOptimizer extends tf.Optimizer {
  static readonly className = "MarketbookAdam";
  readonly constants: AdamConstants;
  readonly #rate: Variable;
  readonly #steps: Variable;
  #slots: AdamSlot[] = [];

  constructor({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, learningRate = 1e-3, weightDecay = 0 }: AdamOptions = {}) {
    super();
    for (const [name, value] of Object.entries({ beta1, beta2 })) {
      if (!(value >= 0 && value < 1)) throw new TensorflowError(`adam: ${name} must be in [0, 1), got ${value}`);
    }
    if (!(epsilon > 0)) throw new TensorflowError(`adam: epsilon must be positive, got ${epsilon}`);
    if (!(weightDecay >= 0)) throw new TensorflowError(`adam: weightDecay must be 0 or more, got ${weightDecay}`);
    this.constants = { beta1, beta2, epsilon, weightDecay };
    this.#rate = tf.tidy(() => tf.scalar(checkedRate(learningRate)).variable(false));
    this.#steps = tf.tidy(() => tf.scalar(0, "int32").variable(false));
  }

  /** The learning rate of the next step. Reads the device: not inside a step. */
  get learningRate(): number {
    return this.#rate.dataSync()[0]!;
  }

  /** Sets the learning rate of the following steps, compiled ones too. */
  setLearningRate(rate: number): void {
    tf.tidy(() => this.#rate.assign(tf.scalar(checkedRate(rate))));
  }

  override applyGradients(gradients: NamedTensorMap | NamedTensor[]): void {
    const named = Array.isArray(gradients) ? gradients : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const present = named.filter(({ tensor }) => tensor !== null && tensor !== undefined);
    if (present.length === 0) return;
    tf.tidy(() => {
      this.#steps.assign(tf.add(this.#steps, tf.scalar(1, "int32")));
      const slots = present.map(({ name }) => this.#slotOf(name));
      const update = fusedRoutes() ? fusedAdam : plainAdam;
      const updated = update(slots, present.map(({ tensor }) => tensor), this.#rate, this.#steps, this.constants);
      slots.forEach((slot, k) => {
        const { m, v, value } = updated[k]!;
        slot.value.assign(value);
        slot.m.assign(m);
        slot.v.assign(v);
      });
    });
  }

  /** The variable with its moments, which start at zero. */
  #slotOf(name: string): AdamSlot {
    const value = tf.engine().registeredVariables[name];
    if (!value) throw new TensorflowError(`adam: there is no variable "${name}"; it was disposed or belongs to another model`);
    const known = this.#slots.find((slot) => slot.value === value);
    if (known) return known;
    const slot = { value, m: tf.zerosLike(value).variable(false), v: tf.zerosLike(value).variable(false) };
    this.#slots.push(slot);
    return slot;
  }

  /** Steps so far, learning rate, then m and v of each variable, in the order in which they were first updated. */
  override async getWeights(): Promise<{ name: string; tensor: Tensor }[]> {
    const moments = this.#slots.flatMap(({ m, v, value }) => [{ name: `${value.name}/m`, tensor: m }, { name: `${value.name}/v`, tensor: v }]);
    return [{ name: "steps", tensor: this.#steps }, { name: "learning_rate", tensor: this.#rate }, ...moments];
  }

  /** Takes the state that `getWeights` gave, for variables of the same names. */
  override async setWeights(weights: { name: string; tensor: Tensor }[]): Promise<void> {
    tf.tidy(() => {
      for (const { name, tensor } of weights) this.#stateOf(name).assign(tensor.clone());
    });
  }

  #stateOf(name: string): Variable {
    if (name === "steps") return this.#steps;
    if (name === "learning_rate") return this.#rate;
    const slot = this.#slotOf(name.slice(0, -2));
    if (name.endsWith("/m")) return slot.m;
    if (name.endsWith("/v")) return slot.v;
    throw new TensorflowError(`adam: "${name}" is no part of this optimizer's state`);
  }

  override dispose(): void {
    tf.dispose([this.#rate, this.#steps, ...this.#slots.flatMap(({ m, v }) => [m, v])]);
    this.#slots = [];
  }

  override getConfig(): serialization.ConfigDict {
    return { ...this.constants, learningRate: this.learningRate };
  }
}
tf.serialization.registerClass(AdamOptimizer);

function checkedRate(rate: number): number {
  if (!(rate >= 0 && Number.isFinite(rate))) throw new TensorflowError(`adam: the learning rate must be a number of 0 or more, got ${rate}`);
  return rate;
}

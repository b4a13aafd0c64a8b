import { tf, type layers, type serialization, type Shape, type Tensor } from "../../tensorflow/index.ts";
import { ModelError } from "../error.ts";

/** A shape whose first axis, the batch, may be open. */
export type OpenShape = readonly (number | null)[];

type Setting = number | boolean | string;

/** What a layer without weights does to its inputs, and how their shapes change. */
export type Rule<Config> = {
  shape(config: Config, ...inputs: readonly OpenShape[]): OpenShape;
  /** Runs inside `tf.tidy`. */
  call(config: Config, ...inputs: readonly Tensor[]): Tensor;
};

/**
 * A kind of layer that has no weights: a function of tensors with settings, registered under its name so that saved models find it.
 * out: what makes such layers; they are applied to one tensor or to a list of them
 */
export function weightless<Config extends Readonly<Record<string, Setting>> = Readonly<Record<never, Setting>>>(className: string, rule: Rule<Config>): (config: Config & { readonly name?: string }) => layers.Layer {
  class Weightless extends tf.layers.Layer {
    static readonly className = className;
    readonly settings: Config;

    constructor(config: Config & { name?: string }) {
      super(config.name === undefined ? {} : { name: config.name });
      this.settings = config;
    }

    override call(inputs: Tensor | Tensor[]): Tensor {
      return tf.tidy(() => rule.call(this.settings, ...[inputs].flat()));
    }

    override computeOutputShape(inputShape: Shape | Shape[]): Shape {
      const shapes = isShapes(inputShape) ? inputShape : [inputShape];
      return [...rule.shape(this.settings, ...shapes)];
    }

    override getConfig(): serialization.ConfigDict {
      return { ...this.settings, ...super.getConfig() };
    }
  }
  tf.serialization.registerClass(Weightless);
  return (config) => new Weightless(config);
}

/** Sizes of the axes behind the batch, all of which a layer must know. */
export function sizes(layer: string, shape: OpenShape | undefined, rank: number): readonly number[] {
  const behind = shape?.slice(1).flatMap((size) => (size === null ? [] : [size])) ?? [];
  if (shape?.length === rank && behind.length === rank - 1) return behind;
  throw new ModelError(`${layer}: the input needs ${rank} axes, all known but the batch; got the shape [${shape?.map((size) => size ?? "B").join(", ")}]. Give the window's steps and columns.`);
}

function isShapes(shape: Shape | Shape[]): shape is Shape[] {
  return Array.isArray(shape[0]);
}

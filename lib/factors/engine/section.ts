import type { Line, Node, Section, SectionKernel } from "./line.ts";

/**
 * A line made by looking at all assets of a panel at once. An asset takes part at a moment if it has a bar that closes then and values in every input;
 * only then it gets a value. So the line has a value where its inputs have, whoever else is missing. By a grouping the assets fall into groups.
 */
export function section(name: string, inputs: readonly Line[], parameters: readonly number[], kernel: SectionKernel, grouping?: string): Line {
  const by = grouping === undefined ? [] : [`by ${grouping}`];
  const key = `${[name, ...parameters, ...by].join(" ")}(${inputs.map((line) => line.key).join(", ")})`;
  const warmUp = inputs.reduce((most, line) => Math.max(most, line.warmUp), 0);
  const node: Node = { key, inputs, delays: [0], lookback: 0, registers: 0, start: () => () => {}, section: { grouping, kernel } };
  return { key, node, output: 0, warmUp };
}

/** The sections a line is made from. */
export function sectionsOf({ node }: Line): readonly Section[] {
  const found = new Map<string, Node>();
  const visit = (one: Node): void => {
    if (found.has(one.key)) return;
    found.set(one.key, one);
    for (const input of one.inputs) visit(input.node);
  };
  visit(node);
  return [...found.values()].flatMap(({ section }) => section ?? []);
}

import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./setup/places.mjs";
import { variables } from "./variables.mjs";

describe("variables", () => {
  it("puts the pinned Node and the venv before the caller's PATH, once", () => {
    const once = variables({ PATH: "/usr/bin" });
    expect(once.PATH).toBe([path.join(root, "node_modules/.bin"), path.join(root, ".venv/bin"), "/usr/bin"].join(path.delimiter));
    expect(variables(once)).toEqual(once);
  });

  it("keeps Jupyter's and IPython's files inside the project", () => {
    const folders = Object.entries(variables({})).filter(([name]) => /^(JUPYTER.*(PATH|DIR)|IPYTHONDIR)$/.test(name));
    expect(folders.length).toBeGreaterThanOrEqual(8);
    for (const [, folder] of folders) expect(folder).toContain(root);
  });

  it("leaves the caller's own choices for TensorFlow and Node", () => {
    expect(variables({ TF_ENABLE_ONEDNN_OPTS: "1", NODE_OPTIONS: "--max-old-space-size=256" })).toMatchObject({
      TF_ENABLE_ONEDNN_OPTS: "1", NODE_OPTIONS: expect.stringMatching(/^--max-old-space-size=256 --disable-warning/),
    });
  });

  it.runIf(process.platform === "linux")("asks glibc for huge pages and leaves the caller's own choices for its memory", () => {
    expect(variables({}).GLIBC_TUNABLES).toBe("glibc.malloc.hugetlb=1");
    expect(variables({ GLIBC_TUNABLES: "glibc.malloc.arena_max=2" }).GLIBC_TUNABLES).toBe("glibc.malloc.arena_max=2:glibc.malloc.hugetlb=1");
    expect(variables({ GLIBC_TUNABLES: "glibc.malloc.hugetlb=0" }).GLIBC_TUNABLES).toBe("glibc.malloc.hugetlb=0");
  });
});

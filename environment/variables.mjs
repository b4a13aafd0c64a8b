import fs from "node:fs";
import path from "node:path";
import { nodeBin, root, venv, venvBin } from "./setup/places.mjs";

/**
 * The environment of every process of the project: the pinned Node and the venv first, Jupyter's folders inside the project, so that
 * nothing is read from or written to the user's home. What the caller has set for TensorFlow stays.
 */
export function variables(from = process.env) {
  const jupyter = (...parts) => path.join(root, ".jupyter", ...parts);
  fs.mkdirSync(jupyter(), { recursive: true }); // IPython warns where its folder's parent is missing
  const shared = path.join(root, "environment/jupyter");
  const rest = (from.PATH ?? "").split(path.delimiter).filter((folder) => folder && folder !== nodeBin && folder !== venvBin);
  return {
    ...from,
    PATH: [nodeBin, venvBin, ...rest].join(path.delimiter),
    NODE_OPTIONS: quiet(from.NODE_OPTIONS),
    VIRTUAL_ENV: venv,
    PYTHONNOUSERSITE: "1",
    PYDEVD_DISABLE_FILE_VALIDATION: "1",
    JUPYTER_PATH: shared,
    JUPYTER_CONFIG_PATH: path.join(shared, "config"),
    JUPYTER_CONFIG_DIR: jupyter("config"),
    JUPYTER_DATA_DIR: jupyter("data"),
    JUPYTER_RUNTIME_DIR: jupyter("runtime"),
    JUPYTERLAB_SETTINGS_DIR: jupyter("lab/settings"),
    JUPYTERLAB_WORKSPACES_DIR: jupyter("lab/workspaces"),
    JUPYTER_PLATFORM_DIRS: "1",
    IPYTHONDIR: jupyter("ipython"),
    TF_CPP_MIN_LOG_LEVEL: from.TF_CPP_MIN_LOG_LEVEL ?? "2",
    // oneDNN costs more than it gives on the small products of this project, and sums in an order of its own.
    TF_ENABLE_ONEDNN_OPTS: from.TF_ENABLE_ONEDNN_OPTS ?? "0",
    ...(process.platform === "linux" && { GLIBC_TUNABLES: inHugePages(from.GLIBC_TUNABLES) }),
  };
}

/** Silences the notices about type stripping and about tfjs's old helpers; only the pinned Node reads this. */
function quiet(options = "") {
  const wanted = ["--disable-warning=ExperimentalWarning", "--disable-warning=DEP0051", "--disable-warning=DEP0044"];
  return [options, ...wanted.filter((option) => !options.includes(option))].filter(Boolean).join(" ");
}

/** Lets new columns of millions of values begin in pages of 2 MB, as NumPy asks for its own: the system gives 8 MB in a third of the time. glibc 2.35 and later read this. */
function inHugePages(tunables = "") {
  return [tunables, !tunables.includes("glibc.malloc.hugetlb") && "glibc.malloc.hugetlb=1"].filter(Boolean).join(":");
}

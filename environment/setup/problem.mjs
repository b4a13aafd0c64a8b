/** Something the set-up cannot do. `what` says what is missing, `remedy` the command or act that helps; both whole sentences. */
export class SetupProblem extends Error {
  name = "SetupProblem";
  constructor(what, remedy, options) {
    super(`${what} ${remedy}`, options);
    this.what = what;
    this.remedy = remedy;
  }
}

const causes = [
  [/ENOSPC|No space left on device|disk quota/i, "The disk is full.", "Free about 4 GB and start again; what is set up already is kept."],
  [/EACCES|EPERM|Permission denied|EROFS|Read-only file system/i, "A file of the project cannot be written.", "Give yourself the right to write in the project's folder and start again."],
  [/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|network|getaddrinfo|name resolution|NewConnectionError|Connection (refused|reset|broken)|timed out|Could not fetch URL|ConnectTimeout|ProxyError/i,
    "The package registry cannot be reached.", "Check the network (behind a proxy set HTTPS_PROXY) and start again; what is set up already is kept."],
  [/SELF_SIGNED|CERTIFICATE|certificate verify failed/i, "The package registry's certificate is not trusted here.",
    "Name your organisation's certificates in NODE_EXTRA_CA_CERTS (npm) and PIP_CERT (pip) and start again."],
  [/DO NOT MATCH THE HASHES|EINTEGRITY/i, "A downloaded package is not the one that the lock file names.", "Clear the cache (npm cache clean --force, pip cache purge) and start again."],
  [/No matching distribution found|Could not find a version/, "No fitting package was found: the registry cannot be reached, or has none for this Python.",
    "Check the network (behind a proxy set HTTPS_PROXY), or name a Python from 3.10 to 3.13 in PYTHON, and start again."],
];

/**
 * What a failed command's output means for a person: its known cause, or its last telling line.
 * @param {string} step
 * @param {{ output: string, log?: string | undefined }} ended what it printed, and the file that holds all of it
 */
export function diagnose(step, { output, log }) {
  const known = causes.find(([pattern]) => pattern.test(output));
  const where = log ? ` The whole output is in ${log}.` : "";
  if (known) return new SetupProblem(`${step} failed. ${known[1]}`, known[2] + where);
  const lines = output.split("\n").map((line) => line.trim()).filter(Boolean);
  const telling = lines.filter((line) => /error/i.test(line)).at(-1) ?? lines.at(-1) ?? "it printed nothing";
  return new SetupProblem(`${step} failed: ${telling.slice(0, 300)}.`, `Start again, or see what \`npm run doctor\` says.${where}`);
}

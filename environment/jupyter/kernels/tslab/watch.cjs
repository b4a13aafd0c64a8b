/** A compiler host's system as it is; files are followed by the system's watchers. */
function watchOnDemand(_ts, system) {
  return system;
}

module.exports = { watchOnDemand };

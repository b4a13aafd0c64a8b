/** The environment of every process of the project. */
export function variables(from?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;

/** Runs `descant` as the process: what its bin calls. */
declare function runDescant(): Promise<void>;

export { runDescant };

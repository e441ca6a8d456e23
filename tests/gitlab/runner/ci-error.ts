/** The project's CI file is wrong; the message is what the pipeline's `yaml_errors` says. */
export class CiFileError extends Error {}

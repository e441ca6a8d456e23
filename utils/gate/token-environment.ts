/**
 * The environment of the gate project that its token is a variable of. Jobs that name it get the token; the scanners,
 * which are programs of others at work on files of anybody, do not. Scopes of a project's variables are free
 * (docs.gitlab.com/ci/environments/#limit-the-environment-scope-of-a-cicd-variable).
 */
export const TOKEN_ENVIRONMENT = 'mr-gate';

/** Names that the demo, the tests and the seed share. Nothing here reads the seed itself. */

export const PASSWORD = 'gitlab-demo';

export const USERS = {
  root: 'root',
  /** Owner of acme. */
  olga: 'olga',
  /** Second owner of acme. */
  otto: 'otto',
  /** Maintainer of acme, so of everything below it: GitLab has no lower role further down. */
  max: 'max',
  /** Developer of acme, Maintainer of acme/shop and acme/labs: acme/platform is out of her reach. */
  mia: 'mia',
  dev: 'dev',
  dana: 'dana',
  rita: 'rita',
  gus: 'gus',
  /** No member of anything. */
  stranger: 'stranger',
  blocked: 'blake',
} as const;

export const GROUPS = {
  acme: 'acme',
  shop: 'acme/shop',
  backend: 'acme/shop/backend',
  platform: 'acme/platform',
  labs: 'acme/labs',
} as const;

export const PROJECTS = {
  /** Real content, no CI, one old secret in main, protected main. */
  checkout: 'acme/shop/checkout',
  /** Its own CI. */
  payments: 'acme/shop/backend/payments',
  archived: 'acme/platform/legacy',
  empty: 'acme/labs/empty',
  mergeRequestsOff: 'acme/labs/no-mrs',
  /** `mia` is only a Developer here: the role is too low to configure it. */
  locked: 'acme/platform/locked',
  /** Was acme/shop/shop-web. */
  renamed: 'acme/shop/storefront',
  renamedFrom: 'acme/shop/shop-web',
  /** CI/CD switched off. */
  ciOff: 'acme/labs/no-ci-cd',
  /** Name and description with HTML, bidi marks and 2,000 characters. */
  hostile: 'acme/labs/hostile',
  /** Terraform and Kubernetes files. */
  infrastructure: 'acme/platform/infrastructure',
} as const;

/** Shaped as GitLab shapes them. Good on an embedded GitLab alone. */
export const TOKENS = {
  olgaApi: 'glpat-OlgaApiOwnerOfAcme01',
  olgaReadApi: 'glpat-OlgaReadApiOnly0001',
  ottoApi: 'glpat-OttoApiOwnerOfAcme01',
  maxApi: 'glpat-MaxApiMaintainer0001',
  miaApi: 'glpat-MiaApiSubgroups00001',
  devApi: 'glpat-DevApiDeveloper00001',
  danaApi: 'glpat-DanaApiDeveloper0001',
  ritaApi: 'glpat-RitaApiReporter00001',
  gusApi: 'glpat-GusApiGuest000000001',
  rootApi: 'glpat-RootApiAdmin00000001',
  strangerApi: 'glpat-StrangerApi000000001',
  expired: 'glpat-OlgaExpiredToken0001',
  revoked: 'glpat-OlgaRevokedToken0001',
  readUserOnly: 'glpat-OlgaReadUserOnly001',
  readRepositoryOnly: 'glpat-OlgaReadRepoOnly001',
  granular: 'glpat-OlgaFineGrained00001',
  /** Ends within a week. */
  endsSoon: 'glpat-OlgaEndsSoonToken001',
  /** Of a group access token: acme's bot, Maintainer. */
  groupBot: 'glpat-AcmeGroupBotToken001',
  blockedUser: 'glpat-BlockedUserToken0001',
  /** Not an access token for REST at all. */
  deployToken: 'gldt-DeployTokenOfAcme0001',
  unknown: 'glpat-NobodyKnowsThisToken',
} as const;

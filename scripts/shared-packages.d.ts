declare module 'virtual:shared-packages' {
  export const packages: readonly Record<string, unknown>[];
}

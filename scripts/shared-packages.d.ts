declare module 'virtual:shared-packages' {
  export const packages: Record<string, Record<string, unknown>>;
}

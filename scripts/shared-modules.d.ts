declare module 'virtual:shared-decision' {
  export const modules: readonly Record<string, unknown>[];
}

declare module 'virtual:shared-packages' {
  export const modules: readonly Record<string, unknown>[];
}

declare module 'virtual:shared-page' {
  export const modules: readonly Record<string, unknown>[];
}

declare module 'virtual:shared-ui' {
  export const modules: readonly Record<string, unknown>[];
}

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useStore } from '../ui/use-store.ts';
import type { PanelActions, PanelState, PanelStore } from './panel-store.ts';
import type { PanelServices } from './services.ts';

interface PanelEnvironment {
  store: PanelStore;
  services: PanelServices;
  baseUrl: string;
}

export const PanelContext = createContext<PanelEnvironment | null>(null);

/** The store, the services and the GitLab of the panel that a component is in. */
export function usePanelEnvironment(): PanelEnvironment {
  const environment = useContext(PanelContext);
  if (!environment) throw new Error('Not inside a panel');
  return environment;
}

/** A part of the panel's state; renders again when it changes. */
export function usePanel<T>(select: (state: PanelState & PanelActions) => T): T {
  return useStore(usePanelEnvironment().store, select);
}

/** What the panel can do. Stable: it does not change between renders. */
export function usePanelActions(): PanelActions {
  return usePanelEnvironment().store.getState();
}

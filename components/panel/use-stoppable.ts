import { useEffect, useRef } from 'preact/hooks';

/** Work that goes on until it is done, the person stops it, or what shows it is gone. `begin` gives it its signal. */
export function useStoppable(): { begin: () => AbortSignal; stop: () => void } {
  const ended = useRef(new AbortController());
  const stop = () => ended.current.abort();
  useEffect(() => stop, []);
  const begin = () => {
    ended.current = new AbortController();
    return ended.current.signal;
  };
  return { begin, stop };
}

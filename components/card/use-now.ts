import { useEffect, useState } from 'preact/hooks';

/** The time, with a new look twice a minute, so that ages stay true. */
export function useNow(): number {
  const [, look] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => look((times) => times + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return Date.now();
}

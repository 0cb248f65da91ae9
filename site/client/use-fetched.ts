import { useEffect, useState } from "preact/hooks";

/** Code that most people never need: fetched the first time it is `wanted`. Where that fails it is tried again when it is wanted again. */
export function useFetched<T>(wanted: boolean, load: () => Promise<T>): T | undefined {
  const [fetched, show] = useState<{ it: T } | undefined>();
  useEffect(() => {
    if (wanted && !fetched)
      load().then(
        (it) => show({ it }),
        () => undefined,
      );
  }, [wanted]);
  return fetched?.it;
}

/** Lets shared work run side by side, exclusive work alone, in order of arrival. */
export interface Lock {
  shared<T>(work: () => Promise<T>): Promise<T>;
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

export function createLock(): Lock {
  /** Ends when all exclusive work that has arrived is done. */
  let exclusive: Promise<unknown> = Promise.resolve();
  /** Shared work that has arrived since the last exclusive work. */
  let shared: Promise<unknown>[] = [];

  function begin<T>(
    after: Promise<unknown>,
    work: () => Promise<T>,
  ): { result: Promise<T>; end: Promise<void> } {
    const result = after.then(work);
    const end = result.then(
      () => undefined,
      () => undefined,
    );
    return { result, end };
  }

  return {
    shared(work) {
      const { result, end } = begin(exclusive, work);
      shared.push(end);
      void end.then(() => {
        shared = shared.filter((one) => one !== end);
      });
      return result;
    },
    exclusive(work) {
      const { result, end } = begin(Promise.all([exclusive, ...shared]), work);
      exclusive = end;
      shared = [];
      return result;
    },
  };
}

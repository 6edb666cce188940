const tailCharacters = 16_384;
/** Output that has not come by then is waited for no longer. */
const patienceMs = 250;

/** What a process writes: to the sink line by line, and the end of it kept for the caller. */
export interface ProcessLog {
  write(text: string): void;
  /** Output of the process itself. */
  receive(chunk: Buffer): void;
  /** Forgets the tail. */
  begin(): void;
  tail(): string;
  /** Resolves when that many bytes have been received since the start. */
  reached(bytes: number): Promise<void>;
}

export function createProcessLog(sink: (line: string) => void): ProcessLog {
  let tail = "";
  let partial = "";
  let received = 0;
  let waiter: { bytes: number; resolve: () => void } | undefined;
  const decoder = new TextDecoder();

  function write(text: string): void {
    tail += text;
    if (tail.length > 4 * tailCharacters) tail = tail.slice(-tailCharacters);
    const lines = (partial + text).split("\n");
    partial = lines.pop() ?? "";
    for (const line of lines) sink(line);
  }

  return {
    write,
    receive(chunk) {
      write(decoder.decode(chunk, { stream: true }));
      received += chunk.length;
      if (waiter && received >= waiter.bytes) waiter.resolve();
    },
    begin() {
      tail = "";
    },
    tail: () => tail,
    reached(bytes) {
      if (received >= bytes) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(done, patienceMs);
        function done(): void {
          clearTimeout(timer);
          waiter = undefined;
          resolve();
        }
        waiter = { bytes, resolve: done };
      });
    },
  };
}

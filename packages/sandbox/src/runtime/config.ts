/** Where the machine looks for programs; functions get the same path. */
export function machinePath(): string {
  return process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";
}

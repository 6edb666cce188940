/** A refusal in AWS's own words; the protocol layer writes it in the wire format of the service. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  /** Shape name, for example `ResourceNotFoundException`. */
  readonly code: string;
  readonly status: number;
  /** Further members of the error shape, for example `{ Reason }` or `{ CancellationReasons }`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; members?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}

export interface Ids {
  /** A new ULID: 26 characters that sort by time. */
  next(): string;
}

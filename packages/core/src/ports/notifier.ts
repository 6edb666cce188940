import type { Notice } from "../notification/notice.ts";
import type { Message } from "../notification/render.ts";
import type { SlackTarget } from "../notification/schema.ts";

/** Tells people. Throws DomainError with `retryable` when the channel cannot be reached. */
export interface Notifier {
  send(target: SlackTarget, message: Message, notice: Notice): Promise<void>;
}

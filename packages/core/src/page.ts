import { z } from "zod";

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; hand it back to get the next page. `null` at the end. */
  readonly nextCursor: string | null;
}

export const PageQuery = z.object({
  cursor: z.string().max(1024).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type PageQuery = z.infer<typeof PageQuery>;

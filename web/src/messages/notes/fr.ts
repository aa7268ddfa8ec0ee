import type { ar } from "./ar";

export const fr: Record<keyof typeof ar, string> = {};

import type { ar } from "./ar";

export const en: Record<keyof typeof ar, string> = {};

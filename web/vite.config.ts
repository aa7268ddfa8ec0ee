import { defineConfig } from "vitest/config";

// The page lies below a path (/<register>/), so every address in it is relative. It runs under a
// policy without inline scripts or styles: nothing may be inlined.
export default defineConfig({
    base: "./",
    build: {
        target: "es2022",
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
    },
    test: { include: ["test/**/*.test.ts"] },
});

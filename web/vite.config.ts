import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

// React Aria brings its words in 34 languages; ours are built in, the others are left empty.
const ourLanguages: Plugin = {
    name: "our-languages",
    load(id) {
        const language = /\/node_modules\/react-.*\/intl\/.*\/([a-z]{2}-[A-Z]{2})\.mjs$/.exec(id)?.[1];
        return language && !["ar-AE", "en-US", "fr-FR"].includes(language) ? "export default {};" : null;
    },
};

// The page lies below a path (/<register>/), so every address in it is relative. It runs under a
// policy without inline scripts or styles: nothing may be inlined.
export default defineConfig({
    base: "./",
    plugins: [ourLanguages],
    build: {
        target: "es2022",
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
    },
    test: { include: ["test/**/*.test.{ts,tsx}"] },
});

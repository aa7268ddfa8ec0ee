import { defineConfig } from "vite";

// The program of a case file: one script and one style, which the register writes into the page
// (src/out/case.cpp). It loads nothing, so it has no framework, no fonts and no second file.
export default defineConfig({
    publicDir: false,
    build: {
        target: "es2022",
        outDir: "dist/case",
        emptyOutDir: false,
        assetsInlineLimit: 0,
        lib: {
            entry: "src/case/main.ts",
            formats: ["iife"],
            name: "mithaqCase",
            fileName: () => "case.js",
            cssFileName: "case",
        },
    },
});

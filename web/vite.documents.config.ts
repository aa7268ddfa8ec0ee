import { defineConfig } from "vite";

// The style sheet of certificates and prints, beside the pages under a name that does not change:
// the program writes those pages and does not know what is in here.
export default defineConfig({
    base: "./",
    publicDir: false,
    build: {
        emptyOutDir: false,
        assetsInlineLimit: 0,
        rollupOptions: {
            input: { document: "src/styles/document_page.css" },
            output: {
                assetFileNames: ({ names }) =>
                    names[0]?.endsWith(".css") ? "document.css" : "assets/[name]-[hash][extname]",
            },
        },
    },
});

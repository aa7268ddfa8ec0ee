// The browser's verifier: bytes in, results out; no page, no network. It follows docs/FORMATS.md and
// names its errors as the C++ does.
export * from "./act";
export * from "./bytes";
export * from "./checkpoint";
export * from "./ed25519";
export * from "./instant";
export * from "./json";
export * from "./keys";
export * from "./note";
export * from "./receipt";
export * from "./result";
export * from "./tree";

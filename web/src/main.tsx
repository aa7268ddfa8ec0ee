import { createRoot } from "react-dom/client";
import { App } from "./shell/app";
import "./styles/tokens.css";
import "./styles/fonts.css";
import "./styles/base.css";
import "./styles/print.css";

history.scrollRestoration = "manual"; // shell/scroll.ts does it
createRoot(document.getElementById("page")!).render(<App />);

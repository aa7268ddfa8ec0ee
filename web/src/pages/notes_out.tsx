import { NotePage } from "./notes_form";

export default function NoteOutPage() {
    return <NotePage direction="out" />;
}

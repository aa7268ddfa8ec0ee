import { NotePage } from "./notes_form";

export default function NoteInPage() {
    return <NotePage direction="in" />;
}

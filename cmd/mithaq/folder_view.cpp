#include "folder_view.h"

#include "act/act.h"
#include "act/entry.h"
#include "log/slots.h"
#include "log/writer.h"
#include "view/store.h"

namespace mithaq::cmd {
namespace {

constexpr std::uint64_t kEntriesACommit = 4096;

}  // namespace

Result<void> open_folder(const std::string& dir, Folder& out) {
    log::Layout layout{dir, ""};
    MITHAQ_TRY(auto text, out.files.read_all(layout.path("anchor")));
    MITHAQ_TRY(auto anchor, log::parse_anchor(text));
    MITHAQ_TRY(auto slots,
               log::Slots::open(out.files, layout.path("checkpoint"), OpenMode::read, anchor.key));
    if (!slots.newest())
        return err(Errc::unverified, "checkpoint-missing",
                   "no checkpoint here is signed by the register");
    auto head = std::make_shared<log::Reader::Head>();
    head->checkpoint = slots.newest()->checkpoint;
    head->note = note::format_note(slots.newest()->note);
    out.reader = std::make_unique<log::Reader>(out.files, layout);
    out.reader->publish(std::move(head));
    MITHAQ_TRY(auto bytes, out.reader->entry(tree::LeafIndex{0}));
    MITHAQ_TRY(auto entry, act::parse_entry(bytes));
    MITHAQ_TRY(auto founding, act::parse_act(entry.note));
    MITHAQ_TRY(
        auto hash,
        hash_from_hex(std::string_view(founding.body().at("rulebook").at("sha256").as_string())));
    MITHAQ_TRY(out.rulebook, log::rulebooks_beside(out.files, layout)(hash));
    return {};
}

Result<json::object> answer_beside(
    const std::string& dir, const Folder& folder,
    const std::function<Result<json::object>(view::Answers& answers)>& question) {
    const std::string path = dir + "/view.sqlite";
    MITHAQ_TRY(auto store, view::Store::open(path, *folder.reader, folder.rulebook));
    while (true) {
        MITHAQ_TRY(bool whole, store.advance(kEntriesACommit));
        if (whole) break;
    }
    MITHAQ_TRY(auto database, view::Database::open(path, view::Database::Mode::read));
    view::CountsCache counts;
    view::Answers answers(std::move(database),
                          view::Context{*folder.reader, folder.rulebook, {}, counts});
    return question(answers);
}

}  // namespace mithaq::cmd

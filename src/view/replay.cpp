#include "view/replay.h"

#include <fmt/format.h>

#include "act/entry.h"

namespace mithaq::view {

rules::FindAct ActFinder::find() {
    return [this](const Hash& id) {
        std::pair<std::uint64_t, std::string> out;
        bool found = false;
        auto asked = database_->rows(
            "SELECT number, form FROM act WHERE id = ?",
            [&](Row row) {
                out = {row.number(0), row.text(1)};
                found = true;
            },
            id);
        if (!asked)
            outcome_ = std::move(asked);
        else if (!found)
            outcome_ = err(Errc::conflict, "view-entry", "what is referred to is not registered");
        return out;
    };
}

Result<Replayed> replay(Database& database, const log::Reader& reader,
                        const std::shared_ptr<const rulebook::Rulebook>& rulebook,
                        std::uint64_t matter, std::uint64_t last, Instant now) {
    Replayed out;
    MITHAQ_CHECK(database.rows(
        "SELECT number FROM matter_act WHERE matter = ? AND number <= ? ORDER BY number",
        [&](Row row) { out.numbers.push_back(row.number(0)); }, matter, last));
    ActFinder finder(database);
    for (std::uint64_t number : out.numbers) {
        MITHAQ_TRY(auto bytes, reader.entry(tree::LeafIndex{number}));
        MITHAQ_TRY(auto entry, act::parse_entry(bytes));
        MITHAQ_TRY(auto act, act::parse_act(entry.note));
        out.acts.push_back(std::move(act));
        auto submission = rules::submission_of(out.acts.back(), number, entry.stamp, finder.find());
        MITHAQ_CHECK(finder.outcome());
        auto taken = rules::take(out.matter, rulebook, submission, &out.trace);
        if (!taken || !out.matter)
            return err(Errc::conflict, "view-matter",
                       fmt::format("the acts of the file {} do not make one", matter));
        if (*taken)
            out.taken.push_back(
                {std::move(submission), out.matter->procedure->moves[(*taken)->move].as});
    }
    if (!out.matter)
        return err(Errc::conflict, "view-matter", fmt::format("there is no file {}", matter));
    rules::advance(*out.matter, now, &out.trace);
    return out;
}

}  // namespace mithaq::view

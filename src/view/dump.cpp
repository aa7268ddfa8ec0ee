#include "view/dump.h"

#include <fmt/format.h>

#include "view/sqlite.h"

namespace mithaq::view {
namespace {

struct Table {
    const char *name, *rows;
    int columns;
};
// Columns by name: a table that gets another is not compared without it (store.cpp).
constexpr Table kTables[] = {
    {"meta", "SELECT schema, origin, hex(rulebook), size, hex(root) FROM meta", 5},
    {"act",
     "SELECT number, hex(id), stamp, form, quiet, ref, marking, kind, symbol, organ, session, "
     "checked, direction, day FROM act ORDER BY number",
     14},
    {"brief", "SELECT number, json FROM brief ORDER BY number", 2},
    {"words", "SELECT number, folded FROM words ORDER BY number", 2},
    {"party", "SELECT code, quiet, number FROM party ORDER BY code, quiet, number", 3},
    {"theme", "SELECT number, code FROM theme ORDER BY number, code", 2},
    {"reference",
     "SELECT source, position, target, how, item FROM reference ORDER BY source, position", 5},
    {"matter", "SELECT number, type, stage, closed FROM matter ORDER BY number", 4},
    {"matter_act", "SELECT number, matter, no_effect FROM matter_act ORDER BY number", 3},
    {"matter_state",
     "SELECT matter, number, stage, since, closed, next, asks_open, asks_all FROM matter_state "
     "ORDER BY matter, number",
     8},
    {"matter_party", "SELECT code, matter, number, open FROM matter_party ORDER BY code, matter",
     4},
    {"duty",
     "SELECT matter, idx, number, type, ask, item, about, about_form, since, by_act, due, session, "
     "character, words, open FROM duty ORDER BY matter, idx",
     15},
    {"duty_of", "SELECT code, number, matter, idx, open FROM duty_of ORDER BY code, matter, idx",
     5},
    {"duty_answer",
     "SELECT matter, idx, number, participant, at FROM duty_answer "
     "ORDER BY matter, idx, number, participant",
     5},
    {"duty_reminder", "SELECT matter, idx, number FROM duty_reminder ORDER BY matter, idx, number",
     3},
    {"duty_end", "SELECT matter, idx, number, state, at, act FROM duty_end ORDER BY matter, idx",
     6},
    {"session", "SELECT matter, number, name, opens FROM session ORDER BY matter, number", 4},
};

// A tab or line feed of a text does not end its column or row.
void append_escaped(std::string& out, std::string_view text) {
    for (char c : text) {
        if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (c == '\\' || c == '"')
            (out += '\\') += c;
        else
            out += c;
    }
}

}  // namespace

Result<void> dump(const std::string& path, const std::function<void(std::string_view)>& put) {
    MITHAQ_TRY(auto database, Database::open(path, Database::Mode::read));
    MITHAQ_CHECK(database.script("BEGIN"));
    for (const Table& table : kTables) {
        put(fmt::format("{}\n", table.name));
        std::string line;
        MITHAQ_CHECK(database.rows(table.rows, [&](Row row) {
            line.clear();
            for (int i = 0; i < table.columns; ++i) {
                line += '\t';
                // Null is nothing at all, an empty text two quotes.
                if (!row.null(i) && row.bytes(i).empty()) line += "\"\"";
                append_escaped(line, row.bytes(i));
            }
            put(line + "\n");
        }));
    }
    return {};
}

}  // namespace mithaq::view

// Forms: a closed subset of JSON Schema 2020-12 (docs/FORMATS.md, "Rulebook bundle"), checked by
// this validator because what is admissible must mean the same in fifty years; ajv is its test
// oracle.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace mithaq::rulebook {

// What is wrong, every fault with its pointer, in the order it is found.
using Findings = std::vector<Error>;

bool is_partial_date(std::string_view text);  // 1969, 1969-09 or 1969-09-25
bool is_theme_code(std::string_view text);    // [a-z][a-z0-9-]{0,31}
// "CFM/27", or "CFM/4E" for an extraordinary one: an organ and the number of its session.
bool is_session(std::string_view text);

class Schema {
  public:
    // `malformed` "rulebook-schema" with a pointer into `schema` for every keyword that is not of
    // the subset: the first fault.
    static Result<Schema> compile(const json::value& schema);
    // The form of a rulebook: every fault, with a pointer that begins with `at`. Titles and
    // descriptions go to `texts`, and every value of an enum has a title. Nothing when there is a
    // fault in what checks documents.
    using Texts = std::function<void(const json::value& text, const std::string& at)>;
    static std::optional<Schema> compile_form(const json::value& schema, const std::string& at,
                                              const Texts& texts, Findings& findings);

    // `refused` "body-…" with a pointer that begins with `at`.
    Result<void> check(const json::value& value, std::string_view at,
                       const std::set<std::string, std::less<>>& languages) const;
    // Calls `say` for each string that x-mithaq gives a kind ("participant", "session", …), in the
    // order of the value, which fits; a due is said to be the instant, date or session it is. The
    // pointer begins with `at` and is valid during the call.
    using Visitor =
        std::function<void(std::string_view kind, std::string_view pointer, std::string_view text)>;
    void visit(const json::value& value, std::string_view at, const Visitor& say) const;

  private:
    struct Node;
    class Compiler;
    std::shared_ptr<const Node> root_;
};

}  // namespace mithaq::rulebook

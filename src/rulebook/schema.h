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

class Schema {
  public:
    // `malformed` with a pointer into `schema` for every keyword that is not of the subset.
    static Result<Schema> compile(const json::value& schema);
    // `refused` "body-…" with a pointer that begins with `at`.
    Result<void> check(const json::value& value, std::string_view at,
                       const std::set<std::string, std::less<>>& languages) const;
    // Calls `say` for each string that x-mithaq gives a kind ("participant", "session", …), in the
    // order of the value, which fits. The pointer begins with `at` and is valid during the call.
    using Visitor =
        std::function<void(std::string_view kind, std::string_view pointer, std::string_view text)>;
    void visit(const json::value& value, std::string_view at, const Visitor& say) const;

  private:
    struct Node;
    struct Compiler;
    std::shared_ptr<const Node> root_;
};

}  // namespace mithaq::rulebook

// What readers of a bundle's JSON share: each function says what is wrong with its own value, and
// nothing of what is not there. Not for other modules.
#pragma once

#include <initializer_list>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "rulebook/rulebook.h"

namespace mithaq::rulebook {

// Stands for a date that is none, of which a fault is told.
constexpr std::string_view kNoDate = "?";

class Fields {
  public:
    using Names = std::set<std::string, std::less<>>;
    using Choices = std::span<const std::string_view>;

    // All outlive this. `unread`: members of the outermost object that are not missed.
    Fields(const Names& languages, Findings& findings, const Names* unread = nullptr)
        : languages_(languages), findings_(findings), unread_(unread) {}

  protected:
    void bad(std::string message, std::string at);
    // A fault of a small language.
    void bad(const Error& error, std::string at) { bad(error.message, std::move(at)); }

    // The object at `at`, or null; it has these names and may have those.
    const json::object* object(const json::value& value, const std::string& at,
                               std::initializer_list<std::string_view> names,
                               std::initializer_list<std::string_view> optional = {});
    // The list called `name`, with its pointer in `at`; null when it is none.
    const json::array* list(const json::object& object, std::string_view name, std::string& at);

    // Each pair of the object called `name` in the bundle; its key has a shape.
    template <typename Each>
    void each(const json::object& bundle, std::string_view name, bool (*shape)(std::string_view),
              std::string_view shape_in_words, Each each) {
        const auto* value = bundle.if_contains(name);
        if (!value) return;
        std::string at = pointer_join("", name);
        const auto* list = value->if_object();
        if (!list) {
            bad("an object is expected here", at);
            return;
        }
        for (const auto& pair : *list) {
            std::string where = pointer_join(at, pair.key());
            if (!shape(pair.key())) bad(std::string(shape_in_words), where);
            each(std::string(pair.key()), pair.value(), where);
        }
    }

    std::string string(const json::object& object, std::string_view name, const std::string& at);
    bool boolean(const json::object& object, std::string_view name, const std::string& at);
    std::string choice(const json::object& object, std::string_view name, const std::string& at,
                       Choices choices);
    // A partial date.
    std::string date(const json::object& object, std::string_view name, const std::string& at);
    Checked checked(const json::object& object, const std::string& at);
    // Strings that differ, at `at`.
    std::vector<std::string> strings(const json::value& value, const std::string& at);
    // In every language of the rulebook, where these are known.
    Text text(const json::value& value, const std::string& at);
    Text text(const json::object& object, std::string_view name, const std::string& at);

    Findings& findings() { return findings_; }
    bool is_unread(std::string_view member) const { return unread_ && unread_->contains(member); }

  private:
    const Names& languages_;
    Findings& findings_;
    const Names* unread_;
};

}  // namespace mithaq::rulebook

// A small register whose communications are printed, and a reader of what was printed: strict, so
// that what is not the markup we write does not go unnoticed. Tests run in the tree's root.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "act/entry.h"
#include "log/log_testing.h"
#include "out/document.h"

namespace mithaq::out {

struct TestPapers {
    MemoryFiles files;
    log::TestCast cast;
    std::shared_ptr<const rulebook::Rulebook> rulebook;
    std::optional<log::TestRegister> made;

    // XAA, XAB and REGISTRY submit; numbers 1 to 3 are their keys.
    explicit TestPapers(const std::string& bundle = log::basic_bundle())
        : rulebook(rulebook::load_bundle(bundle).value()) {
        MITHAQ_ASSERT(cast.found(files, {"register", "aside"}, log::kTestStart, bundle));
        made.emplace(files);
        MITHAQ_ASSERT(made->open());
        MITHAQ_ASSERT(made->add_keys());
    }
    const log::Reader& reader() { return made->writer().reader(); }

    // Registers it; its number.
    std::uint64_t add(const std::string& note) {
        auto number = made->append(note);
        if (!number) ADD_FAILURE() << number.error().type << ": " << number.error().message;
        MITHAQ_ASSERT(number && made->writer().commit());
        return *number;
    }
    std::uint64_t add(std::string_view form, const json::object& body, const std::string& from,
                      const json::object& headers = {}) {
        return add(cast.signed_act(form, body, {from}, made->head(), headers));
    }
    json::object re(std::uint64_t number, std::string_view as) {
        return {{"id", to_hex(made->writer().state().id_of(number).bytes)}, {"as", as}};
    }
    Registered registered(std::uint64_t number) {
        tree::LeafIndex index{number};
        auto bytes = reader().entry(index).value();
        auto entry = act::parse_entry(bytes).value();
        return {number,
                entry.stamp,
                act::parse_act(entry.note).value(),
                reader().receipt(index, *reader().head(), reader().nodes()).value(),
                {}};
    }
    Words words(std::string_view language) const { return Words::in(*rulebook, language).value(); }
};

// What came on paper on the morning of kTestStart, as the registry enters it. `more` replaces.
inline json::object paper_headers(const json::object& more = {}) {
    json::object out{{"ref", "MFA/POL/317"},
                     {"dated", {{"gregorian", "2026-11-22"}}},
                     {"marking", "restricted"},
                     {"languages", {{"fr", "original"}, {"ar", "courtesy"}}},
                     {"enclosures",
                      {{{"sha256", std::string(64, 'a')},
                        {"size", 48213},
                        {"type", "application/pdf"},
                        {"name", "note verbale.pdf"}}}},
                     {"received",
                      {{"from", {"XAB"}},
                       {"via", "by-hand"},
                       {"at", "2026-11-23T08:55:00Z"},
                       {"by", "Front desk"}}}};
    for (const auto& header : more) out.insert_or_assign(header.key(), header.value());
    return out;
}
inline json::object paper_body() {
    return {{"to", {"REGISTRY", "CHAIR"}},
            {"subject", {{"fr", "Réunion d’experts"}, {"ar", "اجتماع خبراء"}}},
            {"text", {{"fr", "L’Ambassade fait savoir."}, {"ar", "تفيد السفارة."}}}};
}

// ---- Reading what was printed

// A run of text, unescaped, and the elements that it stands in, the outermost first.
struct Element {
    std::string tag;
    std::map<std::string, std::string> attributes;
};
struct Run {
    std::string text;
    std::vector<Element> in;
};

inline std::string unescaped(std::string_view text) {
    static const std::map<std::string_view, char> kNames = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '&') {
            out += text[at];
            continue;
        }
        auto end = text.find(';', at);
        auto found = kNames.find(end == text.npos ? "" : text.substr(at, end + 1 - at));
        if (found == kNames.end()) {
            ADD_FAILURE() << "a & that begins nothing: " << text.substr(at, 20);
            continue;
        }
        out += found->second;
        at = end;
    }
    return out;
}

class Page {
  public:
    explicit Page(std::string_view html) : rest_(html) {
        if (!take("<!doctype html>\n")) ADD_FAILURE() << "no doctype";
        while (!rest_.empty()) {
            auto next = std::min(rest_.find('<'), rest_.size());
            if (next > 0) {
                EXPECT_EQ(rest_.substr(0, next).find('>'), rest_.npos) << rest_.substr(0, next);
                runs.push_back({unescaped(rest_.substr(0, next)), open_});
                rest_.remove_prefix(next);
            } else {
                read_tag();
            }
        }
        EXPECT_TRUE(open_.empty()) << "not closed: " << (open_.empty() ? "" : open_.back().tag);
    }

    std::vector<Run> runs;
    std::vector<Element> elements;

    // All text, as a reader sees it.
    std::string text() const {
        std::string out;
        for (const auto& run : runs) out += run.text;
        return out;
    }
    // Of each element of that tag and class.
    std::vector<std::string> texts(std::string_view tag, std::string_view css = "") const {
        std::vector<std::string> out;
        const Element* last = nullptr;
        for (const auto& run : runs)
            for (const auto& element : run.in) {
                auto found = element.attributes.find("class");
                if (element.tag != tag ||
                    (!css.empty() && (found == element.attributes.end() || found->second != css)))
                    continue;
                if (!last || element.attributes.at("#") != last->attributes.at("#"))
                    out.emplace_back();
                last = &element;
                out.back() += run.text;
            }
        return out;
    }

  private:
    bool take(std::string_view what) {
        if (!rest_.starts_with(what)) return false;
        rest_.remove_prefix(what.size());
        return true;
    }
    std::string name() {
        auto end = rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-");
        std::string out(rest_.substr(0, end));
        rest_.remove_prefix(out.size());
        return out;
    }
    void read_tag() {
        if (take("</")) {
            std::string tag = name();
            EXPECT_TRUE(take(">"));
            EXPECT_FALSE(open_.empty() || open_.back().tag != tag) << "</" << tag << ">";
            if (!open_.empty()) open_.pop_back();
            return;
        }
        take("<");
        Element element{name(), {}};
        while (take(" ")) {
            std::string attribute = name();
            EXPECT_TRUE(take("=\"")) << element.tag << " " << attribute;
            auto end = std::min(rest_.find('"'), rest_.size());
            auto value = unescaped(rest_.substr(0, end));
            EXPECT_TRUE(element.attributes.emplace(attribute, value).second) << attribute;
            rest_.remove_prefix(end);
            EXPECT_TRUE(take("\""));
        }
        EXPECT_TRUE(take(">")) << element.tag << rest_.substr(0, 40);
        elements.push_back(element);
        if (element.tag.empty()) return rest_.remove_prefix(rest_.size());  // no page of ours
        element.attributes["#"] = std::to_string(elements.size());          // which one it is
        if (element.tag != "meta" && element.tag != "link") open_.push_back(std::move(element));
    }

    std::string_view rest_;
    std::vector<Element> open_;
};

}  // namespace mithaq::out

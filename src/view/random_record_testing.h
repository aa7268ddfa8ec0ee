// Records that hold what the forms allow, by chance of a seed: the same in every run.
#pragma once

#include <random>

#include "view/view_testing.h"

namespace mithaq::view {

class RandomRecord {
  public:
    explicit RandomRecord(std::uint32_t seed) : chance_(seed) {}

    TestRecord log;

    std::uint64_t below(std::uint64_t n) {
        return std::uniform_int_distribution<std::uint64_t>(0, n - 1)(chance_);
    }
    template <typename T>
    const T& one_of(const std::vector<T>& values) {
        return values[below(values.size())];
    }

    void grow(std::size_t acts) {
        for (std::size_t i = 0; i < acts; ++i) {
            bool commit = below(3) == 0 || i + 1 == acts;
            switch (below(6)) {
                case 0:
                    log.add("communication.plain", {{"text", {{"en", title()}}}}, headers(),
                            one_of(authors_), commit);
                    break;
                case 1:
                    note(commit);
                    break;
                default:
                    log.add("text.record", text(), headers(), one_of(authors_), commit);
            }
        }
    }

    std::string title() {
        static const std::vector<std::string> kWords = {"Peace", "sécurité", "الأمن",  "member",
                                                        "State", "charter",  "القرار", "16/11-P"};
        return one_of(kWords) + " " + one_of(kWords) + fmt::format(" {}", log.size());
    }

  private:
    json::object text() {
        static const std::vector<std::string> kDates = {"",        "1969",       "1980-05",
                                                        "1981-01", "1991-12-09", "2000"};
        json::object out = TestRecord::text(title(), one_of(kDates));
        out["kind"] = one_of(kinds_);
        out["checked"] = one_of(std::vector<std::string>{"yes", "no", "corrected"});
        if (below(2) == 0) out["organ"] = one_of(parties_);
        if (below(2) == 0) out["symbol"] = fmt::format("S/{}", below(5));
        if (below(3) == 0) out["title"] = {{"en", title()}, {"fr", title()}, {"ar", title()}};
        if (below(2) == 0 && !log.rulebook->themes.empty()) {
            json::array themes;
            for (const auto& [code, theme] : log.rulebook->themes)
                if (below(3) == 0) themes.emplace_back(code);
            if (!themes.empty()) out["themes"] = std::move(themes);
        }
        return out;
    }
    void note(bool commit) {
        json::object body{{"to", {one_of(parties_)}}, {"subject", {{"en", title()}}}};
        json::object more = headers();
        bool in = below(2) == 0;
        if (in)
            more["received"] = {{"from", {one_of(parties_)}},
                                {"via", log.rulebook->ways.begin()->first},
                                {"at", "2026-11-23T08:55:00Z"},
                                {"by", "Registry"}};
        if (!in && below(2) == 0) body["reply"] = {{"character", "request"}, {"by", "2026-12-01"}};
        log.add("note.send", body, more, "REGISTRY", commit);
    }
    json::object headers() {
        json::object out;
        if (below(2) == 0) out["ref"] = fmt::format("R/{}", below(8));
        if (below(4) == 0) out["marking"] = log.rulebook->markings.begin()->first;
        if (below(3) == 0) out["dated"] = {{"gregorian", "2026-11-22"}};
        json::array re;
        for (std::uint64_t i = below(4); i > 0; --i)
            re.push_back(log.re(below(log.size()), one_of(ways_), below(3) == 0 ? "2" : ""));
        if (!re.empty()) out["re"] = std::move(re);
        return out;
    }

    std::mt19937 chance_;
    std::vector<std::string> authors_{"XAA", "XAB", "REGISTRY"};
    std::vector<std::string> parties_{"XAA", "XAB", "XAC", "REGISTRY"};
    std::vector<std::string> kinds_{"resolution", "charter", "declaration"};
    std::vector<std::string> ways_{"reaffirms",  "reaffirms", "reaffirms",  "replies", "corrects",
                                   "supersedes", "withdraws", "implements", "follows"};
};

}  // namespace mithaq::view

// Records that hold what the forms allow, by chance of a seed: the same in every run.
#pragma once

#include <random>

#include "view/matters_testing.h"

namespace mithaq::view {

class RandomRecord {
  public:
    explicit RandomRecord(std::uint32_t seed, const std::string& bundle = log::basic_bundle())
        : log(bundle), chance_(seed) {}

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

    // Letters and meetings, with acts that their rules refuse among those tried, and time passing;
    // of a record with matter_bundle().
    void grow_files(std::size_t tries) {
        for (std::size_t i = 0; i < tries; ++i) {
            if (below(4) == 0) log.made.pass(static_cast<std::int64_t>(below(20)) * 3'600'000);
            if (below(5) == 0 || files_.empty())
                open_file();
            else
                act_in(one_of(files_));
        }
    }

    std::string title() {
        static const std::vector<std::string> kWords = {"Peace", "sécurité", "الأمن",  "member",
                                                        "State", "charter",  "القرار", "16/11-P"};
        return one_of(kWords) + " " + one_of(kWords) + fmt::format(" {}", log.size());
    }

  private:
    std::string day() { return fmt::format("2026-11-{:02}", 23 + below(7)); }
    std::string soon() {
        return format_instant(
            {log.made.now().ms + 3'600'000 * static_cast<std::int64_t>(below(30))});
    }
    void open_file() {
        if (below(4) == 0) {
            json::object body{{"name", one_of(sessions_)}};
            if (below(3) > 0) body["opens"] = day();
            files_.push_back(log.add("meeting.convene", body, {}, one_of(authors_)));
            return;
        }
        json::object body{{"title", {{"en", title()}}},
                          {"to", json::array{one_of(authors_), "XAC"}}};
        if (below(2) == 0) body["by"] = day();
        if (below(2) == 0) body["character"] = "obligation";
        json::array points;
        for (std::uint64_t i = 0; i < below(3); ++i) {
            json::object point{{"item", fmt::format("{}", i + 1)},
                               {"text", {{"en", title()}}},
                               {"addressees", {one_of(authors_)}}};
            if (below(2) == 0) point["due"] = below(2) == 0 ? one_of(sessions_) : day();
            points.push_back(std::move(point));
        }
        if (!points.empty()) body["points"] = std::move(points);
        files_.push_back(log.add("letter.send", body, {}, one_of(authors_)));
    }
    void act_in(std::uint64_t file) {
        static const std::vector<std::string> kForms = {
            "letter.reply", "letter.reply",   "letter.point", "letter.remind",   "letter.release",
            "letter.wait",  "letter.support", "letter.back",  "meeting.postpone"};
        const std::string& form = one_of(kForms);
        json::object body;
        if (form == "letter.wait") body["until"] = soon();
        if (form == "letter.reply" && below(2) == 0) body["year"] = 2020 + below(3);
        if (form == "meeting.postpone") {
            body["name"] = one_of(sessions_);
            if (below(2) == 0) body["opens"] = day();
        }
        json::array re{log.re(file, "replies")};
        if (below(2) == 0) re.push_back(log.re(file, "follows", fmt::format("{}", 1 + below(3))));
        if (below(3) == 0) re.push_back(log.re(file + below(log.size() - file), "replies"));
        json::object headers = log.in(file, {{"re", std::move(re)}});
        std::string from = one_of(authors_);
        if (below(4) == 0) {  // on paper, perhaps of before a date that has passed
            const auto ago = static_cast<std::int64_t>(below(40)) * 3'600'000;
            headers["received"] = {{"from", {one_of(authors_)}},
                                   {"via", log.rulebook->ways.begin()->first},
                                   {"at", format_instant({log.made.now().ms - ago})},
                                   {"by", "Registry"}};
            from = "REGISTRY";
        }
        (void)log.try_to_add(form, body, headers, from);  // refused: nothing is there then
    }

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
    std::vector<std::uint64_t> files_;
    std::vector<std::string> sessions_{"CHAIR/1", "CHAIR/2", "CHAIR/3"};
    std::vector<std::string> authors_{"XAA", "XAB", "REGISTRY"};
    std::vector<std::string> parties_{"XAA", "XAB", "XAC", "REGISTRY"};
    std::vector<std::string> kinds_{"resolution", "charter", "declaration"};
    std::vector<std::string> ways_{"reaffirms",  "reaffirms", "reaffirms",  "replies", "corrects",
                                   "supersedes", "withdraws", "implements", "follows"};
};

}  // namespace mithaq::view

#include "rulebook/grammar.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "rulebook/reader.h"

namespace mithaq::rulebook {
namespace {

class GrammarReader {
  public:
    GrammarReader(Rulebook& rulebook, Findings& findings)
        : rulebook_(rulebook), findings_(findings) {}

    void read(const json::value& value, const std::string& at);

  private:
    void bad(std::string message, std::string at) {
        findings_.push_back(
            {Errc::malformed, "rulebook-grammar", std::move(message), std::move(at), {}});
    }
    // With these names, and perhaps those; null when it is none.
    const json::object* object(const json::value& value, const std::string& at,
                               std::initializer_list<std::string_view> names,
                               std::initializer_list<std::string_view> optional = {});
    std::string text(const json::object& object, std::string_view name, const std::string& at);
    void read_language(const json::object& object, const std::string& at, Grammar& out);
    void read_plurals(const json::value& value, const std::string& at, Grammar& out);
    void read_months(const json::value& value, const std::string& at, Grammar& out);
    void read_list(const json::value& value, const std::string& at, Grammar& out);
    void read_seams(const json::value& value, const std::string& at, Grammar& out);
    std::string message(const json::object& object, std::string_view name, const std::string& at,
                        std::initializer_list<std::string_view> names);

    Rulebook& rulebook_;
    Findings& findings_;
};

const json::object* GrammarReader::object(const json::value& value, const std::string& at,
                                          std::initializer_list<std::string_view> names,
                                          std::initializer_list<std::string_view> optional) {
    const auto* out = value.if_object();
    if (!out) {
        bad("a table is expected here", at);
        return nullptr;
    }
    for (std::string_view name : names)
        if (!out->contains(name)) bad(fmt::format("\"{}\" is missing", name), at);
    for (const auto& pair : *out)
        if (std::ranges::find(names, std::string_view(pair.key())) == names.end() &&
            std::ranges::find(optional, std::string_view(pair.key())) == optional.end())
            bad(fmt::format("unknown name \"{}\"", std::string_view(pair.key())),
                pointer_join(at, pair.key()));
    return out;
}

std::string GrammarReader::text(const json::object& object, std::string_view name,
                                const std::string& at) {
    const auto* value = object.if_contains(name);
    if (!value) return {};
    const auto* text = value->if_string();
    if (text && !text->empty()) return std::string(*text);
    bad("a string that is not empty is expected here", pointer_join(at, name));
    return {};
}

// A pattern of dates: every name stands in it, and no other.
std::string GrammarReader::message(const json::object& object, std::string_view name,
                                   const std::string& at,
                                   std::initializer_list<std::string_view> names) {
    std::string out = text(object, name, at);
    if (out.empty()) return out;
    const std::string where = pointer_join(at, name);
    auto parsed = Message::parse(out);
    if (!parsed) {
        bad(parsed.error().message, where);
        return {};
    }
    for (std::string_view argument : names)
        if (!parsed->arguments().contains(argument) && argument != "zone")
            bad(fmt::format("{{{}}} does not stand in it", argument), where);
    for (const auto& [argument, counted] : parsed->arguments())
        if (std::ranges::find(names, argument) == names.end())
            bad(fmt::format("{{{}}} is not given here", argument), where);
    return out;
}

void GrammarReader::read_plurals(const json::value& value, const std::string& at, Grammar& out) {
    static constexpr std::array<std::string_view, 5> kCategories = {"zero", "one", "two", "few",
                                                                    "many"};
    const auto* plurals = value.if_object();
    if (!plurals) return bad("a table of plural categories is expected here", at);
    for (const auto& pair : *plurals)
        if (std::ranges::find(kCategories, std::string_view(pair.key())) == kCategories.end())
            bad("a plural category is zero, one, two, few or many; other needs no rule",
                pointer_join(at, pair.key()));
    for (std::string_view category : kCategories) {
        if (!plurals->contains(category)) continue;
        std::string rule = text(*plurals, category, at);
        if (rule.empty()) continue;
        if (!plural_rule_holds(rule, 0))
            bad("no plural rule of CLDR: n % 100 = 3..10 and n != 5, or …",
                pointer_join(at, category));
        else
            out.plurals.push_back({std::string(category), std::move(rule)});
    }
}

void GrammarReader::read_months(const json::value& value, const std::string& at, Grammar& out) {
    const auto* months = value.if_array();
    if (!months || months->size() != 12) return bad("twelve names are expected here", at);
    for (std::size_t i = 0; i < months->size(); ++i) {
        const auto* name = (*months)[i].if_string();
        if (!name || name->empty())
            bad("a string that is not empty is expected here", fmt::format("{}/{}", at, i));
        else
            out.months.emplace_back(*name);
    }
}

void GrammarReader::read_list(const json::value& value, const std::string& at, Grammar& out) {
    const auto* list = object(value, at, {"two", "start", "middle", "end"});
    if (!list) return;
    auto pattern = [&](std::string_view name) {
        std::string text = this->text(*list, name, at);
        auto first = text.find("{0}"), second = text.find("{1}");
        if (!text.empty() && (first == std::string::npos || second == std::string::npos ||
                              second < first || text.find('{', second + 1) != std::string::npos))
            bad("{0} and then {1} are expected here, once each", pointer_join(at, name));
        return text;
    };
    out.list_two = pattern("two");
    out.list_start = pattern("start");
    out.list_middle = pattern("middle");
    out.list_end = pattern("end");
}

void GrammarReader::read_seams(const json::value& value, const std::string& at, Grammar& out) {
    const auto* seams = value.if_array();
    if (!seams) return bad("a list is expected here", at);
    for (std::size_t i = 0; i < seams->size(); ++i) {
        const std::string where = fmt::format("{}/{}", at, i);
        const auto* seam = object((*seams)[i], where, {"before", "after", "is"});
        if (!seam) continue;
        out.seams.push_back(
            {text(*seam, "before", where), text(*seam, "after", where), text(*seam, "is", where)});
        // An empty one would fit everywhere.
        if (out.seams.back().before.empty() || out.seams.back().after.empty()) out.seams.pop_back();
    }
}

void GrammarReader::read_language(const json::object& object, const std::string& at, Grammar& out) {
    read_plurals(object.at("plurals"), at + "/plurals", out);
    read_months(object.at("months"), at + "/months", out);
    read_list(object.at("list"), at + "/list", out);
    if (const auto* seams = object.if_contains("seams")) read_seams(*seams, at + "/seams", out);
    out.digits = text(object, "digits", at);
    std::size_t digits = 0;
    for (char c : out.digits) digits += (static_cast<unsigned char>(c) & 0xc0U) != 0x80;
    if (digits != 10) bad("ten characters are expected here", at + "/digits");
    out.date = message(object, "date", at, {"day", "month", "year"});
    out.time = message(object, "time", at, {"date", "hour", "minute", "zone"});
}

void GrammarReader::read(const json::value& value, const std::string& at) {
    const auto* languages = value.if_object();
    if (!languages) return bad("a table of languages is expected here", at);
    for (const auto& language : rulebook_.languages)
        if (!languages->contains(language))
            bad(fmt::format("the grammar is missing in \"{}\"", language), at);
    for (const auto& pair : *languages) {
        const std::string where = pointer_join(at, pair.key());
        if (!rulebook_.languages.contains(std::string_view(pair.key()))) {
            bad(fmt::format("\"{}\" is not a language of the rulebook",
                            std::string_view(pair.key())),
                where);
            continue;
        }
        const std::size_t before = findings_.size();
        const auto* one =
            object(pair.value(), where, {"plurals", "digits", "months", "date", "time", "list"},
                   {"seams"});
        if (one && findings_.size() == before)
            read_language(*one, where, rulebook_.grammar[std::string(pair.key())]);
    }
}

// ---- Sentences

bool is_key(std::string_view key) {
    auto small = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !key.empty() && key.size() <= 64 && small(key[0]) &&
           std::ranges::all_of(key, [&](char c) { return small(c) || c == '-' || c == '.'; });
}

// The names of a message, as a fault tells them.
std::string names_of(const Message& message) {
    std::string out;
    for (const auto& [name, counted] : message.arguments())
        out += fmt::format("{}{{{}{}}}", out.empty() ? "" : " ", name, counted ? ", number" : "");
    return out.empty() ? "none" : out;
}

class SentenceReader {
  public:
    SentenceReader(Rulebook& rulebook, Findings& findings)
        : rulebook_(rulebook), findings_(findings) {}

    void read(const std::string& key, const json::value& value, const std::string& at);

  private:
    void bad(std::string message, std::string at) {
        findings_.push_back(
            {Errc::malformed, "rulebook-sentence", std::move(message), std::move(at), {}});
    }
    void read_words(const std::string& language, const json::value& value, const std::string& at,
                    Named<Message>& out);

    Rulebook& rulebook_;
    Findings& findings_;
};

void SentenceReader::read_words(const std::string& language, const json::value& value,
                                const std::string& at, Named<Message>& out) {
    const auto* text = value.if_string();
    if (!text || text->empty()) return bad("a string that is not empty is expected here", at);
    auto message = Message::parse(*text);
    if (!message) return bad(message.error().message, at);
    if (auto grammar = rulebook_.grammar.find(language); grammar != rulebook_.grammar.end())
        for (const auto& lacking : message->lacking(grammar->second))
            bad(fmt::format("a plural lacks a case that its language has: {}", lacking), at);
    if (auto never = rulebook_.never.find(language); never != rulebook_.never.end()) {
        std::set<std::string> kept;
        for (const auto& word : never->second)
            for (auto& folded : words_of(word)) kept.insert(std::move(folded));
        for (const auto& word : words_of(message->words()))
            if (kept.contains(word))
                bad(fmt::format("\"{}\" is a word that `never` keeps from people", word), at);
    }
    out.emplace(language, std::move(*message));
}

void SentenceReader::read(const std::string& key, const json::value& value, const std::string& at) {
    if (!is_key(key)) bad("not a key: [a-z0-9][a-z0-9.-]{0,63}", at);
    const auto* languages = value.if_object();
    if (!languages) return bad("a sentence is a table of languages, like { en = \"…\" }", at);
    Named<Message>& out = rulebook_.sentences[key];
    for (const auto& language : rulebook_.languages)
        if (!languages->contains(language))
            bad(fmt::format("the sentence is missing in \"{}\"", language), at);
    for (const auto& pair : *languages) {
        const std::string where = pointer_join(at, pair.key());
        if (rulebook_.languages.contains(std::string_view(pair.key())))
            read_words(std::string(pair.key()), pair.value(), where, out);
        else
            bad(fmt::format("\"{}\" is not a language of the rulebook",
                            std::string_view(pair.key())),
                where);
    }
    for (const auto& [language, message] : out)
        if (message.arguments() != out.begin()->second.arguments())
            bad(fmt::format("its arguments differ: {} in \"{}\", {} in \"{}\"",
                            names_of(out.begin()->second), out.begin()->first, names_of(message),
                            language),
                pointer_join(at, language));
}

}  // namespace

void read_grammar(const json::value& value, const std::string& at, Rulebook& rulebook,
                  Findings& findings) {
    GrammarReader(rulebook, findings).read(value, at);
}

void read_sentences(const json::value& value, const std::string& at, Rulebook& rulebook,
                    Findings& findings) {
    const auto* sentences = value.if_object();
    if (!sentences) {
        findings.push_back({Errc::malformed,
                            "rulebook-sentence",
                            "a table of sentences is expected here",
                            at,
                            {}});
        return;
    }
    SentenceReader reader(rulebook, findings);
    for (const auto& pair : *sentences)
        reader.read(std::string(pair.key()), pair.value(), pointer_join(at, pair.key()));
}

}  // namespace mithaq::rulebook

#include "rulebook/reader.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include <fmt/format.h>

#include "base/names.h"
#include "rulebook/expressions.h"
#include "rulebook/fields.h"
#include "rulebook/grammar.h"
#include "rulebook/procedure_reader.h"

namespace mithaq::rulebook {
namespace {

constexpr std::array<std::string_view, 9> kKinds = {"state",       "observer",     "organ",
                                                    "office",      "group",        "archive",
                                                    "third-state", "organisation", "entity"};
constexpr std::array<std::string_view, 4> kStatuses = {"member", "observer", "suspended",
                                                       "withdrawn"};
constexpr std::array<std::string_view, 2> kThemeKinds = {"dimension", "principle"};
constexpr std::array<std::string_view, 2> kOrigins = {"source", "ours"};
constexpr std::array<std::string_view, 5> kArticles = {"le", "la", "les", "l’", ""};

// [A-Za-z][A-Za-z0-9_.-]{0,63}
bool is_term(std::string_view text) {
    auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !text.empty() && text.size() <= 64 && letter(text[0]) &&
           std::all_of(text.begin(), text.end(), [&](char c) {
               return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
           });
}

class Reader : public Fields {
  public:
    Reader(const std::set<std::string, std::less<>>& unread, Rulebook& out, Findings& findings)
        : Fields(out.languages, findings, &unread), out_(out) {}

    void read(const json::value& bundle);

  private:
    // Strings that are codes of participants.
    std::vector<std::string> codes(const json::object& object, std::string_view name,
                                   const std::string& at) {
        const auto* value = object.if_contains(name);
        if (!value) return {};
        std::string where = pointer_join(at, name);
        auto out = strings(*value, where);
        if (const auto* list = value->if_array())
            for (std::size_t i = 0; i < list->size(); ++i)
                if (const auto* code = (*list)[i].if_string())
                    known(*code, fmt::format("{}/{}", where, i));
        return out;
    }

    bool known(std::string_view code, const std::string& at) {
        if (!participants_known_ || code.empty() || out_.participants.contains(code)) return true;
        bad(fmt::format("{} is not in participants", code), at);
        return false;
    }

    // ---- the parts of a bundle

    void read_languages(const json::object& bundle);
    void read_titles(const json::object& bundle, std::string_view name, Named<Text>& out);
    void read_participants(const json::object& bundle);
    Name read_name(const json::value& value, const std::string& at);
    Status read_status(const json::value& value, const std::string& at);
    Text read_article(const json::object& object, const std::string& at);
    void read_sets(const json::object& bundle);
    void read_precedence(const json::object& bundle);
    void read_entitled(const json::object& bundle);
    void read_themes(const json::object& bundle);
    void read_terms(const json::object& bundle);
    void read_forms(const json::object& bundle);
    void read_rules(const json::object& bundle);

    // One after the other, newest last. What is said of a date already is not compared.
    template <typename Dated>
    void in_order(const std::vector<Dated>& list, const std::string& at) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            std::string where = fmt::format("{}/{}", at, i);
            const Dated& one = list[i];
            if constexpr (requires { one.until; })
                if (follows(one.from, one.until) == false)
                    bad("ends before it begins", where + "/until");
            if (i == 0) continue;
            const Dated& before = list[i - 1];
            if constexpr (std::is_same_v<Dated, Name>)
                if (one.from.empty()) {
                    bad("only the first has no `from`", where);
                    continue;
                }
            if (follows(before.from, one.from) == false)
                bad("begins no later than the one before it; the newest is the last",
                    where + "/from");
            else if constexpr (requires { one.until; })
                if (follows(one.from, before.until) == true)
                    bad(fmt::format("begins while the one before it is valid, until {}",
                                    before.until),
                        where + "/from");
        }
    }
    // Whether `later` is later; nothing when one of them is not there.
    static std::optional<bool> follows(std::string_view earlier, std::string_view later) {
        if (earlier == kNoDate || later.empty() || later == kNoDate) return std::nullopt;
        return first_day(earlier) < first_day(later);
    }

    Rulebook& out_;
    bool participants_known_ = false;
};

void Reader::read_languages(const json::object& bundle) {
    const auto* value = bundle.if_contains("languages");
    if (!value) return;
    auto list = strings(*value, "/languages");
    for (const auto& language : list)
        if (!is_language(language))
            bad(fmt::format("\"{}\" is no language code: two or three small letters", language),
                "/languages");
    if (value->is_array() && list.empty()) bad("a rulebook has a language", "/languages");
    out_.languages = {list.begin(), list.end()};
}

// {code: {"title": text}}
void Reader::read_titles(const json::object& bundle, std::string_view name, Named<Text>& out) {
    each(bundle, name, is_label, "not a code: [a-z][a-z0-9-]{0,31}",
         [&](const std::string& code, const json::value& value, const std::string& at) {
             if (const auto* titled = object(value, at, {"title"}))
                 out.emplace(code, text(*titled, "title", at));
         });
}

Text Reader::read_article(const json::object& object, const std::string& at) {
    const auto* value = object.if_contains("article");
    if (!value) return {};
    Text out;
    std::string where = at + "/article";
    const auto* article = this->object(*value, where, {"fr"});
    const auto* word = article ? article->if_contains("fr") : nullptr;
    if (!word) return out;
    const auto* text = word->if_string();
    if (!text ||
        std::find(kArticles.begin(), kArticles.end(), std::string_view(*text)) == kArticles.end())
        bad("an article is le, la, les, l’ (with this apostrophe) or \"\"", where + "/fr");
    else
        out.emplace("fr", *text);
    return out;
}

Name Reader::read_name(const json::value& value, const std::string& at) {
    Name out;
    const auto* name = object(value, at, {"short", "source", "checked"},
                              {"from", "until", "formal", "adjective", "article"});
    if (!name) return out;
    out.from = date(*name, "from", at);
    out.until = date(*name, "until", at);
    out.short_name = text(*name, "short", at);
    out.formal = text(*name, "formal", at);
    out.adjective = text(*name, "adjective", at);
    out.article = read_article(*name, at);
    out.source = string(*name, "source", at);
    out.checked = checked(*name, at);
    return out;
}

Status Reader::read_status(const json::value& value, const std::string& at) {
    Status out;
    const auto* status = object(value, at, {"as", "from", "source", "checked"}, {"until", "note"});
    if (!status) return out;
    out.as = choice(*status, "as", at, kStatuses);
    out.from = date(*status, "from", at);
    out.until = date(*status, "until", at);
    out.source = string(*status, "source", at);
    out.checked = checked(*status, at);
    out.note = text(*status, "note", at);
    return out;
}

void Reader::read_participants(const json::object& bundle) {
    const auto* all = bundle.if_contains("participants");
    participants_known_ = all && all->is_object();
    auto list = [&](const json::object& object, std::string_view name, const std::string& at,
                    auto read, auto& out) {
        const auto* value = object.if_contains(name);
        if (!value) return;
        std::string where = pointer_join(at, name);
        const auto* items = value->if_array();
        if (!items || items->empty()) {
            bad("a list that is not empty is expected here", where);
            return;
        }
        for (std::size_t i = 0; i < items->size(); ++i)
            out.push_back(read((*items)[i], fmt::format("{}/{}", where, i)));
        in_order(out, where);
    };
    each(
        bundle, "participants",
        [](std::string_view code) { return is_participant_code(code) && code != "REGISTER"; },
        "not a code of a participant: [A-Z][A-Z0-9-]{1,15}, not REGISTER",
        [&](const std::string& code, const json::value& value, const std::string& at) {
            Participant& participant = out_.participants[code];
            const auto* entry = object(value, at, {"kind", "names"}, {"status", "note", "speaks"});
            if (!entry) return;
            participant.kind = choice(*entry, "kind", at, kKinds);
            participant.note = text(*entry, "note", at);
            participant.speaks = string(*entry, "speaks", at);
            list(
                *entry, "names", at,
                [this](const auto& item, const auto& where) { return read_name(item, where); },
                participant.names);
            list(
                *entry, "status", at,
                [this](const auto& item, const auto& where) { return read_status(item, where); },
                participant.statuses);
        });
}

void Reader::read_sets(const json::object& bundle) {
    each(bundle, "sets", is_label, "not the name of a set: [a-z][a-z0-9-]{0,31}",
         [&](const std::string& name, const json::value& value, const std::string& at) {
             const auto* set = object(value, at, {"title"}, {"kind", "list"});
             if (!set) return;
             if (is_word_of_sets(name))
                 bad(fmt::format("\"{}\" is a word of the rules already", name), at);
             if (set->contains("kind") == set->contains("list"))
                 bad("a set is either of a kind or a list", at);
             out_.sets.emplace(name, Set{text(*set, "title", at), choice(*set, "kind", at, kKinds),
                                         codes(*set, "list", at)});
         });
    for (const auto& [code, participant] : out_.participants)
        if (!participant.speaks.empty() && !out_.sets.contains(participant.speaks))
            bad(fmt::format("\"{}\" is no set of the rulebook", participant.speaks),
                fmt::format("/participants/{}/speaks", code));
}

void Reader::read_precedence(const json::object& bundle) {
    const auto* value = bundle.if_contains("precedence");
    if (!value) return;
    const auto* list = value->if_array();
    if (!list) {
        bad("a list is expected here", "/precedence");
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        std::string at = fmt::format("/precedence/{}", i);
        Precedence& rule = out_.precedence.emplace_back();
        const auto* entry = object((*list)[i], at, {"from", "order", "title", "source", "checked"});
        if (!entry) continue;
        rule.from = date(*entry, "from", at);
        rule.order = codes(*entry, "order", at);
        rule.title = text(*entry, "title", at);
        rule.source = string(*entry, "source", at);
        rule.checked = checked(*entry, at);
    }
    in_order(out_.precedence, "/precedence");
}

// Who enrols, and who enters what came on paper.
void Reader::read_entitled(const json::object& bundle) {
    auto submits = [&](const std::string& code, const std::string& at) {
        auto found = out_.participants.find(code);
        if (found != out_.participants.end() && !found->second.may_submit())
            bad(fmt::format("{} may be named, and submits nothing", code), at);
    };
    out_.enrols = string(bundle, "enrols", "");
    if (known(out_.enrols, "/enrols")) submits(out_.enrols, "/enrols");
    auto registries = codes(bundle, "registries", "");
    for (std::size_t i = 0; i < registries.size(); ++i)
        submits(registries[i], fmt::format("/registries/{}", i));
    out_.registries = {registries.begin(), registries.end()};
}

void Reader::read_themes(const json::object& bundle) {
    each(bundle, "themes", is_theme_code, "not a code of a theme: [a-z][a-z0-9-]{0,31}",
         [&](const std::string& code, const json::value& value, const std::string& at) {
             const auto* theme = object(value, at, {"kind", "title", "origin"}, {"source"});
             if (!theme) return;
             Theme& out = out_.themes[code];
             out.kind = choice(*theme, "kind", at, kThemeKinds);
             out.title = text(*theme, "title", at);
             out.ours = choice(*theme, "origin", at, kOrigins) == "ours";
             out.source = string(*theme, "source", at);
         });
}

void Reader::read_terms(const json::object& bundle) {
    std::map<std::string, std::set<std::string>, std::less<>> never;
    each(
        bundle, "never", [](std::string_view) { return true; }, "",
        [&](const std::string& language, const json::value& value, const std::string& at) {
            if (!out_.languages.empty() && !out_.languages.contains(language))
                bad(fmt::format("\"{}\" is not a language of the rulebook", language), at);
            out_.never[language] = strings(value, at);
            for (const auto& word : out_.never[language]) {
                auto words = words_of(word);
                if (words.size() == 1)
                    never[language].insert(words[0]);
                else
                    bad(fmt::format("\"{}\" is not one word", word), at);
            }
        });
    each(bundle, "terms", is_term, "not the name of a term: [A-Za-z][A-Za-z0-9_.-]{0,63}",
         [&](const std::string& key, const json::value& value, const std::string& at) {
             const Text& term = out_.terms[key] = text(value, at);
             for (const auto& [language, words] : term)
                 for (const auto& word : words_of(words))
                     if (never.contains(language) && never[language].contains(word))
                         bad(fmt::format("\"{}\" is a word that `never` keeps from people", word),
                             pointer_join(at, language));
         });
}

void Reader::read_forms(const json::object& bundle) {
    auto is_own_form = [](std::string_view name) {
        return is_form_name(name) && !name.starts_with("register.") && !name.starts_with("key.") &&
               !name.starts_with("clock.");
    };
    auto check_text = [this](const json::value& value, const std::string& at) { text(value, at); };
    each(bundle, "forms", is_own_form, "not a name of a form, or one that belongs to the edition",
         [&](const std::string& name, const json::value& value, const std::string& at) {
             const auto* entry = object(value, at, {"title", "schema"}, {"description"});
             if (!entry) return;
             Form form;
             form.title = text(*entry, "title", at);
             form.description = text(*entry, "description", at);
             const auto* schema = entry->if_contains("schema");
             if (!schema) return;
             auto compiled = Schema::compile_form(*schema, at + "/schema", check_text, findings());
             if (!compiled) return;
             form.schema = std::move(*compiled);
             form.annotated = schema->as_object();
             out_.forms.emplace(name, std::move(form));
         });
}

// Who is told, when a day is a working day, and procedures.
void Reader::read_rules(const json::object& bundle) {
    const auto* forms = bundle.if_contains("forms");
    Nameable nameable;
    nameable.is_form = [&](std::string_view form) {
        return out_.forms.contains(form) || is_unread(fmt::format("forms/{}", form)) ||
               (forms && forms->is_object() && forms->get_object().contains(form));
    };
    nameable.participants = participants_known_;
    nameable.sets = !is_unread("rulebook");
    if (const auto* calendar = bundle.if_contains("calendar"))
        read_calendar(*calendar, "/calendar", out_.calendar, findings());
    if (const auto* sees = bundle.if_contains("sees"))
        out_.sees = read_plain_set(*sees, "/sees", nameable, out_, findings());
    if (const auto* procedures = bundle.if_contains("procedures"))
        read_procedures(*procedures, nameable, out_, findings());
}

void Reader::read(const json::value& bundle) {
    const auto* named = bundle.if_object();
    const auto* edition = named ? named->if_contains("edition") : nullptr;
    if (edition && *edition != 0)
        findings().push_back({Errc::unsupported,
                              "rulebook-edition",
                              "only edition 0 is known here",
                              "/edition",
                              {}});
    const auto* all = object(
        bundle, "",
        {"bundle", "edition", "enrols", "forms", "languages", "markings", "name", "never",
         "participants", "precedence", "registries", "sets", "terms", "themes", "title", "ways"},
        {"banner", "calendar", "grammar", "procedures", "sees", "sentences"});
    if (!all) return;
    const auto* format = all->if_contains("bundle");
    if (format && *format != "mithaq-rulebook/0") bad("not mithaq-rulebook/0", "/bundle");
    out_.name = string(*all, "name", "");
    read_languages(*all);
    out_.title = text(*all, "title", "");
    out_.banner = text(*all, "banner", "");
    read_titles(*all, "markings", out_.markings);
    read_titles(*all, "ways", out_.ways);
    read_participants(*all);
    read_entitled(*all);
    read_sets(*all);
    read_precedence(*all);
    read_themes(*all);
    read_terms(*all);
    read_forms(*all);
    read_rules(*all);
    if (const auto* grammar = all->if_contains("grammar"))
        read_grammar(*grammar, "/grammar", out_, findings());
    if (const auto* sentences = all->if_contains("sentences"))
        read_sentences(*sentences, "/sentences", out_, findings());
}

}  // namespace

void read_bundle(const json::value& bundle, const std::set<std::string, std::less<>>& unread,
                 Rulebook& out, Findings& findings) {
    Reader(unread, out, findings).read(bundle);
}

}  // namespace mithaq::rulebook

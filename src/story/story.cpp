#include "story/story.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/json.h"
#include "base/names.h"
#include "base/utf8.h"

namespace mithaq::story {
namespace {

bool is_label(std::string_view text) {
    return is_register_name(text);  // the same shape
}

bool is_word(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
        return c > ' ' && c != '"' && c != ';' && c != ',' && c != 0x7f;
    });
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> out;
    for (std::size_t from = 0;;) {
        auto end = text.find(at, from);
        out.push_back(text.substr(from, end - from));
        if (end == std::string_view::npos) return out;
        from = end + 1;
    }
}

struct Token {
    std::string_view text;
    std::size_t at = 0;  // in the line
};

// Words apart by spaces; `,` is a word of its own.
std::vector<Token> tokens_of(std::string_view text, std::size_t at) {
    std::vector<Token> out;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ') {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        if (text[i] != ',')
            while (end < text.size() && text[end] != ' ' && text[end] != ',') ++end;
        out.push_back({text.substr(i, end - i), at + i});
        i = end;
    }
    return out;
}

// One line of a story. Says what is wrong once, and gives up the line then.
class LineReader {
  public:
    LineReader(std::string_view line, std::uint32_t number, std::vector<Fault>& faults)
        : line_(line), number_(number), faults_(faults) {}

    bool read_event(Line& out);
    bool read_head(Story& out);  // `rules` and `title`

    bool bad(std::size_t at, std::string what) {
        faults_.push_back({number_, column(at), std::move(what)});
        return false;
    }

  private:
    std::uint32_t column(std::size_t at) const {
        return static_cast<std::uint32_t>(code_points(line_.substr(0, at))) + 1;
    }
    bool at_gap(std::size_t at) const {
        return at >= line_.size() || line_.substr(at).starts_with("  ");
    }
    void skip_gap() {
        while (at_ < line_.size() && line_[at_] == ' ') ++at_;
    }
    // Up to the next two spaces.
    Token next_column() {
        skip_gap();
        std::size_t from = at_;
        while (!at_gap(at_)) ++at_;
        return {line_.substr(from, at_ - from), from};
    }

    bool participants(Token text, std::vector<std::string>& out);
    bool read_authors(Line& out);
    bool read_letter(Letter& out);
    bool read_word(std::size_t from, std::size_t& end);
    bool read_field(std::string_view word, std::size_t at, Letter& out);
    bool read_re(const std::vector<Token>& words, std::size_t& i, Letter& out);
    bool read_expected(Line& out);
    bool read_one(std::string_view text, std::size_t at, Expected& out);
    bool read_kind(const std::vector<Token>& words, std::size_t& i, Expected& out);

    // Parts of what is expected; `i` goes past what was read.
    bool name(const std::vector<Token>& words, std::size_t& i, std::string_view what,
              std::string& out);
    bool name_and_item(const std::vector<Token>& words, std::size_t& i, Expected& out);
    bool list(const std::vector<Token>& words, std::size_t& i, std::vector<std::string>& out);
    bool keyword(const std::vector<Token>& words, std::size_t& i, std::string_view word);
    std::size_t end_of(const std::vector<Token>& words, std::size_t i) const {
        return i < words.size() ? words[i].at : words.back().at + words.back().text.size();
    }

    std::string_view line_;
    std::uint32_t number_;
    std::vector<Fault>& faults_;
    std::size_t at_ = 0;
};

bool LineReader::read_head(Story& out) {
    Token key = next_column();
    Token first = next_column();
    if (key.text == "rules") {
        if (!out.rulebook.empty())
            return bad(key.at, "a story has one line `rules`; begin another file for another");
        if (!is_register_name(first.text))
            return bad(first.at, "`rules  NAME`: the name of a folder of rulebooks, like basic");
        out.rulebook = first.text;
        skip_gap();
        return at_ == line_.size() || bad(at_, "nothing stands behind the rulebook's name");
    }
    skip_gap();
    if (!is_language(first.text))
        return bad(first.at, "`title  LANGUAGE  WORDS`: the language is a code like en");
    if (at_ == line_.size()) return bad(at_, "`title  LANGUAGE  WORDS`: the words are missing");
    if (!out.titles.emplace(first.text, line_.substr(at_)).second)
        return bad(first.at, "a title in this language stands above");
    return true;
}

bool LineReader::read_event(Line& out) {
    out.number = number_;
    Token at = next_column();
    auto local = parse_local(at.text);
    if (!local)
        return bad(at.at,
                   "a line begins with an instant, YYYY-MM-DD HH:MM[:SS[.mmm]]; columns are apart "
                   "by two or more spaces");
    out.at = *local;
    skip_gap();
    if (at_ == line_.size())
        return bad(at_, "who submits is missing; `-  -` when only time passes");
    if (!read_authors(out)) return false;
    skip_gap();
    if (at_ == line_.size())
        return bad(at_, "what is submitted is missing; `-  -` when only time passes");
    if (line_[at_] == '-' && at_gap(at_ + 1)) {
        if (!out.authors.empty())
            return bad(at_, "nothing is submitted, so nobody submits it: write `-  -`");
        ++at_;
    } else {
        if (out.authors.empty())
            return bad(at_, "who submits this? Authors stand in the second column");
        if (!read_letter(out.letter.emplace())) return false;
    }
    return read_expected(out);
}

bool LineReader::participants(Token text, std::vector<std::string>& out) {
    std::size_t at = text.at;
    for (auto code : split(text.text, ',')) {
        if (!is_participant_code(code))
            return bad(
                at, fmt::format("\"{}\" is no participant's code; several are written A,B", code));
        if (std::ranges::find(out, code) != out.end())
            return bad(at, fmt::format("{} stands here twice", code));
        out.emplace_back(code);
        at += code.size() + 1;
    }
    return true;
}

// A,B | REGISTRY for A,B at INSTANT by WAY | -
bool LineReader::read_authors(Line& out) {
    Token column = next_column();
    if (column.text == "-") return true;
    auto words = tokens_of(column.text, column.at);
    std::size_t authors_end = column.text.find(' ');
    if (!participants({column.text.substr(0, authors_end), column.at}, out.authors)) return false;
    if (authors_end == std::string_view::npos) return true;
    constexpr std::string_view kHow =
        "what came on paper is written: REGISTRY for A,B at YYYY-MM-DD HH:MM by WAY";
    auto parts = split(column.text, ' ');
    if (parts.size() != 8 || parts[1] != "for" || parts[3] != "at" || parts[6] != "by")
        return bad(column.at + authors_end + 1, std::string(kHow));
    Paper& paper = out.paper.emplace();
    auto place = [&](std::size_t part) {
        return column.at + static_cast<std::size_t>(parts[part].data() - column.text.data());
    };
    if (!participants({parts[2], place(2)}, paper.from)) return false;
    auto at = parse_local(fmt::format("{} {}", parts[4], parts[5]));
    if (!at || at->as_utc.ms % kSecondMs != 0)
        return bad(place(4), "received at YYYY-MM-DD HH:MM[:SS], at the rulebook's offset");
    paper.at = *at;
    if (!is_word(parts[7])) return bad(place(7), std::string(kHow));
    paper.via = parts[7];
    return true;
}

// The end of a word, which may hold quoted texts and brackets with spaces in them.
bool LineReader::read_word(std::size_t from, std::size_t& end) {
    std::vector<std::size_t> brackets;
    for (end = from; end < line_.size(); ++end) {
        char c = line_[end];
        if (c == '"') {
            std::size_t begin = end;
            for (++end; end < line_.size() && line_[end] != '"'; ++end)
                if (line_[end] == '\\') ++end;
            if (end >= line_.size()) return bad(begin, "the text in quotes has no end");
        } else if (c == '[' || c == '{') {
            brackets.push_back(end);
        } else if (c == ']' || c == '}') {
            if (brackets.empty()) return bad(end, "this bracket closes nothing");
            brackets.pop_back();
        } else if (c == ' ' && brackets.empty()) {
            return true;
        }
    }
    return brackets.empty() || bad(brackets.back(), "this bracket has no end");
}

bool LineReader::read_letter(Letter& out) {
    std::vector<Token> words;
    for (;;) {
        std::size_t end = 0;
        if (!read_word(at_, end)) return false;
        words.push_back({line_.substr(at_, end - at_), at_});
        at_ = end;
        if (at_gap(at_)) break;
        ++at_;
    }
    if (!is_form_name(words[0].text))
        return bad(words[0].at,
                   fmt::format("\"{}\" is no form's name, like note.send", words[0].text));
    out.form = words[0].text;
    out.column = column(words[0].at);
    for (std::size_t i = 1; i < words.size(); ++i) {
        auto [word, at] = words[i];
        if (word.starts_with('=')) {
            if (!is_label(word.substr(1)))
                return bad(at, "a label is =[a-z][a-z0-9-]*: a name for later lines");
            if (!out.label.empty()) return bad(at, "a communication has one label");
            out.label = word.substr(1);
        } else if (word == "on") {
            ++i;
            if (i == words.size() || !is_label(words[i].text))
                return bad(at, "`on LABEL`: the label of a communication in the file");
            if (!out.on.empty()) return bad(at, "a communication belongs to one file");
            out.on = words[i].text;
            out.on_column = column(words[i].at);
        } else if (word == "re") {
            if (!read_re(words, i, out)) return false;
        } else if (!read_field(word, at, out)) {
            return false;
        }
    }
    return true;
}

bool LineReader::read_re(const std::vector<Token>& words, std::size_t& i, Letter& out) {
    constexpr std::string_view kHow = "`re LABEL[/ITEM] as WORD`, such as re draft/2 as answers";
    const std::size_t at = words[i].at;
    if (i + 3 >= words.size() || words[i + 2].text != "as" || !is_word(words[i + 3].text))
        return bad(at, std::string(kHow));
    auto slash = words[i + 1].text.find('/');
    Pointing re{std::string(words[i + 1].text.substr(0, slash)),
                {},
                std::string(words[i + 3].text),
                column(words[i + 1].at)};
    if (slash != std::string_view::npos) re.item = words[i + 1].text.substr(slash + 1);
    if (!is_label(re.label) || (slash != std::string_view::npos && !is_word(re.item)))
        return bad(words[i + 1].at, std::string(kHow));
    out.re.push_back(std::move(re));
    i += 3;
    return true;
}

bool LineReader::read_field(std::string_view word, std::size_t at, Letter& out) {
    auto equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return bad(at,
                   fmt::format("\"{}\" is none of =LABEL, on LABEL, re LABEL as WORD, field=value; "
                               "two spaces go before what is expected",
                               word));
    Given given;
    given.column = column(at);
    for (auto part : split(word.substr(0, equals), '.')) {
        if (!is_word(part)) return bad(at, "a field is a name or names joined by points");
        given.path.emplace_back(part);
    }
    std::string_view value = word.substr(equals + 1);
    if (value.empty())
        return bad(at + equals + 1, "the value is missing; an empty text is written \"\"");
    const std::size_t place = at + equals + 1;
    if (value[0] == '"' || value[0] == '[' || value[0] == '{') {
        auto json = parse_json(value);
        if (!json) return bad(place, fmt::format("no JSON value: {}", json.error().message));
        given.kind = json->is_string() ? Given::Kind::quoted : Given::Kind::json;
        given.text = json->is_string() ? std::string(json->get_string()) : std::string(value);
    } else {
        if (value.find_first_of("\"[]{};") != std::string_view::npos)
            return bad(place, "a value with such characters stands in quotes");
        given.text = value;
    }
    for (const Given& other : out.fields)
        if (other.path == given.path) return bad(at, "this field stands here twice");
    out.fields.push_back(std::move(given));
    return true;
}

bool LineReader::read_expected(Line& out) {
    skip_gap();
    if (at_ == line_.size())
        return bad(at_, "say what is expected, two spaces behind; `nothing` when nothing happens");
    for (auto part : split(line_.substr(at_), ';')) {
        auto at = static_cast<std::size_t>(part.data() - line_.data());
        Expected one;
        if (!read_one(part, at, one)) return false;
        out.expected.push_back(std::move(one));
    }
    return true;
}

bool LineReader::read_one(std::string_view text, std::size_t at, Expected& out) {
    auto words = tokens_of(text, at);
    if (words.empty()) return bad(at, "an expectation is missing between semicolons");
    out.column = column(words[0].at);
    for (const Token& word : words) {
        if (!out.source.empty() && word.text != ",") out.source += ' ';
        out.source += word.text;
    }
    std::size_t i = 0;
    if (words[0].text.ends_with(':')) {
        out.file = words[0].text.substr(0, words[0].text.size() - 1);
        if (!is_label(out.file) || words.size() == 1)
            return bad(words[0].at, "`LABEL: …`: what is expected of the file with that label");
        i = 1;
    }
    if (!read_kind(words, i, out)) return false;
    return i >= words.size() ||
           bad(words[i].at, fmt::format("\"{}\" is too much here; expectations are joined by `;`",
                                        words[i].text));
}

bool LineReader::name(const std::vector<Token>& words, std::size_t& i, std::string_view what,
                      std::string& out) {
    if (i >= words.size() || !is_word(words[i].text))
        return bad(end_of(words, i), fmt::format("{} is missing here", what));
    out = words[i++].text;
    return true;
}

bool LineReader::name_and_item(const std::vector<Token>& words, std::size_t& i, Expected& out) {
    if (!name(words, i, "the name of an action", out.name)) return false;
    if (auto slash = out.name.find('/'); slash != std::string::npos) {
        out.item = out.name.substr(slash + 1);
        out.name.resize(slash);
        if (out.item.empty() || out.name.empty())
            return bad(words[i - 1].at, "an action is NAME or NAME/ITEM");
    }
    return true;
}

bool LineReader::list(const std::vector<Token>& words, std::size_t& i,
                      std::vector<std::string>& out) {
    for (;;) {
        out.emplace_back();
        if (!name(words, i, "a name", out.back())) return false;
        if (i >= words.size() || words[i].text != ",") return true;
        ++i;
    }
}

bool LineReader::keyword(const std::vector<Token>& words, std::size_t& i, std::string_view word) {
    if (i < words.size() && words[i].text == word) {
        ++i;
        return true;
    }
    return bad(end_of(words, i), fmt::format("`{}` is missing here", word));
}

// What `not` makes of it; false where it makes nothing.
bool negate(Expect& kind) {
    if (kind == Expect::reached)
        kind = Expect::not_reached;
    else if (kind == Expect::open)
        kind = Expect::not_open;
    else if (kind == Expect::allowed)
        kind = Expect::not_allowed;
    else
        return false;
    return true;
}

const std::map<std::string_view, Expect, std::less<>> kExpects = {
    {"opened", Expect::opened},     {"stage", Expect::stages},      {"stages", Expect::stages},
    {"asked", Expect::asked},       {"answered", Expect::answered}, {"reminded", Expect::reminded},
    {"released", Expect::released}, {"counted", Expect::counted},   {"reached", Expect::reached},
    {"closed", Expect::closed},     {"reopened", Expect::reopened}, {"no", Expect::no_effect},
    {"alone", Expect::alone},       {"refused", Expect::refused},   {"nothing", Expect::nothing},
    {"open", Expect::open},         {"allowed", Expect::allowed},
};

bool LineReader::read_kind(const std::vector<Token>& words, std::size_t& i, Expected& out) {
    const bool negated = words[i].text == "not";
    if (negated) ++i;
    auto found = i < words.size() ? kExpects.find(words[i].text) : kExpects.end();
    if (found == kExpects.end())
        return bad(end_of(words, i),
                   "none of opened, stage, stages, asked, answered, reminded, released, counted, "
                   "reached, closed, reopened, no effect, alone, refused, nothing, open, allowed, "
                   "not reached, not open, not allowed");
    const std::size_t at = words[i++].at;
    out.kind = found->second;
    if (negated && !negate(out.kind))
        return bad(at, "only `reached`, `open` and `allowed` stand behind `not`");
    auto more = [&] { return i < words.size(); };
    switch (out.kind) {
        case Expect::stages:
            if (found->first == "stages") return list(words, i, out.list);
            return name(words, i, "the stage's name", out.list.emplace_back());
        case Expect::asked:
            if (!name_and_item(words, i, out)) return false;
            if (more() && words[i].text == "of") {
                ++i;
                if (!list(words, i, out.list)) return false;
            }
            if (more() && words[i].text == "by") {
                ++i;
                if (!name(words, i, "an instant, a date or a session", out.due)) return false;
                if (more() && parse_local(fmt::format("{} {}", out.due, words[i].text)))
                    out.due += fmt::format(" {}", words[i++].text);
            }
            return true;
        case Expect::answered:
            return name_and_item(words, i, out) && keyword(words, i, "by") &&
                   list(words, i, out.list);
        case Expect::reminded:
        case Expect::released:
        case Expect::not_open:
            return name_and_item(words, i, out);
        case Expect::open:
            return name_and_item(words, i, out) && list(words, i, out.list);
        case Expect::counted: {
            std::string number;
            if (!name(words, i, "the name of a count", out.name) ||
                !name(words, i, "how many are in favour so far", number))
                return false;
            auto [end, error] =
                std::from_chars(number.data(), number.data() + number.size(), out.count);
            return (error == std::errc{} && end == number.data() + number.size()) ||
                   bad(words[i - 1].at, "how many are in favour so far is a number");
        }
        case Expect::reached:
        case Expect::not_reached:
            return name(words, i, "the name of a count", out.name);
        case Expect::no_effect:
            if (!keyword(words, i, "effect")) return false;
            return !more() || name(words, i, "a problem's type", out.name);
        case Expect::refused:
            if (!name(words, i, "a problem's type, such as move-stage,", out.name)) return false;
            return !more() || name(words, i, "a rule", out.rule);
        case Expect::allowed:
        case Expect::not_allowed:
            return name(words, i, "a form", out.name) && keyword(words, i, "by") &&
                   list(words, i, out.list);
        default:
            return true;
    }
}

// Labels are made before they are used, and stand for one thing.
void check_labels(const Story& story, std::vector<Fault>& faults) {
    std::set<std::string, std::less<>> known;
    for (const Line& line : story.lines) {
        auto need = [&](const std::string& label, std::uint32_t column) {
            if (!label.empty() && !known.contains(label))
                faults.push_back({line.number, column,
                                  fmt::format("no line above says ={}: a label names what was "
                                              "submitted before",
                                              label)});
        };
        if (line.letter) {
            need(line.letter->on, line.letter->on_column);
            for (const auto& re : line.letter->re) need(re.label, re.column);
            const std::string& label = line.letter->label;
            if (!label.empty() && !known.insert(label).second)
                faults.push_back({line.number, line.letter->column,
                                  fmt::format("={} stands above; a label is given once", label)});
        }
        for (const auto& expected : line.expected) need(expected.file, expected.column);
    }
}

}  // namespace

std::optional<Local> parse_local(std::string_view text) {
    // YYYY-MM-DD HH:MM, then :SS, then .mmm
    if (text.size() < 16 || text[10] != ' ') return std::nullopt;
    std::string stamp(text);
    stamp[10] = 'T';
    if (stamp.size() == 16) stamp += ":00";
    if (stamp.size() == 19) stamp += ".000";
    auto at = parse_stamp(stamp + "Z");
    if (!at) return std::nullopt;
    return Local{*at};
}

std::string format_local(Local at) {
    std::string out = format_stamp(at.as_utc);  // YYYY-MM-DDTHH:MM:SS.mmmZ
    out[10] = ' ';
    out.pop_back();
    if (at.as_utc.ms % kSecondMs == 0) out.resize(19);
    if (at.as_utc.ms % (60 * kSecondMs) == 0) out.resize(16);
    return out;
}

Parsed parse(std::string_view text) {
    Parsed out;
    auto& [story, faults] = out;
    if (text.size() > kStoryBytesMax)
        faults.push_back({1, 1, "a story has at most 1 MiB"});
    else if (auto bad = first_invalid_utf8(text))
        faults.push_back({static_cast<std::uint32_t>(std::count(
                              text.begin(), text.begin() + static_cast<long>(*bad), '\n')) +
                              1,
                          1, "this line is not UTF-8"});
    if (!faults.empty()) return out;
    std::uint32_t number = 0;
    for (auto line : split(text, '\n')) {
        ++number;
        while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
        auto first = line.find_first_not_of(' ');
        if (first == std::string_view::npos || line[first] == '#') continue;
        LineReader reader(line, number, faults);
        if (auto tab = line.find('\t'); tab != std::string_view::npos) {
            reader.bad(tab, "a tab; columns are apart by two or more spaces");
        } else if (line.starts_with("rules ") || line.starts_with("title ")) {
            reader.read_head(story);
        } else if (Line event; reader.read_event(event)) {
            if (story.rulebook.empty())
                reader.bad(0, "the first line is `rules  NAME`, the rulebook that is played");
            if (!story.lines.empty() && event.at < story.lines.back().at)
                reader.bad(0, "this line is earlier than the one above; time does not go back");
            story.lines.push_back(std::move(event));
        }
    }
    if (story.rulebook.empty() && faults.empty())
        faults.push_back({1, 1, "the first line is `rules  NAME`, the rulebook that is played"});
    if (story.lines.empty() && faults.empty())
        faults.push_back({number, 1, "nothing happens in this story"});
    check_labels(story, faults);
    std::ranges::sort(faults, {}, [](const Fault& one) {
        return std::tuple(one.line, one.column, std::string_view(one.what));
    });
    return out;
}

}  // namespace mithaq::story

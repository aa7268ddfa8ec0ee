#include "story/run.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "rules/words.h"
#include "story/body.h"
#include "story/tell.h"
#include "story/world.h"

namespace mithaq::story {
namespace {

using rules::Event;
using Kind = Event::Kind;

std::string joined(const std::vector<std::string>& list, std::string_view by = ",") {
    return fmt::format("{}", fmt::join(list, by));
}

std::string or_nobody(const rules::Codes& codes) {
    return codes.empty() ? "nobody" : joined(codes);
}

class Player {
  public:
    Player(const Story& story, World world) : story_(story), world_(std::move(world)) {}

    Report play() {
        for (const Line& line : story_.lines) play(line);
        return std::move(report_);
    }

  private:
    using Check = std::optional<std::string>;  // what is not so

    Instant instant(Local local) const { return instant_of(local, world_.rulebook().calendar); }
    std::string written(Instant at) const {
        return format_local(local_of(at, world_.rulebook().calendar));
    }
    void fail(std::uint32_t column, std::string expected, std::string what) {
        report_.failures.push_back({line_->number, column, std::move(expected), std::move(what)});
    }

    void play(const Line& line);
    bool submit(const Line& line);
    bool resolve(const Letter& letter, Submitted& out);
    void add_references(const Line& line, Submitted& out) const;
    std::optional<std::uint64_t> fitting(const rulebook::ReferenceNeed& need,
                                         const rules::Matter& matter) const;

    // What happened, told.
    const rules::Matter& matter_of(const Happening& one) const {
        return *world_.matter(one.matter);
    }
    std::string tell(const Happening& one) const;
    std::string why(const Happening& one) const;
    std::string language() const;
    void tell_all();

    // What was expected.
    void check_stages(const Line& line);
    Check check(const Expected& one) const;
    Check find(const Expected& one, Kind kind) const;
    Check check_open(const Expected& one) const;
    Check check_allowed(const Expected& one) const;
    bool fits(const Expected& one, const Happening& happening) const;
    bool fits_due(const std::string& due, const rules::Matter& matter,
                  const rules::Duty& duty) const;
    std::vector<std::uint64_t> files(const Expected& one) const;
    rules::Codes codes(const std::vector<std::string>& list) const;

    const Story& story_;
    World world_;
    std::map<std::string, std::uint64_t, std::less<>> labels_;
    std::set<std::string, std::less<>> failed_labels_;  // of what was refused
    Report report_;

    // Of the line at hand.
    const Line* line_ = nullptr;
    Outcome outcome_;
};

// ---- Playing

void Player::play(const Line& line) {
    line_ = &line;
    outcome_ = {};
    for (const auto& one : line.expected)
        for (const auto& code : one.list)
            if (one.kind != Expect::stages && codes({code}).empty() &&
                !world_.rulebook().sets.contains(code))
                return fail(one.column, one.source,
                            fmt::format("the rulebook has no participant and no set {}", code));
    auto passed = world_.pass(instant(line.at));
    const bool played = !line.letter || submit(line);
    outcome_.events.insert(outcome_.events.begin(), std::make_move_iterator(passed.begin()),
                           std::make_move_iterator(passed.end()));
    tell_all();
    if (!played) return;
    for (const auto& one : line.expected)
        if (auto bad = check(one)) fail(one.column, one.source, std::move(*bad));
    check_stages(line);
    const bool refusal = std::ranges::any_of(
        line.expected, [](const Expected& one) { return one.kind == Expect::refused; });
    if (outcome_.refused && !refusal)
        fail(line.letter->column, "", "it was refused, which is not expected");
}

bool Player::submit(const Line& line) {
    const Letter& letter = *line.letter;
    Submitted act;
    act.from = line.authors;
    act.form = letter.form;
    if (line.paper)
        act.received =
            act::Received{line.paper->from, line.paper->via, instant(line.paper->at), "the story"};
    if (!resolve(letter, act)) return false;
    const auto& author = line.paper ? line.paper->from[0] : line.authors[0];
    auto body = body_of(letter.form, letter.fields, {world_.rulebook(), author, world_.now()});
    if (!body) {
        fail(letter.column, "", fmt::format("{}: {}", body.error().pointer, body.error().message));
        return false;
    }
    act.body = std::move(*body);
    add_references(line, act);
    outcome_ = world_.submit(act);
    report_.played.push_back({world_.now(), act,
                              act.matter ? world_.state().number_of(*act.matter) : std::nullopt,
                              outcome_.number});
    if (!letter.label.empty()) {
        if (outcome_.number)
            labels_[letter.label] = *outcome_.number;
        else
            failed_labels_.insert(letter.label);
    }
    return true;
}

// Labels into acts.
bool Player::resolve(const Letter& letter, Submitted& out) {
    auto find = [&](const std::string& label, std::uint32_t column) -> const std::uint64_t* {
        auto found = labels_.find(label);
        if (found != labels_.end()) return &found->second;
        fail(column, "", fmt::format("={} names nothing: that communication was refused", label));
        return nullptr;
    };
    if (!letter.on.empty()) {
        const auto* act = find(letter.on, letter.on_column);
        if (!act) return false;
        // What belongs to no file is named all the same, so that a story can see it refused.
        out.matter = world_.id_of(world_.matter_of(*act).value_or(*act));
    }
    for (const Pointing& one : letter.re) {
        const auto* act = find(one.label, one.column);
        if (!act) return false;
        out.re.push_back({*act, one.item, one.as});
    }
    return true;
}

// The references that every move which may be meant needs, and that are not there.
void Player::add_references(const Line& line, Submitted& out) const {
    if (!out.matter) return;
    const auto number = world_.state().number_of(*out.matter);
    const rules::Matter* matter = number ? world_.matter(*number) : nullptr;
    if (!matter) return;
    const auto& authors = line.paper ? line.paper->from : line.authors;
    std::vector<const rulebook::Move*> meant, theirs;
    for (const auto& allowed : rules::allowed(*matter, world_.now())) {
        const auto& move = matter->procedure->moves[allowed.move];
        if (std::ranges::none_of(move.forms, [&](const rulebook::Pattern& pattern) {
                return pattern.form == out.form;
            }))
            continue;
        meant.push_back(&move);
        if (std::ranges::all_of(authors, [&](const std::string& author) {
                return std::ranges::find(allowed.by, author) != allowed.by.end();
            }))
            theirs.push_back(&move);
    }
    if (!theirs.empty()) meant = theirs;
    if (meant.empty()) return;
    for (const auto& need : meant[0]->re) {
        const bool common = std::ranges::all_of(meant, [&](const rulebook::Move* move) {
            return std::ranges::any_of(move->re, [&](const rulebook::ReferenceNeed& other) {
                return other.as == need.as && other.form == need.form && !other.optional;
            });
        });
        const bool given = std::ranges::any_of(out.re, [&](const Submitted::Reference& reference) {
            return reference.as == need.as &&
                   (need.form.empty() || world_.form_of(reference.number) == need.form);
        });
        if (!common || given) continue;
        if (auto target = fitting(need, *matter)) out.re.push_back({*target, {}, need.as});
    }
}

std::optional<std::uint64_t> Player::fitting(const rulebook::ReferenceNeed& need,
                                             const rules::Matter& matter) const {
    std::set<std::uint64_t> found;
    auto fits = [&](std::uint64_t number) {
        return need.form.empty() || world_.form_of(number) == need.form;
    };
    if (auto named = matter.names.find(need.name);
        named != matter.names.end() && fits(named->second.number))
        return named->second.number;
    if (!need.form.empty())
        for (const auto& [name, act] : matter.names)
            if (fits(act.number)) found.insert(act.number);
    if (found.size() != 1) return std::nullopt;
    return *found.begin();
}

// ---- Telling

std::string Player::tell(const Happening& one) const {
    if (one.event.kind == Kind::no_effect) return "no effect " + one.event.refusal;
    return story::tell(matter_of(one), one.event);
}

// The rule that led to it, in words where the rulebook has them.
std::string Player::why(const Happening& one) const {
    const Event& event = one.event;
    if (!event.rule || event.kind == Kind::no_effect) return "";
    const std::string rule = rules::format_rule(matter_of(one).procedure->type, *event.rule);
    const std::string words = rules::rule_in_words(world_.rulebook(), rule, language());
    return fmt::format("{} at {}{}{}", rule, written(event.at), words.empty() ? "" : ": ", words);
}

std::string Player::language() const {
    const auto& languages = world_.rulebook().languages;
    return languages.contains("en") ? "en" : *languages.begin();
}

void Player::tell_all() {
    Told told{line_->number, {}, {}};
    for (const auto& one : outcome_.events) {
        if (auto words = tell(one); !words.empty()) told.happened.push_back(std::move(words));
        auto rule = why(one);
        if (!rule.empty() && std::ranges::find(told.why, rule) == told.why.end())
            told.why.push_back(std::move(rule));
    }
    if (const auto& refused = outcome_.refused) {
        const bool procedural = rules::parse_rule(refused->rule).has_value();
        told.happened.push_back(fmt::format("refused {}{}", refused->type,
                                            procedural ? " " + refused->rule : std::string()));
        told.why.push_back(fmt::format("{}{}{}", refused->message,
                                       refused->pointer.empty() ? "" : " at ", refused->pointer));
        for (const auto& because : rules::why_refusal(world_.rulebook(), *refused, language()))
            told.why.push_back(because.text);
    } else if (outcome_.number && !outcome_.matter && told.happened.empty()) {
        told.happened.emplace_back("alone");
    }
    if (told.happened.empty()) told.happened.emplace_back("nothing");
    report_.lines.push_back(std::move(told));
}

// ---- Expecting

// Codes, and sets by their names; by code, each once.
rules::Codes Player::codes(const std::vector<std::string>& list) const {
    rules::Codes out;
    for (const auto& word : list) {
        if (world_.rulebook().participants.contains(word)) {
            out.push_back(word);
            continue;
        }
        auto members = world_.rulebook().members_of(word);
        out.insert(out.end(), members.begin(), members.end());
    }
    std::ranges::sort(out);
    const auto twice = std::ranges::unique(out);
    out.erase(twice.begin(), twice.end());
    return out;
}

// The files that an expectation speaks of: that of its label, or all.
std::vector<std::uint64_t> Player::files(const Expected& one) const {
    if (one.file.empty()) {
        std::vector<std::uint64_t> out;
        for (const auto& [number, matter] : world_.matters()) out.push_back(number);
        return out;
    }
    auto act = labels_.find(one.file);
    if (act == labels_.end()) return {};
    auto matter = world_.matter_of(act->second);
    return matter ? std::vector{*matter} : std::vector<std::uint64_t>{};
}

bool Player::fits_due(const std::string& due, const rules::Matter& matter,
                      const rules::Duty& duty) const {
    if (due == "none") return !duty.due && duty.session.empty();
    if (auto day = rulebook::parse_day(due))
        return duty.due == matter.rulebook->calendar.end_of(*day);
    if (auto local = parse_local(due)) return duty.due == instant(*local);
    if (auto at = parse_instant(due)) return duty.due == *at;
    return duty.session == due;
}

// Whether an event of the right kind is the one that was expected.
bool Player::fits(const Expected& one, const Happening& happening) const {
    const Event& event = happening.event;
    if (one.kind == Expect::no_effect) return one.name.empty() || event.refusal == one.name;
    const rules::Matter& matter = matter_of(happening);
    if (event.duty) {
        const rules::Duty& duty = matter.duties[*event.duty];
        if (matter.procedure->asks[duty.ask].name != one.name) return false;
        if (!one.item.empty() && duty.item != one.item) return false;
        if (one.kind == Expect::asked)
            return (one.list.empty() || duty.of == codes(one.list)) &&
                   (one.due.empty() || fits_due(one.due, matter, duty));
        if (one.kind == Expect::answered) {
            rules::Codes by = event.participants;
            std::ranges::sort(by);
            return by == codes(one.list);
        }
        return true;
    }
    if (one.kind == Expect::counted)
        return event.name == one.name && in_favour(matter, one.name) == one.count;
    if (one.kind == Expect::reached || one.kind == Expect::not_reached)
        return event.name == one.name;
    return true;
}

Player::Check Player::find(const Expected& one, Kind kind) const {
    const auto of = files(one);
    for (const auto& happening : outcome_.events)
        if (happening.event.kind == kind &&
            (one.kind == Expect::no_effect ||
             std::ranges::find(of, happening.matter) != of.end()) &&
            fits(one, happening))
            return std::nullopt;
    return "this did not happen";
}

Player::Check Player::check_open(const Expected& one) const {
    rules::Codes awaited;
    bool arose = false;
    for (std::uint64_t number : files(one)) {
        const rules::Matter& matter = *world_.matter(number);
        for (const rules::Duty& duty : matter.duties) {
            if (matter.procedure->asks[duty.ask].name != one.name) continue;
            if (!one.item.empty() && duty.item != one.item) continue;
            arose = true;
            auto some = rules::awaited(matter, duty);
            awaited.insert(awaited.end(), some.begin(), some.end());
        }
    }
    std::ranges::sort(awaited);
    const auto twice = std::ranges::unique(awaited);
    awaited.erase(twice.begin(), twice.end());
    if (!arose) return "no such action was requested";
    if (one.kind == Expect::not_open)
        return awaited.empty() ? Check() : fmt::format("awaited: {}", joined(awaited));
    if (awaited == codes(one.list)) return std::nullopt;
    return fmt::format("awaited: {}", or_nobody(awaited));
}

Player::Check Player::check_allowed(const Expected& one) const {
    std::vector<std::uint64_t> of = files(one);
    if (one.file.empty() && outcome_.matter) of = {*outcome_.matter};
    if (one.file.empty() && line_->letter && !line_->letter->on.empty())
        if (auto named = labels_.find(line_->letter->on); named != labels_.end())
            if (auto matter = world_.matter_of(named->second)) of = {*matter};
    if (of.empty()) return "no file is there";
    if (of.size() > 1) return "which file? Write `LABEL: allowed …`";
    const rules::Matter& matter = *world_.matter(of[0]);
    rules::Codes may;
    for (const auto& allowed : rules::allowed(matter, world_.now()))
        if (std::ranges::find(allowed.forms, one.name) != allowed.forms.end() &&
            allowed.unmet.empty())
            may.insert(may.end(), allowed.by.begin(), allowed.by.end());
    const bool allowed = one.kind == Expect::allowed;
    for (const auto& code : codes(one.list))
        if ((std::ranges::find(may, code) != may.end()) != allowed)
            return fmt::format("{} {} submit {} at stage {}", code, allowed ? "may not" : "may",
                               one.name, matter.stage_name());
    return std::nullopt;
}

Player::Check Player::check(const Expected& one) const {
    switch (one.kind) {
        case Expect::opened:
            return find(one, Kind::opened);
        case Expect::stages:
            return std::nullopt;  // all together, below
        case Expect::asked:
            return find(one, Kind::asked);
        case Expect::answered:
            return find(one, Kind::answered);
        case Expect::reminded:
            return find(one, Kind::reminded);
        case Expect::released:
            return find(one, Kind::released);
        case Expect::counted:
            return find(one, Kind::counted);
        case Expect::reached:
            return find(one, Kind::reached);
        case Expect::not_reached:
            return find(one, Kind::not_reached);
        case Expect::closed:
            return find(one, Kind::closed);
        case Expect::reopened:
            return find(one, Kind::reopened);
        case Expect::no_effect:
            return find(one, Kind::no_effect);
        case Expect::alone:
            if (outcome_.number && !outcome_.matter) return std::nullopt;
            return "it is not registered alone";
        case Expect::refused:
            if (!outcome_.refused) return "it was not refused";
            if (outcome_.refused->type != one.name ||
                (!one.rule.empty() && outcome_.refused->rule != one.rule))
                return "it was refused otherwise";
            return std::nullopt;
        case Expect::nothing: {
            if (outcome_.refused) return "it was refused";
            for (const auto& happening : outcome_.events)
                if (!tell(happening).empty()) return "something happened";
            return std::nullopt;
        }
        case Expect::open:
        case Expect::not_open:
            return check_open(one);
        case Expect::allowed:
        case Expect::not_allowed:
            return check_allowed(one);
    }
    return std::nullopt;
}

// Stages are told whole: those entered, in order, are those expected. Of files that a label names
// by themselves, of all others together.
void Player::check_stages(const Line& line) {
    struct Group {
        std::vector<std::string> expected, entered;
        const Expected* first = nullptr;
    };
    std::map<std::uint64_t, Group> named;
    Group others;
    for (const auto& one : line.expected) {
        const auto of = files(one);
        if (one.kind != Expect::stages) continue;
        if (!one.file.empty() && of.empty()) {
            fail(one.column, one.source, "that communication belongs to no file");
            continue;
        }
        Group& group = one.file.empty() ? others : named[of[0]];
        if (!group.first) group.first = &one;
        group.expected.insert(group.expected.end(), one.list.begin(), one.list.end());
    }
    for (const auto& one : outcome_.events)
        if (one.event.kind == Kind::stage) {
            auto group = named.find(one.matter);
            (group == named.end() ? others : group->second).entered.push_back(one.event.name);
        }
    auto compare = [&](const Group& group) {
        if (group.expected == group.entered) return;
        if (!group.first)
            return fail(1, "",
                        fmt::format("a stage was entered that is not expected: {}",
                                    joined(group.entered, ", ")));
        fail(group.first->column, group.first->source,
             group.entered.empty()
                 ? "no stage was entered"
                 : fmt::format("the stages entered were: {}", joined(group.entered, ", ")));
    };
    for (const auto& [number, group] : named) compare(group);
    compare(others);
}

}  // namespace

Result<Report> run(const Story& story, const std::string& bundle) {
    MITHAQ_ASSERT(!story.lines.empty());
    MITHAQ_TRY(auto rulebook, rulebook::load_bundle(bundle));
    // Stands a day before what happens.
    const Instant at{instant_of(story.lines[0].at, rulebook->calendar).ms - kDayMs};
    MITHAQ_TRY(auto world, World::found(bundle, at));
    return Player(story, std::move(world)).play();
}

}  // namespace mithaq::story

#include "story/analyse.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "story/explore.h"

namespace mithaq::story {
namespace {

using rulebook::Procedure;
using Kind = Finding::Kind;

class Analysis {
  public:
    Analysis(const std::shared_ptr<const rulebook::Rulebook>& rulebook, const Procedure& procedure,
             const Bounds& bounds)
        : procedure_(procedure), bounds_(bounds), explorer_(rulebook, procedure, bounds) {}

    std::vector<Finding> run() {
        explorer_.run();
        stages();
        forms();
        asks();
        counts();
        clocks();
        sets();
        if (explorer_.bounded())
            say(Kind::bounded, procedure_.type,
                fmt::format("not explored further than {} states and {} lines{}{}", bounds_.states,
                            bounds_.depth, unseen_.empty() ? "" : "; undecided within that: ",
                            fmt::join(unseen_, ", ")),
                {}, false);
        return std::move(findings_);
    }

  private:
    // What was not seen is a finding only where everything was looked at.
    void say(Kind kind, std::string name, std::string message, std::string story, bool error) {
        const bool unseen = kind == Kind::never_reached || kind == Kind::no_way_out ||
                            kind == Kind::nobody_submits || kind == Kind::nobody_answers;
        if (unseen && explorer_.bounded()) {
            unseen_.push_back(fmt::format("{} {}", kind_name(kind), name));
            return;
        }
        findings_.push_back({kind, procedure_.type, std::move(name), std::move(message),
                             std::move(story), error && !explorer_.bounded()});
    }
    std::string rule(rules::Rule::Kind kind, std::uint32_t index) const {
        return rules::format_rule(procedure_.type, {kind, index});
    }
    // A node in one of these stages, or the first of all.
    std::size_t node_in(const std::vector<std::string>& stages) const {
        std::size_t out = 0;
        for (const auto& stage : stages)
            if (auto seen = explorer_.seen().stages.find(stage);
                seen != explorer_.seen().stages.end() && (out == 0 || seen->second < out))
                out = seen->second;
        if (out == 0 && explorer_.nodes().size() > 1) out = 1;
        return out;
    }

    void stages();
    void forms();
    void asks();
    void counts();
    void clocks();
    void sets();

    const Procedure& procedure_;
    Bounds bounds_;
    Explorer explorer_;
    std::vector<Finding> findings_;
    std::vector<std::string> unseen_;
};

void Analysis::stages() {
    const Seen& seen = explorer_.seen();
    for (const auto& stage : procedure_.stages) {
        auto reached = seen.stages.find(stage.name);
        if (reached == seen.stages.end()) {
            std::vector<std::string> before;
            bool opening = false;
            for (const auto& move : procedure_.moves)
                if (move.to == stage.name) {
                    opening = opening || move.opens();
                    before.insert(before.end(), move.in.begin(), move.in.end());
                }
            for (const auto& after : procedure_.afters)
                if (after.to == stage.name)
                    before.insert(before.end(), after.in.begin(), after.in.end());
            for (const auto& count : procedure_.counts)
                if (count.to == stage.name || count.otherwise == stage.name)
                    before.insert(before.end(), count.in.begin(), count.in.end());
            say(Kind::never_reached, stage.name,
                before.empty() && !opening
                    ? fmt::format("nothing leads to the stage {}", stage.name)
                    : fmt::format("the stage {} is never reached: what leads there does "
                                  "not happen",
                                  stage.name),
                explorer_.story(node_in(before)), true);
        } else if (!stage.final && !seen.left.contains(stage.name) &&
                   seen.expanded.contains(stage.name)) {
            say(Kind::no_way_out, stage.name,
                fmt::format("the stage {} is not final, and nothing leads out of it", stage.name),
                explorer_.story(reached->second), true);
        }
    }
}

void Analysis::forms() {
    std::map<std::string, std::uint32_t> moves;
    for (std::uint32_t i = 0; i < procedure_.moves.size(); ++i)
        for (const auto& pattern : procedure_.moves[i].forms) moves.emplace(pattern.form, i);
    for (const auto& [form, move] : moves) {
        if (explorer_.seen().forms.contains(form)) continue;
        const std::size_t node =
            procedure_.moves[move].opens() ? 0 : node_in(procedure_.moves[move].in);
        auto line = explorer_.refused_line(node, move);
        say(Kind::nobody_submits, form,
            fmt::format("nobody may ever submit {}, by {} or another move", form,
                        rule(rules::Rule::Kind::move, move)),
            line.empty() ? explorer_.story(node) : explorer_.story(node, {line}), true);
    }
}

void Analysis::asks() {
    const Seen& seen = explorer_.seen();
    for (const auto& [ask, node] : seen.asked)
        if (!seen.answered.contains(ask))
            say(Kind::nobody_answers, procedure_.asks[ask].name,
                fmt::format("nobody who is asked can answer \"{}\": no move takes {} from them "
                            "while it is open",
                            procedure_.asks[ask].name,
                            procedure_.asks[ask].answer.empty()
                                ? std::string("an answer")
                                : procedure_.asks[ask].answer[0].source),
                explorer_.story(node), false);
}

void Analysis::counts() {
    const Seen& seen = explorer_.seen();
    for (const auto& [index, node] : seen.counting) {
        if (seen.reached.contains(index)) continue;
        const auto& count = procedure_.counts[index];
        const std::size_t most = seen.set_sizes.at(index);
        const auto& reach = count.reach;
        // Whatever else happens: more are needed than there are.
        const bool never = reach.base == rulebook::Threshold::Base::none &&
                           static_cast<std::int64_t>(most) < reach.numerator + reach.more_than;
        if (!never && explorer_.bounded()) {
            unseen_.push_back("never-counted " + count.name);
            continue;
        }
        Finding finding{Kind::never_counted,
                        procedure_.type,
                        count.name,
                        never ? fmt::format("the count {} is never reached: {}, of {} who count",
                                            count.name, reach.source, most)
                              : fmt::format("the count {} is never reached: {}, of at most {}",
                                            count.name, reach.source, most),
                        explorer_.story(node),
                        never || !explorer_.bounded()};
        findings_.push_back(std::move(finding));
    }
}

void Analysis::clocks() {
    const Seen& seen = explorer_.seen();
    for (const auto& [index, node] : seen.absent_after)
        say(Kind::clock_absent, rule(rules::Rule::Kind::after, index),
            fmt::format("{} may be absent while the stage is {}: then nothing passes",
                        procedure_.afters[index].at_source,
                        explorer_.nodes()[node].matter->stage_name()),
            explorer_.story(node), false);
    for (const auto& [index, node] : seen.absent_count)
        say(Kind::clock_absent, rule(rules::Rule::Kind::count, index),
            fmt::format("{} may be absent: then the count {} has no end",
                        procedure_.counts[index].instant_source, procedure_.counts[index].name),
            explorer_.story(node), false);
    for (const auto& [rules, node] : seen.races)
        say(Kind::race, rules.first,
            fmt::format("{} and {} may fall on one instant and lead to different stages; the first "
                        "in the file goes first",
                        rules.first, rules.second),
            explorer_.story(node, {explorer_.next_line(node)}), false);
}

void Analysis::sets() {
    const Seen& seen = explorer_.seen();
    for (const auto& [index, node] : seen.by_nobody)
        say(Kind::set_empty, rule(rules::Rule::Kind::move, index),
            fmt::format("{} may be nobody: then nobody may submit {}",
                        procedure_.moves[index].by.source, procedure_.moves[index].forms[0].source),
            explorer_.story(node), false);
    for (const auto& [index, node] : seen.unasked)
        say(Kind::set_empty, rule(rules::Rule::Kind::ask, index),
            fmt::format("{} may be nobody: then \"{}\" is asked of nobody",
                        procedure_.asks[index].of.source, procedure_.asks[index].name),
            explorer_.story(node), false);
    for (const auto& [index, node] : seen.of_nobody)
        say(Kind::set_empty, rule(rules::Rule::Kind::count, index),
            fmt::format("{} may be nobody: then nobody counts in {}",
                        procedure_.counts[index].by.source, procedure_.counts[index].name),
            explorer_.story(node), false);
}

}  // namespace

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::never_reached:
            return "never-reached";
        case Kind::no_way_out:
            return "no-way-out";
        case Kind::nobody_answers:
            return "nobody-answers";
        case Kind::nobody_submits:
            return "nobody-submits";
        case Kind::clock_absent:
            return "clock-absent";
        case Kind::set_empty:
            return "set-empty";
        case Kind::never_counted:
            return "never-counted";
        case Kind::race:
            return "race";
        case Kind::bounded:
            return "bounded";
    }
    return {};
}

std::vector<Finding> analyse(const std::shared_ptr<const rulebook::Rulebook>& rulebook,
                             const Bounds& bounds) {
    std::vector<Finding> out;
    for (const auto& [type, procedure] : rulebook->procedures) {
        auto some = Analysis(rulebook, procedure, bounds).run();
        std::ranges::sort(some, {}, [](const Finding& one) {
            return std::tuple(one.kind, std::string_view(one.name));
        });
        std::ranges::move(some, std::back_inserter(out));
    }
    return out;
}

}  // namespace mithaq::story

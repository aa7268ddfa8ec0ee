#include "story/tell.h"

#include <algorithm>

#include <fmt/format.h>

namespace mithaq::story {
namespace {

std::string due_of(const rules::Matter& matter, const rules::Duty& duty) {
    if (!duty.session.empty()) return " by " + duty.session;
    if (!duty.due) return "";
    const auto& calendar = matter.rulebook->calendar;
    auto day = calendar.day_of(Instant{duty.due->ms - 1});
    if (calendar.end_of(day) == *duty.due) return " by " + rulebook::format_day(day);
    return " by " + format_local(local_of(*duty.due, calendar));
}

std::string asked(const rules::Matter& matter, std::uint32_t index) {
    const rules::Duty& duty = matter.duties[index];
    const std::string& name = matter.procedure->asks[duty.ask].name;
    return duty.item.empty() ? name : name + "/" + duty.item;
}

}  // namespace

Local local_of(Instant at, const rulebook::Calendar& calendar) {
    return {Instant{at.ms + calendar.offset_minutes * 60 * kSecondMs}};
}

Instant instant_of(Local at, const rulebook::Calendar& calendar) {
    return Instant{at.as_utc.ms - calendar.offset_minutes * 60 * kSecondMs};
}

std::int64_t in_favour(const rules::Matter& matter, std::string_view name) {
    const auto& counts = matter.procedure->counts;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i].name == name && matter.counts[i])
            return std::ranges::count(matter.counts[i]->votes, "yes", &rules::Vote::choice);
    return -1;
}

std::string tell(const rules::Matter& matter, const rules::Event& event) {
    using Kind = rules::Event::Kind;
    switch (event.kind) {
        case Kind::opened:
            return "opened";
        case Kind::stage:
            return "stage " + event.name;
        case Kind::asked: {
            const auto& duty = matter.duties[*event.duty];
            return fmt::format("asked {} of {}{}", asked(matter, *event.duty),
                               fmt::join(duty.of, ","), due_of(matter, duty));
        }
        case Kind::answered:
            return fmt::format("answered {} by {}", asked(matter, *event.duty),
                               fmt::join(event.participants, ","));
        case Kind::reminded:
            return "reminded " + asked(matter, *event.duty);
        case Kind::released:
            return "released " + asked(matter, *event.duty);
        case Kind::counted:
            return fmt::format("counted {} {}", event.name, in_favour(matter, event.name));
        case Kind::reached:
            return "reached " + event.name;
        case Kind::not_reached:
            return "not reached " + event.name;
        case Kind::closed:
            return "closed";
        case Kind::reopened:
            return "reopened";
        default:
            return "";  // `counting` and `moved` are not told of
    }
}

}  // namespace mithaq::story

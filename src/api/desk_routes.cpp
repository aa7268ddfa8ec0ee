// The desk of this node: what it may do, and a communication of its participant.
#include "act/act.h"
#include "api/routes.h"
#include "api/sent_form.h"
#include "desk/desk.h"

namespace mithaq::api {
namespace {

constexpr std::size_t kEnclosuresMax = 16;  // of one communication

}  // namespace

void get_desk(const Mounted& mounted, std::string_view, net::Request&&, net::Respond respond) {
    if (!mounted.desk) return respond(problem(no_such("desk of this register")));
    json::array ways;
    for (const auto& [way, title] : mounted.reg->rulebook()->ways) ways.emplace_back(way);
    json::array forms;
    for (const auto& [form, of] : mounted.reg->rulebook()->forms)
        if (form.starts_with("note.")) forms.emplace_back(form);
    respond(json_answer({{"participant", mounted.desk->participant()},
                         {"forms", std::move(forms)},
                         {"registry", mounted.desk->registry()},
                         {"ways", std::move(ways)},
                         {"enclosures_max", kEnclosuresMax},
                         {"enclosure_bytes_max", mounted.reg->quotas().enclosure_bytes_max}}));
}

void post_desk_act(const Mounted& mounted, std::string_view, net::Request&& request,
                   net::Respond respond) {
    if (!mounted.desk) return respond(problem(no_such("desk of this register")));
    auto form = SentForm::open(std::move(request), "communication", act::kActBytesMax);
    if (!form) return respond(problem(form.error()));
    // Twice through the form: a note names its enclosures by their hashes.
    auto enclosures = reg::describe(*form->enclosures(), kEnclosuresMax);
    if (!enclosures) return respond(problem(enclosures.error()));
    auto note = mounted.desk->note_for(form->first(), *enclosures);
    if (!note) return respond(problem(note.error()));
    mounted.reg->submit(*note, form->enclosures(),
                        [rulebook = mounted.reg->rulebook(),
                         respond = std::move(respond)](reg::Outcome outcome) mutable {
                            respond(outcome_answer(std::move(outcome), *rulebook));
                        });
}

}  // namespace mithaq::api

#include "traffic.h"

#include "rulebook/expressions.h"

namespace mithaq::bench {
namespace {

constexpr std::size_t kAloneEvery = 8;
constexpr int kSteps = 3;  // acts of a file: opened, answered or changed, ended

rulebook::Sources sources_of(const std::filesystem::path& dir) {
    rulebook::Sources out;
    for (const auto& file : std::filesystem::recursive_directory_iterator(dir)) {
        std::string name = file.path().lexically_relative(dir);
        if (file.path().extension() == ".toml" && !name.starts_with("record/"))
            out[name] = log::read_test_file(file.path());
    }
    return out;
}

json::object words(std::string_view text) {
    return {{"en", text}};
}

}  // namespace

Circle::Circle()
    : bundle_(rulebook::build_bundle(
                  rulebook::inherit(sources_of("rulebooks/vienna"), sources_of("rulebooks/basic")))
                  .value()),
      rulebook_(rulebook::load_bundle(bundle_).value()),
      states_(rulebook_->members_of("members")) {}

Result<tree::Checkpoint> Circle::found(Files& files, const log::Layout& layout) const {
    std::vector<log::FoundingParticipant> founders;
    for (const auto& code : states_)
        founders.push_back(
            {code, cast_.root(code).verifier,
             act::prove_possession(cast_.origin(), code, act::Purpose::root, cast_.root(code))});
    MITHAQ_CHECK(log::found(files, layout, cast_.origin(), bundle_, cast_.register_keys(), founders,
                            kTrafficStart));
    MITHAQ_TRY(auto entries, files.read_all(layout.path("entries")));
    // One entry, after its length in two bytes.
    return tree::Checkpoint{cast_.origin(), tree::TreeSize{1}, tree::leaf_hash(entries.substr(2))};
}

std::vector<std::string> Circle::keys(const tree::Checkpoint& head) const {
    std::vector<std::string> out;
    for (const auto& code : states_) out.push_back(cast_.key_add(code, head));
    return out;
}

Traffic::One Traffic::next(Instant now) {
    ++made_;
    if (made_ % kAloneEvery == 0) {
        pending_.reset();
        return {"communication.plain",
                any(),
                {{"text", words("A communication that stands alone.")}},
                {{"ref", std::to_string(made_)}}};
    }
    if (files_.size() < open_) return opening(now);
    File file = std::move(files_.front());
    files_.pop_front();
    return going_on(std::move(file), now);
}

void Traffic::registered(const Hash& id) {
    if (!pending_) return;
    if (pending_->id.empty()) pending_->id = act::hex(id);
    if (pending_->step < kSteps) files_.push_back(std::move(*pending_));
    pending_.reset();
}

std::string Traffic::text(const One& one, const tree::Checkpoint& head, Instant now) const {
    json::object headers = one.headers;
    headers["expires"] = format_instant({now.ms + 30 * kDayMs});
    return circle_.cast().act_text(one.form, one.body, {one.from}, head, headers);
}

Traffic::One Traffic::opening(Instant now) {
    File file{{}, any(), {}, static_cast<int>(chance_() % 3), 1};
    do file.to = any();
    while (file.to == file.from);
    One out{{}, file.from, {}, {{"ref", std::to_string(made_)}}};
    const std::int64_t day = now.ms / kDayMs;
    if (file.kind == 0) {
        out.form = "explanation.request";
        out.body = {{"of", file.to}, {"text", words("What is this activity?")}};
    } else if (file.kind == 1) {
        out.form = "inspection.request";
        out.body = {{"of", file.to}, {"starts", format_instant({now.ms + 2 * kDayMs})}};
    } else {
        out.form = "activity.notify";
        out.body = {{"starts", rulebook::format_day(day + 60)},
                    {"ends", rulebook::format_day(day + 70)},
                    {"troops", 9000 + chance_() % 9000}};
    }
    pending_ = std::move(file);
    return out;
}

Traffic::One Traffic::going_on(File file, Instant now) {
    static constexpr const char* kForms[][2] = {{"explanation.reply", "explanation.settle"},
                                                {"inspection.reply", "inspection.withdraw"},
                                                {"activity.change", "activity.cancel"}};
    One out{kForms[file.kind][file.step - 1], file.from, {}, {{"ref", std::to_string(made_)}}};
    out.headers["matter"] = file.id;
    if (file.step == 1) {
        if (file.kind < 2) out.from = file.to;
        out.headers["re"] =
            json::array{{{"id", file.id}, {"as", file.kind == 2 ? "amends" : "replies"}}};
        if (file.kind == 0) out.body = {{"text", words("It is a change of garrison.")}};
        if (file.kind == 1) out.body = {{"answer", "yes"}};
        const std::int64_t day = now.ms / kDayMs;
        if (file.kind == 2)
            out.body = {{"starts", rulebook::format_day(day + 60)},
                        {"ends", rulebook::format_day(day + 71)},
                        {"troops", 9000}};
    }
    ++file.step;
    pending_ = std::move(file);
    return out;
}

}  // namespace mithaq::bench

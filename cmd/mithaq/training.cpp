#include "training.h"

#include <algorithm>
#include <future>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "act/act.h"
#include "base/sha256.h"
#include "desk/desk.h"

namespace mithaq::cmd {
namespace {

constexpr const char* kSubmit = "key-1";
constexpr std::int64_t kExpiresMs = 30 * kDayMs;
constexpr std::size_t kHeadEvery = 64;

std::unexpected<Error> bad_story(const std::string& file, std::uint32_t line,
                                 const std::string& what) {
    return err(Errc::malformed, "story", fmt::format("{}:{}: {}", file, line, what));
}

class Performance {
  public:
    Performance(const Cast& cast, reg::Register& reg, Remote& remote)
        : cast_(cast), reg_(reg), remote_(remote) {}

    // Unless it is registered.
    Result<void> register_key(const std::string& participant) {
        const auto added = cast_.key(participant, kSubmit);
        for (const auto& key : reg_.keys())
            if (key.verifier.name == added.verifier.name) return {};
        const std::string& origin = reg_.anchor().origin;
        json::object body{{"purpose", "submit"},
                          {"vkey", note::format_verifier_key(added.verifier)},
                          {"possession", act::prove_possession(origin, participant,
                                                               act::Purpose::submit, added)}};
        MITHAQ_CHECK(
            submit(participant, "key.add", std::move(body), {}, {cast_.key(participant, "root")}));
        return {};
    }

    Result<void> play(const Scene& scene) {
        const story::Submitted& act = scene.played.submitted;
        json::object more{{"from", json::array(act.from.begin(), act.from.end())}};
        // Two stories may say the same at the same instant; these are two communications.
        more["ref"] = fmt::format("{}/{}", act.from[0], ++played_);
        if (scene.played.matter) more["matter"] = id(scene, *scene.played.matter);
        story::add_ties(more, act, [&](std::uint64_t number) { return id(scene, number); });
        std::vector<note::SignerKey> keys;
        keys.reserve(act.from.size());
        for (const auto& author : act.from) keys.push_back(cast_.key(author, kSubmit));
        MITHAQ_TRY(auto answer, submit(act.from[0], act.form, act.body, more, keys));
        if (answer.stamp != format_stamp(scene.played.at))
            return err(
                Errc::unverified, "story",
                fmt::format("stamped {}, not {}", answer.stamp, format_stamp(scene.played.at)));
        ids_[{scene.story, *scene.played.number}] = answer.id;
        return {};
    }

  private:
    const std::string& id(const Scene& scene, std::uint64_t number) const {
        return ids_.at({scene.story, number});
    }

    Result<Remote::Answer> submit(const std::string& author, const std::string& form,
                                  json::object body, const json::object& more,
                                  const std::vector<note::SignerKey>& keys) {
        if (sent_++ % kHeadEvery == 0) {
            MITHAQ_TRY(auto head, remote_.head(reg_.anchor()));
            head_ = head.checkpoint;
        }
        json::object headers =
            desk::new_act_headers(reg_.anchor().origin, form, author, head_,
                                  Instant{reg_.clock().wall().ms + kExpiresMs}, std::move(body));
        for (const auto& header : more) headers[header.key()] = header.value();
        MITHAQ_TRY(auto text, act::write_act_text(headers));
        MITHAQ_TRY(auto note, desk::sign_act(std::move(text), keys));
        return remote_.submit(note, 5);
    }

    const Cast& cast_;
    reg::Register& reg_;
    Remote& remote_;
    tree::Checkpoint head_;
    std::size_t sent_ = 0, played_ = 0;
    std::map<std::pair<std::string, std::uint64_t>, std::string> ids_;  // of the story's numbers
};

}  // namespace

Result<std::vector<Scene>> scenes_of(const Folder& stories, const std::string& bundle) {
    std::vector<Scene> out;
    for (const auto& [file, text] : stories) {
        auto parsed = story::parse(text);
        if (!parsed.faults.empty())
            return bad_story(file, parsed.faults[0].line, parsed.faults[0].what);
        MITHAQ_TRY(auto report, story::run(parsed.story, bundle));
        for (auto& played : report.played)
            if (played.number) out.push_back({file, std::move(played)});
    }
    std::ranges::sort(out, {}, [](const Scene& scene) {
        return std::tuple(scene.played.at, std::string_view(scene.story), *scene.played.number);
    });
    return out;
}

std::vector<std::string> speakers_in(const std::vector<Scene>& scenes) {
    std::set<std::string> out;
    for (const auto& scene : scenes)
        out.insert(scene.played.submitted.from.begin(), scene.played.submitted.from.end());
    return {out.begin(), out.end()};
}

Result<Cast> Cast::open(Files& files, const std::string& path, std::string origin,
                        std::vector<note::SignerKey> own) {
    if (!files.exists(path)) {
        note::Seed seed;
        SystemRandom().fill(seed);
        MITHAQ_CHECK(files.replace(path, to_hex(seed) + "\n"));
    }
    MITHAQ_TRY(auto secret, files.read_all(path));
    return Cast(std::move(origin), std::move(secret), std::move(own));
}

note::SignerKey Cast::key(const std::string& participant, const std::string& label) const {
    const std::string name = act::key_name(origin_, participant, label);
    for (const auto& key : own_)
        if (key.verifier.name == name) return key;
    return note::make_signer_key(name, sha256(secret_ + name).bytes);
}

log::FoundingParticipant Cast::founder(const std::string& participant) const {
    const auto root = key(participant, "root");
    return {participant, root.verifier,
            act::prove_possession(origin_, participant, act::Purpose::root, root)};
}

Result<void> play(const std::vector<Scene>& scenes, const Cast& cast, reg::Register& reg,
                  Remote& remote) {
    using Then = reg::Register::Then;
    Performance performance(cast, reg, remote);
    for (const auto& participant : speakers_in(scenes))
        MITHAQ_CHECK(performance.register_key(participant));
    Instant at{};
    for (const auto& scene : scenes) {
        if (scene.played.at != at) MITHAQ_CHECK(move_clock(reg, scene.played.at, Then::stand));
        at = scene.played.at;
        if (auto played = performance.play(scene); !played) {
            played.error().message =
                fmt::format("{}, {} at {}: {}", scene.story, scene.played.submitted.form,
                            format_stamp(at), played.error().message);
            return played;
        }
    }
    return move_clock(reg, reg.clock().wall(), Then::run);
}

Result<void> move_clock(reg::Register& reg, Instant to, reg::Register::Then then) {
    std::promise<Result<void>> done;
    auto moved = done.get_future();
    reg.move_clock(to, then, [&done](Result<void> answer) { done.set_value(std::move(answer)); });
    return moved.get();
}

}  // namespace mithaq::cmd

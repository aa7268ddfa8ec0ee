#include "desk/desk.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/names.h"

namespace mithaq::desk {
namespace {

// Long enough for a register that is away over a holiday; the outbox is no archive.
constexpr std::int64_t kExpiresMs = 30 * kDayMs;
constexpr std::array kCopied = {"ref", "dated", "marking", "languages", "re", "received", "matter"};

std::unexpected<Error> bad(std::string message, std::string pointer) {
    return err(Errc::malformed, "desk-communication", std::move(message), std::move(pointer));
}

Result<std::string> draft_of(const json::object& communication) {
    const auto* draft = communication.if_contains("draft");
    if (!draft || !draft->is_string()) return bad("\"draft\" is missing", "/draft");
    if (draft->get_string().size() != 32 || !from_hex(draft->get_string()))
        return bad("\"draft\" is 32 hexadecimal digits, made once for each draft", "/draft");
    return std::string(draft->get_string());
}

Result<void> check_members(const json::object& communication) {
    for (std::string_view name : {"form", "body"})
        if (!communication.contains(name)) return bad(fmt::format("\"{}\" is missing", name), "");
    if (!communication.at("form").is_string()) return bad("a form's name is expected", "/form");
    if (!communication.at("body").is_object()) return bad("an object is expected", "/body");
    for (const auto& pair : communication) {
        std::string_view name = pair.key();
        if (name != "draft" && name != "form" && name != "body" &&
            std::find(kCopied.begin(), kCopied.end(), name) == kCopied.end())
            return bad("unknown name", pointer_join("", name));
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Desk>> Desk::open(Files& files, Clock& clock, const reg::Register& reg,
                                         const std::string& dir) {
    MITHAQ_TRY(auto text, files.read_all(dir + "/submit.secret"));
    while (text.ends_with('\n')) text.pop_back();
    MITHAQ_TRY(auto key, note::parse_signer_key(text));
    const std::string& name = key.verifier.name;
    const std::string prefix = reg.anchor().origin + "/";
    std::string participant;
    if (name.starts_with(prefix))
        participant = name.substr(prefix.size(), name.rfind('/') - prefix.size());
    if (!is_participant_code(participant))
        return err(Errc::conflict, "desk-key",
                   fmt::format("{}/submit.secret is a key named {}; a desk of this register has "
                               "one named {}<participant>/<name>",
                               dir, name, prefix));
    std::unique_ptr<Desk> out(
        new Desk(files, clock, reg, std::move(key), std::move(participant), dir));
    MITHAQ_CHECK(out->outbox_.forget_expired(clock.wall()));
    return out;
}

Result<std::string> Desk::note_for(std::string_view communication,
                                   const std::vector<act::Enclosure>& enclosures) {
    MITHAQ_TRY(auto value, parse_json(communication));
    const auto* object = value.if_object();
    if (!object) return bad("an object is expected", "");
    MITHAQ_TRY(auto draft, draft_of(*object));
    MITHAQ_CHECK(check_members(*object));
    std::string asked = canonical_json(value);
    for (const auto& enclosure : enclosures)
        asked +=
            fmt::format("\n{} {} {}", act::hex(enclosure.sha256), enclosure.type, enclosure.name);
    const Hash digest = sha256(asked);

    std::lock_guard lock(mutex_);
    if (auto kept = outbox_.find(draft)) {
        MITHAQ_TRY(auto act, act::parse_act(kept->note));
        auto found = reg_.find(act.id);
        bool unknown = found.standing == reg::Register::Standing::unknown;
        if (kept->digest == digest && (!unknown || *act.expires > clock_.wall()))
            return std::move(kept->note);
        if (!unknown)
            return err(Errc::conflict, "draft-registered",
                       "this draft is registered with other content, or is being registered; begin "
                       "a new one to change it",
                       "/draft");
    }
    MITHAQ_TRY(auto note, compose(*object, enclosures));
    MITHAQ_CHECK(outbox_.keep(draft, {digest, note}));
    return note;
}

Result<std::optional<Hash>> Desk::file_of(const json::object& communication) const {
    const auto rulebook = reg_.rulebook();
    std::string_view form = communication.at("form").get_string();
    if (communication.contains("matter") || !rules::is_procedural(*rulebook, form) ||
        rules::opened_by(*rulebook, form))
        return std::nullopt;
    const auto* re = communication.if_contains("re");
    if (!re || !re->is_array()) return std::nullopt;
    for (const auto& one : re->get_array()) {
        if (!one.is_object()) continue;
        const auto* as = one.get_object().if_contains("as");
        const auto* id = one.get_object().if_contains("id");
        if (!as || *as != "replies" || !id || !id->is_string()) continue;
        auto hash = hash_from_hex(id->get_string());
        if (!hash) continue;  // the act is read in a moment, and says so
        MITHAQ_TRY(auto file, reg_.file_of(*hash));
        if (file) return file;
    }
    return std::nullopt;
}

Result<std::string> Desk::compose(const json::object& communication,
                                  const std::vector<act::Enclosure>& enclosures) const {
    json::object headers =
        new_act_headers(reg_.anchor().origin, std::string(communication.at("form").get_string()),
                        participant_, reg_.reader().head()->checkpoint,
                        Instant{clock_.wall().ms + kExpiresMs}, communication.at("body"));
    for (std::string_view name : kCopied)
        if (const auto* value = communication.if_contains(name)) headers[name] = *value;
    MITHAQ_TRY(auto file, file_of(communication));
    if (file) headers["matter"] = act::hex(*file);
    if (!enclosures.empty()) {
        json::array list;
        for (const auto& one : enclosures)
            list.push_back(json::object{{"sha256", act::hex(one.sha256)},
                                        {"size", one.size},
                                        {"type", one.type},
                                        {"name", one.name}});
        headers["enclosures"] = std::move(list);
    }
    MITHAQ_TRY(auto text, act::write_act_text(headers));
    return sign_act(std::move(text), {key_});
}

json::object new_act_headers(const std::string& origin, const std::string& form,
                             const std::string& author, const tree::Checkpoint& seen,
                             Instant expires, json::value body) {
    return {{"register", origin},
            {"form", form},
            {"from", {author}},
            {"seen", {{"size", seen.size.value}, {"root", to_base64(seen.root.bytes)}}},
            {"expires", format_instant(expires)},
            {"body", std::move(body)}};
}

Result<std::string> sign_act(std::string text, const std::vector<note::SignerKey>& keys) {
    note::Note note{std::move(text), {}};
    for (const auto& key : keys) note.signatures.push_back(note::sign(key, note.text));
    std::string bytes = note::format_note(note);
    MITHAQ_CHECK(act::parse_act(bytes));
    return bytes;
}

}  // namespace mithaq::desk

#include "desk/outbox.h"

#include "base/bytes.h"

namespace mithaq::desk {

std::optional<Outbox::Kept> Outbox::find(std::string_view name) const {
    auto bytes = files_.read_all(path(name));
    if (!bytes) return std::nullopt;
    auto end = bytes->find('\n');
    if (end == std::string::npos) return std::nullopt;
    auto digest = hash_from_hex(std::string_view(*bytes).substr(0, end));
    if (!digest) return std::nullopt;
    return Kept{*digest, bytes->substr(end + 1)};
}

Result<void> Outbox::keep(std::string_view name, const Kept& kept) {
    MITHAQ_CHECK(files_.make_dir(dir_));
    return files_.replace(path(name), to_hex(kept.digest.bytes) + "\n" + kept.note);
}

Result<void> Outbox::forget(std::string_view name) {
    return files_.exists(path(name)) ? files_.remove(path(name)) : Result<void>{};
}

Result<void> Outbox::forget_expired(Instant now) {
    if (!files_.exists(dir_)) return {};
    MITHAQ_TRY(auto names, files_.list(dir_));
    for (const auto& file : names) {
        if (!file.ends_with(".note")) continue;
        std::string name = file.substr(0, file.size() - 5);
        auto kept = find(name);
        auto act = kept ? act::parse_act(kept->note) : err(Errc::malformed, "", "");
        if (!act || !act->expires || *act->expires <= now) MITHAQ_CHECK(forget(name));
    }
    return {};
}

}  // namespace mithaq::desk

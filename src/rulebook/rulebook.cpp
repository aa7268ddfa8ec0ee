#include "rulebook/rulebook.h"

#include <algorithm>

#include "base/sha256.h"
#include "rulebook/reader.h"

namespace mithaq::rulebook {
namespace {

// The newest of `dated` that had begun on `day`; where none had, `before`.
template <typename Dated>
const Dated* newest(const std::vector<Dated>& dated, const std::string& day, const Dated* before) {
    const Dated* out = before;
    for (const Dated& one : dated)
        if (first_day(one.from) <= day) out = &one;
    return out;
}

Result<json::value> parse_bundle(std::string_view bundle) {
    MITHAQ_TRY(auto value, parse_json(bundle, {.depth_max = 32, .bytes_max = kBundleBytesMax}));
    if (canonical_json(value) + "\n" != bundle)
        return err(Errc::malformed, "rulebook-bundle",
                   "the bundle is not in canonical form; build it with `mithaq rulebook build`");
    return value;
}

}  // namespace

std::string first_day(std::string_view date) {
    constexpr std::string_view kFirst = "0000-01-01";
    std::string out(date);
    if (!out.empty() && out.size() < kFirst.size()) out += kFirst.substr(out.size());
    return out;
}

const Name& name_at(const Participant& participant, std::string_view date) {
    return *newest(participant.names, first_day(date), &participant.names.front());
}

const Status* status_at(const Participant& participant, std::string_view date) {
    const std::string day = first_day(date);
    const Status* status = newest<Status>(participant.statuses, day, nullptr);
    return status && (status->until.empty() || day < first_day(status->until)) ? status : nullptr;
}

std::vector<std::string> Rulebook::order_at(std::string_view date) const {
    std::vector<std::string> out;
    if (const auto* rule = newest<Precedence>(precedence, first_day(date), nullptr))
        out = rule->order;
    const std::set<std::string, std::less<>> named(out.begin(), out.end());
    for (const auto& [code, participant] : participants)
        if (!named.contains(code)) out.push_back(code);
    return out;
}

std::vector<std::string> Rulebook::members_of(std::string_view set) const {
    auto found = sets.find(set);
    if (found == sets.end()) return {};
    std::vector<std::string> out = found->second.list;
    for (const auto& [code, participant] : participants)
        if (participant.kind == found->second.kind) out.push_back(code);
    return out;
}

Result<std::shared_ptr<const Rulebook>> load_bundle(std::string_view bundle) {
    MITHAQ_TRY(auto value, parse_bundle(bundle));
    auto out = std::make_shared<Rulebook>();
    Findings findings;
    read_bundle(value, {}, *out, findings);
    if (!findings.empty()) return std::unexpected(std::move(findings.front()));
    out->sha256 = sha256(bundle);
    out->size = bundle.size();
    return std::shared_ptr<const Rulebook>(std::move(out));
}

std::vector<Fault> check_bundle(std::string_view bundle) {
    Findings findings;
    if (auto value = parse_bundle(bundle)) {
        Rulebook read;
        read_bundle(*value, {}, read, findings);
    } else {
        findings.push_back(std::move(value).error());
    }
    std::vector<Fault> out;
    for (const Error& finding : findings)
        out.push_back(
            {"", 1, 1,
             finding.pointer.empty() ? finding.message : finding.pointer + ": " + finding.message});
    return out;
}

}  // namespace mithaq::rulebook

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "tree/checkpoint.h"
#include "tree/lines.h"

namespace mithaq::tree {

namespace {

constexpr std::string_view kNone = "none";

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (true) {
        std::size_t begin = line.find_first_not_of(" \t");
        if (begin == line.npos) return words;
        line.remove_prefix(begin);
        std::size_t end = std::min(line.find_first_of(" \t"), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
}

// tlog-policy, "Character set": no control but tab (and the newline that is gone), no DEL.
bool is_forbidden(char c) {
    auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

std::unexpected<Error> malformed(std::string message) {
    return err(Errc::malformed, "policy-malformed", std::move(message));
}

}  // namespace

// Reads one line after the other into `policy`.
class Policy::Reader {
  public:
    Result<void> line(std::string_view line) {
        if (std::ranges::any_of(line, is_forbidden))
            return malformed("a control character (lines end with LF alone)");
        auto words = words_of(line);
        if (words.empty() || words[0].starts_with('#')) return {};
        if (words[0] == "log") return log(words);
        if (words[0] == "witness") return witness(words);
        if (words[0] == "group") return group(words);
        if (words[0] == "quorum") return quorum(words);
        return malformed(fmt::format("'{}' is none of log, witness, group, quorum", words[0]));
    }
    Result<Policy> finish() {
        if (!quorum_seen_) return malformed("the policy has no quorum line");
        return std::move(policy_);
    }

  private:
    using Words = std::vector<std::string_view>;

    // log <vkey> [<url>]
    Result<void> log(const Words& words) {
        if (words.size() < 2 || words.size() > 3)
            return malformed("log takes a key and maybe a URL");
        return key(words[1], note::KeyType::ed25519, policy_.logs_);
    }

    // witness <name> <vkey> [<url>]
    Result<void> witness(const Words& words) {
        if (words.size() < 3 || words.size() > 4)
            return malformed("witness takes a name, a key and maybe a URL");
        MITHAQ_CHECK(define(words[1]));
        MITHAQ_CHECK(key(words[2], note::KeyType::cosignature, policy_.witnesses_));
        policy_.members_.push_back({std::string(words[1]), policy_.witnesses_.size() - 1, {}, 1});
        return {};
    }

    // group <name> all|any|<k> <member>…
    Result<void> group(const Words& words) {
        if (words.size() < 4)
            return malformed("group takes a name, all, any or a number, and members");
        Member group{std::string(words[1]), {}, {}, 1};
        for (std::string_view name : std::span(words).subspan(3)) {
            MITHAQ_TRY(std::size_t member, find(name));
            // So each witness counts in one way only.
            if (!grouped_.insert(member).second)
                return malformed(fmt::format("'{}' is a member of a group already", name));
            group.group.push_back(member);
        }
        if (words[2] == "all") {
            group.needed = group.group.size();
        } else if (words[2] != "any") {
            auto needed = parse_decimal(words[2]);
            if (!needed || *needed < 1 || *needed > group.group.size())
                return malformed(
                    fmt::format("a group of {} members needs all, any, or a number "
                                "from 1 to {}, not '{}'",
                                group.group.size(), group.group.size(), words[2]));
            group.needed = *needed;
        }
        MITHAQ_CHECK(define(words[1]));
        policy_.members_.push_back(std::move(group));
        return {};
    }

    // quorum <name>|none
    Result<void> quorum(const Words& words) {
        if (words.size() != 2) return malformed("quorum takes one name");
        if (quorum_seen_) return malformed("a second quorum line");
        quorum_seen_ = true;
        if (words[1] == kNone) return {};
        MITHAQ_TRY(policy_.quorum_, find(words[1]));
        return {};
    }

    Result<void> key(std::string_view vkey, note::KeyType type,
                     std::vector<note::VerifierKey>& keys) {
        MITHAQ_TRY(note::VerifierKey key, note::parse_verifier_key(vkey));
        if (key.type != type)
            return malformed(type == note::KeyType::ed25519
                                 ? "a log's key is of type 0x01 (Ed25519)"
                                 : "a witness's key is of type 0x04 (Ed25519 cosignature)");
        // Whatever its name and id: the same secret must not count twice.
        auto same = [&](const note::VerifierKey& other) { return other.key == key.key; };
        if (std::ranges::any_of(keys, same))
            return malformed(fmt::format("the public key of {} was named before", key.name));
        keys.push_back(std::move(key));
        return {};
    }

    // Notes that the next member is called `name`.
    Result<void> define(std::string_view name) {
        if (name == kNone) return malformed("the name 'none' is reserved");
        if (!by_name_.emplace(name, policy_.members_.size()).second)
            return malformed(fmt::format("the name '{}' was used before", name));
        return {};
    }

    Result<std::size_t> find(std::string_view name) const {
        auto at = by_name_.find(name);
        if (at == by_name_.end())
            return malformed(fmt::format("'{}' is not a witness or group of a line before", name));
        return at->second;
    }

    Policy policy_;
    std::map<std::string, std::size_t, std::less<>> by_name_;
    std::set<std::size_t> grouped_;
    bool quorum_seen_ = false;
};

Result<Policy> Policy::parse(std::string_view text) {
    Reader reader;
    std::size_t number = 0;
    while (!text.empty()) {
        ++number;
        auto line = take_line(text);
        auto read = line ? reader.line(*line)
                         : Result<void>(malformed("the last line does not end with a newline"));
        if (!read) {
            Error error = std::move(read).error();
            error.message = fmt::format("line {}: {}", number, error.message);
            if (error.code != Errc::unsupported) error.type = "policy-malformed";
            return std::unexpected(std::move(error));
        }
    }
    return reader.finish();
}

Result<SignedCheckpoint> Policy::open(std::string_view checkpoint_note) const {
    auto failed = [](std::string_view type, Error error) {
        error.type = type;
        return std::unexpected(std::move(error));
    };
    auto note = note::parse_note(checkpoint_note);
    if (!note) return failed("checkpoint-note", std::move(note).error());
    MITHAQ_TRY(Checkpoint checkpoint, parse_checkpoint(note->text));

    std::vector<note::VerifierKey> keys = logs_;
    keys.insert(keys.end(), witnesses_.begin(), witnesses_.end());
    auto signers = note::verify_note(*note, keys);
    if (!signers) return failed("checkpoint-signature", std::move(signers).error());
    std::vector<bool> signed_by(keys.size());
    for (std::size_t signer : *signers) signed_by[signer] = true;

    bool by_its_log = false;
    for (std::size_t i = 0; i < logs_.size(); ++i)
        by_its_log = by_its_log || (signed_by[i] && logs_[i].name == checkpoint.origin);
    if (!by_its_log)
        return err(Errc::unverified, "policy-log",
                   fmt::format("no log of the policy that is called {} signed the checkpoint",
                               checkpoint.origin));

    // Members name only members before them.
    std::vector<bool> witnessed(members_.size());
    for (std::size_t i = 0; i < members_.size(); ++i) {
        const Member& member = members_[i];
        witnessed[i] =
            member.witness
                ? signed_by[logs_.size() + *member.witness]
                : static_cast<std::size_t>(std::ranges::count_if(
                      member.group, [&](std::size_t j) { return witnessed[j]; })) >= member.needed;
    }
    if (quorum_ && !witnessed[*quorum_])
        return err(Errc::unverified, "policy-quorum",
                   fmt::format("the witnesses that cosigned the checkpoint of size {} do not make "
                               "the quorum '{}'",
                               checkpoint.size.value, members_[*quorum_].name));
    return SignedCheckpoint{std::move(checkpoint), std::move(*note)};
}

}  // namespace mithaq::tree

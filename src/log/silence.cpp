#include "log/silence.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "act/entry.h"
#include "base/names.h"
#include "rulebook/expressions.h"
#include "rules/replay.h"

namespace mithaq::log {
namespace {

constexpr std::string_view kFirst = "mithaq-silence/0";

std::unexpected<Error> bad(int line, std::string_view wanted) {
    return err(Errc::malformed, "silence", fmt::format("line {} is {}", line, wanted));
}

std::string_view take_line(std::string_view& rest) {
    auto end = rest.find('\n');
    std::string_view out = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    return out;
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> out;
    for (;;) {
        auto end = line.find(' ');
        out.push_back(line.substr(0, end));
        if (end == line.npos) return out;
        line.remove_prefix(end + 1);
    }
}

Result<void> read_claim(std::string_view line, Silence& out) {
    constexpr std::string_view kWanted =
        "`stage <stage> <instant>` or `reply <index> <participant> <instant>`";
    const auto words = words_of(line);
    const bool stage = words.size() == 3 && words[0] == "stage" && rulebook::is_label(words[1]);
    const bool reply = words.size() == 4 && words[0] == "reply" && is_participant_code(words[2]);
    auto until = parse_stamp(words.back());
    if ((!stage && !reply) || !until) return bad(4, kWanted);
    out.until = *until;
    if (stage) {
        out.stage = words[1];
        return {};
    }
    auto ask = parse_decimal(words[1]);
    if (!ask || *ask > UINT32_MAX) return bad(4, kWanted);
    out.of = Silence::Of::reply;
    out.ask = static_cast<std::uint32_t>(*ask);
    out.participant = words[2];
    return {};
}

}  // namespace

std::string format_silence(const Silence& silence) {
    const std::string claim = silence.of == Silence::Of::stage
                                  ? fmt::format("stage {}", silence.stage)
                                  : fmt::format("reply {} {}", silence.ask, silence.participant);
    return fmt::format("{}\n{}\n{}\n{} {}\n{} {}\n\n{}", kFirst, silence.origin,
                       act::hex(silence.matter), claim, format_stamp(silence.until), silence.number,
                       format_stamp(silence.stamp), silence.checkpoint);
}

Result<Silence> parse_silence(std::string_view text) {
    Silence out;
    if (take_line(text) != kFirst) return bad(1, kFirst);
    out.origin = take_line(text);
    if (!is_origin(out.origin)) return bad(2, "an origin <host>/<register>/log");
    auto matter = hash_from_hex(take_line(text));
    if (!matter) return bad(3, "the identifier of the communication that opened the file");
    out.matter = *matter;
    MITHAQ_CHECK(read_claim(take_line(text), out));
    const auto words = words_of(take_line(text));
    auto number = parse_decimal(words[0]);
    auto stamp = parse_stamp(words.back());
    if (words.size() != 2 || !number || !stamp)
        return bad(5, "number and stamp of the first entry at or after the instant");
    out.number = *number;
    out.stamp = *stamp;
    if (out.stamp < out.until) return bad(5, "stamped before the instant");
    if (!take_line(text).empty()) return bad(6, "empty");
    out.checkpoint = text;
    auto note = note::parse_note(text);
    if (!note) return bad(7, "the beginning of a checkpoint: " + note.error().message);
    MITHAQ_TRY(auto checkpoint, tree::parse_checkpoint(note->text));
    if (checkpoint.origin != out.origin) return bad(7, "a checkpoint of this origin");
    if (checkpoint.size.value <= out.number) return bad(7, "a checkpoint that covers the entry");
    return out;
}

// ---- The log, as far as a claim needs it

namespace {

struct Known {
    std::uint64_t number = 0;
    std::uint32_t form = 0;
};

// One pass over entries 0 to size - 1.
class Pass {
  public:
    explicit Pass(Source& source) : source_(source) {}

    // `each(number, entry, act)`, by value; an Error of it ends the pass.
    template <typename Each>
    Result<void> run(std::uint64_t size, Each each) {
        for (std::uint64_t first = 0; first < size; first += tree::kTileWidth) {
            const std::uint64_t width = std::min(tree::kTileWidth, size - first);
            MITHAQ_TRY(auto bundle, source_.bundle(first / tree::kTileWidth, width));
            MITHAQ_TRY(auto entries, tree::split_bundle(bundle));
            if (entries.size() < width)
                return err(Errc::unverified, "silence-copy", "the copy of the log ends too early");
            for (std::uint64_t i = 0; i < width; ++i) {
                frontier_.append(tree::leaf_hash(entries[i]));
                MITHAQ_TRY(auto entry, act::parse_entry(entries[i]));
                MITHAQ_TRY(auto act, act::parse_act(entry.note));
                MITHAQ_CHECK(each(first + i, entry.stamp, std::move(act)));
            }
        }
        return {};
    }
    Hash root() const { return frontier_.root(); }

  private:
    Source& source_;
    tree::Frontier frontier_;
};

struct InFile {
    std::uint64_t number = 0;
    Instant stamp;
    act::Act act;
    std::vector<std::pair<std::uint64_t, std::string>> targets;  // of `re`
};

struct FileInLog {
    std::shared_ptr<const rulebook::Rulebook> rulebook;
    std::vector<InFile> acts;                               // all of the file
    std::vector<std::pair<std::uint64_t, Instant>> stamps;  // where they rise, to find an instant
    Hash root;
};

Result<std::shared_ptr<const rulebook::Rulebook>> rulebook_of(Source& source,
                                                              const act::Act& founding) {
    const auto* named = founding.body().if_contains("rulebook");
    const auto* hex =
        named && named->is_object() ? named->get_object().if_contains("sha256") : nullptr;
    if (!hex || !hex->is_string()) return err(Errc::malformed, "entry-0", "entry 0 names no rules");
    MITHAQ_TRY(auto hash, hash_from_hex(std::string_view(hex->get_string())));
    MITHAQ_TRY(auto bundle, source.rulebook(hash));
    MITHAQ_TRY(auto rulebook, rulebook::load_bundle(bundle));
    if (rulebook->sha256 != hash)
        return err(Errc::unverified, "silence-copy", "the rules are not those that entry 0 names");
    return rulebook;
}

Result<FileInLog> read_file(Source& source, const tree::Checkpoint& head, const Hash& matter) {
    FileInLog out;
    std::unordered_map<Hash, Known, HashOfHash> known;
    std::vector<std::string> forms;
    std::unordered_map<std::string, std::uint32_t> form_index;
    Pass pass(source);
    MITHAQ_CHECK(pass.run(
        head.size.value, [&](std::uint64_t number, Instant stamp, act::Act act) -> Result<void> {
            if (number == 0) {
                MITHAQ_TRY(out.rulebook, rulebook_of(source, act));
            }
            if (out.stamps.empty() || out.stamps.back().second < stamp)
                out.stamps.emplace_back(number, stamp);
            auto [form, added] =
                form_index.emplace(act.form, static_cast<std::uint32_t>(forms.size()));
            if (added) forms.push_back(act.form);
            known.emplace(act.id, Known{number, form->second});
            if (act.id != matter && act.matter != matter) return {};
            InFile one{number, stamp, std::move(act), {}};
            for (const auto& reference : one.act.re) {
                auto found = known.find(reference.id);
                if (found == known.end())
                    return err(Errc::unverified, "silence-copy",
                               fmt::format("number {} refers to what is not in the copy", number));
                one.targets.emplace_back(found->second.number, forms[found->second.form]);
            }
            out.acts.push_back(std::move(one));
            return {};
        }));
    out.root = pass.root();
    if (out.acts.empty()) return err(Errc::not_found, "not-found", "this log holds no such file");
    return out;
}

// The first entry stamped at or after it.
std::optional<std::pair<std::uint64_t, Instant>> first_at(const FileInLog& file, Instant until) {
    auto found = std::ranges::lower_bound(file.stamps, until, {},
                                          &std::pair<std::uint64_t, Instant>::second);
    if (found == file.stamps.end()) return std::nullopt;
    return *found;
}

// The file by its acts stamped before the instant.
Result<std::optional<rules::Matter>> replay_before(const FileInLog& file, Instant until) {
    std::optional<rules::Matter> out;
    for (const InFile& one : file.acts) {
        if (one.stamp >= until) break;
        std::size_t next = 0;
        auto submission = rules::submission_of(one.act, one.number, one.stamp,
                                               [&](const Hash&) { return one.targets[next++]; });
        auto taken = rules::take(out, file.rulebook, submission);
        if (!taken)
            return err(Errc::unverified, "silence-copy",
                       fmt::format("number {} is against the rules: {}", one.number,
                                   taken.error().message));
    }
    if (out) rules::advance(*out, Instant{until.ms - 1});
    return out;
}

std::unexpected<Error> wrong_claim(std::string what) {
    return err(Errc::malformed, "silence-claim", std::move(what));
}

Result<SilenceShown> judge_stage(const rules::Matter& matter, Silence& claim) {
    SilenceShown out;
    if (claim.stage.empty()) {
        const bool ends = std::ranges::any_of(rules::clocks(matter), [](const auto& clock) {
            return clock.rule.kind == rules::Rule::Kind::after;
        });
        if (!ends)
            return wrong_claim(
                fmt::format("before that instant the file is in the stage \"{}\", "
                            "which no passing of time ends; say which is meant",
                            matter.stage_name()));
        claim.stage = matter.stage_name();
    }
    if (claim.stage != matter.stage_name())
        return err(Errc::unverified, "silence-broken",
                   fmt::format("before that instant the file is in the stage \"{}\", not \"{}\"{}",
                               matter.stage_name(), claim.stage,
                               matter.by ? fmt::format("; number {} led there", *matter.by) : ""));
    out.since = matter.since;
    out.by = matter.by;
    for (const auto& move : rules::allowed(matter, Instant{claim.until.ms - 1})) {
        const auto& rule = matter.procedure->moves[move.move];
        if (rule.to.empty()) continue;
        out.forms.insert(out.forms.end(), move.forms.begin(), move.forms.end());
        out.whose.insert(out.whose.end(), move.by.begin(), move.by.end());
    }
    return out;
}

Result<SilenceShown> judge_reply(const rules::Matter& matter, const Silence& claim) {
    if (claim.ask >= matter.duties.size())
        return wrong_claim(
            fmt::format("the file has no action requested with the index {} then", claim.ask));
    const rules::Duty& duty = matter.duties[claim.ask];
    if (std::ranges::find(duty.of, claim.participant) == duty.of.end())
        return wrong_claim(fmt::format("{} is not asked there", claim.participant));
    if (duty.released)
        return err(Errc::unverified, "silence-broken", "the request was released before");
    const auto waiting = rules::awaited(matter, duty);
    if (std::ranges::find(waiting, claim.participant) == waiting.end()) {
        std::string numbers;
        for (const auto& answer : duty.answers)
            numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", answer.number);
        return err(Errc::unverified, "silence-broken",
                   fmt::format("it was answered: number {}", numbers));
    }
    SilenceShown out;
    out.since = duty.since;
    out.by = duty.by;
    for (const auto& pattern : matter.procedure->asks[duty.ask].answer)
        out.forms.push_back(pattern.source);
    out.whose.push_back(claim.participant);
    return out;
}

void once_each(std::vector<std::string>& words) {
    std::ranges::sort(words);
    auto left = std::ranges::unique(words);
    words.erase(left.begin(), left.end());
}

Result<SilenceShown> judge(const FileInLog& file, Silence& claim) {
    MITHAQ_TRY(auto matter, replay_before(file, claim.until));
    if (!matter) return wrong_claim("the file was not open before that instant");
    MITHAQ_TRY(auto out, claim.of == Silence::Of::stage ? judge_stage(*matter, claim)
                                                        : judge_reply(*matter, claim));
    out.type = matter->procedure->type;
    once_each(out.forms);
    once_each(out.whose);
    for (const InFile& one : file.acts)
        if (one.number < claim.number && one.stamp >= out.since && one.number != out.by)
            out.others.push_back(one.number);
    return out;
}

bool is_called(const act::Act& act, std::uint64_t number, std::string_view ref) {
    if (act::hex(act.id) == ref || std::to_string(number) == ref || act.ref == ref) return true;
    const auto* symbol = act.body().if_contains("symbol");
    return symbol && symbol->is_string() && symbol->get_string() == ref;
}

}  // namespace

Result<Hash> find_file(Source& source, const tree::Checkpoint& head, std::string_view ref) {
    std::optional<Hash> out;
    Pass pass(source);
    MITHAQ_CHECK(pass.run(head.size.value,
                          [&](std::uint64_t number, Instant, const act::Act& act) -> Result<void> {
                              if (is_called(act, number, ref)) out = act.matter.value_or(act.id);
                              return {};
                          }));
    if (!out)
        return err(Errc::not_found, "not-found",
                   fmt::format("this log holds nothing with the identifier, number, symbol or "
                               "reference {}",
                               ref));
    return *out;
}

Result<SilenceShown> prove_silence(const SourceAgain& open, const tree::Checkpoint& head,
                                   const std::string& head_note, Silence& claim, bool until_given) {
    MITHAQ_TRY(auto source, open());
    MITHAQ_TRY(auto file, read_file(*source, head, claim.matter));
    if (!until_given) {
        // Everything that came so far: dates are fixed when the ask arises.
        MITHAQ_TRY(auto matter, replay_before(file, Instant{INT64_MAX}));
        if (claim.of != Silence::Of::reply || !matter || claim.ask >= matter->duties.size() ||
            !matter->duties[claim.ask].due)
            return wrong_claim("there is no date there to go by; say until when");
        claim.until = *matter->duties[claim.ask].due;
    }
    auto past = first_at(file, claim.until);
    if (!past)
        return err(
            Errc::unavailable, "silence-early",
            fmt::format("nothing here is stamped {} or later yet", format_stamp(claim.until)));
    claim.origin = head.origin;
    claim.number = past->first;
    claim.stamp = past->second;
    claim.checkpoint = head_note;
    MITHAQ_TRY(auto out, judge(file, claim));
    out.replayed = head.size.value;
    return out;
}

Result<SilenceShown> check_silence(const SourceAgain& open, const Anchor& anchor,
                                   const AuditOptions& options, const Silence& claim,
                                   AuditReport& audited) {
    auto no = [](std::string what) {
        return err(Errc::unverified, "silence-copy", std::move(what));
    };
    if (claim.origin != anchor.origin)
        return no(fmt::format("the proof is of {}, the anchor of {}", claim.origin, anchor.origin));
    MITHAQ_TRY(auto opened, tree::open_checkpoint(claim.checkpoint, anchor.key));
    const tree::Checkpoint& head = opened.checkpoint;
    MITHAQ_TRY(auto first, open());
    AuditOptions anchored = options;
    anchored.anchor = anchor;
    MITHAQ_TRY(audited, audit(*first, anchored));
    if (!audited.findings.empty())
        return no(fmt::format("the copy does not verify: {}: {}", audited.findings[0].where,
                              audited.findings[0].what));
    if (audited.head.size < head.size)
        return no(fmt::format("the copy has {} entries, the proof is of {}",
                              audited.head.size.value, head.size.value));
    MITHAQ_TRY(auto source, open());
    MITHAQ_TRY(auto file, read_file(*source, head, claim.matter));
    if (file.root != head.root)
        return no("the copy is of another history than the proof's checkpoint");
    auto past = first_at(file, claim.until);
    if (!past || past->first != claim.number || past->second != claim.stamp)
        return no("the first entry stamped at or after the instant is another than the proof says");
    Silence judged = claim;
    MITHAQ_TRY(auto out, judge(file, judged));
    out.replayed = head.size.value;
    return out;
}

}  // namespace mithaq::log

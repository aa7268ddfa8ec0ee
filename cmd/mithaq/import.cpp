#include "import.h"

#include <chrono>
#include <map>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "act/act.h"
#include "base/clock.h"
#include "base/names.h"
#include "desk/desk.h"
#include "rulebook/rulebook.h"

namespace mithaq::cmd {
namespace {

constexpr std::int64_t kExpiresMs = 30 * kDayMs;
// So often the head that new acts have seen is fetched anew.
constexpr std::size_t kHeadEvery = 100;
constexpr std::chrono::minutes kFollowMax{10};

// Own number and whose: by this a record is known again.
std::string identity(std::string_view ref, const json::array& authors) {
    return std::string(ref) + "\n" + canonical_json(authors);
}

// What was asked for, without what changes from one signing to the next.
std::string content(const json::object& headers) {
    json::object out;
    for (std::string_view name :
         {"form", "ref", "dated", "marking", "languages", "received", "matter", "re", "body"})
        if (const auto* value = headers.if_contains(name)) out[name] = *value;
    return canonical_json(out);
}

Result<json::object> page(Importer& importer, const std::string& query) {
    MITHAQ_TRY(auto text, importer.remote.get("/api/v1/record?" + query));
    MITHAQ_TRY(auto value, parse_json(text, {.depth_max = 32, .bytes_max = 16 << 20}));
    return std::move(value.as_object());
}

// The record follows the register by a moment; just begun, by longer.
Result<void> await_record(Importer& importer) {
    MITHAQ_TRY(auto head, importer.remote.head(importer.anchor));
    for (auto until = std::chrono::steady_clock::now() + kFollowMax;;) {
        MITHAQ_TRY(auto answer, page(importer, "limit=1"));
        auto number = answer.at("as_of").as_object().at("number").to_number<std::uint64_t>();
        if (number + 1 >= head.checkpoint.size.value) return {};
        if (std::chrono::steady_clock::now() > until)
            return err(Errc::unavailable, "record-behind",
                       fmt::format("the register's record stands at number {} of {}; try again "
                                   "when it has caught up",
                                   number, head.checkpoint.size.value - 1));
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

// Ids of what this participant has registered already, by identity.
Result<std::map<std::string, std::string>> registered(Importer& importer) {
    std::map<std::string, std::string> out;
    MITHAQ_CHECK(await_record(importer));
    std::string cursor;
    do {
        MITHAQ_TRY(auto answer, page(importer, "limit=200&sort=number" +
                                                   (cursor.empty() ? "" : "&cursor=" + cursor)));
        for (const auto& item : answer.at("items").as_array()) {
            const auto& brief = item.as_object();
            if (!brief.contains("ref") ||
                brief.at("from") != json::array{json::string(importer.participant)})
                continue;
            const auto* received = brief.if_contains("received");
            const auto& authors = received ? received->as_object().at("from") : brief.at("from");
            out.emplace(identity(std::string_view(brief.at("ref").as_string()), authors.as_array()),
                        std::string(brief.at("id").as_string()));
        }
        const auto* next = answer.if_contains("next");
        cursor = next ? std::string(next->as_string()) : std::string();
    } while (!cursor.empty());
    return out;
}

Result<bool> is_same(Importer& importer, const std::string& id, const std::string& asked) {
    MITHAQ_TRY(auto text, importer.remote.get("/api/v1/acts/" + id));
    MITHAQ_TRY(auto value, parse_json(text, {.bytes_max = 1 << 20}));
    MITHAQ_TRY(auto act,
               act::parse_act(std::string_view(value.as_object().at("note").as_string())));
    return content(act.document) == asked;
}

// The acts of one run: what they refer to, what was there before, which head they have seen.
class Run {
  public:
    explicit Run(Importer& importer) : importer_(importer) {}

    Result<void> begin() {
        MITHAQ_TRY(before_, registered(importer_));
        return {};
    }

    Result<void> take(const Record& record, Imported& out) {
        MITHAQ_TRY(auto headers, headers_of(record));
        const std::string asked = content(headers);
        const auto* received = headers.if_contains("received");
        const json::array authors = received ? received->as_object().at("from").as_array()
                                             : json::array{json::string(importer_.participant)};
        const std::string whose =
            identity(std::string_view(headers.at("ref").as_string()), authors);
        if (!taken_.insert(whose).second)
            return said(record, {Errc::malformed,
                                 "record",
                                 "another record has this reference and this author",
                                 {},
                                 {}});
        auto found = before_.find(whose);
        if (found != before_.end()) {
            ids_[record.key] = found->second;
            ++out.before;
            MITHAQ_TRY(bool same, is_same(importer_, found->second, asked));
            if (!same) out.differ.push_back(record.key);
            // Cut off between the register's answer and this.
            return importer_.outbox.forget(to_hex(sha256(asked).bytes));
        }
        MITHAQ_TRY(ids_[record.key], send(record, headers, asked));
        ++out.registered;
        return {};
    }

  private:
    Result<json::object> headers_of(const Record& record) {
        if (sent_++ % kHeadEvery == 0) {
            MITHAQ_TRY(auto head, importer_.remote.head(importer_.anchor));
            head_ = head.checkpoint;
        }
        json::object headers = desk::new_act_headers(
            importer_.anchor.origin, record.form, importer_.participant, head_,
            Instant{SystemClock{}.wall().ms + kExpiresMs}, record.body);
        for (const auto& pair : record.headers) headers[pair.key()] = pair.value();
        if (!headers.contains("ref"))
            headers["ref"] =
                fmt::format("{}/{}{}", importer_.participant,
                            record.key.starts_with("catalogue/") ? "" : "record/", record.key);
        if (!headers.at("ref").is_string())
            return err(
                Errc::malformed, "record",
                fmt::format("{}: record \"{}\": \"ref\" is a text", record.file, record.key));
        if (!record.matter.empty()) headers["matter"] = ids_.at(record.matter);
        json::array re;
        for (const auto& reference : record.re) {
            json::object one{{"id", ids_.at(reference.to)}};
            if (!reference.item.empty()) one["item"] = reference.item;
            one["as"] = reference.as;
            re.push_back(std::move(one));
        }
        if (!re.empty()) headers["re"] = std::move(re);
        return headers;
    }

    // The id it is registered under. Kept before it is sent: a run that is cut off sends the same
    // bytes again.
    Result<std::string> send(const Record& record, const json::object& headers,
                             const std::string& asked) {
        const std::string name = to_hex(sha256(asked).bytes);
        auto kept = importer_.outbox.find(name);
        if (!kept) {
            auto text = act::write_act_text(headers);
            auto note = text ? desk::sign_act(std::move(*text), {importer_.key})
                             : Result<std::string>(std::unexpected(text.error()));
            if (!note) return said(record, note.error());
            kept = desk::Outbox::Kept{sha256(asked), std::move(*note)};
            MITHAQ_CHECK(importer_.outbox.keep(name, *kept));
        }
        auto answer = importer_.remote.submit(kept->note, 5);
        // What got no answer may still arrive, and be registered: it stays, to be sent as it is.
        if (answer || answer.error().code == Errc::refused)
            MITHAQ_CHECK(importer_.outbox.forget(name));
        if (!answer) return said(record, answer.error());
        return answer->id;
    }

    static std::unexpected<Error> said(const Record& record, Error error) {
        error.message =
            fmt::format("{}: record \"{}\": {}", record.file, record.key, error.message);
        return std::unexpected(std::move(error));
    }

    Importer& importer_;
    std::map<std::string, std::string> before_, ids_;
    std::set<std::string> taken_;
    tree::Checkpoint head_;
    std::size_t sent_ = 0;
};

}  // namespace

Result<Importer> importer(Files& files, Remote& remote, const log::Anchor& anchor,
                          note::SignerKey key, const std::string& outbox) {
    const std::string prefix = anchor.origin + "/";
    const std::string& name = key.verifier.name;
    std::string participant;
    if (name.starts_with(prefix))
        participant = name.substr(prefix.size(), name.rfind('/') - prefix.size());
    MITHAQ_TRY(auto text, remote.get("/api/v1/register"));
    MITHAQ_TRY(auto value, parse_json(text, {.bytes_max = 1 << 20}));
    const auto& named = value.as_object().at("rulebook").as_object();
    MITHAQ_TRY(auto bundle, remote.get(fmt::format("/log/rulebooks/{}.json",
                                                   named.at("sha256").as_string().c_str())));
    MITHAQ_TRY(auto rulebook, rulebook::load_bundle(bundle));
    auto found = rulebook->participants.find(participant);
    if (found == rulebook->participants.end() ||
        (found->second.kind != "archive" && !rulebook->registries.contains(participant)))
        return err(Errc::refused, "import-author",
                   fmt::format("the key {} is neither an archive's nor a registry's of this "
                               "register: history is entered by them alone, never in a state's "
                               "own name",
                               name));
    Importer out{remote, anchor, std::move(key), std::move(participant), {files, outbox}};
    MITHAQ_CHECK(out.outbox.forget_expired(SystemClock{}.wall()));
    return out;
}

Result<Imported> import_records(Importer& importer, const std::vector<Record>& records,
                                const std::function<void(std::size_t, std::size_t)>& progress) {
    Imported out;
    Run run(importer);
    MITHAQ_CHECK(run.begin());
    for (std::size_t i = 0; i < records.size(); ++i) {
        MITHAQ_CHECK(run.take(records[i], out));
        progress(i + 1, records.size());
    }
    return out;
}

}  // namespace mithaq::cmd

// The desk of one participant at one register: composes its communications, signs them with its
// key, and keeps them until their end is known. Whether one may be registered is not decided here.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "act/act.h"
#include "base/clock.h"
#include "base/files.h"
#include "base/json.h"
#include "desk/outbox.h"
#include "register/register.h"

namespace mithaq::desk {

class Desk {
  public:
    // `dir` holds submit.secret, whose name says the participant, and the outbox. `files`, `clock`
    // and `reg` outlive the desk. `conflict` "desk-key" when the key is of another register.
    static Result<std::unique_ptr<Desk>> open(Files& files, Clock& clock, const reg::Register& reg,
                                              const std::string& dir);
    const std::string& participant() const { return participant_; }
    // May enter what came on paper.
    bool registry() const { return reg_.rulebook()->registries.contains(participant_); }

    // The signed note of what an officer asked for; any thread. `communication` is one JSON object:
    //   {"draft": 32 hex digits, "form", "body", "ref"?, "dated"?, "marking"?, "languages"?, "re"?,
    //    "received"?, "matter"?}
    // A reply that opens no file belongs to that of what it replies to, where it names none.
    // The same draft with the same content gives the same bytes, however often it is asked, so it
    // is registered once. `malformed` "desk-communication" or "act-…" with a pointer into the
    // communication; `conflict` "draft-registered" when the draft was registered with other
    // content.
    Result<std::string> note_for(std::string_view communication,
                                 const std::vector<act::Enclosure>& enclosures);

  private:
    Desk(Files& files, Clock& clock, const reg::Register& reg, note::SignerKey key,
         std::string participant, const std::string& dir)
        : clock_(clock),
          reg_(reg),
          key_(std::move(key)),
          participant_(std::move(participant)),
          outbox_(files, dir + "/outbox") {}

    // The file of the first act that this replies to, when its form must name one.
    Result<std::optional<Hash>> file_of(const json::object& communication) const;
    Result<std::string> compose(const json::object& communication,
                                const std::vector<act::Enclosure>& enclosures) const;

    Clock& clock_;
    const reg::Register& reg_;
    note::SignerKey key_;
    std::string participant_;
    std::mutex mutex_;  // over the outbox: two requests with one draft get one note
    Outbox outbox_;
};

// Headers every act of `author` begins with, seen at `head`.
json::object new_act_headers(const std::string& origin, const std::string& form,
                             const std::string& author, const tree::Checkpoint& seen,
                             Instant expires, json::value body);
Result<std::string> sign_act(std::string text, const std::vector<note::SignerKey>& keys);

}  // namespace mithaq::desk

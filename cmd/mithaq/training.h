// The stories that a training register plays: what they submit, by whom and when, and the playing
// of it over HTTP. Every act is signed by the participant whose it is; the demonstration holds the
// keys of all of them, as no real register may.
#pragma once

#include <string>
#include <vector>

#include "command.h"
#include "register/register.h"
#include "rulebook_folder.h"
#include "story/run.h"

namespace mithaq::cmd {

// One act of one story, at its instant.
struct Scene {
    std::string story;  // file
    story::Played played;
};

// What the stories submit and their rules register, all of them by instant; stories that run at
// the same time are played side by side. Whether what they expect holds is not asked here
// (`mithaq story` asks it). `malformed` "story" when one cannot be read.
Result<std::vector<Scene>> scenes_of(const Folder& stories, const std::string& bundle);
// Who speaks in them, by code.
std::vector<std::string> speakers_in(const std::vector<Scene>& scenes);

// The keys of invented participants: made from one secret of the demonstration.
class Cast {
  public:
    // The secret at `path`, made where there is none. `own`: keys that are not made from it.
    static Result<Cast> open(Files& files, const std::string& path, std::string origin,
                             std::vector<note::SignerKey> own);
    note::SignerKey key(const std::string& participant, const std::string& label) const;
    log::FoundingParticipant founder(const std::string& participant) const;

  private:
    Cast(std::string origin, std::string secret, std::vector<note::SignerKey> own)
        : origin_(std::move(origin)), secret_(std::move(secret)), own_(std::move(own)) {}
    std::string origin_, secret_;
    std::vector<note::SignerKey> own_;
};

// Registers everybody's submitting key, then all scenes, the clock standing at each one's instant;
// it runs on when all is played. The error is of the first that is refused.
Result<void> play(const std::vector<Scene>& scenes, const Cast& cast, reg::Register& reg,
                  Remote& remote);

// Moves the clock and waits until that is done.
Result<void> move_clock(reg::Register& reg, Instant to, reg::Register::Then then);

}  // namespace mithaq::cmd

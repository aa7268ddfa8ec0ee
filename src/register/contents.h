// The contents of an act's enclosures on their way in: read, hashed, compared with what the act
// names, made durable.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "act/act.h"
#include "log/enclosures.h"

namespace mithaq::reg {

// What came with an act, one content after another. Read by one thread, which may not be its
// maker's, and dropped when it is not needed any more.
class EnclosureSource {
  public:
    virtual ~EnclosureSource() = default;

    struct Sent {
        std::string name;  // as sent; may be empty
        std::string type;  // media type; may be empty
    };
    // The next content, past what is left of the one at hand; nothing after the last.
    virtual Result<std::optional<Sent>> next() = 0;
    // The next bytes of the content, empty at its end; they stay until the next call.
    virtual Result<std::string_view> read() = 0;
};

// Every content with its hash and size: what an act that is to be written names. Stops after
// `count_max` of them, too_large "enclosure-too-large".
Result<std::vector<act::Enclosure>> describe(EnclosureSource& source, std::size_t count_max);

// All that `named` lists is present and durable on return; else nothing new is. `source` may be
// null. conflict "enclosure-missing"; unverified "enclosure-differs"; malformed
// "enclosure-unnamed"; what the source says; io; fatal after a failed sync.
Result<void> take_contents(log::Enclosures& store, const std::vector<act::Enclosure>& named,
                           EnclosureSource* source);

}  // namespace mithaq::reg

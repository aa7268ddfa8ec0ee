#include "act/entry.h"

namespace mithaq::act {
namespace {
constexpr std::string_view kPrefix = "mithaq-entry/0 ";
}  // namespace

std::string entry_line(Instant stamp) {
    return std::string(kPrefix) + format_stamp(stamp) + "\n";
}

Result<Entry> parse_entry(std::string_view bytes) {
    auto end = bytes.find('\n');
    if (!bytes.starts_with(kPrefix) || end == std::string_view::npos)
        return err(Errc::malformed, "entry-line",
                   "an entry begins with a line \"mithaq-entry/0 <stamp>\"");
    auto stamp = parse_stamp(bytes.substr(kPrefix.size(), end - kPrefix.size()));
    if (!stamp) return err(Errc::malformed, "entry-line", std::move(stamp.error().message));
    return Entry{*stamp, bytes.substr(end + 1)};
}

}  // namespace mithaq::act

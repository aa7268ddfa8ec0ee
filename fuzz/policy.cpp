// A policy means the same with comments added and blanks doubled, and is never open to all.
#include "tree/checkpoint.h"

using namespace mithaq;

namespace {
// The checkpoint of the log in the seeds, cosigned by nobody.
constexpr std::string_view kCheckpoint =
    "example.com/log/testdata\n"
    "15\n"
    "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n"
    "\n"
    "— example.com/log/testdata "
    "M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/"
    "dlPWF74ewI=\n";
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text(as_text({data, size}));
    std::string spread = " # comment\n";
    for (char c : text) spread += c == ' ' ? "\t " : std::string(1, c);
    auto policy = tree::Policy::parse(text);
    auto same = tree::Policy::parse(spread + "\n# end\n");
    // The line added at the end also mends a last line without its newline.
    MITHAQ_ASSERT(!policy || same);
    if (!policy) return 0;
    MITHAQ_ASSERT(same->logs() == policy->logs());
    MITHAQ_ASSERT(same->asks_for_witnesses() == policy->asks_for_witnesses());
    bool opens = policy->open(kCheckpoint).has_value();
    MITHAQ_ASSERT(same->open(kCheckpoint).has_value() == opens);
    MITHAQ_ASSERT(!opens || (!policy->logs().empty() && !policy->asks_for_witnesses()));
    return 0;
}

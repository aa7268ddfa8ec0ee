// Reading a story ends, and says where what is wrong stands; a story that is whole goes forward in
// time and uses only labels that it has given.
#include "story/story.h"

#include <algorithm>
#include <set>

#include "base/bytes.h"

using namespace mithaq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = as_text({data, size});
    auto [story, faults] = story::parse(bytes);
    const auto lines = static_cast<std::size_t>(std::ranges::count(bytes, '\n')) + 1;
    for (const auto& fault : faults)
        MITHAQ_ASSERT(fault.line >= 1 && fault.line <= lines && fault.column >= 1 &&
                      fault.column <= bytes.size() + 1 && !fault.what.empty());
    if (!faults.empty()) return 0;
    MITHAQ_ASSERT(!story.rulebook.empty() && !story.lines.empty());
    std::set<std::string> labels;
    story::Local before{};
    for (const auto& line : story.lines) {
        MITHAQ_ASSERT(!(line.at < before) && !line.expected.empty());
        MITHAQ_ASSERT(story::parse_local(story::format_local(line.at)) == line.at);
        MITHAQ_ASSERT(line.letter.has_value() == !line.authors.empty());
        before = line.at;
        if (!line.letter) continue;
        for (const auto& re : line.letter->re) MITHAQ_ASSERT(labels.contains(re.label));
        MITHAQ_ASSERT(line.letter->on.empty() || labels.contains(line.letter->on));
        if (!line.letter->label.empty()) MITHAQ_ASSERT(labels.insert(line.letter->label).second);
    }
    return 0;
}

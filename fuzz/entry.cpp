// An entry's line has one spelling, and what follows is the note, untouched.
#include "act/entry.h"

#include "base/bytes.h"

using namespace mithaq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = as_text({data, size});
    if (auto entry = act::parse_entry(bytes)) {
        MITHAQ_ASSERT(act::entry_line(entry->stamp) + std::string(entry->note) == bytes);
    } else {
        MITHAQ_ASSERT(entry.error().type == "entry-line");
    }
    return 0;
}

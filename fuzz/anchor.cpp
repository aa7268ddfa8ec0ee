// An anchor has one spelling.
#include "log/anchor.h"

#include "base/names.h"

using namespace mithaq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = as_text({data, size});
    if (auto anchor = log::parse_anchor(bytes)) {
        MITHAQ_ASSERT(log::format_anchor(*anchor) == bytes);
        MITHAQ_ASSERT(is_origin(anchor->origin) && anchor->key.name == anchor->origin);
    }
    return 0;
}

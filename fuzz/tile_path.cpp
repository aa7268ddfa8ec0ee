// A tile has one path; a bundle's entries are all of its bytes.
#include "tree/tree.h"

using namespace mithaq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = as_text({data, size});
    if (auto tile = tree::parse_tile_path(text)) {
        MITHAQ_ASSERT(tree::tile_path(*tile) == text);
        MITHAQ_ASSERT(tile->level < 64 && tile->width >= 1 && tile->width <= tree::kTileWidth);
        MITHAQ_ASSERT(!tile->entries || tile->level == 0);
    }
    if (auto entries = tree::split_bundle(text)) {
        std::string joined;
        for (std::string_view entry : *entries) {
            append_u16_be(joined, static_cast<std::uint16_t>(entry.size()));
            joined += entry;
        }
        MITHAQ_ASSERT(joined == text);
    }
    return 0;
}

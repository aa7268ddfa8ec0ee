// A proof of silence has one spelling.
#include "log/silence.h"

using namespace mithaq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = as_text({data, size});
    if (auto silence = log::parse_silence(bytes)) {
        MITHAQ_ASSERT(log::format_silence(*silence) == bytes);
        MITHAQ_ASSERT(silence->stamp >= silence->until);
    }
    return 0;
}

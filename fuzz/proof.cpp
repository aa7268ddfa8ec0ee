// What parses as a proof is written back byte for byte, and verifying it does not fail.
#include "tree/checkpoint.h"

using namespace mithaq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tree::Policy kPolicy =
        tree::Policy::parse(
            "log example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx\n"
            "quorum none\n")
            .value();
    std::string_view text = as_text({data, size});
    auto proof = tree::parse_proof(text);
    if (!proof) return 0;
    MITHAQ_ASSERT(tree::format_proof(*proof) == text);
    MITHAQ_ASSERT(!tree::verify_proof(*proof, "no entry of that log", kPolicy));
    // The same hashes as proofs in trees of other sizes, between things they do not connect.
    Hash root;
    root.bytes[0] = 1;
    std::uint64_t index = proof->index.value;
    for (std::uint64_t more : {std::uint64_t{1}, index / 2 + 1, index + 1}) {
        tree::TreeSize bigger{index + more};
        MITHAQ_ASSERT(!tree::verify_inclusion(proof->index, bigger, Hash{}, proof->hashes, root));
        MITHAQ_ASSERT(
            !tree::verify_consistency(tree::TreeSize{index}, bigger, Hash{}, root, proof->hashes));
    }
    return 0;
}

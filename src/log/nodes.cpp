#include "log/nodes.h"

#include <vector>

namespace mithaq::log {

Hash fold(std::string_view hashes) {
    std::vector<Hash> row(hashes.size() / 32);
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = hash_from_bytes(as_bytes(hashes.substr(i * 32, 32))).value();
    for (std::size_t count = row.size(); count > 1; count /= 2)
        for (std::size_t i = 0; i < count / 2; ++i)
            row[i] = tree::node_hash(row[2 * i], row[2 * i + 1]);
    return row[0];
}

void NodeCache::put(unsigned height, std::uint64_t index, const Hash& hash) {
    if (nodes_.size() >= kNodesMax) nodes_.clear();
    nodes_[std::uint64_t{height} << 56 | index] = hash;
}

Result<Hash> NodeCache::node(unsigned height, std::uint64_t index) {
    auto found = nodes_.find(std::uint64_t{height} << 56 | index);
    if (found != nodes_.end()) return found->second;
    MITHAQ_TRY(auto hash, source_(height, index));
    put(height, index, hash);
    return hash;
}

}  // namespace mithaq::log

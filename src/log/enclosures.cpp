#include "log/enclosures.h"

#include <fmt/format.h>

namespace mithaq::log {
namespace {

constexpr std::string_view kUnfinished = ".new";

}  // namespace

Result<void> Enclosures::recover() {
    MITHAQ_CHECK(files_.make_dir(layout_.enclosures()));
    MITHAQ_TRY(auto names, files_.list(layout_.enclosures()));
    for (const auto& name : names)
        if (name.ends_with(kUnfinished))
            MITHAQ_CHECK(files_.remove(layout_.enclosures() + "/" + name));
    MITHAQ_CHECK(files_.sync_dir(layout_.enclosures()));
    return files_.sync_dir(layout_.dir);
}

Result<Enclosures::Content> Enclosures::open(const Hash& sha256) const {
    Content out;
    MITHAQ_TRY(out.file, files_.open(layout_.enclosure(sha256), OpenMode::read));
    MITHAQ_TRY(out.size, out.file->size());
    return out;
}

Result<Enclosures::Writer> Enclosures::begin() {
    std::string path = fmt::format("{}/{}{}", layout_.enclosures(), next_++, kUnfinished);
    MITHAQ_TRY(auto file, files_.open(path, OpenMode::create));
    return Writer(files_, layout_, std::move(path), std::move(file));
}

Enclosures::Writer::~Writer() {
    // What cannot be removed now is removed by the next start.
    if (file_) (void)files_->remove(path_);
}

Result<void> Enclosures::Writer::write(std::string_view bytes) {
    MITHAQ_ASSERT(!hash_);
    MITHAQ_CHECK(file_->write(size_, bytes));
    hashing_.update(bytes);
    size_ += bytes.size();
    return {};
}

Hash Enclosures::Writer::hash() {
    if (!hash_) hash_ = hashing_.finish();
    return *hash_;
}

Result<void> Enclosures::Writer::keep() {
    std::string name = layout_->enclosure(hash());
    // Two sent the same: this copy goes. The other's name may not be durable yet.
    if (!files_->exists(name)) {
        MITHAQ_CHECK(file_->sync());
        MITHAQ_CHECK(files_->rename(path_, name));
        file_.reset();
    }
    return files_->sync_dir(layout_->enclosures());
}

}  // namespace mithaq::log

#include "register/contents.h"

#include <algorithm>

#include <fmt/format.h>

namespace mithaq::reg {
namespace {

using act::Enclosure;

std::unexpected<Error> differs(const Enclosure& named, std::size_t number, std::string what) {
    return err(
        Errc::unverified, "enclosure-differs",
        fmt::format("the enclosure '{}' is not what the communication names: {}", named.name, what),
        fmt::format("/enclosures/{}", number));
}

class Taking {
  public:
    Taking(log::Enclosures& store, const std::vector<Enclosure>& named)
        : store_(store), named_(named) {
        for (const auto& one : named) largest_ = std::max(largest_, one.size);
    }

    Result<void> read(EnclosureSource& source) {
        for (std::size_t count = 1;; ++count) {
            MITHAQ_TRY(auto sent, source.next());
            if (!sent) return {};
            if (count > named_.size()) return unnamed(*sent);
            MITHAQ_CHECK(read_one(source, *sent));
        }
    }

    // Only when every content is here is any kept.
    Result<void> keep() {
        for (std::size_t i = 0; i < named_.size(); ++i) MITHAQ_CHECK(is_here(i));
        for (auto& writer : arrived_) MITHAQ_CHECK(writer.keep());
        return {};
    }

  private:
    static std::unexpected<Error> unnamed(const EnclosureSource::Sent& sent) {
        return err(Errc::malformed, "enclosure-unnamed",
                   fmt::format("the communication names no enclosure that is '{}'; send those that "
                               "it names, each once",
                               sent.name));
    }

    Result<void> read_one(EnclosureSource& source, const EnclosureSource::Sent& sent) {
        MITHAQ_TRY(auto writer, store_.begin());
        while (true) {
            MITHAQ_TRY(auto bytes, source.read());
            if (bytes.empty()) break;
            if (writer.size() + bytes.size() > largest_)
                return no_match(sent, fmt::format("more than {} bytes were sent", largest_));
            MITHAQ_CHECK(writer.write(bytes));
        }
        const Hash hash = writer.hash();
        auto found = std::ranges::find(named_, hash, &Enclosure::sha256);
        if (found == named_.end())
            return no_match(sent, fmt::format("what was sent has the SHA-256 {}", act::hex(hash)));
        if (found->size != writer.size()) return wrong_size(found - named_.begin(), writer.size());
        arrived_.push_back(std::move(writer));
        return {};
    }

    // Sent under a name that the act has: changed on the way. Else it does not belong here.
    Result<void> no_match(const EnclosureSource::Sent& sent, std::string what) const {
        auto found = std::ranges::find(named_, sent.name, &Enclosure::name);
        if (found == named_.end()) return unnamed(sent);
        return differs(*found, static_cast<std::size_t>(found - named_.begin()), std::move(what));
    }

    Result<void> wrong_size(std::ptrdiff_t number, std::uint64_t size) const {
        auto index = static_cast<std::size_t>(number);
        return differs(named_[index], index,
                       fmt::format("it has {} bytes, not {}", size, named_[index].size));
    }

    Result<void> is_here(std::size_t index) {
        const Enclosure& one = named_[index];
        auto sent = std::ranges::find_if(
            arrived_, [&](log::Enclosures::Writer& writer) { return writer.hash() == one.sha256; });
        if (sent != arrived_.end()) {
            if (sent->size() == one.size) return {};
            return wrong_size(static_cast<std::ptrdiff_t>(index), sent->size());
        }
        auto content = store_.open(one.sha256);
        if (content && content->size == one.size) return {};
        if (content) return wrong_size(static_cast<std::ptrdiff_t>(index), content->size);
        if (content.error().code != Errc::not_found) return std::unexpected(content.error());
        return err(Errc::conflict, "enclosure-missing",
                   fmt::format("the content of the enclosure '{}' is neither here nor sent along; "
                               "send it with the communication, as multipart/form-data",
                               one.name),
                   fmt::format("/enclosures/{}", index));
    }

    log::Enclosures& store_;
    const std::vector<Enclosure>& named_;
    std::uint64_t largest_ = 0;
    std::vector<log::Enclosures::Writer> arrived_;
};

}  // namespace

Result<std::vector<Enclosure>> describe(EnclosureSource& source, std::size_t count_max) {
    std::vector<Enclosure> out;
    while (true) {
        MITHAQ_TRY(auto sent, source.next());
        if (!sent) return out;
        if (out.size() == count_max)
            return err(Errc::too_large, "enclosure-too-large",
                       fmt::format("at most {} enclosures are taken at once", count_max));
        Sha256 hashing;
        Enclosure one{{}, 0, std::move(sent->type), std::move(sent->name)};
        while (true) {
            MITHAQ_TRY(auto bytes, source.read());
            if (bytes.empty()) break;
            hashing.update(bytes);
            one.size += bytes.size();
        }
        one.sha256 = hashing.finish();
        out.push_back(std::move(one));
    }
}

Result<void> take_contents(log::Enclosures& store, const std::vector<Enclosure>& named,
                           EnclosureSource* source) {
    Taking taking(store, named);
    if (source) MITHAQ_CHECK(taking.read(*source));
    return taking.keep();
}

}  // namespace mithaq::reg

#include "api/sent_form.h"

#include <fmt/format.h>

#include "net/multipart.h"

namespace mithaq::api {
namespace {

constexpr std::string_view kEnclosure = "enclosure";

Result<net::Multipart> read_parts(const net::Request& request) {
    const std::string* type = request.header("Content-Type");
    return net::Multipart::open(type ? *type : std::string(), net::BodySource(request));
}

class Enclosures final : public reg::EnclosureSource {
  public:
    Enclosures(std::shared_ptr<const net::Request> request, net::Multipart parts)
        : request_(std::move(request)), parts_(std::move(parts)) {}

    Result<std::optional<Sent>> next() override {
        if (!std::exchange(begun_, true)) MITHAQ_CHECK(parts_.next());  // the first part
        MITHAQ_TRY(auto part, parts_.next());
        if (!part) return std::nullopt;
        if (part->name != kEnclosure)
            return err(Errc::malformed, "multipart",
                       fmt::format("the parts behind the first are called '{}', not '{}'",
                                   kEnclosure, part->name));
        return Sent{part->filename.value_or(""), std::move(part->content_type)};
    }
    Result<std::string_view> read() override { return parts_.read(); }

  private:
    std::shared_ptr<const net::Request> request_;  // a body in memory is read where it is
    net::Multipart parts_;
    bool begun_ = false;
};

}  // namespace

Result<SentForm> SentForm::open(net::Request&& request, std::string_view name,
                                std::size_t bytes_max) {
    auto kept = std::make_shared<const net::Request>(std::move(request));
    MITHAQ_TRY(auto parts, read_parts(*kept));
    MITHAQ_TRY(auto part, parts.next());
    if (!part || part->name != name)
        return err(Errc::malformed, "multipart",
                   fmt::format("the first part must be called '{}'", name));
    std::string first;
    while (true) {
        MITHAQ_TRY(auto bytes, parts.read());
        if (bytes.empty()) return SentForm(std::move(kept), std::move(first));
        if (first.size() + bytes.size() > bytes_max)
            return err(Errc::too_large, "act-too-large",
                       fmt::format("the part '{}' has more than {} bytes", name, bytes_max));
        first += bytes;
    }
}

std::unique_ptr<reg::EnclosureSource> SentForm::enclosures() const {
    auto parts = read_parts(*request_);
    MITHAQ_ASSERT(parts.has_value());  // open() has read it
    return std::make_unique<Enclosures>(request_, std::move(*parts));
}

}  // namespace mithaq::api

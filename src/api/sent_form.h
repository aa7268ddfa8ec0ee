// A multipart/form-data request as acts come in one: a first part that is held whole, then contents
// of enclosures, which stay where the server put them until they are asked for.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "net/http.h"
#include "register/contents.h"

namespace mithaq::api {

class SentForm {
  public:
    // The first part must be called `name`. malformed "multipart"; too_large "act-too-large".
    static Result<SentForm> open(net::Request&& request, std::string_view name,
                                 std::size_t bytes_max);

    const std::string& first() const { return first_; }
    // The parts behind it, all called "enclosure"; each call reads them from the beginning.
    std::unique_ptr<reg::EnclosureSource> enclosures() const;

  private:
    SentForm(std::shared_ptr<const net::Request> request, std::string first)
        : request_(std::move(request)), first_(std::move(first)) {}

    std::shared_ptr<const net::Request> request_;
    std::string first_;
};

}  // namespace mithaq::api

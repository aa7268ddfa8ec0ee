// Routes: each is one call to a register or to its log's reader (docs/FORMATS.md, "HTTP").
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/routes.h"
#include "net/http.h"

namespace mithaq::api {

// The web desk's files, by path below a register ("index.html", "assets/x.js").
struct Asset {
    std::string_view bytes;
    std::string_view content_type;
};
using Assets = std::map<std::string, Asset, std::less<>>;

// Body limits of the server, by route: in memory, and in a file.
std::size_t body_bytes_max(std::string_view method, std::string_view path);
std::uint64_t spool_bytes_max(std::string_view method, std::string_view path);

class Service {
  public:
    // Compresses the assets.
    Service(std::vector<Mounted> registers, Assets assets);

    // net::Handler; any thread.
    void handle(net::Request&& request, net::Respond respond) const;

  private:
    net::Response index() const;
    net::Response asset(std::string_view path, bool accepts_gzip) const;

    std::vector<Mounted> registers_;
    Assets assets_;
    std::map<std::string, std::shared_ptr<const std::string>, std::less<>> compressed_;
};

}  // namespace mithaq::api

// Registers below one folder, opened and served on loopback: what `serve` and `demo` share.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "api/service.h"
#include "base/clock.h"
#include "base/files.h"
#include "desk/desk.h"
#include "view/view.h"

namespace mithaq::cmd {

// Blocks SIGINT and SIGTERM in this thread and those it starts; wait_for_signal() takes them.
void hold_signals();
void wait_for_signal();

class Serving {
  public:
    struct Options {
        std::string data;   // registers are its subfolders that hold an anchor
        std::string aside;  // empty: <data>/aside
        std::uint16_t port = 0;
        bool bench = false;  // no quota a day, for load tests
        // By register; where there is none, the banner of its rules stands on every page.
        std::map<std::string, rulebook::Text> notices;
    };
    static Result<std::unique_ptr<Serving>> start(const Options& options);
    ~Serving();

    std::string url() const;  // "http://127.0.0.1:8480/"
    const std::vector<api::Mounted>& registers() const { return mounted_; }
    const net::ServerMetrics& metrics() const { return server_->metrics(); }

  private:
    Serving() = default;
    Result<void> mount(const std::string& name, const Options& options);
    PosixFiles files_;
    SystemClock clock_;
    std::vector<std::unique_ptr<reg::Register>> registers_;
    std::vector<std::unique_ptr<view::View>> views_;
    std::vector<std::unique_ptr<desk::Desk>> desks_;
    std::vector<api::Mounted> mounted_;
    std::unique_ptr<api::Service> service_;
    std::unique_ptr<net::Server> server_;
};

log::Layout layout_of(const std::string& data, const std::string& aside, const std::string& name);
// The folder of this node's desk for a register: its key submit.secret, and its outbox.
std::string desk_dir(const std::string& data, const std::string& name);

}  // namespace mithaq::cmd

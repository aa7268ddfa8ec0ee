#include "serving.h"

#include <csignal>
#include <cstdio>
#include <unistd.h>

#include <fmt/format.h>

#include "command.h"
#include "embedded.h"

namespace mithaq::cmd {
namespace {

constexpr unsigned kHttpThreads = 2;

std::string_view content_type(std::string_view path) {
    static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".json", "application/json"},
        {".woff2", "font/woff2"},
        {".png", "image/png"},
        {".ico", "image/x-icon"}};
    for (auto [ending, type] : kTypes)
        if (path.ends_with(ending)) return type;
    return "application/octet-stream";
}

api::Assets web_assets() {
    api::Assets assets;
    for (const Embedded* file = embedded_web; file->path != nullptr; ++file)
        assets.emplace(file->path, api::Asset{file->bytes(), content_type(file->path)});
    return assets;
}

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

void end_process(const Error& error) {
    fmt::print(
        stderr,
        "mithaq: the register stops: {} ({})\nNothing that was acknowledged is lost. Mend the "
        "cause and start it again; it recovers by itself.\n",
        error.message, error.type);
    // Not exit(): nothing more may be written, not even a snapshot.
    _exit(kMachine);
}

void tell_recovery(const std::string& name, const log::RecoveryReport& report) {
    fmt::print("{}: {} entries from the snapshot, {} read, {} rolled forward", name,
               report.from_snapshot, report.replayed, report.rolled_forward);
    if (report.bytes_cut > 0)
        fmt::print("; {} bytes of an unfinished tail were cut ({})", report.bytes_cut,
                   report.cut_because);
    fmt::print("\n");
}

}  // namespace

void hold_signals() {
    sigset_t set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

void wait_for_signal() {
    sigset_t set = stop_signals();
    int signal = 0;
    sigwait(&set, &signal);
}

log::Layout layout_of(const std::string& data, const std::string& aside, const std::string& name) {
    return {data + "/" + name, (aside.empty() ? data + "/aside" : aside) + "/" + name};
}

std::string desk_dir(const std::string& data, const std::string& name) {
    return data + "/desk/" + name;
}

Result<std::unique_ptr<Serving>> Serving::start(const Options& options) {
    std::unique_ptr<Serving> out(new Serving());
    MITHAQ_TRY(auto names, out->files_.list(options.data));
    for (const auto& name : names) {
        log::Layout layout = layout_of(options.data, options.aside, name);
        if (!out->files_.exists(layout.path("anchor"))) continue;
        reg::Options settings;
        settings.on_fatal = end_process;
        if (options.bench) {
            settings.quotas.participant_acts_a_day = UINT64_MAX;
            settings.quotas.participant_bytes_a_day = UINT64_MAX;
            settings.quotas.participant_enclosure_bytes_a_day = UINT64_MAX;
        }
        auto opened = reg::Register::start(out->files_, out->clock_, layout, settings);
        if (!opened) {
            opened.error().message = name + ": " + opened.error().message;
            return std::unexpected(opened.error());
        }
        tell_recovery(name, (*opened)->recovery());
        out->registers_.push_back(std::move(*opened));
        MITHAQ_CHECK(out->mount(name, options));
    }
    if (out->mounted_.empty())
        return err(Errc::not_found, "no-register",
                   fmt::format("{} holds no register; `mithaq init` makes one", options.data));
    out->service_ = std::make_unique<api::Service>(out->mounted_, web_assets());
    net::ServerLimits limits;
    limits.body_bytes_max = api::body_bytes_max;
    limits.spool_bytes_max = api::spool_bytes_max;
    limits.spool_dir = options.data;
    MITHAQ_TRY(out->server_,
               net::Server::listen(
                   options.port, kHttpThreads,
                   [service = out->service_.get()](net::Request&& request, net::Respond respond) {
                       service->handle(std::move(request), std::move(respond));
                   },
                   limits));
    return out;
}

Result<void> Serving::mount(const std::string& name, const Options& options) {
    api::Mounted mounted;
    mounted.name = name;
    mounted.reg = registers_.back().get();
    auto notice = options.notices.find(name);
    mounted.notice =
        notice == options.notices.end() ? mounted.reg->rulebook()->banner : notice->second;
    const log::Layout& layout = mounted.reg->reader().layout();
    views_.push_back(std::make_unique<view::View>(
        mounted.reg->reader(), mounted.reg->rulebook(),
        view::Options{
            .path = layout.path("view.sqlite"),
            .present = [&layout,
                        this](const Hash& hash) { return files_.exists(layout.enclosure(hash)); },
            .on_trouble =
                [name](const Error& error) {
                    fmt::print(stderr, "{}: the view: {} ({})\n", name, error.message, error.type);
                }}));
    mounted.view = views_.back().get();
    mounted.case_program = {embedded_file(embedded_web, "case/case.js"),
                            embedded_file(embedded_web, "case/case.css")};
    mounted.openapi = embedded_file(embedded_openapi, "openapi.json");
    const std::string dir = desk_dir(options.data, name);
    if (files_.exists(dir + "/submit.secret")) {
        MITHAQ_TRY(auto desk, desk::Desk::open(files_, mounted.reg->clock(), *mounted.reg, dir));
        mounted.desk = desk.get();
        desks_.push_back(std::move(desk));
    }
    mounted_.push_back(std::move(mounted));
    return {};
}

Serving::~Serving() {
    // Registers first: they answer what is queued, and the server carries the answers out.
    for (auto& reg : registers_) reg->stop();
    if (server_) server_->stop();
}

std::string Serving::url() const {
    return fmt::format("http://127.0.0.1:{}/", server_->port());
}

}  // namespace mithaq::cmd

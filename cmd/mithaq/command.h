// What the command groups share: exit codes, files, talking to a register.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/instant.h"
#include "base/result.h"
#include "log/anchor.h"
#include "log/source.h"
#include "net/client.h"
#include "tree/checkpoint.h"

namespace mithaq::cmd {

// `mithaq help exit-codes`
enum Exit : int {
    kDone = 0,
    kDoesNotHold = 1,
    kUsage = 2,
    kSelfConsistentOnly = 3,
    kRefused = 4,
    kNotNow = 5,
    kMachine = 6,
};

// A command's body; what it returns is the exit code, its Error is printed.
using Body = std::function<Result<int>()>;
// Set by the subcommand that was chosen; main runs it.
struct Chosen {
    Body body;
    bool json = false;  // --json
};

void add_act_commands(CLI::App& app, Chosen& chosen);
void add_key_commands(CLI::App& app, Chosen& chosen);
void add_log_commands(CLI::App& app, Chosen& chosen);
void add_register_commands(CLI::App& app, Chosen& chosen);
void add_view_commands(CLI::App& app, Chosen& chosen);
void add_matter_commands(CLI::App& app, Chosen& chosen);
void add_prove_commands(CLI::App& app, Chosen& chosen);
void add_rulebook_commands(CLI::App& app, Chosen& chosen);
void add_story_commands(CLI::App& app, Chosen& chosen);

int exit_code(const Error& error);

Result<std::string> read_file(const std::string& path);  // "-" is standard input
Result<void> write_file(const std::string& path, std::string_view bytes);
// A log in a register's folder, a static tree in a folder, or one behind http.
Result<std::unique_ptr<log::Source>> open_source(Files& files, const std::string& from);
// Of a rulebook's folder; or the bytes of a bundle that was built already.
Result<std::string> rulebook_bundle(const std::string& path);
Result<note::SignerKey> read_signer_key(const std::string& path);

// A register behind HTTP: its base URL ("http://127.0.0.1:8480/archive").
class Remote {
  public:
    static Result<Remote> open(const std::string& url);
    // The body of a 200; an Error for all else, with the problem's own words.
    Result<std::string> get(const std::string& path);
    // The newest checkpoint, its signature verified with the anchor's key.
    Result<tree::SignedCheckpoint> head(const log::Anchor& anchor);

    struct Answer {
        bool first = false;
        std::string id;
        std::uint64_t number = 0;
        std::string stamp, receipt;
        std::string body;  // the JSON, verbatim
    };
    // Sends the same bytes again while the register says "not now", up to `tries` times. A note, or
    // what `type` says.
    Result<Answer> submit(const std::string& body, int tries = 1,
                          std::string_view type = "text/plain; charset=utf-8");

  private:
    explicit Remote(net::Client client) : client_(std::move(client)) {}
    net::Client client_;
};

}  // namespace mithaq::cmd

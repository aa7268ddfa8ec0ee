#include "command.h"

#include <chrono>
#include <cstdio>
#include <iterator>
#include <thread>

#include <fmt/format.h>

#include "act/act.h"
#include "base/files.h"

namespace mithaq::cmd {

int exit_code(const Error& error) {
    switch (error.code) {
        case Errc::malformed:
        case Errc::unverified:
        case Errc::conflict:
            return kDoesNotHold;
        case Errc::refused:
            return kRefused;
        case Errc::busy:
        case Errc::unavailable:
            return kNotNow;
        case Errc::unsupported:
        case Errc::too_large:
            return kUsage;
        case Errc::not_found:
        case Errc::io:
        case Errc::fatal:
            return kMachine;
    }
    return kMachine;
}

Result<std::string> read_file(const std::string& path) {
    if (path != "-") return PosixFiles{}.read_all(path);
    std::string out;
    char buffer[65536];
    while (std::size_t n = std::fread(buffer, 1, sizeof buffer, stdin)) out.append(buffer, n);
    return out;
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
    if (path != "-") return PosixFiles{}.replace(path, bytes);
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    return {};
}

Result<note::SignerKey> read_signer_key(const std::string& path) {
    MITHAQ_TRY(auto text, read_file(path));
    while (text.ends_with('\n')) text.pop_back();
    return note::parse_signer_key(text);
}

Result<Remote> Remote::open(const std::string& url) {
    MITHAQ_TRY(auto client, net::Client::open(url));
    return Remote(std::move(client));
}

namespace {

// A problem answer in words, keeping what it says of type, place and rule.
Error problem_of(const net::ClientResponse& response) {
    Errc code = response.status == 503 || response.status == 429 ? Errc::unavailable
                : response.status == 404                         ? Errc::not_found
                : response.status >= 500                         ? Errc::io
                                                                 : Errc::refused;
    Error error{code,
                "http-status",
                fmt::format("the register answered with status {}", response.status),
                {},
                {}};
    auto value = parse_json(response.body, {.bytes_max = 1 << 20});
    const auto* object = value ? value->if_object() : nullptr;
    auto member = [&](std::string_view name) {
        const auto* found = object ? object->if_contains(name) : nullptr;
        return found && found->is_string() ? std::string(found->get_string()) : std::string();
    };
    if (auto type = member("type"); !type.empty()) {
        error.type = type.substr(type.rfind(':') + 1);
        error.message = member("detail");
        error.pointer = member("pointer");
        error.rule = member("rule");
    }
    return error;
}

}  // namespace

Result<std::string> Remote::get(const std::string& path) {
    MITHAQ_TRY(auto response, client_.get(path));
    if (response.status != 200) return std::unexpected(problem_of(response));
    return std::move(response.body);
}

Result<tree::SignedCheckpoint> Remote::head(const log::Anchor& anchor) {
    MITHAQ_TRY(auto note, get("/log/checkpoint"));
    return tree::open_checkpoint(note, anchor.key);
}

Result<Remote::Answer> Remote::submit(const std::string& body, int tries, std::string_view type) {
    while (true) {
        MITHAQ_TRY(auto response, client_.post("/api/v1/acts", type, body));
        if (response.status == 200 || response.status == 201) {
            MITHAQ_TRY(auto value, parse_json(response.body, {.bytes_max = 1 << 20}));
            const auto& object = value.as_object();
            Answer answer;
            answer.first = response.status == 201;
            answer.id = object.at("id").as_string();
            answer.number = object.at("number").to_number<std::uint64_t>();
            answer.stamp = object.at("stamp").as_string();
            answer.receipt = object.at("receipt").as_string();
            answer.body = std::move(response.body);
            return answer;
        }
        Error error = problem_of(response);
        if (error.code != Errc::unavailable || --tries <= 0)
            return std::unexpected(std::move(error));
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
}

}  // namespace mithaq::cmd

#include "net/http.h"

#include <fmt/format.h>

#include "base/json.h"
#include "net/ascii.h"

namespace mithaq::net {

const std::string* find_header(const std::vector<Header>& headers, std::string_view name) {
    for (const Header& header : headers)
        if (iequals(header.name, name)) return &header.value;
    return nullptr;
}

namespace {

std::string decode_query(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%') {  // the parser has seen that two hex digits follow
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

}  // namespace

std::optional<std::string> Request::query(std::string_view name) const {
    std::string_view rest = query_raw;
    while (!rest.empty()) {
        std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        std::size_t equals = std::min(pair.find('='), pair.size());
        if (decode_query(pair.substr(0, equals)) != name) continue;
        return decode_query(pair.substr(std::min(pair.size(), equals + 1)));
    }
    return std::nullopt;
}

Response problem_response(int status, std::string_view slug, std::string_view title,
                          std::string_view detail) {
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body =
        fmt::format(R"({{"type":"urn:mithaq:problem:{}","title":{},"status":{},"detail":{}}})",
                    slug, json_quote(title), status, json_quote(detail));
    return response;
}

}  // namespace mithaq::net

#include "out/html.h"

#include <algorithm>

#include <fmt/format.h>

namespace mithaq::out {

std::string escape(std::string_view words) {
    std::string out;
    out.reserve(words.size());
    for (char c : words) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

bool is_right_to_left(std::string_view language) {
    return language == "ar" || language == "fa" || language == "ur" || language == "he";
}

Html::Html(std::string_view language, std::string_view title, std::string_view stylesheet) {
    out_ = "<!doctype html>\n";
    open("html", {{"lang", language}, {"dir", is_right_to_left(language) ? "rtl" : "ltr"}});
    out_ +=
        "<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">";
    out_ += fmt::format(
        "<title>{}</title><link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" "
        "href=\"{}\"></head>\n",
        escape("\u2068" + std::string(title) + "\u2069"), escape(stylesheet));
    open("body");
}

Html& Html::open(std::string_view tag, Attributes attributes) {
    out_ += '<';
    out_ += tag;
    for (auto [name, value] : attributes) out_ += fmt::format(" {}=\"{}\"", name, escape(value));
    out_ += '>';
    open_.emplace_back(tag);
    return *this;
}

Html& Html::close() {
    const std::string tag = std::move(open_.back());
    open_.pop_back();
    out_ += "</" + tag + ">";
    // Lines, so that a person can read the source and a diff shows a place.
    if (tag != "bdi" && tag != "span" && tag != "dt" && tag != "th") out_ += '\n';
    return *this;
}

Html& Html::text(std::string_view words) {
    out_ += escape(words);
    return *this;
}

Html& Html::element(std::string_view tag, std::string_view words, Attributes attributes) {
    return open(tag, attributes).text(words).close();
}

Html& Html::sentence(std::string_view pattern,
                     const std::vector<std::pair<std::string_view, std::string>>& values) {
    while (!pattern.empty()) {
        auto begin = pattern.find('{');
        auto end = pattern.find('}', begin == pattern.npos ? begin : begin + 1);
        if (begin == pattern.npos || end == pattern.npos) break;
        auto name = pattern.substr(begin + 1, end - begin - 1);
        auto found = std::find_if(values.begin(), values.end(),
                                  [&](const auto& value) { return value.first == name; });
        text(pattern.substr(0, begin));
        if (found == values.end())
            text(pattern.substr(begin, end + 1 - begin));
        else
            isolated(found->second);
        pattern.remove_prefix(end + 1);
    }
    return text(pattern);
}

std::string Html::take() {
    while (!open_.empty()) close();
    return std::move(out_);
}

}  // namespace mithaq::out

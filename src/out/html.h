// HTML written piece by piece; whatever people wrote goes through text() and cannot become markup.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mithaq::out {

using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

class Html {
  public:
    // Begins a document of `language`, whose title is `title`. `stylesheet` is its address.
    Html(std::string_view language, std::string_view title, std::string_view stylesheet);

    Html& open(std::string_view tag, Attributes attributes = {});
    Html& close();
    Html& text(std::string_view words);
    // An element that holds `words` alone; with direction found from the words themselves, so that
    // they cannot turn what stands beside them.
    Html& element(std::string_view tag, std::string_view words, Attributes attributes = {});
    Html& isolated(std::string_view words) { return element("bdi", words); }
    // `pattern` with each {name} replaced by its value, isolated. A name that has no value stands.
    Html& sentence(std::string_view pattern,
                   const std::vector<std::pair<std::string_view, std::string>>& values);
    // Closes what is open.
    std::string take();

  private:
    std::string out_;
    std::vector<std::string> open_;
};

// `&`, `<`, `>`, quotes escaped.
std::string escape(std::string_view words);
bool is_right_to_left(std::string_view language);

}  // namespace mithaq::out

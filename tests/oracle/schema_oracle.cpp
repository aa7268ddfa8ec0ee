// Says what our validator says: reads lines {"schema": …, "values": […]}, answers each with a line:
// a 1 or 0 for each value, or "refused" and why the schema is none. tests/e2e/forms.mjs compares.
#include <iostream>
#include <string>

#include "rulebook/schema.h"

using namespace mithaq;

namespace {

std::string verdicts(const std::string& line) {
    auto asked = parse_json(line, {.depth_max = 64, .bytes_max = std::size_t{64} << 20});
    if (!asked) return "not asked: " + asked.error().message;
    const json::object& question = asked->as_object();
    auto schema = rulebook::Schema::compile(question.at("schema"));
    if (!schema) return "refused " + schema.error().pointer + ": " + schema.error().message;
    std::string out;
    for (const auto& value : question.at("values").as_array())
        out += schema->check(value, "/body", {"ar", "en", "fr"}) ? '1' : '0';
    return out;
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) std::cout << verdicts(line) << '\n';
}

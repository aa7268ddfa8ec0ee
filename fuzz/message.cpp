// A message that parses says something with any arguments, the same each time; its plural rules
// too.
#include "rulebook/message.h"

using namespace mithaq;
using rulebook::Message;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    // The first line is a plural rule.
    auto line = text.find('\n');
    std::string_view rule = text.substr(0, line);
    text.remove_prefix(line == std::string_view::npos ? text.size() : line + 1);
    rulebook::Grammar grammar;
    grammar.plurals = {{"few", "n % 100 = 3..10"}};
    grammar.seams = {{" de ", "le ", " du "}};
    for (std::int64_t n : {0, 5, -5}) {
        auto holds = rulebook::plural_rule_holds(rule, n);
        MITHAQ_ASSERT(holds == rulebook::plural_rule_holds(std::string(rule) + " ", n));
        if (holds && n == 0)
            grammar.plurals.insert(grammar.plurals.begin(), {"one", std::string(rule)});
    }
    auto message = Message::parse(text);
    if (!message) return 0;
    rulebook::Arguments arguments;
    std::size_t longest = 0;
    for (const auto& [name, counted] : message->arguments()) {
        if (counted)
            arguments[name] = std::int64_t{5};
        else
            arguments[name] = std::string("le {x}");
        longest += 8;
    }
    const std::string said = message->format(arguments, grammar);
    // Each place says at most one argument, and no place is shorter than {x}.
    MITHAQ_ASSERT(said.size() <= text.size() * (longest + 1));
    MITHAQ_ASSERT(said == Message::parse(text)->format(arguments, grammar));
    (void)message->words();
    (void)message->lacking(grammar);
    (void)message->format({}, grammar);
    (void)rulebook::capitalised(said);
    return 0;
}

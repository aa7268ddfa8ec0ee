// What does it cost to refuse a bad act, per byte that its sender spent: parse_act, prepare and
// admit in this process, up to where each kind of input is refused.
//   bench_refusals [--smoke]        run it in the root of the tree
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "rules/rules_testing.h"

namespace {

using namespace mithaq;
using rules::testing::Register;

struct Input {
    std::string name;
    std::string expected;  // the problem's type
    std::string note;
};

std::string repeated(std::string_view unit, std::size_t bytes) {
    std::string out;
    while (out.size() + unit.size() <= bytes) out += unit;
    return out;
}

class Inputs {
  public:
    std::vector<Input> all() {
        const std::string letters(kFill, 'a');
        const std::string valid = Register::sign(reg_.plain({"XAA"}, letters));
        auto key = Register::key("XAA", "main");
        auto broken = key;
        broken.seed[0] ^= 1;

        add("not UTF-8 at the end", "note-malformed", valid.substr(0, kFill) + "\xff");
        add("no signature", "note-malformed", valid.substr(0, kFill) + "\n");
        add("more than 60 KiB", "act-too-large", valid + letters);
        add_json("deep lists", "json-depth", repeated("[", kFill));
        add_json("a list of numbers", "act-missing-name", "[" + repeated("0,", kFill) + "0]");
        add_json("one long number", "json-number", repeated("9", kFill));
        add_json("one name many times", "json-duplicate-name",
                 "{" + repeated("\"a\":0,", kFill) + "\"a\":0}");
        add_json("many names", "act-missing-name", many_names());
        add_json("empty lists", "act-missing-name", "[" + repeated("[],", kFill) + "[]]");
        add_json("one long string", "act-missing-name", '"' + letters + '"');
        add_json("escapes", "act-missing-name", '"' + repeated("\\u0061", kFill) + '"');

        auto headers = reg_.plain({"XAA"}, letters);
        headers["register"] = "other.example/basic/log";
        add("another register", "register-other", Register::sign(headers));
        headers = reg_.plain({"XAA"}, letters);
        headers["expires"] = "2026-01-01T00:00:00Z";
        add("expired", "expired", Register::sign(headers));
        add("key not known", "key-unknown",
            Register::sign(reg_.plain({"XAA"}, letters), {Register::key("XAA", "other")}));
        add("signature wrong, 60 KiB", "signature-invalid",
            Register::sign(reg_.plain({"XAA"}, letters), {broken}));
        add("signature wrong, small", "signature-invalid",
            Register::sign(reg_.plain({"XAA"}), {broken}));
        add("100 lines of no key", "signature-count",
            lines(Register::key("XAA", "other"), {"XAA"}));
        add("100 lines of one key", "signature-count", lines(broken, {"XAA"}));
        std::vector<std::string> authors = {"XAA"};
        while (authors.size() < 100) authors.push_back(fmt::format("P{}", authors.size()));
        add("100 authors, one key", "signature-invalid", lines(broken, authors));
        headers = reg_.plain({"XAA"});
        headers["body"] = {{"text", json::value(letters)}};
        add("body of another form", "body-type", Register::sign(headers));
        return std::move(inputs_);
    }

    const Register& reg() const { return reg_; }

  private:
    static constexpr std::size_t kFill = 59'000;

    void add(std::string name, std::string expected, std::string note) {
        inputs_.push_back({std::move(name), std::move(expected), std::move(note)});
    }
    void add_json(std::string name, std::string expected, const std::string& body) {
        std::string text = "{\"body\":" + body + "}\n";
        note::Note note{text, {note::sign(Register::key("XAA", "main"), text)}};
        add(std::move(name), std::move(expected), note::format_note(note));
    }
    std::string lines(const note::SignerKey& key, const std::vector<std::string>& authors) {
        return Register::sign(reg_.plain(authors, std::string(20'000, 'a')),
                              std::vector<note::SignerKey>(100, key));
    }
    static std::string many_names() {
        std::string out = "{\"a\":0";
        for (int i = 0; out.size() < kFill; ++i) out += fmt::format(",\"n{}\":0", i);
        return out + "}";
    }

    Register reg_;
    std::vector<Input> inputs_;
};

double microseconds(const std::function<void()>& work, int times) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < times; ++i) work();
    const std::chrono::duration<double, std::micro> spent =
        std::chrono::steady_clock::now() - begin;
    return spent.count() / times;
}

bool measure(const Register& reg, const Input& input, bool smoke) {
    const auto judged = reg.judge(input.note);
    const std::string type = judged ? "ok" : judged.error().type;
    if (type != input.expected) {
        fmt::print(stderr, "{}: {} instead of {}\n", input.name, type, input.expected);
        return false;
    }
    const auto work = [&] { (void)reg.judge(input.note); };  // the verdict was compared above
    const int times =
        smoke ? 1 : std::max(1, static_cast<int>(50'000.0 / std::max(0.1, microseconds(work, 3))));
    std::vector<double> runs;
    for (int run = 0; run < 5; ++run) runs.push_back(microseconds(work, times));
    std::ranges::sort(runs);
    const auto bytes = static_cast<double>(input.note.size());
    fmt::print("{:<26} {:<20} {:>6} bytes {:>9.1f} us ({:.1f}..{:.1f}) {:>8.2f} ns/byte\n",
               input.name, type, input.note.size(), runs[2], runs[0], runs[4],
               1000 * runs[2] / bytes);
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    const bool smoke = argc > 1 && std::strcmp(argv[1], "--smoke") == 0;
    Inputs inputs;
    bool good = true;
    for (const Input& input : inputs.all()) good &= measure(inputs.reg(), input, smoke);
    return good ? 0 : 1;
}

// A log in memory with texts and notes in it, and views of its prefixes in a folder of their own.
// Tests run with the tree's root as working directory.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "log/log_testing.h"
#include "view/view.h"

namespace mithaq::view {

class TestFolder {
  public:
    TestFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "mithaq-view-XXXXXX").string();
        MITHAQ_ASSERT(::mkdtemp(name.data()) != nullptr);
        dir_ = name;
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() { std::filesystem::remove_all(dir_); }
    std::string path(std::string_view name) const { return dir_ + "/" + std::string(name); }

  private:
    std::string dir_;
};

struct TestRecord {
    MemoryFiles files;
    log::TestRegister made;
    std::shared_ptr<const rulebook::Rulebook> rulebook;
    std::vector<Hash> ids;  // by number

    explicit TestRecord(const std::string& bundle = log::basic_bundle())
        : made{files, {"register", "aside"}, bundle},
          rulebook{rulebook::load_bundle(bundle).value()} {
        MITHAQ_ASSERT(made.open());
        MITHAQ_ASSERT(made.add_keys());
        for (std::uint64_t i = 0; i < size(); ++i) ids.push_back(id_at(i));
    }
    std::uint64_t size() { return made.writer().state().size(); }
    const log::Reader& reader() { return made.writer().reader(); }
    Hash id_at(std::uint64_t number) {
        auto bytes = reader().entry(tree::LeafIndex{number}).value();
        return act::parse_act(act::parse_entry(bytes).value().note).value().id;
    }

    // Registers it, when it may be; its number.
    Result<std::uint64_t> try_to_add(std::string_view form, const json::object& body,
                                     const json::object& headers, const std::string& from) {
        auto note = made.cast().signed_act(form, body, {from}, made.head(), headers);
        MITHAQ_TRY(auto number, made.append(note));
        ids.push_back(act::parse_act(note).value().id);
        MITHAQ_ASSERT(made.writer().commit());
        return number;
    }
    json::object in(std::uint64_t matter, json::object headers = {}) const {
        headers["matter"] = act::hex(ids.at(matter));
        return headers;
    }
    // Registers it; its number.
    std::uint64_t add(std::string_view form, const json::object& body,
                      const json::object& headers = {}, const std::string& from = "XAA",
                      bool commit = true) {
        auto note = made.cast().signed_act(form, body, {from}, made.head(), headers);
        auto number = made.append(note);
        if (!number) fmt::print(stderr, "{}\n", number.error().message);
        MITHAQ_ASSERT(number.has_value());
        ids.push_back(act::parse_act(note).value().id);
        if (commit) MITHAQ_ASSERT(made.writer().commit());
        return *number;
    }
    json::object re(std::uint64_t number, std::string_view as, std::string_view item = {}) const {
        json::object out{{"id", act::hex(ids.at(number))}, {"as", as}};
        if (!item.empty()) out["item"] = item;
        return out;
    }
    // A text of the past.
    static json::object text(std::string_view title, std::string_view gregorian = "",
                             const json::object& more = {}) {
        json::object out{{"kind", "resolution"},
                         {"title", {{"en", title}}},
                         {"source", {{"document", {{"en", "invented"}}}}},
                         {"checked", "no"}};
        if (!gregorian.empty()) out["when"] = {{"gregorian", gregorian}};
        for (const auto& member : more) out.insert_or_assign(member.key(), member.value());
        return out;
    }
};

// A reader of the first `size` entries of a log that goes on.
class TestPrefix {
  public:
    TestPrefix(Files& files, const log::Reader& whole, std::uint64_t size)
        : reader_(files, whole.layout()) {
        show(whole, size);
    }
    void show(const log::Reader& whole, std::uint64_t size) {
        auto head = std::make_shared<log::Reader::Head>();
        head->checkpoint = {whole.head()->checkpoint.origin, tree::TreeSize{size},
                            tree::root_at(tree::TreeSize{size}, whole.nodes()).value()};
        reader_.publish(std::move(head));
    }
    const log::Reader& reader() const { return reader_; }

  private:
    log::Reader reader_;
};

// A view at rest, without its threads.
struct TestView {
    TestView(const std::string& path, const log::Reader& reader,
             std::shared_ptr<const rulebook::Rulebook> rulebook)
        : store(Store::open(path, reader, rulebook).value()) {
        while (!store.advance(1000).value()) continue;
        answers.emplace(Database::open(path, Database::Mode::read).value(),
                        Context{reader, rulebook, {}, counts});
    }
    CountsCache counts;
    Store store;
    std::optional<Answers> answers;
};

}  // namespace mithaq::view

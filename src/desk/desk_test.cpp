#include "desk/desk.h"

#include <gtest/gtest.h>

#include "register/register_testing.h"
#include "rules/files_testing.h"

namespace mithaq::desk {
namespace {

constexpr const char* kDir = "desk";

class DeskTest : public testing::Test {
  protected:
    MemoryFiles files;
    reg::Site site{files};
    std::unique_ptr<Desk> desk;

    DeskTest() {
        site.start();
        site.add_keys();
        put_key(site.cast.submit("REGISTRY"));
        open();
    }
    void put_key(const note::SignerKey& key) {
        ASSERT_TRUE(files.make_dir(kDir));
        ASSERT_TRUE(files.replace("desk/submit.secret", note::format_signer_key(key) + "\n"));
    }
    void open() { desk = Desk::open(files, site.clock, *site.reg, kDir).value(); }

    static json::object asked(std::string_view words, char draft = 'a') {
        return {{"draft", std::string(32, draft)},
                {"form", "communication.plain"},
                {"ref", "REG/17"},
                {"body", {{"text", {{"en", words}}}}}};
    }
    Result<std::string> note_for(const json::object& communication,
                                 const std::vector<act::Enclosure>& enclosures = {}) {
        return desk->note_for(canonical_json(communication), enclosures);
    }
};

TEST_F(DeskTest, ADraftIsSignedOnceAndRegisteredOnce) {
    EXPECT_EQ(desk->participant(), "REGISTRY");
    EXPECT_TRUE(desk->registry());
    auto note = note_for(asked("One.")).value();
    site.clock.pass(60'000);
    EXPECT_EQ(note_for(asked("One.")).value(), note);
    auto number = site.send(note).number();
    EXPECT_EQ(note_for(asked("One.")).value(), note);
    EXPECT_EQ(site.send(note).number(), number);
    auto act = act::parse_act(site.note_of(number)).value();
    EXPECT_EQ(act.from, std::vector<std::string>{"REGISTRY"});
    EXPECT_EQ(act.ref, "REG/17");

    auto changed = note_for(asked("Two."));
    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().type, "draft-registered");
    EXPECT_NE(note_for(asked("Two.", 'b')).value(), note);
}

TEST_F(DeskTest, AChangedDraftThatWasNeverRegisteredIsSignedAnew) {
    auto refused = asked("One.");
    refused["marking"] = "no such marking";
    EXPECT_EQ(site.send(note_for(refused).value()).type(), "marking-unknown");
    EXPECT_EQ(site.send(note_for(asked("One.")).value()).type(), "registered");
}

TEST_F(DeskTest, WhatWasKeptOutlivesTheProcessButNotItsExpiry) {
    auto note = note_for(asked("One.")).value();
    open();
    EXPECT_EQ(note_for(asked("One.")).value(), note);
    site.clock.pass(31 * kDayMs);
    EXPECT_NE(note_for(asked("One.")).value(), note);
    site.clock.pass(31 * kDayMs);
    open();
    EXPECT_TRUE(files.list("desk/outbox").value().empty());
}

TEST_F(DeskTest, NothingIsHandedOutBeforeItIsKept) {
    using Fault = MemoryFiles::Fault;
    for (Fault fault : {Fault::failed, Fault::cut_short, Fault::disk_full}) {
        if (!MemoryFiles::can(MemoryFiles::Operation::replace, fault)) continue;
        files.fail_at(files.done().size(), fault);
        EXPECT_FALSE(note_for(asked("One.")));
        EXPECT_TRUE(files.failed());
    }
    EXPECT_TRUE(note_for(asked("One.")));
}

TEST_F(DeskTest, PaperIsEnteredWithItsScan) {
    auto paper = asked("From afar.");
    paper["received"] = {
        {"from", {"XAB"}}, {"via", "by-hand"}, {"at", "2026-11-23T08:55:00Z"}, {"by", "Registry"}};
    std::vector<act::Enclosure> scan{{sha256("scan"), 4, "application/pdf", "note.pdf"}};
    auto act = act::parse_act(note_for(paper, scan).value()).value();
    ASSERT_TRUE(act.received);
    EXPECT_EQ(act.received->from, std::vector<std::string>{"XAB"});
    ASSERT_EQ(act.enclosures.size(), 1U);
    EXPECT_EQ(act.enclosures[0].sha256, sha256("scan"));
    // Another scan is other content.
    auto before = note_for(paper, scan).value();
    scan[0].sha256 = sha256("other");
    EXPECT_NE(note_for(paper, scan).value(), before);
}

TEST_F(DeskTest, WhatIsNoCommunicationIsRefusedWithItsPlace) {
    auto with = [&](std::string_view name, json::value value) {
        auto out = asked("One.");
        out[name] = std::move(value);
        auto note = note_for(out);
        return note ? std::string("none") : note.error().type + " " + note.error().pointer;
    };
    EXPECT_EQ(with("draft", "7"), "desk-communication /draft");
    EXPECT_EQ(with("draft", "GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG"), "desk-communication /draft");
    EXPECT_EQ(with("from", json::array{"XAA"}), "desk-communication /from");
    EXPECT_EQ(with("expires", "2030-01-01T00:00:00Z"), "desk-communication /expires");
    EXPECT_EQ(with("form", 7), "desk-communication /form");
    EXPECT_EQ(with("body", "x"), "desk-communication /body");
    EXPECT_EQ(with("dated", {{"gregorian", "yesterday"}}), "act-header /dated/gregorian");
    EXPECT_EQ(desk->note_for("[]", {}).error().type, "desk-communication");
    EXPECT_EQ(desk->note_for("{", {}).error().type, "json-syntax");
}

TEST_F(DeskTest, AKeyOfAnotherRegisterMakesNoDesk) {
    put_key(log::TestCast("register.example/other/log").submit("REGISTRY"));
    auto opened = Desk::open(files, site.clock, *site.reg, kDir);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().type, "desk-key");
}

// A letter opens a file; a reply belongs to one.
const std::string& letters() {
    static const std::string bundle = [] {
        const std::string t = rules::testing::text_of("t");
        return log::basic_bundle_with(
            {{"procedures/letter.toml",
              "title = " + t + "\n[[stage]]\nname = \"open\"\ntitle = " + t +
                  "\n[[move]]\nform = \"letter.send\"\nby = \"participants\"\nto = \"open\"\n"
                  "[[move]]\nform = \"letter.reply\"\nby = \"participants\"\nin = [\"open\"]\n"},
             {"forms/letter.send.toml", rules::testing::form_file("send", {})},
             {"forms/letter.reply.toml", rules::testing::form_file("reply", {})}});
    }();
    return bundle;
}

TEST(DeskFiles, AReplyBelongsToTheFileOfWhatItRepliesTo) {
    MemoryFiles files;
    log::Layout layout{"register", "aside"};
    MITHAQ_ASSERT(log::TestCast().found(files, layout, log::kTestStart, letters()));
    reg::Site site{files, layout};
    site.start();
    site.add_keys();
    ASSERT_TRUE(files.make_dir(kDir));
    ASSERT_TRUE(files.replace("desk/submit.secret",
                              note::format_signer_key(site.cast.submit("REGISTRY")) + "\n"));
    auto desk = Desk::open(files, site.clock, *site.reg, kDir).value();
    auto written = [&, draft = 'a'](std::string_view form, const json::array& re) mutable {
        json::object asked{{"draft", std::string(32, draft++)},
                           {"form", form},
                           {"body", json::object()},
                           {"re", re}};
        if (re.empty()) asked.erase("re");
        return desk->note_for(canonical_json(asked), {}).value();
    };
    auto re = [](std::string_view note, std::string_view as) {
        return json::array{
            json::object{{"id", act::hex(act::parse_act(note).value().id)}, {"as", as}}};
    };
    auto file_of = [](std::string_view note) { return act::parse_act(note).value().matter; };

    std::string letter = written("letter.send", {});
    EXPECT_FALSE(file_of(letter));
    site.send(letter).number();
    std::string reply = written("letter.reply", re(letter, "replies"));
    EXPECT_EQ(file_of(reply), act::parse_act(letter).value().id);
    EXPECT_EQ(site.send(reply).type(), "registered");
    // A reply to a reply, and one to what stands alone.
    EXPECT_EQ(file_of(written("letter.reply", re(reply, "replies"))), file_of(reply));
    EXPECT_FALSE(file_of(written("letter.reply", re(letter, "follows"))));
    std::string plain = site.plain("Alone.");
    site.send(plain).number();
    std::string lost = written("letter.reply", re(plain, "replies"));
    EXPECT_EQ(site.send(lost).type(), "matter-required");
    // Another letter that replies opens a file of its own.
    EXPECT_FALSE(file_of(written("letter.send", re(letter, "replies"))));
}

}  // namespace
}  // namespace mithaq::desk

#include "view/view.h"

#include <atomic>
#include <future>

#include <gtest/gtest.h>

#include "view/random_record_testing.h"

namespace mithaq::view {
namespace {

constexpr std::chrono::seconds kLong{60};

struct ViewTest : testing::Test {
    RandomRecord record{3};
    TestFolder folder;
    std::unique_ptr<View> view;
    std::mutex mutex;
    std::vector<std::string> troubles;

    void start(const log::Reader& reader, const std::string& path) {
        view =
            std::make_unique<View>(reader, record.log.rulebook,
                                   Options{.path = path, .on_trouble = [this](const Error& error) {
                                               std::lock_guard lock(mutex);
                                               troubles.push_back(error.type);
                                           }});
    }
    void start() { start(record.log.reader(), folder.path("v")); }
    std::vector<std::string> told() {
        std::lock_guard lock(mutex);
        return troubles;
    }
};

TEST_F(ViewTest, FollowsTheLog) {
    start();
    for (int round = 0; round < 5; ++round) {
        record.grow(20);
        ASSERT_TRUE(view->wait_for(record.log.size(), kLong));
        EXPECT_EQ(view->record({}).value().at("as_of").at("number"), record.log.size() - 1);
    }
    EXPECT_EQ(view->resolve(act::hex(record.log.ids.back())).value(), record.log.size() - 1);
    EXPECT_EQ(told(), std::vector<std::string>{});
}

TEST_F(ViewTest, AnAnswerIsOfOneMomentWhileTheLogGrows) {
    start();
    record.grow(10);
    ASSERT_TRUE(view->wait_for(record.log.size(), kLong));
    std::atomic<bool> done = false;
    std::vector<std::thread> askers;
    std::atomic<int> asked = 0;
    for (int i = 0; i < 4; ++i)
        askers.emplace_back([&] {
            while (!done) {
                auto list = view->record({{"sort", "number"}, {"limit", "200"}});
                ASSERT_TRUE(list) << list.error().message;
                std::uint64_t sum = 0;
                for (const auto& one : list->at("facets").at("form").as_object())
                    sum += one.value().to_number<std::uint64_t>();
                EXPECT_EQ(list->at("total"), sum);
                EXPECT_EQ(list->at("items").as_array().size(), sum);
                EXPECT_EQ(list->at("items").as_array().back().at("number"),
                          list->at("as_of").at("number"));
                ++asked;
            }
        });
    while (asked < 40 || record.log.size() < 120) {
        if (record.log.size() < 120) record.grow(3);
        std::this_thread::yield();
    }
    done = true;
    for (auto& asker : askers) asker.join();
}

TEST_F(ViewTest, QuestionsOfItsThreadsAreBounded) {
    start();
    ASSERT_TRUE(view->wait_for(record.log.size(), kLong));
    std::promise<std::uint64_t> answered;
    ASSERT_TRUE(view->ask([&](View& asked) { answered.set_value(asked.resolve("0").value()); }));
    EXPECT_EQ(answered.get_future().get(), 0u);
    std::promise<void> go;
    auto gone = go.get_future().share();
    std::atomic<int> ran = 0;
    int taken = 0;
    while (taken < 1000 && view->ask([gone, &ran](View&) {
        gone.wait();
        ++ran;
    }))
        ++taken;
    EXPECT_LT(taken, 1000);
    go.set_value();
    view.reset();  // those that wait are dropped, or run
    EXPECT_LE(ran, taken);
}

TEST_F(ViewTest, TellsThatItCannotFollowAndTriesAgain) {
    start(record.log.reader(), folder.path("not-there/v"));
    while (told().empty()) std::this_thread::yield();
    auto asked = view->record({});
    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().type, "view-behind");
    EXPECT_EQ(asked.error().code, Errc::unavailable);
    std::filesystem::create_directory(folder.path("not-there"));
    ASSERT_TRUE(view->wait_for(record.log.size(), kLong));
    EXPECT_TRUE(view->record({}));
}

TEST_F(ViewTest, IsMadeAnewWhenTheLogIsNotTheOneItHeld) {
    record.grow(20);
    log::Reader shown(record.log.files, record.log.reader().layout());
    shown.publish(record.log.reader().head());
    start(shown, folder.path("v"));
    ASSERT_TRUE(view->wait_for(record.log.size(), kLong));
    record.grow(3);
    auto wrong = std::make_shared<log::Reader::Head>(*record.log.reader().head());
    wrong->checkpoint.root.bytes[0] ^= 1;
    shown.publish(wrong);
    while (told().empty()) std::this_thread::yield();
    EXPECT_EQ(told().front(), "view-root");
    shown.publish(record.log.reader().head());
    ASSERT_TRUE(view->wait_for(record.log.size(), kLong));
    EXPECT_EQ(view->record({}).value().at("as_of").at("number"), record.log.size() - 1);
    view.reset();  // before the reader that it follows
}

}  // namespace
}  // namespace mithaq::view

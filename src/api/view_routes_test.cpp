#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "api/service.h"
#include "register/register_testing.h"
#include "view/matters_testing.h"
#include "view/view.h"

namespace mithaq::api {
namespace {

struct ViewRoutesTest : testing::Test {
    MemoryFiles files;
    reg::Site site;
    view::TestFolder folder;
    std::unique_ptr<view::View> view;
    std::unique_ptr<Service> service;

    explicit ViewRoutesTest(const std::string& bundle = log::small_bundle())
        : site{[&]() -> MemoryFiles& {
              MITHAQ_ASSERT(
                  log::TestCast().found(files, {"register", "aside"}, log::kTestStart, bundle));
              return files;
          }()} {
        site.start();
        site.add_keys();
        view = std::make_unique<view::View>(site.reg->reader(), site.reg->rulebook(),
                                            view::Options{.path = folder.path("v")});
        mount(view.get());
    }
    void mount(view::View* shown) {
        Mounted mounted;
        mounted.name = "basic";
        mounted.reg = site.reg.get();
        mounted.view = shown;
        service = std::make_unique<Service>(std::vector<Mounted>{mounted}, Assets{});
    }
    net::Response get(const std::string& target) {
        net::Request request;
        request.method = "GET";
        request.target = request.path = "/basic/api/v1/" + target;
        if (auto question = request.path.find('?'); question != request.path.npos) {
            request.query_raw = request.path.substr(question + 1);
            request.path.resize(question);
        }
        auto answered = std::make_shared<std::promise<net::Response>>();
        auto future = answered->get_future();
        service->handle(std::move(request), [answered](net::Response response) {
            answered->set_value(std::move(response));
        });
        return reg::awaited(std::move(future));
    }
    json::object get_json(const std::string& target) {
        auto response = get(target);
        EXPECT_EQ(response.status, 200) << response.payload();
        EXPECT_EQ(response.content_type, "application/json");
        return json::parse(response.payload()).as_object();
    }
    json::object problem_of(const reg::Problem& problem) {
        auto response = api::problem(problem, site.reg->rulebook().get());
        return json::parse(response.payload()).as_object();
    }
    std::string problem(const std::string& target, int status) {
        auto response = get(target);
        EXPECT_EQ(response.status, status) << response.payload();
        EXPECT_EQ(response.content_type, "application/problem+json");
        std::string type(json::parse(response.payload()).at("type").as_string());
        return type.substr(type.rfind(':') + 1);
    }
};

TEST_F(ViewRoutesTest, QuestionsAreAnsweredOfWhatWasRegistered) {
    auto sent = reg::send(*site.reg, site.plain("First words."));
    std::uint64_t number = sent.number();
    ASSERT_TRUE(view->wait_for(number + 1, reg::kPatience));
    auto list = get_json("record?sort=number&limit=10");
    EXPECT_EQ(list.at("total"), 1);
    EXPECT_EQ(list.at("items").at(0).at("number"), number);
    EXPECT_EQ(list.at("items").at(0).at("title"), json::value({{"en", "First words."}}));
    std::string id(list.at("items").at(0).at("id").as_string());
    EXPECT_EQ(get_json("record/" + id).at("body"),
              json::value({{"text", {{"en", "First words."}}}}));
    EXPECT_EQ(get_json(fmt::format("record/{}?as-of={}", number, number)),
              get_json("record/" + id));
    EXPECT_EQ(get_json("graph").at("nodes"), json::array());
    EXPECT_EQ(get_json("participants").at("participants").as_array().size(),
              site.reg->rulebook()->participants.size());
    EXPECT_EQ(get_json("record?contains=first%20WORDS").at("total"), 1);
}

TEST_F(ViewRoutesTest, WrongQuestionsAreProblems) {
    ASSERT_TRUE(view->wait_for(4, reg::kPatience));
    EXPECT_EQ(problem("record?limit=1000", 400), "query");
    EXPECT_EQ(problem("record?limit=1&limit=2", 400), "query");
    EXPECT_EQ(problem("record?colour=red", 400), "query");
    EXPECT_EQ(problem("record?contains=%FF", 400), "query");
    EXPECT_EQ(problem("record?%6cimit=1", 400), "query");
    EXPECT_EQ(problem("record/999", 404), "not-found");
    EXPECT_EQ(problem("record/" + std::string(64, '0'), 404), "not-found");
    EXPECT_EQ(problem("graph?around=999", 404), "not-found");
    EXPECT_EQ(problem("participants?as-of=soon", 400), "query");
    EXPECT_EQ(get_json("record?").at("total"), 0);
}

TEST_F(ViewRoutesTest, WithoutAViewThereIsNoSuchResource) {
    mount(nullptr);
    EXPECT_EQ(problem("record", 404), "not-found");
    EXPECT_EQ(problem("participants", 404), "not-found");
}

struct MatterRoutesTest : ViewRoutesTest {
    MatterRoutesTest() : ViewRoutesTest(view::matter_bundle()) {}

    std::string note(std::string_view form, const json::object& body, const std::string& from,
                     const json::object& headers = {}) {
        return site.cast.signed_act(form, body, {from}, site.head(), headers);
    }
};

TEST_F(MatterRoutesTest, FilesAndWhatIsAskedAreAnswered) {
    const std::string letter =
        note("letter.send", {{"title", {{"en", "First"}}}, {"to", {"XAB"}}}, "XAA");
    const std::uint64_t number = site.send(letter).number();
    ASSERT_TRUE(view->wait_for(number + 1, reg::kPatience));
    const std::string id = act::hex(act::parse_act(letter).value().id);
    auto list = get_json("matters?type=letter&open=yes");
    EXPECT_EQ(list.at("total"), 1);
    EXPECT_EQ(list.at("items").at(0).at("id"), json::value(id));
    EXPECT_EQ(get_json("matters/" + id), get_json(fmt::format("matters/{}", number)));
    EXPECT_EQ(get_json("asks?participant=XAB&for=XAB").at("items").at(0).at("awaited"),
              json::array{"XAB"});
    EXPECT_EQ(get_json("record/" + id).at("matter").at("type"), "letter");
    EXPECT_EQ(get_json(fmt::format("why/{}?lang=en", id)).at("of").at("matter").at("number"),
              number);
    EXPECT_EQ(get_json(fmt::format("why/{}?lang=en&ask=0", id)).at("of").at("ask"), 0);
    EXPECT_EQ(
        get_json(fmt::format("why/{}?refusal=letter/move/4&lang=fr", id)).at("of").at("refusal"),
        "letter/move/4");
    EXPECT_EQ(get_json("procedures/letter?lang=en").at("title").at("en"), "Letter");

    EXPECT_EQ(problem("matters/1", 404), "not-found");
    EXPECT_EQ(problem("matters?open=perhaps", 400), "query");
    EXPECT_EQ(problem("asks?state=awaited&participant=XAB", 400), "query");
    EXPECT_EQ(problem(fmt::format("why/{}?lang=xx", id), 400), "query");
    EXPECT_EQ(problem(fmt::format("why/{}?ask=3", id), 400), "query");
    EXPECT_EQ(problem(fmt::format("why/{}?count=none", id), 400), "query");
    EXPECT_EQ(problem("procedures/none", 404), "not-found");
    EXPECT_EQ(problem("procedures/letter?lang=xx", 400), "query");
    mount(nullptr);
    EXPECT_EQ(problem("matters", 404), "not-found");
    EXPECT_EQ(problem("why/" + id, 404), "not-found");
}

TEST_F(MatterRoutesTest, ARefusalSaysItsRuleInEveryLanguage) {
    const std::string letter = note("letter.send", {{"to", {"XAB"}}}, "XAA");
    site.send(letter).number();
    const std::string id = act::hex(act::parse_act(letter).value().id);
    auto refused = site.send(note("letter.support", json::object(), "XAB", {{"matter", id}}));
    ASSERT_TRUE(refused.problem());
    auto answer = problem_of(*refused.problem());
    EXPECT_EQ(answer.at("type"), "urn:mithaq:problem:move-stage");
    EXPECT_EQ(answer.at("rule"), "letter/move/5");
    EXPECT_FALSE(answer.at("says").at("en").as_string().empty());
    EXPECT_EQ(answer.at("says").as_object().size(), 3U);
}

}  // namespace
}  // namespace mithaq::api

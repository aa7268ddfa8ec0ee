#include "out/html.h"

#include <gtest/gtest.h>

#include "out/out_testing.h"

namespace mithaq::out {
namespace {

TEST(Html, ClosesWhatIsOpenAndEscapesWhatIsWritten) {
    Html html("en", "A <title> & \"more\"", "a\"b.css");
    html.open("main").open("p", {{"class", "<\"'&>"}}).text("</p><script>'\"&");
    const std::string out = html.take();
    Page page(out);
    EXPECT_EQ(page.texts("title"), std::vector<std::string>{"\u2068A <title> & \"more\"\u2069"});
    EXPECT_EQ(page.texts("p"), std::vector<std::string>{"</p><script>'\"&"});
    EXPECT_EQ(page.elements.back().attributes.at("class"), "<\"'&>");
    EXPECT_EQ(out.find("<script"), out.npos);
    EXPECT_TRUE(out.ends_with("</p>\n</main>\n</body>\n</html>\n"));
}

TEST(Html, SaysItsLanguageAndDirection) {
    for (auto [language, direction] : {std::pair{"ar", "rtl"}, {"en", "ltr"}, {"fr", "ltr"}}) {
        Page page(Html(language, "", "").take());
        EXPECT_EQ(page.elements.front().attributes.at("lang"), language);
        EXPECT_EQ(page.elements.front().attributes.at("dir"), direction);
    }
}

std::string sentence(std::string_view pattern,
                     const std::vector<std::pair<std::string_view, std::string>>& values) {
    Html html("en", "", "");
    html.open("p").sentence(pattern, values).close();
    std::string out = html.take();
    auto from = out.find("<p>") + 3;
    return out.substr(from, out.find("</p>") - from);
}

TEST(Html, ASentenceIsolatesWhatIsPutIn) {
    EXPECT_EQ(sentence("Number {number}, {date}.", {{"number", "7"}, {"date", "today"}}),
              "Number <bdi>7</bdi>, <bdi>today</bdi>.");
    EXPECT_EQ(sentence("{date}", {{"date", ""}}), "<bdi></bdi>");
    EXPECT_EQ(sentence("nothing", {{"date", "x"}}), "nothing");
    EXPECT_EQ(sentence("{a}{a}", {{"a", "<"}}), "<bdi>&lt;</bdi><bdi>&lt;</bdi>");
}

TEST(Html, ANameInASentenceThatHasNoValueStands) {
    EXPECT_EQ(sentence("{what} of {number}", {{"number", "7"}}), "{what} of <bdi>7</bdi>");
    EXPECT_EQ(sentence("{number", {{"number", "7"}}), "{number");
    EXPECT_EQ(sentence("number} {}", {{"number", "7"}}), "number} {}");
    EXPECT_EQ(sentence("", {{"number", "7"}}), "");
}

TEST(Html, AValueThatLooksLikeANameIsNotFilledInAgain) {
    EXPECT_EQ(sentence("{a} and {b}", {{"a", "{b}"}, {"b", "{a}"}}),
              "<bdi>{b}</bdi> and <bdi>{a}</bdi>");
}

}  // namespace
}  // namespace mithaq::out

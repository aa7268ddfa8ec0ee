#include "net/multipart.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mithaq::net {
namespace {

using testing::HasSubstr;
using namespace std::string_literals;

constexpr std::string_view kType = "multipart/form-data; boundary=b";

struct Found {
    Part part;
    std::string content;
};

// All parts, read from pieces of `piece` bytes; or what is wrong.
Result<std::vector<Found>> read_all(std::string_view body, std::size_t piece = 64,
                                    std::string_view type = kType) {
    MITHAQ_TRY(auto reader, Multipart::open(type, BodySource(body, piece)));
    std::vector<Found> out;
    while (true) {
        MITHAQ_TRY(auto part, reader.next());
        if (!part) return out;
        out.push_back({std::move(*part), {}});
        while (true) {
            MITHAQ_TRY(auto more, reader.read());
            if (more.empty()) break;
            out.back().content += more;
        }
    }
}

std::string part(std::string_view headers, std::string_view content) {
    return fmt::format("--b\r\n{}\r\n\r\n{}\r\n", headers, content);
}

std::string wrong(std::string_view body, std::string_view type = kType) {
    auto found = read_all(body, 64, type);
    if (found) return "accepted";
    EXPECT_EQ(found.error().type, "multipart");
    EXPECT_EQ(found.error().code, Errc::malformed);
    return found.error().message;
}

const std::string kName = "Content-Disposition: form-data; name=\"n\"";
// All that looks like a boundary and is none.
const std::string kTricky = "\r\n--\r\n--a\r\n-b\r\n--\r--b\n--b\r\r\n-\r\n"s + '\0' + "--b--";
const std::string kWhole =
    part("Content-Disposition: form-data; name=\"note\"\r\nContent-Type: text/plain", "the note") +
    part(
        "content-disposition: FORM-DATA; name=enclosure; filename=\"مذكرة.pdf\"\r\n"
        "Content-Type: application/pdf\r\nX-Other: x",
        kTricky) +
    part(kName, "") + "--b--\r\n";

TEST(Multipart, IsReadTheSameInPiecesOfAnySize) {
    for (std::size_t piece = 1; piece < 80; ++piece) {
        auto found = read_all(kWhole, piece);
        ASSERT_TRUE(found) << piece << ": " << found.error().message;
        ASSERT_EQ(found->size(), 3u);
        EXPECT_EQ((*found)[0].part.name, "note");
        EXPECT_EQ((*found)[0].part.content_type, "text/plain");
        EXPECT_FALSE((*found)[0].part.filename);
        EXPECT_EQ((*found)[0].content, "the note");
        EXPECT_EQ((*found)[1].part.name, "enclosure");
        EXPECT_EQ((*found)[1].part.filename, "مذكرة.pdf");
        EXPECT_EQ((*found)[1].content, kTricky);
        EXPECT_EQ((*found)[2].content, "");
    }
}

TEST(Multipart, CutAnywhereIsNotRead) {
    for (std::size_t size = 0; size < kWhole.size() - 2; ++size)
        EXPECT_NE(wrong(kWhole.substr(0, size)), "accepted") << size;
    EXPECT_EQ(wrong(kWhole.substr(0, kWhole.size() - 2)), "accepted");  // the last line end
}

TEST(Multipart, PartsMayBeSkipped) {
    BodySource source(kWhole, 5);
    auto reader = Multipart::open(kType, source);
    ASSERT_TRUE(reader);
    ASSERT_TRUE(reader->next());
    ASSERT_TRUE(reader->read());
    auto second = reader->next();
    ASSERT_TRUE(second && *second);
    EXPECT_EQ((*second)->name, "enclosure");
    ASSERT_TRUE(reader->next());
    auto none = reader->next();
    ASSERT_TRUE(none);
    EXPECT_FALSE(*none);
    EXPECT_FALSE(*reader->next());
    EXPECT_TRUE(reader->read()->empty());
}

TEST(Multipart, OfNoPartsIsEmpty) {
    auto found = read_all("--b--");
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->empty());
}

TEST(Multipart, NamesItsBoundary) {
    for (std::string_view type :
         {"multipart/form-data; boundary=b", "Multipart/Form-Data;boundary=\"b\"",
          "multipart/form-data; charset=utf-8; BOUNDARY=b"})
        EXPECT_EQ(wrong("--b--", type), "accepted") << type;
    for (std::string_view type :
         {"multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=b",
          "multipart/form-data; boundary=\"b", "multipart/form-data; boundary=b; boundary=c",
          "multipart/form-data; boundary=\"b \"", "multipart/form-data; boundary=\"b\n\"",
          "multipart/form-data boundary=b", "multipart/form-data; boundary", ""})
        EXPECT_NE(wrong("--b--", type), "accepted") << type;
    std::string longest(70, 'x');
    EXPECT_EQ(wrong("--" + longest + "--", "multipart/form-data; boundary=" + longest), "accepted");
    longest += 'x';
    EXPECT_NE(wrong("--" + longest + "--", "multipart/form-data; boundary=" + longest), "accepted");
}

TEST(Multipart, ReadsFilenamesAsBrowsersAndCurlWriteThem) {
    const auto filename = [](std::string_view parameter) {
        auto found = read_all(part(kName + "; " + std::string(parameter), "") + "--b--");
        return found && found->at(0).part.filename ? *found->at(0).part.filename : "refused";
    };
    EXPECT_EQ(filename("filename=\"a b;c.pdf\""), "a b;c.pdf");
    EXPECT_EQ(filename("filename=\"say %22no%22 100%.pdf\""), "say \"no\" 100%.pdf");
    EXPECT_EQ(filename(R"(filename="say \"no\"")"), "say \"no\"");
    EXPECT_EQ(filename(R"(filename="C:\scans\a.pdf")"), R"(C:\scans\a.pdf)");
    EXPECT_EQ(filename("filename=\"Télégramme n° 5 — réponse.pdf\""),
              "Télégramme n° 5 — réponse.pdf");
    EXPECT_EQ(filename("filename=plain.pdf"), "plain.pdf");
    EXPECT_EQ(filename("filename=\"\""), "");
    EXPECT_EQ(filename("filename=\"a%0D%0Ab\""), "refused");
    EXPECT_EQ(filename("filename=\"a\tb\""), "refused");
    EXPECT_EQ(filename("filename=\"\xC3(\""), "refused");
    EXPECT_EQ(filename("filename=\"" + std::string(513, 'a') + "\""), "refused");
    EXPECT_EQ(filename("filename=\"a\"; filename=\"b\""), "refused");
    EXPECT_EQ(filename("filename=\"a"), "refused");
}

TEST(Multipart, RefusesEachFaultAndSaysWhich) {
    const std::string end = "--b--\r\n";
    EXPECT_THAT(wrong(""), HasSubstr("begin with its boundary"));
    EXPECT_THAT(wrong("x--b--"), HasSubstr("begin with its boundary"));
    EXPECT_THAT(wrong("\r\n--b--"), HasSubstr("begin with its boundary"));
    EXPECT_THAT(wrong("--b \r\n" + kName + "\r\n\r\n\r\n" + end), HasSubstr("follows a boundary"));
    EXPECT_THAT(wrong("--b--x"), HasSubstr("follows the last boundary"));
    EXPECT_THAT(wrong("--b--\r\n\r\n"), HasSubstr("follows the last boundary"));
    EXPECT_THAT(wrong("--b\r\n\r\nx\r\n" + end), HasSubstr("no Content-Disposition"));
    EXPECT_THAT(wrong(part("Content-Type: text/plain", "") + end),
                HasSubstr("no Content-Disposition"));
    EXPECT_THAT(wrong(part("Content-Disposition: attachment; name=n", "") + end),
                HasSubstr("not form-data"));
    EXPECT_THAT(wrong(part("Content-Disposition: form-data", "") + end), HasSubstr("no name"));
    EXPECT_THAT(wrong(part(kName + "\r\n" + kName, "") + end), HasSubstr("there twice"));
    EXPECT_THAT(wrong(part(kName + "; name=m", "") + end), HasSubstr("there twice"));
    EXPECT_THAT(wrong(part(kName + "\r\nContent-Type: a/b\r\nContent-Type: a/b", "") + end),
                HasSubstr("there twice"));
    EXPECT_THAT(wrong(part(kName + "\r\nContent-Transfer-Encoding: base64", "") + end),
                HasSubstr("transfer encoding"));
    EXPECT_EQ(wrong(part(kName + "\r\nContent-Transfer-Encoding: binary", "") + end), "accepted");
    EXPECT_THAT(wrong(part(kName + "\r\n folded: x", "") + end), HasSubstr("NAME: VALUE"));
    EXPECT_THAT(wrong(part(kName + "\nX: y", "") + end), HasSubstr("NAME"));
    EXPECT_THAT(
        wrong(part(kName + "\r\nX: " + std::string(Multipart::kHeaderBytesMax, 'x'), "") + end),
        HasSubstr("4096"));
    EXPECT_THAT(wrong("--b\r\n" + kName), HasSubstr("inside a part's header"));
}

}  // namespace
}  // namespace mithaq::net

#include "api/service.h"

#include <filesystem>
#include <functional>
#include <zlib.h>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "api/problem.h"
#include "log/export.h"
#include "net/client.h"
#include "register/register_testing.h"

namespace mithaq::api {
namespace {

using net::Request;
using net::Response;

json::value value(std::string_view text) {
    return json::value(text);
}

constexpr std::string_view kAssetText = "<!doctype html><title>Desk</title>";
const std::string kLargeScript(5000, ';');

struct ServiceTest : testing::Test {
    MemoryFiles files;
    reg::Site site{files};
    std::unique_ptr<Service> service;

    ServiceTest() {
        site.start();
        site.add_keys();
        mount({{"basic", site.reg.get(), {{"en", "Not a real register."}}}});
    }
    void mount(std::vector<Mounted> registers) {
        Assets assets{{"index.html", {kAssetText, "text/html; charset=utf-8"}},
                      {"assets/app-1a2b.js", {"let x;", "text/javascript; charset=utf-8"}},
                      {"assets/large-3c.js", {kLargeScript, "text/javascript; charset=utf-8"}},
                      {"assets/font-5d.woff2", {kLargeScript, "font/woff2"}}};
        service = std::make_unique<Service>(std::move(registers), std::move(assets));
    }

    std::future<Response> ask(Request request) const {
        auto promise = std::make_shared<std::promise<Response>>();
        auto future = promise->get_future();
        service->handle(std::move(request),
                        [promise](Response response) { promise->set_value(std::move(response)); });
        return future;
    }
    static Request request(std::string method, std::string target) {
        Request out;
        out.method = std::move(method);
        out.target = target;
        auto question = target.find('?');
        out.path = target.substr(0, question);
        if (question != target.npos) out.query_raw = target.substr(question + 1);
        out.from_loopback = true;
        return out;
    }
    // Every answer carries the headers that keep a browser from guessing, and every error is a
    // problem.
    static void expect_form(const Response& response) {
        EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(header(response, "Referrer-Policy"), "no-referrer");
        EXPECT_NE(header(response, "Cache-Control"), "");
        bool page = response.content_type.starts_with("text/html");
        auto policy = header(response, "Content-Security-Policy");
        EXPECT_EQ(policy.starts_with("default-src 'none'; script-src 'self';"), page);
        EXPECT_EQ(policy.find("unsafe"), policy.npos);
        EXPECT_NE(response.content_type, "");
        EXPECT_EQ(response.status >= 400, response.content_type == "application/problem+json");
        if (response.status < 400) return;
        auto body = body_of(response);
        EXPECT_TRUE(body.at("type").as_string().starts_with("urn:mithaq:problem:"));
        EXPECT_FALSE(body.at("title").as_string().empty());
        EXPECT_EQ(body.at("status"), response.status);
        EXPECT_FALSE(body.at("detail").as_string().empty());
    }
    static std::string header(const Response& response, std::string_view name) {
        auto* value = net::find_header(response.headers, name);
        return value ? *value : "";
    }
    static json::object body_of(const Response& response) {
        return json::parse(response.payload()).as_object();
    }
    static std::string problem_of(const Response& response) {
        expect_form(response);
        if (response.status < 400) return fmt::format("status {}", response.status);
        auto type = body_of(response).at("type").as_string();
        return std::string(type.subview(type.rfind(':') + 1));
    }

    Response get(std::string target) const {
        auto response = reg::awaited(ask(request("GET", std::move(target))));
        expect_form(response);
        return response;
    }
    json::object get_json(std::string target) const {
        auto response = get(std::move(target));
        EXPECT_EQ(response.status, 200) << response.body;
        EXPECT_EQ(response.content_type, "application/json");
        EXPECT_EQ(header(response, "Cache-Control"), "no-store");
        return body_of(response);
    }
    Request post_of(std::string note, std::string_view content_type = "text/plain") const {
        auto out = request("POST", "/basic/api/v1/acts");
        if (!content_type.empty())
            out.headers.push_back({"Content-Type", std::string(content_type)});
        out.body = std::move(note);
        return out;
    }
    Response post(std::string note, std::string_view content_type = "text/plain") const {
        auto response = reg::awaited(ask(post_of(std::move(note), content_type)));
        expect_form(response);
        return response;
    }
    static std::string id_of(const std::string& note) {
        return act::hex(act::act_id(act::parse_act_note(note)->text));
    }
    bool verifies(std::string_view receipt, std::uint64_t number) const {
        auto policy = tree::Policy::parse(fmt::format(
            "log {}\nquorum none\n", note::format_verifier_key(site.reg->anchor().key)));
        auto proof = tree::parse_proof(receipt);
        return proof && tree::verify_proof(*proof, site.entry(number), *policy).has_value();
    }
};

// ---- POST acts

TEST_F(ServiceTest, AnActIsPostedOnceAndKnownThereafter) {
    auto note = site.plain("Posted.");
    auto response = post(note, "text/plain; charset=utf-8");
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.content_type, "application/json");
    auto body = body_of(response);
    EXPECT_EQ(body.size(), 5u);
    EXPECT_EQ(body.at("id"), value(id_of(note)));
    EXPECT_EQ(body.at("number"), 5);
    EXPECT_EQ(body.at("stamp"), value(format_stamp(site.clock.wall())));
    EXPECT_EQ(body.at("grade"), "durable");
    EXPECT_TRUE(verifies(body.at("receipt").as_string(), 5));

    site.clock.pass(5'000);
    ASSERT_EQ(post(site.plain("Another.")).status, 201);
    auto again = post(note);
    EXPECT_EQ(again.status, 200);
    auto second = body_of(again);
    EXPECT_EQ(second.size(), 5u);
    for (const char* same : {"id", "number", "stamp", "grade"})
        EXPECT_EQ(second.at(same), body.at(same));
    EXPECT_TRUE(verifies(second.at("receipt").as_string(), 5));

    auto other = act::parse_act_note(note).value();
    other.signatures[0].bytes[0] ^= 1;
    EXPECT_EQ(body_of(post(note::format_note(other))).at("note"), value(note));
}

TEST_F(ServiceTest, ARefusalComesWithItsNotePointerAndRule) {
    auto response = post(site.cast.plain("XAC", "No key.", site.head()));
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(problem_of(response), "key-unknown");
    auto body = body_of(response);
    EXPECT_EQ(body.at("pointer"), "/from/0");
    EXPECT_FALSE(body.at("rule").as_string().empty());
    auto key = site.cast.register_keys().refusal.verifier;
    EXPECT_TRUE(rules::open_refusal(body.at("refusal").as_string(), key));

    auto no_act = log::TestCast::sign("{\"act\":1}\n", {site.cast.submit("XAA")});
    auto malformed = post(no_act);
    EXPECT_EQ(malformed.status, 400);
    EXPECT_TRUE(rules::open_refusal(body_of(malformed).at("refusal").as_string(), key));
}

TEST_F(ServiceTest, WhatIsNotJudgedComesWithoutARefusal) {
    auto expect = [&](const Response& response, int status, std::string_view type, bool retry) {
        EXPECT_EQ(response.status, status);
        EXPECT_EQ(problem_of(response), type);
        EXPECT_FALSE(body_of(response).contains("refusal"));
        EXPECT_EQ(!header(response, "Retry-After").empty(), retry);
    };
    expect(post("no note"), 400, "note-malformed", false);
    expect(post("\xff\xfe\n\n\xe2\x80\x94 x\n"), 400, "note-malformed", false);
    expect(post(std::string(act::kActBytesMax + 1, '\n')), 413, "act-too-large", false);
    site.clock.jump(kDayMs);
    expect(post(site.plain("When?")), 503, "clock-in-doubt", true);
    site.clock.jump(-kDayMs);
    site.reg->stop();
    expect(post(site.plain("Too late.")), 503, "stopping", true);
}

TEST_F(ServiceTest, AnActIsSentAsPlainText) {
    auto note = site.plain("As what?");
    for (std::string_view type : {"", "application/json", "text/html", "text/plainer",
                                  "application/x-www-form-urlencoded", "multipart/mixed"}) {
        EXPECT_EQ(problem_of(post(note, type)), "content-type") << type;
    }
    EXPECT_EQ(post(note, "Text/Plain;charset=UTF-8").status, 201);
}

TEST(BodyLimit, OnlyAnActMayBeLong) {
    EXPECT_GT(body_bytes_max("POST", "/basic/api/v1/acts"), act::kActBytesMax);
    EXPECT_GT(spool_bytes_max("POST", "/basic/api/v1/acts"), reg::Quotas{}.enclosure_bytes_max);
    EXPECT_EQ(spool_bytes_max("POST", "/basic/api/v1/register"), 0u);
    EXPECT_EQ(spool_bytes_max("GET", "/basic/api/v1/acts"), 0u);
    EXPECT_LE(body_bytes_max("GET", "/basic/api/v1/acts"), 1024u);
    EXPECT_LE(body_bytes_max("POST", "/basic/api/v1/register"), 1024u);
}

// ---- Enclosures

struct Piece {
    std::string name, filename, bytes;
};

std::string form_of(const std::vector<Piece>& pieces) {
    std::string out;
    for (const auto& [name, filename, bytes] : pieces)
        out +=
            fmt::format("--b\r\nContent-Disposition: form-data; name=\"{}\"{}\r\n\r\n{}\r\n", name,
                        filename.empty() ? "" : fmt::format("; filename=\"{}\"", filename), bytes);
    return out + "--b--\r\n";
}
constexpr std::string_view kForm = "multipart/form-data; boundary=b";

TEST_F(ServiceTest, AnActIsPostedWithTheContentsOfItsEnclosures) {
    const std::string scan = "%PDF-1.7 a scan\r\n--\r\n";
    auto note = site.plain("See it.", reg::naming({{"scan.pdf", scan}}));
    EXPECT_EQ(problem_of(post(note)), "enclosure-missing");
    EXPECT_EQ(problem_of(post(form_of({{"note", "", note}}), kForm)), "enclosure-missing");
    EXPECT_EQ(
        problem_of(post(form_of({{"note", "", note}, {"enclosure", "scan.pdf", "cut"}}), kForm)),
        "enclosure-differs");
    EXPECT_EQ(problem_of(post(form_of({{"note", "", note}, {"enclosure", "x", "other"}}), kForm)),
              "enclosure-unnamed");
    auto whole = form_of({{"note", "", note}, {"enclosure", "scan.pdf", scan}});
    auto posted = post(whole, kForm);
    EXPECT_EQ(posted.status, 201);
    EXPECT_TRUE(verifies(body_of(posted).at("receipt").as_string(), 5));
    EXPECT_EQ(post(note).status, 200);
    EXPECT_EQ(post(whole, kForm).status, 200);
}

TEST_F(ServiceTest, AFormThatIsNoneIsAProblem) {
    auto note = site.plain("Sound.");
    for (const std::string& body :
         {std::string(), std::string("--b--"), form_of({{"communication", "", note}}),
          form_of({{"note", "", note}}).substr(0, 300),
          form_of({{"note", "", note}, {"annex", "x", "y"}})})
        EXPECT_EQ(problem_of(post(body, kForm)), "multipart");
    EXPECT_EQ(problem_of(post(note, "multipart/form-data")), "multipart");
    EXPECT_EQ(problem_of(post(form_of({{"note", "", std::string(61'441, 'x')}}), kForm)),
              "act-too-large");
    EXPECT_EQ(problem_of(post(form_of({{"note", "", "no note"}}), kForm)), "note-malformed");
    EXPECT_EQ(post(form_of({{"note", "", note}}), kForm).status, 201);
}

TEST_F(ServiceTest, ContentsAreShownOnlyWhenTheirBytesAreWhatIsSafe) {
    std::string cut_character(4095, 'a');
    const std::pair<std::string, std::string_view> kContents[] = {
        {"%PDF-1.4", "application/pdf"},
        {"\x89PNG\r\n\x1a\nrest", "image/png"},
        {"\xff\xd8\xff\xe0", "image/jpeg"},
        {"RIFFxxxxWEBPVP8 ", "image/webp"},
        {"A text.\r\n", "text/plain; charset=utf-8"},
        {"", "text/plain; charset=utf-8"},
        {cut_character + "é", "text/plain; charset=utf-8"},
        {"<script>alert(1)</script>", "text/plain; charset=utf-8"},
        {"\xc3", "application/octet-stream"},
        {"a\x01", "application/octet-stream"},
        {"RIFFxxxxWAVE\x01", "application/octet-stream"},
        {" \x89PNG\r\n\x1a\n", "application/octet-stream"}};
    std::vector<reg::TestContents::One> all;
    for (const auto& [bytes, type] : kContents) all.push_back({"any.html", bytes});
    ASSERT_TRUE(site.send(site.plain("See them.", reg::naming(all)), all).registered());
    for (const auto& [bytes, type] : kContents)
        for (std::string_view below : {"api/v1", "log"}) {
            auto response =
                reg::awaited(ask(request("GET", fmt::format("/basic/{}/enclosures/{}", below,
                                                            to_hex(sha256(bytes).bytes)))));
            EXPECT_EQ(response.status, 200);
            EXPECT_EQ(response.content_type, type);
            ASSERT_TRUE(response.file);
            EXPECT_EQ(response.file_bytes, bytes.size());
            EXPECT_EQ(response.file->read(0, 10'000), bytes);
            EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff");
            EXPECT_TRUE(
                header(response, "Content-Security-Policy").starts_with("sandbox; default"));
            EXPECT_EQ(header(response, "Content-Disposition"),
                      type == "application/octet-stream" ? "attachment" : "");
        }
    for (std::string path :
         {std::string(64, '0'), std::string("x"), std::string(), to_hex(sha256("").bytes) + "/x"})
        EXPECT_EQ(problem_of(get("/basic/api/v1/enclosures/" + path)), "not-found") << path;
    for (const char* path : {"/basic/log/enclosures", "/basic/log/enclosures/"})
        EXPECT_EQ(get(path).status / 100, 4) << path;
}

// ---- GET acts/<id>

TEST_F(ServiceTest, AnActIsFoundByItsIdentifierQueuedAndRegistered) {
    auto note = site.plain("Where?");
    auto path = "/basic/api/v1/acts/" + id_of(note);
    EXPECT_EQ(get(path).status, 404);
    std::future<Response> posted;
    {
        reg::Hold hold(*site.reg, site.note_of(2));
        posted = ask(post_of(note));
        EXPECT_EQ(get_json(path), (json::object{{"id", id_of(note)}, {"status", "queued"}}));
        // Fixed: this was the JSON above, where a receipt is asked for.
        EXPECT_EQ(get(path + "/receipt").status, 404);
    }
    ASSERT_EQ(reg::awaited(std::move(posted)).status, 201);
    auto body = get_json(path);
    EXPECT_EQ(body.at("status"), "registered");
    EXPECT_EQ(body.at("number"), 5);
    EXPECT_EQ(body.at("note"), value(note));
    EXPECT_EQ(body.at("stamp"), value(format_stamp(site.clock.wall())));
    EXPECT_TRUE(verifies(body.at("receipt").as_string(), 5));

    ASSERT_EQ(post(site.plain("Newer head.")).status, 201);
    auto receipt = get(path + "/receipt");
    EXPECT_EQ(receipt.status, 200);
    EXPECT_EQ(receipt.content_type, "text/plain; charset=utf-8");
    EXPECT_TRUE(verifies(receipt.body, 5));
    EXPECT_EQ(tree::parse_proof(receipt.body)->checkpoint, site.reg->reader().head()->note);
    EXPECT_NE(receipt.body, body.at("receipt").as_string());
}

TEST_F(ServiceTest, WhatIsNoIdentifierIsNotFound) {
    auto id = id_of(site.note_of(2));
    auto upper = id;
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    for (const auto& path : {std::string(), id.substr(1), id + "0", id + "/", id + "/receipt/",
                             id + "/other", std::string("/receipt"), std::string(64, 'g'), upper,
                             std::string(64, '0'), std::string(64, '0') + "/receipt"})
        EXPECT_EQ(problem_of(get("/basic/api/v1/acts/" + path)), "not-found") << path;
    EXPECT_EQ(get("/basic/api/v1/acts/" + id).status, 200);
}

// ---- GET entries

TEST_F(ServiceTest, EntriesAreListedFromANumberOrFromTheEnd) {
    std::string long_text;
    for (int i = 0; i < 200; ++i) long_text += "é";
    ASSERT_EQ(post(site.cast.signed_act("communication.plain",
                                        {{"text", {{"en", "Short <b>."}, {"fr", long_text}}}},
                                        {"XAA", "XAB"}, site.head(), {{"ref", "A/1"}}))
                  .status,
              201);
    auto all = get_json("/basic/api/v1/entries");
    EXPECT_EQ(all.at("size"), 6);
    ASSERT_EQ(all.at("entries").as_array().size(), 6u);
    for (std::size_t i = 0; i < 6; ++i) {
        const auto& one = all.at("entries").as_array()[i].as_object();
        EXPECT_EQ(one.at("number"), i);
        EXPECT_EQ(one.at("id"), value(id_of(site.note_of(i))));
    }
    const auto& last = all.at("entries").as_array()[5].as_object();
    EXPECT_EQ(last.at("form"), "communication.plain");
    EXPECT_EQ(last.at("from"), (json::array{"XAA", "XAB"}));
    EXPECT_EQ(last.at("ref"), "A/1");
    EXPECT_EQ(last.at("stamp"), value(format_stamp(site.clock.wall())));
    std::string shortened = long_text.substr(0, 320) + "…";
    EXPECT_EQ(last.at("title"), (json::object{{"en", "Short <b>."}, {"fr", shortened}}));
    EXPECT_FALSE(all.at("entries").as_array()[0].as_object().contains("title"));

    auto numbers = [&](std::string query) {
        std::vector<std::uint64_t> out;
        for (const auto& one : get_json("/basic/api/v1/entries?" + query).at("entries").as_array())
            out.push_back(one.at("number").to_number<std::uint64_t>());
        return out;
    };
    using Numbers = std::vector<std::uint64_t>;
    EXPECT_EQ(numbers("limit=2"), (Numbers{4, 5}));
    EXPECT_EQ(numbers("from=1&limit=2"), (Numbers{1, 2}));
    EXPECT_EQ(numbers("from=4"), (Numbers{4, 5}));
    EXPECT_EQ(numbers("from=4&limit=256&wait=0"), (Numbers{4, 5}));
    EXPECT_EQ(numbers("from=6"), Numbers{});
    EXPECT_EQ(numbers("from=9223372036854775807&limit=256"), Numbers{});
    EXPECT_EQ(numbers("wait=25"), (Numbers{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(numbers("from=0&wait=25&limit=1"), Numbers{0});
}

TEST_F(ServiceTest, QueriesOutOfBoundsAreProblems) {
    for (const char* query :
         {"limit=0", "limit=257", "wait=26", "from=0&wait=26", "from=-1", "from=", "from=01",
          "from=x", "from=9223372036854775808", "limit=1%32x"})
        EXPECT_EQ(problem_of(get(fmt::format("/basic/api/v1/entries?{}", query))), "query")
            << query;
}

TEST_F(ServiceTest, AWaitIsAnsweredByTheNextActOrByTime) {
    auto waiting = ask(request("GET", "/basic/api/v1/entries?from=5&wait=25"));
    auto patient = ask(request("GET", "/basic/api/v1/entries?from=100&wait=25"));
    EXPECT_EQ(waiting.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
    auto note = site.plain("At last.");
    ASSERT_EQ(post(note).status, 201);
    auto body = body_of(reg::awaited(std::move(waiting)));
    EXPECT_EQ(body.at("size"), 6);
    EXPECT_EQ(body.at("entries").as_array().at(0).at("id"), value(id_of(note)));
    EXPECT_EQ(patient.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
    site.clock.pass(25'000);
    EXPECT_TRUE(body_of(reg::awaited(std::move(patient))).at("entries").as_array().empty());
}

// ---- GET keys, register

TEST_F(ServiceTest, KeysAreListedWithWhatRegisteredAndRevokedThem) {
    ASSERT_EQ(post(site.cast.key_revoke("XAB", site.head())).status, 201);
    auto keys = get_json("/basic/api/v1/keys").at("keys").as_array();
    EXPECT_EQ(keys.size(), 3u + 3u + 3u);
    auto find = [&](const note::VerifierKey& key) {
        for (const auto& one : keys)
            if (one.at("vkey") == value(note::format_verifier_key(key))) return one.as_object();
        return json::object();
    };
    auto vkey = [](const note::SignerKey& key) { return note::format_verifier_key(key.verifier); };
    EXPECT_EQ(find(site.cast.submit("XAA").verifier),
              (json::object{{"participant", "XAA"},
                            {"purpose", "submit"},
                            {"vkey", vkey(site.cast.submit("XAA"))},
                            {"number", 2}}));
    EXPECT_EQ(find(site.cast.submit("XAB").verifier).at("revoked"), 5);
    EXPECT_EQ(find(site.cast.root("XAB").verifier).at("purpose"), "root");
    EXPECT_EQ(find(site.cast.register_keys().refusal.verifier).at("participant"), "REGISTER");
}

TEST_F(ServiceTest, TheRegisterSaysWhatItIs) {
    auto body = get_json("/basic/api/v1/register");
    const auto& anchor = site.reg->anchor();
    EXPECT_EQ(body.at("register"), "basic");
    EXPECT_EQ(body.at("origin"), value(site.cast.origin()));
    EXPECT_EQ(body.at("vkey"), value(note::format_verifier_key(anchor.key)));
    EXPECT_EQ(body.at("anchor"), value(log::format_anchor(anchor)));
    EXPECT_EQ(body.at("edition"), 0);
    EXPECT_EQ(body.at("size"), 5);
    EXPECT_EQ(body.at("root"), value(to_base64(site.head().root.bytes)));
    EXPECT_EQ(body.at("grade"), "durable");
    EXPECT_EQ(body.at("rulebook").at("sha256"), value(to_hex(sha256(log::small_bundle()).bytes)));
    EXPECT_TRUE(body.at("rulebook").at("title").as_object().contains("en"));
    EXPECT_EQ(body.at("notice"), (json::object{{"en", "Not a real register."}}));
    mount({{"basic", site.reg.get(), {}}});
    EXPECT_FALSE(get_json("/basic/api/v1/register").contains("notice"));
}

TEST_F(ServiceTest, OtherResourcesAndMethodsAreProblems) {
    for (const char* path : {"", "other", "entries/", "keys/1", "register/"})
        EXPECT_EQ(problem_of(get(fmt::format("/basic/api/v1/{}", path))), "not-found") << path;
    EXPECT_EQ(problem_of(get("/basic/api/v1/acts")), "method");
    for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS"})
        for (const char* path : {"/basic/api/v1/entries", "/basic/log/checkpoint", "/basic/"})
            EXPECT_EQ(problem_of(reg::awaited(ask(request(method, path)))), "method")
                << method << path;
}

// ---- log/…

TEST_F(ServiceTest, TheLogIsServedByteForByteAsItIsExported) {
    std::vector<std::future<reg::Answer>> answers;
    for (int i = 0; i < 300; ++i)
        answers.push_back(reg::submit(*site.reg, site.plain(fmt::format("Number {}.", i))));
    for (auto& answer : answers) ASSERT_TRUE(reg::awaited(std::move(answer)).registered());
    auto source = log::open_folder(files, site.layout.dir).value();
    ASSERT_TRUE(log::export_tree(*source, site.reg->anchor().key, files, "out"));
    auto tree = files.copy("out");
    // Hashes of two levels and entries, full and partial; checkpoint and rulebook.
    EXPECT_EQ(tree.size(), 2u + 1u + 2u + 2u);
    for (const auto& [path, bytes] : tree) {
        auto response = get("/basic/log/" + path.substr(4));
        EXPECT_EQ(response.status, 200) << path;
        EXPECT_EQ(response.body, bytes) << path;
        bool immutable = header(response, "Cache-Control").ends_with("immutable");
        EXPECT_EQ(immutable, path != "out/checkpoint") << path;
        EXPECT_EQ(response.content_type, path == "out/checkpoint"  ? "text/plain; charset=utf-8"
                                         : path.ends_with(".json") ? "application/json"
                                                                   : "application/octet-stream");
    }
    for (const char* path :
         {"", "tile/0/001", "tile/0/001.p/255", "tile/entries/002", "tile/0/000.p/0", "tile/0/0",
          "tile/0/000.p/256", "tile/63/000", "tile/64/000", "tile/0/x999/x999/x999/999",
          "tile/1/001", "anchor", "../keys/clock.secret", "rulebooks/", "rulebooks/x.json",
          "rulebooks/.json", "keys/clock.secret", "snapshot"})
        EXPECT_EQ(get(fmt::format("/basic/log/{}", path)).status, 404) << path;
    EXPECT_EQ(get(fmt::format("/basic/log/rulebooks/{}.json", std::string(64, '0'))).status, 404);
    // A partial tile stays available after it has grown.
    EXPECT_EQ(get("/basic/log/tile/0/000.p/7").body, tree.at("out/tile/0/000").substr(0, 7 * 32));
}

// ---- Pages

TEST_F(ServiceTest, PagesAreServedBelowTheirRegister) {
    auto page = get("/basic/");
    EXPECT_EQ(page.body, kAssetText);
    EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
    EXPECT_EQ(header(page, "Cache-Control"), "no-cache");
    EXPECT_EQ(get("/basic/index.html").body, kAssetText);
    auto script = get("/basic/assets/app-1a2b.js");
    EXPECT_EQ(script.content_type, "text/javascript; charset=utf-8");
    EXPECT_TRUE(header(script, "Cache-Control").ends_with("immutable"));
    for (const char* path : {"/basic/other", "/basic/assets/", "/basic/../basic/", "/basic//"})
        EXPECT_EQ(problem_of(get(path)), "not-found") << path;
}

std::string unzipped(std::string_view bytes) {
    std::string out(1 << 20, '\0');
    z_stream stream{};
    MITHAQ_ASSERT(inflateInit2(&stream, 16 + 15) == Z_OK);
    std::string in(bytes);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    MITHAQ_ASSERT(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

TEST_F(ServiceTest, LongTextsTravelCompressedToWhoAcceptsIt) {
    for (int i = 0; i < 20; ++i)
        ASSERT_TRUE(site.send(site.plain(fmt::format("Number {}.", i))).registered());
    auto asked = [&](const char* path, const char* coding) {
        auto one = request("GET", path);
        if (*coding) one.headers.push_back({"Accept-Encoding", coding});
        auto response = reg::awaited(ask(std::move(one)));
        expect_form(response);
        return response;
    };
    for (const char* path : {"/basic/api/v1/entries", "/basic/assets/large-3c.js"}) {
        auto plain = asked(path, "");
        EXPECT_EQ(header(plain, "Content-Encoding"), "");
        EXPECT_EQ(header(plain, "Vary"), "Accept-Encoding");
        for (const char* coding : {"gzip", "br, GZIP;q=0.5", "*", "deflate, gzip;q=1.0, *;q=0"}) {
            auto zipped = asked(path, coding);
            EXPECT_EQ(header(zipped, "Content-Encoding"), "gzip") << coding;
            EXPECT_EQ(header(zipped, "Vary"), "Accept-Encoding");
            EXPECT_LT(zipped.payload().size(), plain.payload().size() / 2);
            EXPECT_EQ(unzipped(zipped.payload()), plain.payload());
        }
        for (const char* coding : {"br", "gzip;q=0", "gzip;q=0.000, *", "identity"})
            EXPECT_EQ(header(asked(path, coding), "Content-Encoding"), "") << coding;
    }
    // What is short, or packed, or bytes of the log, travels as it is.
    for (const char* path : {"/basic/assets/app-1a2b.js", "/basic/assets/font-5d.woff2",
                             "/basic/log/tile/0/000.p/25", "/basic/log/checkpoint"}) {
        auto plain = asked(path, "gzip");
        EXPECT_EQ(plain.status, 200) << path;
        EXPECT_EQ(header(plain, "Content-Encoding") + header(plain, "Vary"), "") << path;
    }
}

TEST_F(ServiceTest, APathWithoutItsRegistersSlashIsRedirected) {
    auto moved = get("/basic");
    EXPECT_EQ(moved.status, 301);
    EXPECT_EQ(header(moved, "Location"), "/basic/");
    auto root = get("/");
    EXPECT_EQ(root.status, 302);
    EXPECT_EQ(header(root, "Location"), "/basic/");
    for (const char* path :
         {"/other", "/other/", "/basi", "/basic2/api/v1/keys", "//basic/", "/favicon.ico"})
        EXPECT_EQ(problem_of(get(path)), "not-found") << path;
}

TEST_F(ServiceTest, SeveralRegistersAreListedAndKeptApart) {
    MemoryFiles other_files;
    reg::Site other(other_files);
    other.clock.pass(1);
    other.start();
    mount({{"basic", site.reg.get(), {}}, {"other", other.reg.get(), {}}});
    auto index = get("/");
    EXPECT_EQ(index.status, 200);
    EXPECT_EQ(index.content_type, "text/html; charset=utf-8");
    for (const char* name : {"basic", "other"})
        EXPECT_NE(index.body.find(fmt::format(R"(<a href="/{0}/">{0}</a>)", name)),
                  std::string::npos);
    EXPECT_EQ(get_json("/basic/api/v1/register").at("size"), 5);
    EXPECT_EQ(get_json("/other/api/v1/register").at("size"), 2);
}

// ---- The table of errors

TEST(Problem, EveryErrorHasAStatusAndATitle) {
    constexpr std::pair<Errc, int> kTable[] = {
        {Errc::malformed, 400},  {Errc::unsupported, 400}, {Errc::refused, 422},
        {Errc::unverified, 422}, {Errc::not_found, 404},   {Errc::conflict, 409},
        {Errc::too_large, 413},  {Errc::busy, 503},        {Errc::unavailable, 503},
        {Errc::io, 500},         {Errc::fatal, 500}};
    for (auto [code, status] : kTable) {
        EXPECT_EQ(http_status(code), status);
        auto response = problem(Error{code, "some-type", "Why \"so\"?\n", "/a~1b", "a rule"});
        auto body = json::parse(response.body).as_object();
        EXPECT_EQ(response.status, status);
        EXPECT_FALSE(body.at("title").as_string().empty());
        EXPECT_EQ(body.at("type"), "urn:mithaq:problem:some-type");
        EXPECT_EQ(body.at("detail"), "Why \"so\"?\n");
        EXPECT_EQ(body.at("pointer"), "/a~1b");
        EXPECT_EQ(body.at("rule"), "a rule");
        EXPECT_FALSE(body.contains("refusal"));
    }
}

// ---- Over a socket

TEST_F(ServiceTest, OverASocketItIsTheSame) {
    net::ServerLimits limits;
    limits.body_bytes_max = body_bytes_max;
    limits.spool_bytes_max = spool_bytes_max;
    limits.spool_dir = ".";
    auto server = net::Server::listen(
        0, 2,
        [this](Request&& request, net::Respond respond) {
            service->handle(std::move(request), std::move(respond));
        },
        limits);
    ASSERT_TRUE(server);
    auto base = fmt::format("http://127.0.0.1:{}", (*server)->port());
    auto client = net::Client::open(base).value();

    auto waiting = std::async(std::launch::async, [&] {
        auto waiter = net::Client::open(base).value();
        return waiter.get("/basic/api/v1/entries?from=5&wait=25").value();
    });
    auto note = site.plain("Over a socket.");
    auto posted = client.post("/basic/api/v1/acts", "text/plain", note).value();
    EXPECT_EQ(posted.status, 201);
    EXPECT_EQ(json::parse(posted.body).at("number"), 5);
    EXPECT_EQ(client.post("/basic/api/v1/acts", "text/plain", note)->status, 200);
    auto listed = reg::awaited(std::move(waiting));
    EXPECT_EQ(json::parse(listed.body).at("entries").at(0).at("id"), value(id_of(note)));

    auto refused =
        client.post("/basic/api/v1/acts", "text/plain", site.cast.plain("XAC", "x", site.head()));
    EXPECT_EQ(refused->status, 422);
    EXPECT_EQ(*refused->header("Content-Type"), "application/problem+json");
    EXPECT_TRUE(json::parse(refused->body).as_object().contains("refusal"));
    EXPECT_EQ(client.post("/basic/api/v1/acts", "application/json", note)->status, 400);
    EXPECT_EQ(client.get("/basic/log/checkpoint")->body, site.reg->reader().head()->note);
    EXPECT_TRUE(client.get("/basic/")->header("Content-Security-Policy"));
    EXPECT_EQ(client.get("/")->status, 302);

    // A body over the limit of memory, by way of a file.
    const std::string scan = "%PDF-" + std::string(300'000, 's');
    auto enclosing = site.plain("See it.", reg::naming({{"scan.pdf", scan}}));
    auto form = form_of({{"note", "", enclosing}, {"enclosure", "scan.pdf", scan}});
    EXPECT_EQ(client.post("/basic/api/v1/acts", kForm, form)->status, 201);
    auto content = client.get("/basic/api/v1/enclosures/" + to_hex(sha256(scan).bytes));
    EXPECT_EQ(content->body, scan);
    EXPECT_EQ(*content->header("Content-Type"), "application/pdf");
    EXPECT_EQ(client.post("/basic/api/v1/acts", "text/plain", std::string(200'000, 'x'))->status,
              413);

    auto too_large = net::Client::open(base)->post("/basic/api/v1/acts", "text/plain",
                                                   std::string(act::kActBytesMax + 2, 'x'));
    EXPECT_EQ(too_large->status, 413);
    EXPECT_EQ(*too_large->header("Content-Type"), "application/problem+json");
    (*server)->stop();
}

}  // namespace
}  // namespace mithaq::api

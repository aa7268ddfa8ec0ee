#include "api/problem.h"

#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "rules/words.h"

namespace mithaq::api {
namespace {

struct Row {
    int status;
    std::string_view title;
};

Row row(Errc code) {
    switch (code) {
        case Errc::malformed:
            return {400, "The bytes are not what their format says"};
        case Errc::unsupported:
            return {400, "Not known to this version"};
        case Errc::refused:
            return {422, "Against the rules of the register"};
        case Errc::unverified:
            return {422, "A signature, hash or proof does not hold"};
        case Errc::not_found:
            return {404, "Not here"};
        case Errc::conflict:
            return {409, "Contradicts what is already here"};
        case Errc::too_large:
            return {413, "Too large"};
        case Errc::busy:
            return {503, "Not now: a queue or quota is full"};
        case Errc::unavailable:
            return {503, "Cannot be judged now"};
        case Errc::io:
            return {500, "The machine failed"};
        case Errc::fatal:
            return {500, "The register must stop"};
    }
    return {500, ""};
}

}  // namespace

int http_status(Errc code) {
    return row(code).status;
}

namespace {

void add_words(json::object& body, const Error& error, const rulebook::Rulebook& rulebook) {
    json::object says, basis;
    for (const auto& language : rulebook.languages) {
        std::string sentences, rests_on;
        for (const auto& because : rules::why_refusal(rulebook, error, language)) {
            sentences += (sentences.empty() ? "" : " ") + because.text;
            if (rests_on.empty()) rests_on = because.basis;
        }
        if (!sentences.empty()) says[language] = sentences;
        if (!rests_on.empty()) basis[language] = rests_on;
    }
    if (!says.empty()) body["says"] = std::move(says);
    if (!basis.empty()) body["basis"] = std::move(basis);
}

}  // namespace

net::Response problem(const reg::Problem& problem, const rulebook::Rulebook* rulebook) {
    const Error& error = problem.error;
    Row about = row(error.code);
    json::object body{{"type", "urn:mithaq:problem:" + error.type},
                      {"title", about.title},
                      {"status", about.status},
                      {"detail", error.message}};
    if (!error.pointer.empty()) body["pointer"] = error.pointer;
    if (!error.rule.empty()) body["rule"] = error.rule;
    if (rulebook && error.code == Errc::refused) add_words(body, error, *rulebook);
    if (!problem.refusal.empty()) body["refusal"] = problem.refusal;
    net::Response response;
    response.status = about.status;
    response.content_type = "application/problem+json";
    response.body = json::serialize(body);
    response.headers.push_back({"Cache-Control", "no-store"});
    if (problem.retry_after_s > 0)
        response.headers.push_back({"Retry-After", std::to_string(problem.retry_after_s)});
    return response;
}

}  // namespace mithaq::api

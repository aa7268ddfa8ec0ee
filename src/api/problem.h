// Errors and refusals as RFC 9457 problem details; the one table from Errc to HTTP status.
#pragma once

#include "net/http.h"
#include "register/register.h"

namespace mithaq::api {

int http_status(Errc code);
// Of what the rules of files refuse, `rulebook` says the sentence and its basis in each language.
net::Response problem(const reg::Problem& problem, const rulebook::Rulebook* rulebook = nullptr);
inline net::Response problem(const Error& error) {
    return problem(reg::Problem{error, {}, 0});
}

}  // namespace mithaq::api
